/**
 * A stand-in for Stripe's script (https://docs.stripe.com/js): its Payment Element, with the calls, answers and errors that
 * a checkout meets. Cards are typed into a frame of the fake's own, which alone sees them, as with Stripe. It talks to
 * where it was loaded from.
 */
export const STRIPE_SCRIPT = `(() => {
  const base = new URL(document.currentScript.src).origin;
  class IntegrationError extends Error {
    name = 'IntegrationError';
  }
  const SECRET = /^(pi_\\w+?)_secret_\\w+$/;
  const call = async (key, secret, action, more = {}) => {
    const body = new URLSearchParams({ key, client_secret: secret, ...more });
    const at = base + '/v1/payment_intents/' + SECRET.exec(secret)[1];
    const response = action
      ? await fetch(at + '/' + action, { method: 'POST', body })
      : await fetch(at + '?' + body);
    const answer = await response.json();
    return answer.error ? { error: answer.error } : { paymentIntent: answer };
  };
  const question = () =>
    new Promise((answer) => {
      const box = document.createElement('dialog');
      box.dataset.stripe = 'authentication';
      box.append('Your bank asks: is it you?');
      for (const [name, passes] of [['Complete', true], ['Fail', false]]) {
        const button = document.createElement('button');
        Object.assign(button, { type: 'button', textContent: name });
        button.onclick = () => (box.remove(), answer(passes));
        box.append(button);
      }
      document.body.append(box);
      box.showModal();
    });
  const leave = (url) => {
    location.assign(url);
    return new Promise(() => {});
  };
  const openElement = (key, clientSecret) => {
    const listeners = {};
    const asked = new Map();
    const frame = document.createElement('iframe');
    Object.assign(frame, { src: base + '/v3/elements-inner-payment.html', title: 'Secure payment input frame' });
    const hear = ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== base) return;
      if (data.event) for (const listener of listeners[data.event] ?? []) listener({ elementType: 'payment', ...data.body });
      else asked.get(data.id)?.(data.answer);
    };
    let count = 0;
    const ask = (verb, body) =>
      new Promise((answer) => {
        asked.set(++count, answer);
        frame.contentWindow.postMessage({ id: count, verb, body }, base);
      });
    const unmount = () => (removeEventListener('message', hear), frame.remove());
    const element = {
      mount(where) {
        const place = typeof where === 'string' ? document.querySelector(where) : where;
        if (!place?.isConnected) throw new IntegrationError('Invalid DOM element: mount() needs one that is in the document.');
        addEventListener('message', hear);
        place.append(frame);
      },
      on: (name, listener) => ((listeners[name] ??= []).push(listener), element),
      unmount,
      destroy: unmount,
    };
    const isMounted = () => frame.isConnected;
    return { element, ask: (verb, more = {}) => ask(verb, { key, client_secret: clientSecret, ...more }), isMounted };
  };
  window.Stripe = (key) => {
    if (!/^pk_\\w+$/.test(key)) throw new IntegrationError('Please call Stripe() with your publishable key.');
    return {
      elements({ clientSecret }) {
        if (!SECRET.test(clientSecret)) throw new IntegrationError('Invalid value for elements(): clientSecret.');
        let made;
        return {
          clientSecret,
          create(kind) {
            if (kind !== 'payment') throw new IntegrationError('A valid Element name must be provided.');
            if (made) throw new IntegrationError("Can't create another Element of type payment.");
            made = openElement(key, clientSecret);
            return made.element;
          },
          submit: () => made.ask('submit'),
          frame: () => made,
        };
      },
      async confirmPayment({ elements, confirmParams = {}, redirect = 'always' }) {
        const { clientSecret } = elements;
        const element = elements.frame();
        if (!element?.isMounted()) throw new IntegrationError('Elements is not mounted.');
        const { return_url } = confirmParams;
        if (!return_url && redirect === 'always') throw new IntegrationError('confirmParams.return_url is missing.');
        const first = await element.ask('confirm', { return_url: return_url ?? '' });
        if (first.error) return first;
        const { status, next_action: next } = first.paymentIntent;
        if (status === 'requires_action' && next.type === 'redirect_to_url') return leave(next.redirect_to_url.url);
        const last =
          status === 'requires_action'
            ? await call(key, clientSecret, 'authenticate', { passes: String(await question()) })
            : first;
        const failure = last.paymentIntent?.last_payment_error;
        if (failure) return { error: { ...failure, payment_intent: last.paymentIntent } };
        if (last.error || redirect === 'if_required') return last;
        const to = new URL(return_url);
        to.searchParams.set('payment_intent', last.paymentIntent.id);
        to.searchParams.set('payment_intent_client_secret', clientSecret);
        to.searchParams.set('redirect_status', 'succeeded');
        return leave(to);
      },
      retrievePaymentIntent: (secret) => call(key, secret, ''),
    };
  };
})();
`;

/** What stands in the frame of the element: the fields of a card. Only this page sees them, and sends them. */
export const STRIPE_FRAME = `<!doctype html><meta charset="utf-8"><title>Secure payment input frame</title>
<form>
  <label>Card number <input name="number" autocomplete="cc-number" inputmode="numeric"></label>
  <label>Expiration date <input name="expiry" autocomplete="cc-exp" inputmode="numeric"></label>
  <label>Security code <input name="cvc" autocomplete="cc-csc" inputmode="numeric"></label>
</form>
<script>
  const fields = document.forms[0].elements;
  const tell = (message) => parent.postMessage(message, '*');
  const NAMES = { number: 'number', expiry: 'expiration date', cvc: 'security code' };
  const lacks = () => {
    const name = Object.keys(NAMES).find((one) => fields[one].value.trim() === '');
    return name && { type: 'validation_error', code: 'incomplete_' + name, message: "Your card's " + NAMES[name] + ' is incomplete.' };
  };
  document.forms[0].oninput = () => tell({ event: 'change', body: { complete: !lacks(), empty: false, value: { type: 'card' } } });
  const confirm = async ({ client_secret, ...more }) => {
    const [month, year] = fields.expiry.value.split('/');
    const card = { number: fields.number.value.replace(/\\D/g, ''), exp_month: month.trim(), exp_year: (year ?? '').trim(), cvc: fields.cvc.value };
    const body = new URLSearchParams({ ...more, client_secret, use_stripe_sdk: 'true', 'payment_method_data[type]': 'card' });
    for (const [name, value] of Object.entries(card)) body.set('payment_method_data[card][' + name + ']', value);
    const at = '/v1/payment_intents/' + client_secret.split('_secret_')[0] + '/confirm';
    const answer = await (await fetch(at, { method: 'POST', body })).json();
    return answer.error ? { error: answer.error } : { paymentIntent: answer };
  };
  addEventListener('message', async ({ source, data: { id, verb, body } }) => {
    if (source !== parent) return;
    const error = lacks();
    if (error) return tell({ id, answer: { error } });
    const unreachable = { error: { type: 'api_connection_error', message: 'We could not reach Stripe.' } };
    tell({ id, answer: verb === 'confirm' ? await confirm(body).catch(() => unreachable) : { selectedPaymentMethod: 'card' } });
  });
  tell({ event: 'ready', body: {} });
</script>`;

/** The page of a bank, to which a buyer is sent: its buttons lead back to the shop. */
export const STRIPE_BANK = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Your bank</title>
<h1>3D Secure test page</h1>
<form method="post">
  <button name="passes" value="true">Complete</button>
  <button name="passes" value="false">Fail</button>
</form>`;
