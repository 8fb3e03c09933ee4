import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { LobbyEntry } from '../../../shared/model/showroom.ts';
import { SelectField } from '../../ui/Field.tsx';
import { language, t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { Desk } from './desk.ts';
import type { ProductStore } from './productStore.ts';

type Stand = { id: string; product: string };

/** Where a product stands: people in the room see it change at once. */
export function StandTab({ desk, product }: { desk: Desk; product: ProductStore }) {
  const showrooms = useSignal<LobbyEntry[]>([]);
  const showroom = useSignal('');
  const stands = useSignal<Stand[] | undefined>(undefined);
  useEffect(() => {
    desk.showrooms().then((list) => {
      showrooms.value = list;
      showroom.value ||= list[0]?.slug ?? '';
    }, sayError);
  }, []);
  const load = async (): Promise<void> => {
    if (showroom.value) stands.value = await desk.stands(showroom.value);
  };
  useEffect(() => void load().catch(sayError), [showroom.value]);
  const place = async (stand: string, what: string): Promise<void> => {
    await desk.place(showroom.value, stand, what);
    await load();
  };
  const put = async ({ id, product: before }: Stand, what: string): Promise<void> => {
    try {
      await place(id, what);
      say(t(what ? 'design.placed' : 'console.cleared', { stand: id }), 'note', {
        label: t('console.undo'),
        run: () => void place(id, before).catch(sayError),
      });
    } catch (error) {
      sayError(error);
    }
  };
  const onSale = product.record.value.published !== null;
  return (
    <section class="card stand-tab">
      <SelectField
        name="showroom"
        label={t('events.showroom')}
        options={showrooms.value.map(({ slug, name }) => [slug, inLanguage(name, language.value)])}
        initial={showroom.value}
        onChange={(slug) => (showroom.value = slug)}
      />
      {!onSale && <p class="hint">{t('design.publishFirst')}</p>}
      {!stands.value && <div class="skeleton" aria-busy="true" />}
      {stands.value?.length === 0 && <p class="empty">{t('design.noStands')}</p>}
      <ul class="stand-list">
        {stands.value?.map((stand) => {
          const here = stand.product === product.slug;
          return (
            <li key={stand.id} class={here ? 'here' : ''}>
              <b>{stand.id}</b>
              <small>{here ? t('design.here') : nameOf(desk, stand.product) || t('console.nothing')}</small>
              <button
                type="button"
                class="quiet outlined"
                disabled={!here && !onSale}
                aria-label={`${t(here ? 'design.takeAway' : 'design.placeHere')}: ${stand.id}`}
                onClick={() => void put(stand, here ? '' : product.slug)}
              >
                {t(here ? 'design.takeAway' : 'design.placeHere')}
              </button>
            </li>
          );
        })}
      </ul>
      {showroom.value && (
        <a class="quiet link" href={`/s/${showroom.value}`} target="_blank" rel="noopener">
          {t('console.visit')}
        </a>
      )}
    </section>
  );
}

/** A product by its name, as far as the list has it. */
function nameOf(desk: Desk, slug: string): string {
  const found = desk.products.value?.entries.find((entry) => entry.slug === slug);
  return found ? inLanguage(found.name, language.value) : slug;
}
