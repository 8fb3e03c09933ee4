import { useSignal } from '@preact/signals';
import type { Draft } from '../../../shared/model/draft.ts';
import type { ProductEntry } from '../../../shared/model/productVersion.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Desk } from './desk.ts';
import { Line } from './Line.tsx';
import { ProductPicker } from './ProductPicker.tsx';

/** A name as one reads it, of the name of a file. */
const asName = (file: string): string =>
  file
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/^./, (first) => first.toUpperCase());

/** A name as an address: small letters and digits; empty when nothing is left of it. While one types a hyphen may stand at its end. */
const slugOf = (name: string, typing = false): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(typing ? /^-+/ : /^-+|-+$/g, '');

type MakeProps = { desk: Desk; draft: Draft };
type Run = (make: () => Promise<string>) => Promise<void>;

/** The way from an upload to a product: a new one, or the next version of one that there is. */
export function MakeProduct({ desk, draft }: MakeProps) {
  const busy = useSignal(false);
  const run: Run = async (make) => {
    busy.value = true;
    try {
      const made = await make();
      await desk.loadProducts();
      desk.choose({ kind: 'product', slug: made, section: 'look' });
    } finally {
      busy.value = false;
    }
  };
  return (
    <section class="card make-product">
      <h3>{t('design.make')}</h3>
      <NewProduct desk={desk} draft={draft} busy={busy.value} run={run} />
      <NextVersion desk={desk} draft={draft} busy={busy.value} run={run} />
    </section>
  );
}

type WayProps = MakeProps & { busy: boolean; run: Run };

function NewProduct({ desk, draft, busy, run }: WayProps) {
  const name = useSignal(asName(draft.name));
  const slug = useSignal<string | undefined>(undefined);
  const taken = useSignal('');
  const address = slug.value ?? slugOf(name.value);
  const make = (event: Event): void => {
    event.preventDefault();
    run(async () => {
      await desk.api.create(address, name.value.trim(), draft.id, '');
      return address;
    }).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'conflict') taken.value = address;
      else sayError(error);
    });
  };
  return (
    <>
      <form class="settings-row" onSubmit={make}>
        <Line
          label={t('design.name')}
          value={name.value}
          taken="typed"
          maxLength={120}
          required
          onText={(text) => (name.value = text)}
        />
        <Line
          label={t('design.address')}
          value={address}
          taken="typed"
          dir="ltr"
          required
          maxLength={64}
          title={t('design.addressHint')}
          onText={(text) => (slug.value = slugOf(text, true))}
        />
        <button type="submit" class="primary" disabled={busy || address === ''}>
          {t('design.makeNew')}
        </button>
      </form>
      {taken.value !== '' && taken.value === address && (
        <p class="problem" role="alert">
          {t('design.addressTaken', { address })}
        </p>
      )}
    </>
  );
}

function NextVersion({ desk, draft, busy, run }: WayProps) {
  const of = useSignal<ProductEntry | undefined>(undefined);
  const make = (event: Event): void => {
    event.preventDefault();
    const slug = of.value?.slug;
    if (!slug) return;
    run(async () => {
      await desk.api.next(slug, { draft: draft.id, why: draft.name });
      return slug;
    }).catch(sayError);
  };
  if (desk.products.value?.total === 0 && !desk.words.value) return null;
  return (
    <form class="settings-row" onSubmit={make}>
      <ProductPicker
        label={t('design.nextOf')}
        api={desk.api}
        chosen={of.value}
        onChoose={(entry) => (of.value = entry)}
      />
      <button type="submit" class="quiet outlined" disabled={busy || !of.value}>
        {t('design.makeNext')}
      </button>
    </form>
  );
}
