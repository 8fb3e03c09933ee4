import { useSignal } from '@preact/signals';
import type { ImportedPrices } from '../../../shared/model/priceList.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { Judged } from '../../ui/Field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { say } from '../../ui/toast.tsx';
import { Sheet } from '../Sheet.tsx';
import { sayFileFault, sayNoFile } from './faultWords.ts';
import type { Pricing } from './pricing.ts';

type SheetProps = { pricing: Pricing; id: string; currency: string; onTaken(): void; onClose(): void };
type Tried = { text: string; outcome: ImportedPrices };

/** Takes the prices of a list in from a file, once one has seen what would become of it. */
export function FileSheet({ pricing, id, currency, onTaken, onClose }: SheetProps) {
  const tried = useSignal<Tried | undefined>(undefined);
  const fault = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const ask = async (text: string, attempt: boolean): Promise<ImportedPrices | undefined> => {
    busy.value = true;
    fault.value = undefined;
    try {
      return await pricing.api.takeFile(id, text, attempt);
    } catch (error) {
      const refusal = toRefusal(error);
      fault.value = sayNoFile(refusal.detail) ?? sayAtDesk(refusal);
      return undefined;
    } finally {
      busy.value = false;
    }
  };
  const attempt = async (file: File): Promise<void> => {
    tried.value = undefined;
    const text = await file.text();
    const outcome = await ask(text, true);
    if (outcome) tried.value = { text, outcome };
  };
  const take = async ({ text }: Tried): Promise<void> => {
    const outcome = await ask(text, false);
    if (!outcome) return;
    tried.value = { text, outcome };
    if (outcome.refused.length > 0) return;
    say(t('prices.fileTaken', countsOf(outcome)));
    onTaken();
    onClose();
  };
  const now = tried.value;
  const isGood = now !== undefined && now.outcome.refused.length === 0;
  return (
    <Sheet title={t('prices.csvIn')} onClose={onClose}>
      <form
        class="file-form"
        aria-busy={busy.value}
        onSubmit={(event) => {
          event.preventDefault();
          if (now && isGood && !busy.value) void take(now);
        }}
      >
        <Judged label={t('prices.file')} fault={fault.value} hint={t('prices.fileHint')}>
          {(field) => (
            <input
              {...field}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                if (file) void attempt(file);
              }}
              // A mended file of the same name is chosen anew.
              onClick={(event) => (event.currentTarget.value = '')}
            />
          )}
        </Judged>
        <div role="status">{now && <Outcome outcome={now.outcome} currency={currency} />}</div>
        <footer>
          <button type="button" class="quiet" onClick={onClose}>
            {t('prices.back')}
          </button>
          <button type="submit" class="primary" aria-disabled={!isGood || busy.value}>
            {t('prices.takeFile')}
          </button>
        </footer>
      </form>
    </Sheet>
  );
}

const COUNTS = ['created', 'changed', 'removed', 'same'] as const;

const countsOf = (outcome: ImportedPrices) => ({
  ...{ created: outcome.created, changed: outcome.changed, removed: outcome.removed },
});

function Outcome({ outcome, currency }: { outcome: ImportedPrices; currency: string }) {
  const { refused } = outcome;
  return (
    <div class="file-outcome">
      <dl>
        {COUNTS.map((one) => (
          <div key={one}>
            <dt>{t(`prices.file.${one}`)}</dt>
            <dd>{formatNumber(outcome[one], writing.value)}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 && (
        <>
          <p class="problem">{t('prices.refused', { count: refused.length })}</p>
          <ul aria-label={t('prices.refused', { count: refused.length })}>
            {refused.map((one) => (
              <li key={one.row}>
                <b>{t('prices.rowNumber', { row: one.row })}</b> <bdi dir="ltr">{one.sku}</bdi>
                <small>{sayFileFault(one, currency)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
