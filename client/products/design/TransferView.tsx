import { useSignal } from '@preact/signals';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { readInput } from './chosenFiles.ts';
import { DropBox } from './DropBox.tsx';
import type { Imported, TransferFormat } from './designApi.ts';
import type { Desk } from './desk.ts';
import { DesignIcon } from './icons.tsx';
import { saveText } from './Report.tsx';

const TYPES = { csv: 'text/csv', json: 'application/json' } as const;

type Tried = { name: string; text: string; format: TransferFormat; outcome: Imported };

/** The catalogue as a file: given out, and taken in after one has seen what would become of it. */
export function TransferView({ desk }: { desk: Desk }) {
  const tried = useSignal<Tried | undefined>(undefined);
  const give = async (format: TransferFormat): Promise<void> => {
    try {
      saveText(await desk.api.export(format), `products.${format}`, TYPES[format]);
    } catch (error) {
      sayError(error);
    }
  };
  const attempt = async (file: File): Promise<void> => {
    try {
      const format = /\.json$/i.test(file.name) ? 'json' : 'csv';
      const text = await file.text();
      tried.value = { name: file.name, text, format, outcome: await desk.api.import(text, format, true) };
    } catch (error) {
      sayError(error);
    }
  };
  const take = async ({ text, format }: Tried): Promise<void> => {
    try {
      const { created, changed } = await desk.api.import(text, format, false);
      tried.value = undefined;
      await desk.loadProducts();
      say(t('design.imported', { created, changed }));
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <article class="transfer">
      <header class="view-head">
        <h2>{t('design.transfer')}</h2>
      </header>
      <section class="card">
        <h3>{t('design.export')}</h3>
        <p class="hint">{t('design.exportHint')}</p>
        <p class="verbs">
          {(['csv', 'json'] as const).map((format) => (
            <button key={format} type="button" class="quiet outlined" onClick={() => void give(format)}>
              <DesignIcon name="download" /> {format.toUpperCase()}
            </button>
          ))}
        </p>
      </section>
      <section class="card">
        <h3>{t('design.import')}</h3>
        <p class="hint">{t('design.importHint')}</p>
        <DropBox
          label={t('design.chooseFile')}
          accept=".csv,.json"
          read={readInput}
          onFiles={([first]) => first && void attempt(first.file)}
        />
        {tried.value && <Outcome tried={tried.value} onTake={() => void take(tried.value!)} />}
      </section>
    </article>
  );
}

/** What would become of a file, and what of it would not be taken. */
function Outcome({ tried, onTake }: { tried: Tried; onTake(): void }) {
  const { created, changed, same, refused } = tried.outcome;
  return (
    <div class="outcome" role="status">
      <p>
        <b>
          <bdi>{tried.name}</bdi>
        </b>{' '}
        {t('design.wouldBecome', { created, changed, same })}
      </p>
      {refused.length > 0 && (
        <div class="table-frame">
          <table aria-label={t('design.refusedRows', { count: refused.length })}>
            <caption>{t('design.refusedRows', { count: refused.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('design.row')}</th>
                <th scope="col">{t('design.address')}</th>
                <th scope="col">{t('design.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ row, slug, reason }) => (
                <tr key={`${row} ${slug}`}>
                  <td class="number">{row}</td>
                  <td class="code">{slug}</td>
                  <td>
                    <bdi>{reason}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <button type="button" class="primary" disabled={created + changed === 0} onClick={onTake}>
        {t('design.importDo', { count: created + changed })}
      </button>
    </div>
  );
}
