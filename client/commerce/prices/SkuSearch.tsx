import { useSignal } from '@preact/signals';
import type { Ware } from '../../../shared/model/stock.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { t } from '../../ui/i18n.ts';
import { useOwnId } from '../../ui/ownId.ts';
import { openPause } from '../../ui/pause.ts';
import { toRefusal } from '../../ui/report.ts';
import type { Pricing } from './pricing.ts';
import { WareName } from './Ware.tsx';

/** How many are offered. */
const OFFERED = 8;
const afterPause = openPause();

type SearchProps = { pricing: Pricing; onChoose(ware: Ware): void };

/** What is found for what is typed, and where the arrows are in it. */
function useFound({ pricing, onChoose }: SearchProps) {
  const words = useSignal('');
  const found = useSignal<Ware[] | undefined>(undefined);
  const trouble = useSignal('');
  const at = useSignal(0);
  const look = async (): Promise<void> => {
    const asked = words.value.trim();
    if (!asked) return;
    try {
      const { rows } = await pricing.api.stock({ words: asked, atMost: '' }, '', OFFERED);
      if (words.value.trim() !== asked) return;
      found.value = rows;
      at.value = 0;
    } catch (error) {
      trouble.value = sayAtDesk(toRefusal(error));
    }
  };
  const close = (): void => {
    found.value = undefined;
    trouble.value = '';
  };
  const choose = (ware: Ware): void => {
    words.value = '';
    close();
    onChoose(ware);
  };
  const press = (event: KeyboardEvent): void => {
    const last = (found.value?.length ?? 0) - 1;
    const ware = found.value?.[at.value];
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') at.value = at.value >= last ? 0 : at.value + 1;
    else if (event.key === 'ArrowUp') at.value = at.value <= 0 ? Math.max(0, last) : at.value - 1;
    // Enter would send the whole list.
    else if (event.key === 'Enter') ware && choose(ware);
    else return;
    event.preventDefault();
  };
  const type = (text: string): void => {
    words.value = text;
    close();
    afterPause(() => void look());
  };
  return { words, found, trouble, at, close, choose, press, type };
}

/** Finds a SKU by words; arrows go along what is found, Enter adds it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox). */
export function SkuSearch(props: SearchProps) {
  const { words, found, trouble, at, close, choose, press, type } = useFound(props);
  const list = useOwnId();
  const isOpen = (found.value?.length ?? 0) > 0;
  return (
    <div
      class="sku-search"
      onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && close()}
    >
      <input
        id="price-search"
        type="text"
        role="combobox"
        class="filter"
        aria-label={t('prices.addSku')}
        placeholder={t('prices.addSku')}
        aria-expanded={isOpen}
        aria-controls={isOpen ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${list}-${at.value}` : undefined}
        autocomplete="off"
        maxLength={80}
        value={words}
        onKeyDown={press}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {isOpen && (
        <div id={list} role="listbox" aria-label={t('prices.addSku')}>
          {found.value!.map((ware, index) => (
            <div
              key={ware.sku}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at.value}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(ware)}
              onKeyDown={press}
            >
              <WareName ware={ware} />
            </div>
          ))}
        </div>
      )}
      <p class="hint" role="status">
        {trouble.value || (found.value?.length === 0 && t('prices.noMatch'))}
      </p>
    </div>
  );
}
