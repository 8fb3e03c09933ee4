import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { ProductEntry } from '../../../shared/model/productVersion.ts';
import { Labelled } from '../../ui/Field.tsx';
import { language, t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { DesignApi } from './designApi.ts';

type PickerProps = {
  label: string;
  api: DesignApi;
  chosen: ProductEntry | undefined;
  onChoose(entry: ProductEntry | undefined): void;
};

/** Products that are shown at once. */
const SHOWN = 5;
/** Milliseconds of rest in typing after which it is searched. */
const SEARCH_MS = 200;

/** Chooses one of all products there are: what one types is searched for. */
export function ProductPicker({ label, api, chosen, onChoose }: PickerProps) {
  const words = useSignal('');
  const found = useSignal<{ entries: ProductEntry[]; total: number } | undefined>(undefined);
  const asked = words.value.trim();
  useEffect(() => {
    let gone = false;
    const search = async (): Promise<void> => {
      const answer = await api.products({ words: asked, offset: 0, limit: SHOWN });
      if (!gone) found.value = answer;
    };
    const timer = setTimeout(() => void search().catch(sayError), found.value ? SEARCH_MS : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  const { entries = [], total = 0 } = found.value ?? {};
  return (
    <div class="product-picker">
      <Labelled label={label}>
        {(id) => (
          <input
            id={id}
            type="search"
            dir="auto"
            placeholder={t('design.search')}
            value={words}
            onInput={(event) => {
              words.value = event.currentTarget.value;
              onChoose(undefined);
            }}
          />
        )}
      </Labelled>
      {found.value && total === 0 && <p class="empty">{t('console.noMatch', { words: asked })}</p>}
      <ul>
        {entries.map((entry) => (
          <li key={entry.slug}>
            <button
              type="button"
              class="line"
              aria-pressed={chosen?.slug === entry.slug}
              onClick={() => onChoose(chosen?.slug === entry.slug ? undefined : entry)}
            >
              <ProductWords entry={entry} />
            </button>
          </li>
        ))}
      </ul>
      {total > entries.length && (
        <p class="hint">{t('design.moreFound', { count: total - entries.length })}</p>
      )}
    </div>
  );
}

/** A product in a list: picture, name, state and version. */
export function ProductWords({ entry }: { entry: ProductEntry }) {
  return (
    <>
      {entry.thumbnail ? (
        <img src={entry.thumbnail} alt="" loading="lazy" width="40" height="40" />
      ) : (
        <span class="no-picture" />
      )}
      <span class="line-name">
        <bdi>{inLanguage(entry.name, language.value)}</bdi>
      </span>
      <small>
        <i class={`state ${entry.state}`} /> {t(`design.state.${entry.state}`)} ·{' '}
        {t('design.versionShort', { version: entry.latest })}
      </small>
    </>
  );
}
