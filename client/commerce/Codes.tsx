import { useSignal } from '@preact/signals';
import { inLanguage } from '../../shared/model/localText.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** Codes that make something cheaper: those that are laid in with what they do or why they don't, and a place for one more. */
export function Codes({ flow }: { flow: Flow }) {
  const typed = useSignal('');
  const codes = flow.basket.cart.value?.codes ?? [];
  const add = async (): Promise<void> => {
    const code = typed.value.trim();
    if (code && (await flow.addCode(code))) typed.value = '';
  };
  return (
    <div class="codes">
      <div class="code-field">
        <input
          name="code"
          aria-label={t('cart.code')}
          placeholder={t('cart.code')}
          maxLength={64}
          autocomplete="off"
          autocapitalize="characters"
          dir="ltr"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            void add();
          }}
        />
        <button type="button" class="quiet" onClick={() => void add()}>
          {t('cart.code.add')}
        </button>
      </div>
      <ProblemNote flow={flow} of={['code']} />
      {codes.length > 0 && (
        <ul aria-label={t('cart.codes')}>
          {codes.map(({ code, title, fault }) => (
            <li key={code} class={fault ? 'idle' : undefined}>
              <span>
                <b dir="ltr">{code}</b>
                <small dir="auto">{fault ? t(`code.${fault}`) : inLanguage(title, language.value)}</small>
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label={t('cart.code.remove', { code })}
                onClick={() => void flow.removeCode(code)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
