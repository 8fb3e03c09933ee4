import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { formatMoney } from '../../shared/model/money.ts';
import { t, writing } from '../ui/i18n.ts';
import { CardForm } from './CardForm.tsx';
import { Consents } from './Consents.tsx';
import { DeliveryChoice } from './DeliveryChoice.tsx';
import { Destination } from './Destination.tsx';
import type { FieldKey } from './draft.ts';
import type { Flow } from './flow.ts';
import { HoldClock } from './HoldClock.tsx';
import { LastBuyer } from './LastBuyer.tsx';
import { ProblemNote } from './ProblemNote.tsx';
import { TextField } from './ShopField.tsx';
import { Summary } from './Summary.tsx';
import { Totals } from './Totals.tsx';

/** The whole form: who buys, where it goes and how, consents and payment, beside what it comes to. */
export function CheckoutForm({ flow }: { flow: Flow }) {
  const root = useRef<HTMLFormElement>(null);
  const show = (key: FieldKey | undefined): void => {
    if (key) root.current!.querySelector<HTMLElement>(`[data-field="${key}"]`)?.focus();
  };
  return (
    <form
      ref={root}
      class="checkout columns"
      noValidate
      data-head
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        // Faults are drawn before the focus goes there, so that they are read out with the field.
        void flow.pay().then((key) => requestAnimationFrame(() => show(key)));
      }}
    >
      <aside class="column aside" aria-label={t('checkout.summary')}>
        <HoldClock flow={flow} />
        <Summary flow={flow} />
      </aside>
      <div class="column">
        <Section title={t('checkout.contact')}>
          <LastBuyer flow={flow} />
          <TextField
            flow={flow}
            at="email"
            label={t('field.email')}
            type="email"
            autocomplete="email"
            maxLength={254}
            value={flow.draft.value.email}
            onText={(email) => flow.write({ email })}
          />
        </Section>
        <Section title={t('checkout.address')}>
          <Destination flow={flow} />
          <ProblemNote flow={flow} of={['place', 'details', 'cart']} />
        </Section>
        <Section title={t('checkout.delivery')}>
          <DeliveryChoice flow={flow} />
        </Section>
        <Section title={t('checkout.consents')}>
          <Consents flow={flow} />
        </Section>
        <Section title={t('checkout.payment')}>
          {flow.checkout.value?.provider === 'test' ? (
            <CardForm flow={flow} />
          ) : (
            <p class="hint">{t('checkout.elsewhere')}</p>
          )}
        </Section>
        <PayLine flow={flow} />
      </div>
    </form>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function PayLine({ flow }: { flow: Flow }) {
  const total = flow.checkout.value?.order.totals.total;
  const busy = flow.paying.value;
  return (
    <footer>
      <Totals flow={flow} />
      <ProblemNote flow={flow} of={['payment']} />
      <button type="submit" class="primary wide" aria-disabled={busy}>
        <span>{t(busy ? 'checkout.paying' : 'checkout.pay')}</span>
        {total && <span aria-hidden="true">{formatMoney(total, writing.value)}</span>}
      </button>
      {flow.unknown.value && (
        <button type="button" class="quiet wide" aria-disabled={busy} onClick={() => void flow.another()}>
          {t('checkout.otherCard')}
        </button>
      )}
      <button type="button" class="quiet wide" onClick={flow.back}>
        {t('checkout.back')}
      </button>
    </footer>
  );
}
