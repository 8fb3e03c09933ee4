import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Api, Furnish } from '../net/api.ts';
import { language, t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { Brand } from './Brand.tsx';
import { Plan, standName } from './Plan.tsx';
import { Preview, type PreviewDoor } from './Preview.tsx';

type FurnishProps = {
  api: Api;
  showroom: LobbyEntry;
  products: Product[];
  openPreview: PreviewDoor;
  /** Something was changed: whoever lists showrooms looks again. */
  onChanged(): void;
};

type Stand = { id: string; product: string };

/** Furnishes one showroom: products onto stands by plan and list, brand, opening; every change can be undone, and is seen at once. */
export function FurnishShowroom({ api, showroom, products, openPreview, onChanged }: FurnishProps) {
  const scene = useSignal<SceneData | undefined>(undefined);
  const stands = useSignal<Stand[]>([]);
  const chosen = useSignal<string | undefined>(undefined);
  const { slug } = showroom;
  const refresh = async (): Promise<void> => {
    stands.value = await api.console.stands(slug);
  };
  useEffect(() => {
    scene.value = undefined;
    chosen.value = undefined;
    Promise.all([api.scene<SceneData>(showroom.scene), refresh()]).then(([data]) => {
      scene.value = data;
    }, sayError);
  }, [slug]);

  const productOf = (product: string): Product | undefined => products.find((one) => one.slug === product);
  const nameOf = (product: string): string => {
    const found = productOf(product);
    return found ? inLanguage(found.name, language.value) : t('console.nothing');
  };
  const place = async (stand: string, product: string, before?: string): Promise<void> => {
    try {
      await api.console.place(slug, stand, product);
      const words = product
        ? t('console.placed', { product: nameOf(product), stand: standName(stand) })
        : t('console.cleared', { stand: standName(stand) });
      const undo =
        before === undefined ? undefined : { label: t('console.undo'), run: () => void place(stand, before) };
      say(words, 'note', undo);
      await refresh();
    } catch (error) {
      sayError(error);
    }
  };
  const change = async (wish: Furnish, before?: Furnish): Promise<void> => {
    try {
      await api.console.furnish(slug, wish);
      const undo = before && { label: t('console.undo'), run: () => void change(before) };
      say(t('console.saved'), 'note', undo);
      onChanged();
    } catch (error) {
      sayError(error);
    }
  };
  const now = scene.value;
  return (
    <>
      <div class="furnish">
        {now ? (
          <Plan
            scene={now}
            pictureOf={(stand) =>
              productOf(stands.value.find(({ id }) => id === stand)?.product ?? '')?.thumbnail
            }
            chosen={chosen.value}
            onChoose={(stand) => {
              chosen.value = stand;
              document.getElementById(stand)?.focus();
            }}
          />
        ) : (
          <div class="plan skeleton" />
        )}
        <Preview key={slug} open={openPreview} showroom={showroom} view={chosen.value} />
      </div>
      <p class="hint">{t('console.planHelp')}</p>
      <ul class="stands">
        {stands.value.map((stand) => (
          <li key={stand.id} class={stand.id === chosen.value ? 'chosen' : ''}>
            <label for={stand.id}>{standName(stand.id)}</label>
            <select
              id={stand.id}
              value={stand.product}
              onFocus={() => (chosen.value = stand.id)}
              onChange={(event) => void place(stand.id, event.currentTarget.value, stand.product)}
            >
              <option value="">{t('console.nothing')}</option>
              {products.map((product) => (
                <option key={product.slug} value={product.slug}>
                  {inLanguage(product.name, language.value)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      <Brand key={slug} showroom={showroom} slots={now?.slots} onChange={change} />
    </>
  );
}
