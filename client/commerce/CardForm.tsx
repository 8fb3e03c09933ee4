import { t } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import { TextField } from './ShopField.tsx';

/** The built-in provider's cards, by what becomes of them. */
const CARDS = {
  paid: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  funds: '4000 0000 0000 9995',
  confirm: '4000 0025 0000 3155',
  hold: '4000 0000 0000 0077',
  unreachable: '4000 0000 0000 0119',
} as const;
const KINDS = Object.keys(CARDS) as (keyof typeof CARDS)[];

/** Digits in groups of four, as they stand on a card. */
const grouped = (text: string): string =>
  text
    .replace(/\D/g, '')
    .slice(0, 19)
    .replace(/(.{4})(?=.)/g, '$1 ');

/** A month and a year as they stand on a card. */
function dated(text: string, before: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 4);
  // Who takes the stroke away takes the digit before it too, else they could never go back.
  const shorter = text.length < before.length;
  if (digits.length < 2 || (digits.length === 2 && shorter)) return digits;
  return `${digits.slice(0, 2)}/${digits.slice(2)}`;
}

/** A card for the built-in provider, and its test cards to choose by what shall become of them. */
export function CardForm({ flow }: { flow: Flow }) {
  const card = flow.card.value;
  const write = (change: Partial<typeof card>): void => {
    flow.card.value = { ...flow.card.value, ...change };
  };
  return (
    <>
      <TextField
        flow={flow}
        at="card.number"
        label={t('field.card')}
        inputMode="numeric"
        autocomplete="cc-number"
        maxLength={24}
        value={card.number}
        onText={(text) => write({ number: grouped(text) })}
      />
      <div class="fields of-2">
        <TextField
          flow={flow}
          at="card.expiry"
          label={t('field.expiry')}
          inputMode="numeric"
          autocomplete="cc-exp"
          maxLength={7}
          value={card.expiry}
          onText={(text) => write({ expiry: dated(text, card.expiry) })}
        />
        <TextField
          flow={flow}
          at="card.cvc"
          label={t('field.cvc')}
          inputMode="numeric"
          autocomplete="cc-csc"
          maxLength={4}
          value={card.cvc}
          onText={(text) => write({ cvc: text.replace(/\D/g, '') })}
        />
      </div>
      <div class="test-cards" role="group" aria-label={t('testCards.title')}>
        <p class="hint">{t('testCards.title')}</p>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            class="choice"
            aria-pressed={card.number === CARDS[kind]}
            onClick={() => write({ number: CARDS[kind], expiry: '12/39', cvc: '123' })}
          >
            {t(`testCards.${kind}`)}
          </button>
        ))}
      </div>
    </>
  );
}
