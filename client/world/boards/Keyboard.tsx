import { useSignal } from '@preact/signals';
import { language, t } from '../../ui/i18n.ts';
import { enterIn, erase, type TextField, type } from './typing.ts';

const LATIN = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
const SIGNS = ['1234567890', '@.-_/:+#', '\'",!?&()'] as const;
const LETTERS: Partial<Record<string, readonly string[]>> = {
  es: ['qwertyuiop', 'asdfghjklñ', 'zxcvbnmáéíóú'],
  ar: ['ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤرىةوزظذأإ'],
};
const NUMBERS = ['123', '456', '789', '.0+'] as const;

/** The keys for a field, where the device brings none: letters of the language, latin ones, signs; numbers for numbers. */
export function Keyboard({ field, onClose }: { field: TextField; onClose(): void }) {
  const own = LETTERS[language.value];
  const layer = useSignal<'own' | 'latin' | 'signs'>(own && !isPlain(field) ? 'own' : 'latin');
  const high = useSignal(false);
  const numeric = /^(numeric|decimal|tel)$/.test(field.inputMode) || /^(number|tel)$/.test(field.type);
  const letters = layer.value === 'own' && own ? own : LATIN;
  const rows = numeric ? NUMBERS : layer.value === 'signs' ? SIGNS : letters;
  const put = (letter: string): void => {
    type(field, high.value ? letter.toLocaleUpperCase(language.value) : letter);
    high.value = false;
  };
  const latinToo = own !== undefined && layer.value !== 'signs';
  return (
    <div
      class={numeric ? 'board-keys numbers' : 'board-keys'}
      role="group"
      aria-label={t('keys')}
      dir="ltr"
      onMouseDown={(event) => event.preventDefault()}
    >
      <p class="board-typed" dir="auto">
        {labelOf(field)}
      </p>
      {rows.map((row) => (
        <div key={row} class="board-key-row">
          {[...row].map((letter) => (
            <Key key={letter} onPress={() => put(letter)}>
              {high.value ? letter.toLocaleUpperCase(language.value) : letter}
            </Key>
          ))}
        </div>
      ))}
      <div class="board-key-row">
        {!numeric && (
          <>
            <Key wide label={t('keys.shift')} onPress={() => (high.value = !high.value)}>
              ⇧
            </Key>
            <Key
              wide
              onPress={() => (layer.value = layer.value === 'signs' ? (own ? 'own' : 'latin') : 'signs')}
            >
              {layer.value === 'signs' ? letters[0]!.slice(0, 3) : '123'}
            </Key>
            {latinToo && (
              <Key wide onPress={() => (layer.value = layer.value === 'own' ? 'latin' : 'own')}>
                {layer.value === 'own' ? 'abc' : own[0]!.slice(0, 3)}
              </Key>
            )}
            <Key space label={t('keys.space')} onPress={() => put(' ')}>
              {' '}
            </Key>
          </>
        )}
        <Key wide label={t('keys.erase')} onPress={() => erase(field)}>
          ⌫
        </Key>
        <Key wide label={t('keys.enter')} onPress={() => enterIn(field)}>
          ⏎
        </Key>
        <Key wide onPress={onClose}>
          {t('keys.done')}
        </Key>
      </div>
    </div>
  );
}

/** Mails and addresses of the net are written in latin letters everywhere. */
const isPlain = (field: TextField): boolean => /^(email|url)$/.test(field.type);

const labelOf = (field: TextField): string => field.labels?.[0]?.textContent ?? field.ariaLabel ?? '';

type KeyProps = { label?: string; wide?: boolean; space?: boolean; onPress(): void; children: string };

function Key({ label, wide = false, space = false, onPress, children }: KeyProps) {
  const size = space ? ' space' : wide ? ' wide-key' : '';
  return (
    <button type="button" class={`board-key${size}`} tabIndex={-1} aria-label={label} onClick={onPress}>
      {children}
    </button>
  );
}
