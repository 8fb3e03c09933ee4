import type { Signal } from '@preact/signals';
import search from 'lucide-static/icons/search.svg?raw';
import { useRef } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../ui/i18n.ts';

/** The field in which one says what one looks for; Escape empties it before it closes anything. */
export function SearchField({ words }: { words: Signal<string> }) {
  const field = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    words.value = '';
    field.current?.focus();
  };
  return (
    <div class="search-field">
      <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: search }} />
      <input
        ref={field}
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        maxLength={100}
        dir="auto"
        aria-label={t('shelf.find')}
        placeholder={t('shelf.find')}
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !words.value) return;
          event.preventDefault();
          event.stopPropagation();
          clear();
        }}
      />
      {words.value && (
        <button type="button" class="icon-button" aria-label={t('shelf.clear')} onClick={clear}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
