import { aheadOf, type CartLine } from '../../shared/model/cart.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import { CountStepper } from './CountStepper.tsx';
import { formatDay } from './days.ts';

/** `ahead`: one waits for what is not there yet. */
type RowProps = { line: CartLine; onSet(quantity: number, ahead?: boolean): void };

/** One SKU in the cart: how many, what it costs, and what is otherwise than one saw it. */
export function CartLineRow({ line, onSet }: RowProps) {
  const which = line.label ? inLanguage(line.label, language.value) : line.variant;
  const product = inLanguage(line.name, language.value);
  const name = which ? `${product}, ${which}` : product;
  const gone = line.change?.kind === 'gone';
  return (
    <li class={gone ? 'gone' : undefined}>
      {line.thumbnail ? (
        <img src={line.thumbnail} alt="" width="72" height="72" />
      ) : (
        <span class="no-picture" aria-hidden="true" />
      )}
      <div class="about">
        <b dir="auto">{product}</b>
        {which && <small dir="auto">{which}</small>}
        {!gone && <UnitPrice line={line} />}
        <Change line={line} onSet={onSet} />
        <Later line={line} />
        <Ahead line={line} onSet={onSet} />
        {line.discounts.map(({ promotion, title, amount }) => (
          <small key={promotion} class="reason">
            <bdi>{inLanguage(title, language.value)}</bdi> −{formatMoney(amount, writing.value)}
          </small>
        ))}
        {!gone && <Stepper line={line} name={name} onSet={onSet} />}
      </div>
      <div class="line-end">
        {!gone && <strong>{formatMoney(line.total, writing.value)}</strong>}
        <button
          type="button"
          class="icon-button"
          aria-label={t('cart.remove', { name })}
          onClick={() => onSet(0)}
        >
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
}

function UnitPrice({ line: { unitPrice, compareAt } }: { line: CartLine }) {
  return (
    <small>
      {formatMoney(unitPrice, writing.value)}
      {compareAt && compareAt.amount > unitPrice.amount && (
        <>
          {' '}
          <s>
            <span class="visually-hidden">{t('cart.instead')} </span>
            {formatMoney(compareAt, writing.value)}
          </s>
        </>
      )}
    </small>
  );
}

function Change({ line: { change, unitPrice }, onSet }: RowProps) {
  if (!change) return null;
  if (change.kind === 'gone') return <small class="told">{t('cart.gone')}</small>;
  if (change.kind === 'price')
    return (
      <small class="told">
        {t('cart.price', {
          was: formatMoney(change.was, writing.value),
          now: formatMoney(unitPrice, writing.value),
        })}
      </small>
    );
  return (
    <span class="told">
      <small>{t('cart.left', { count: change.left })}</small>
      <button type="button" class="quiet" onClick={() => onSet(change.left)}>
        {t('cart.take', { count: change.left })}
      </button>
    </span>
  );
}

/** What comes only later, as the buyer agreed. */
function Later({ line: { ahead, quantity, stock, readyAt } }: { line: CartLine }) {
  const count = Math.max(0, quantity - stock);
  if (!ahead || count === 0) return null;
  return (
    <small class="told">
      {readyAt
        ? t('cart.later', { count, date: formatDay(readyAt, writing.value) })
        : t('cart.laterSomeday', { count })}
    </small>
  );
}

/** More than there are: one says that one waits for the next one. */
function Ahead({ line, onSet }: RowProps) {
  const { ahead, quantity, stock, readyAt, change } = line;
  if (ahead || change || quantity < stock || aheadOf(line) === 0) return null;
  return (
    <button type="button" class="quiet more-ahead" onClick={() => onSet(quantity + 1, true)}>
      {readyAt ? t('cart.aheadFrom', { date: formatDay(readyAt, writing.value) }) : t('cart.ahead')}
    </button>
  );
}

function Stepper({ line, name, onSet }: RowProps & { name: string }) {
  const later = line.ahead ? aheadOf(line) : 0;
  return (
    <CountStepper
      name={name}
      label={t('cart.quantity', { name })}
      count={line.quantity}
      most={line.stock + later}
      onCount={(count) => onSet(count)}
    />
  );
}
