import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Draft } from '../../../shared/model/draft.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Desk } from './desk.ts';

/** A name as one reads it, of the name of a file. */
const asName = (file: string): string =>
  file
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/^./, (first) => first.toUpperCase());

/** A name as an address: small letters and digits; empty when nothing is left of it. */
const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');

/** The way from an upload to a product: a new one, or the next version of one that there is. */
export function MakeProduct({ desk, draft }: { desk: Desk; draft: Draft }) {
  const id = useId();
  const name = useSignal(asName(draft.name));
  const slug = useSignal<string | undefined>(undefined);
  const of = useSignal('');
  const busy = useSignal(false);
  const address = slug.value ?? slugOf(name.value);
  const run = async (make: () => Promise<string>): Promise<void> => {
    busy.value = true;
    try {
      const made = await make();
      await desk.loadProducts();
      desk.choose({ kind: 'product', slug: made, section: 'look' });
    } catch (error) {
      sayError(error);
    } finally {
      busy.value = false;
    }
  };
  const entries = desk.products.value?.entries ?? [];
  return (
    <section class="card make-product">
      <h3>{t('design.make')}</h3>
      <form
        class="settings-row"
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => {
            await desk.api.create(address, name.value.trim(), draft.id, '');
            return address;
          });
        }}
      >
        <div class="field">
          <label for={`${id}-name`}>{t('design.name')}</label>
          <input
            id={`${id}-name`}
            dir="auto"
            required
            maxLength={120}
            value={name}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-slug`}>{t('design.address')}</label>
          <input
            id={`${id}-slug`}
            dir="ltr"
            required
            pattern="[a-z0-9](?:[a-z0-9\-]{0,62}[a-z0-9])?"
            title={t('design.addressHint')}
            value={address}
            onInput={(event) => (slug.value = event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="primary" disabled={busy.value}>
          {t('design.makeNew')}
        </button>
      </form>
      {entries.length > 0 && (
        <form
          class="settings-row"
          onSubmit={(event) => {
            event.preventDefault();
            void run(async () => {
              await desk.api.next(of.value, { draft: draft.id, why: draft.name });
              return of.value;
            });
          }}
        >
          <div class="field">
            <label for={`${id}-of`}>{t('design.nextOf')}</label>
            <select
              id={`${id}-of`}
              required
              value={of}
              onChange={(event) => (of.value = event.currentTarget.value)}
            >
              <option value="">{t('design.chooseProduct')}</option>
              {entries.map((entry) => (
                <option key={entry.slug} value={entry.slug}>
                  {inLanguage(entry.name, language.value)}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="quiet outlined" disabled={busy.value || of.value === ''}>
            {t('design.makeNext')}
          </button>
        </form>
      )}
    </section>
  );
}
