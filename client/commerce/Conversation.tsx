import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Order } from '../../shared/model/order.ts';
import { Labelled } from '../ui/Field.tsx';
import { formatTime } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { t, writing } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';

const LONGEST = 2000;

type ConversationProps = {
  order: Order;
  write(text: string): Promise<void>;
  /** The shop's words have been seen. */
  onSeen(): void;
};

/** What buyer and shop wrote about an order, and the field to write more. */
export function Conversation({ order: { messages }, write, onSeen }: ConversationProps) {
  const text = useSignal('');
  const busy = useSignal(false);
  const unseen = messages.filter(({ from, readAt }) => from === 'shop' && readAt === null).length;
  useEffect(() => {
    if (unseen > 0 && !document.hidden) onSeen();
  }, [unseen]);
  const send = async (): Promise<void> => {
    if (!text.value.trim() || busy.value) return;
    busy.value = true;
    try {
      await write(text.value);
      text.value = '';
    } catch (error) {
      sayError(error);
    }
    busy.value = false;
  };
  return (
    <>
      {messages.length > 0 && (
        <ul class="talk">
          {messages.map(({ id, from, name, text: said, at, readAt }) => (
            <li key={id} class={from}>
              <p dir="auto">{said}</p>
              <small>
                {from === 'shop' && (
                  <>
                    <bdi>{name || t('orders.shop')}</bdi>
                    {' · '}
                  </>
                )}
                {formatTime(at, writing.value)}
                {from === 'buyer' && readAt !== null && ` · ${t('orders.readAt')}`}
              </small>
            </li>
          ))}
        </ul>
      )}
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Labelled label={t('orders.write')}>
          {(id) => (
            <textarea
              id={id}
              rows={2}
              maxLength={LONGEST}
              dir="auto"
              value={text.value}
              onInput={(event) => (text.value = event.currentTarget.value)}
            />
          )}
        </Labelled>
        <button
          type="submit"
          class="icon-button"
          aria-label={t('orders.send')}
          disabled={busy.value || !text.value.trim()}
        >
          <Icon name="send" />
        </button>
        <p class="hint">{t('orders.write.hint')}</p>
      </form>
    </>
  );
}
