import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { Field, SelectField } from '../ui/Field.tsx';
import { regionName } from '../ui/format.ts';
import { language, sayRefusal, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import type { Basket } from './basket.ts';

const COUNTRIES =
  'AE AT AU BE BR CA CH CN CZ DE DK EG ES FI FR GB ID IE IN IT JP KR MA MX MY NL NO NZ PL PT SA SE SG US'.split(
    ' ',
  );

/** The countries by name, and the visitor's own, where their browser tells it. */
function countries(): { options: [code: string, name: string][]; own: string | undefined } {
  const order = new Intl.Collator(language.value);
  const options = COUNTRIES.map((code): [string, string] => [code, regionName(code, language.value)]);
  const regions = navigator.languages.map((wish) => new Intl.Locale(wish).region);
  return {
    options: options.sort(([, a], [, b]) => order.compare(a, b)),
    own: regions.find((region) => region && COUNTRIES.includes(region)),
  };
}

type Step = { at: 'form' } | { at: 'confirm'; order: Order } | { at: 'done'; order: Order };

/** Address and payment, the bank's question when there is one, and the order number at the end. */
export function Checkout({ basket, onBack, onDone }: { basket: Basket; onBack(): void; onDone(): void }) {
  const step = useSignal<Step>({ at: 'form' });
  const busy = useSignal(false);
  const problem = useSignal('');
  const run = async (work: () => Promise<Order>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    problem.value = '';
    try {
      const order = await work();
      step.value = order.status === 'confirming' ? { at: 'confirm', order } : { at: 'done', order };
    } catch (error) {
      problem.value = sayRefusal(toRefusal(error));
      step.value = { at: 'form' };
    } finally {
      busy.value = false;
    }
  };
  const now = step.value;
  if (now.at === 'done') return <Done order={now.order} onDone={onDone} />;
  return (
    <>
      {now.at === 'confirm' && (
        <Confirm
          order={now.order}
          busy={busy.value}
          onAnswer={(yes) => run(() => basket.confirm(now.order.id, yes))}
        />
      )}
      <div hidden={now.at === 'confirm'}>
        <Form
          basket={basket}
          busy={busy.value}
          problem={problem.value}
          onBack={onBack}
          onPay={(form) => run(() => pay(basket, form))}
        />
      </div>
    </>
  );
}

function pay(basket: Basket, form: FormData): Promise<Order> {
  const read = (name: string): string => String(form.get(name) ?? '').trim();
  const address = {
    street: read('street'),
    postcode: read('postcode'),
    city: read('city'),
    country: read('country'),
  };
  const card = { number: read('number'), expiry: read('expiry'), cvc: read('cvc') };
  return basket.buy({ name: read('name'), email: read('email'), address }, card);
}

type FormProps = {
  basket: Basket;
  busy: boolean;
  problem: string;
  onBack(): void;
  onPay(form: FormData): void;
};

function Form({ basket, busy, problem, onBack, onPay }: FormProps) {
  const total = basket.cart.value?.total;
  const { options, own } = useMemo(countries, [language.value]);
  return (
    <form
      class="checkout"
      onSubmit={(event) => {
        event.preventDefault();
        onPay(new FormData(event.currentTarget));
      }}
    >
      <Field name="name" label={t('checkout.name')} autocomplete="name" maxLength={120} />
      <Field name="email" label={t('checkout.email')} type="email" autocomplete="email" maxLength={254} />
      <Field name="street" label={t('checkout.street')} autocomplete="street-address" maxLength={200} />
      <div class="pair">
        <Field name="postcode" label={t('checkout.postcode')} autocomplete="postal-code" maxLength={20} />
        <Field name="city" label={t('checkout.city')} autocomplete="address-level2" maxLength={100} />
      </div>
      <SelectField name="country" label={t('checkout.country')} options={options} initial={own ?? 'DE'} />
      <Field
        name="number"
        label={t('checkout.card')}
        inputMode="numeric"
        autocomplete="cc-number"
        maxLength={24}
      />
      <div class="pair">
        <Field
          name="expiry"
          label={t('checkout.expiry')}
          inputMode="numeric"
          autocomplete="cc-exp"
          maxLength={7}
        />
        <Field name="cvc" label={t('checkout.cvc')} inputMode="numeric" autocomplete="cc-csc" maxLength={4} />
      </div>
      <p class="hint">{t('checkout.testCards')}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <footer>
        {total && (
          <p class="total">
            <span>{t('cart.total')}</span>
            <strong>{formatMoney(total, writing.value)}</strong>
          </p>
        )}
        <button type="submit" class="primary wide" aria-disabled={busy}>
          {busy ? t('checkout.paying') : t('checkout.pay')}
        </button>
        <button type="button" class="quiet wide" onClick={onBack}>
          {t('checkout.back')}
        </button>
      </footer>
    </form>
  );
}

function Confirm({ order, busy, onAnswer }: { order: Order; busy: boolean; onAnswer(yes: boolean): void }) {
  return (
    <div class="outcome" role="alertdialog" aria-label={t('checkout.confirm.title')}>
      <h3>{t('checkout.confirm.title')}</h3>
      <p>{t('checkout.confirm.text', { total: formatMoney(order.total, writing.value) })}</p>
      <button type="button" class="primary wide" aria-disabled={busy} onClick={() => onAnswer(true)}>
        {t('checkout.confirm.yes')}
      </button>
      <button type="button" class="quiet wide" aria-disabled={busy} onClick={() => onAnswer(false)}>
        {t('checkout.confirm.no')}
      </button>
    </div>
  );
}

function Done({ order, onDone }: { order: Order; onDone(): void }) {
  return (
    <div class="outcome" role="status">
      <h3>{t('checkout.done.title')}</h3>
      <p>{t('checkout.done.text', { number: order.number, email: order.email })}</p>
      <p class="order-number" dir="ltr">
        {order.number}
      </p>
      <button type="button" class="primary wide" onClick={onDone}>
        {t('checkout.done.close')}
      </button>
    </div>
  );
}
