import { inLanguage } from '../../../shared/model/localText.ts';
import type { Ware } from '../../../shared/model/stock.ts';
import { language } from '../../ui/i18n.ts';

/** What a SKU is called: its product, and which of its variants it is. */
export const nameOf = ({ sku, name, label }: Pick<Ware, 'sku' | 'name' | 'label'>): string =>
  [name ? inLanguage(name, language.value) : sku, label && inLanguage(label, language.value)]
    .filter(Boolean)
    .join(' · ');

type WareProps = { ware: Ware; fallback?: string };

/** A SKU with its picture and name; `fallback` names one that is not on sale. */
export function WareName({ ware, fallback = ware.sku }: WareProps) {
  const { sku, name, label, thumbnail } = ware;
  return (
    <span class="ware">
      {thumbnail ? <img src={thumbnail} alt="" width="44" height="44" loading="lazy" /> : <i />}
      <span>
        <b>
          <bdi>{name ? inLanguage(name, language.value) : fallback}</bdi>
        </b>
        <small>
          {label && (
            <>
              <bdi>{inLanguage(label, language.value)}</bdi>
              {' · '}
            </>
          )}
          <bdi dir="ltr">{sku}</bdi>
        </small>
      </span>
    </span>
  );
}
