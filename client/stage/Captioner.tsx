import { useSignal } from '@preact/signals';
import { CAPTION_MAX } from '../../shared/wire/limits.ts';
import type { Link } from '../net/link.ts';
import { language, t } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';

/** Where one who listens types what is said, line by line, while a host is on air. */
export function Captioner({ link, live }: { link: Link; live: boolean }) {
  const line = useSignal('');
  const last = useSignal('');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = line.value.trim();
    line.value = '';
    try {
      await link.request('stage.caption', { text, language: language.value });
      last.value = text;
    } catch (error) {
      line.value = text;
      sayError(error);
    }
  };
  return (
    <form class="field with-button" onSubmit={(event) => void send(event)}>
      <label for="caption">{t('captions')}</label>
      <div>
        <input
          id="caption"
          dir="auto"
          autocomplete="off"
          maxLength={CAPTION_MAX}
          value={line}
          disabled={!live}
          aria-describedby="caption-hint"
          onInput={(event) => {
            line.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="quiet" disabled={!live}>
          {t('captions.show')}
        </button>
      </div>
      <p id="caption-hint" class="hint">
        {last.value ? t('captions.last', { text: last.value }) : t('captions.hint')}
      </p>
    </form>
  );
}
