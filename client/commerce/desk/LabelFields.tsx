import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Carrier } from '../../../shared/model/desk.ts';
import { Labelled, SelectField } from '../../ui/Field.tsx';
import { t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { DeskApi, Label } from './deskApi.ts';

/** What a carrier is called that is not on our list. */
const OTHER = '+';
const STORE_KEY = 'vitrine.carrier';

/** The carriers that the shop knows; undefined until they have come. */
export function useCarriers(api: DeskApi): Signal<Carrier[] | undefined> {
  const carriers = useSignal<Carrier[] | undefined>(undefined);
  useEffect(() => {
    api.carriers().then((list) => (carriers.value = list), sayError);
  }, []);
  return carriers;
}

/** The carrier that is proposed: the one of the order's delivery, else the one used last on this device. */
export function likelyCarrier(carriers: readonly Carrier[], wish: string): string {
  const named = carriers.find(({ name }) => name.toLowerCase() === wish.toLowerCase());
  const last = localStorage.getItem(STORE_KEY) ?? '';
  return named?.id ?? (carriers.some(({ id }) => id === last) ? last : (carriers[0]?.id ?? OTHER));
}

type LabelProps = {
  carriers: readonly Carrier[];
  suffix: string;
  initial: Label;
  /** Without a field for the number, where each parcel has one elsewhere. */
  numbered?: boolean;
};

/** Who carries a parcel, and under which number; one who is not on the list is named, with a link. */
export function LabelFields({ carriers, suffix, initial, numbered = true }: LabelProps) {
  const isKnown = carriers.some(({ id }) => id === initial.carrier);
  const carrier = useSignal(isKnown ? initial.carrier : OTHER);
  return (
    <div class="till-label">
      <SelectField
        name={`carrier${suffix}`}
        label={t('till.ship.carrier')}
        options={[
          ...carriers.map(({ id, name }): [string, string] => [id, name]),
          [OTHER, t('till.ship.other')],
        ]}
        initial={carrier.value}
        onChange={(value) => {
          carrier.value = value;
        }}
      />
      {numbered && (
        <Labelled label={t('till.ship.tracking')}>
          {(id) => (
            <input
              id={id}
              name={`tracking${suffix}`}
              dir="ltr"
              maxLength={64}
              autocomplete="off"
              spellcheck={false}
              defaultValue={initial.tracking}
            />
          )}
        </Labelled>
      )}
      {carrier.value === OTHER && (
        <>
          <Labelled label={t('till.ship.otherName')}>
            {(id) => (
              <input
                id={id}
                name={`name${suffix}`}
                maxLength={60}
                required
                defaultValue={isKnown ? '' : initial.carrier.replace(OTHER, '')}
              />
            )}
          </Labelled>
          <Labelled label={t('till.ship.url')}>
            {(id) => (
              <input
                id={id}
                name={`url${suffix}`}
                type="url"
                dir="ltr"
                maxLength={500}
                pattern="https://.+"
                defaultValue={initial.url ?? ''}
              />
            )}
          </Labelled>
        </>
      )}
    </div>
  );
}

/** What was filled in; remembers the carrier on this device. */
export function labelFrom(form: FormData, suffix: string): Label {
  const of = (name: string): string => String(form.get(`${name}${suffix}`) ?? '').trim();
  const carrier = of('carrier');
  if (carrier !== OTHER) localStorage.setItem(STORE_KEY, carrier);
  const url = of('url');
  return {
    carrier: carrier === OTHER ? of('name') : carrier,
    tracking: of('tracking'),
    ...(url && { url }),
  };
}
