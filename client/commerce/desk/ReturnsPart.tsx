import { useSignal } from '@preact/signals';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { Return } from '../../../shared/model/order.ts';
import { Labelled } from '../../ui/Field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { formatDay } from '../days.ts';
import { Tick } from '../Tick.tsx';
import type { DeskApi } from './deskApi.ts';
import { Part, sayWho } from './orderParts.tsx';
import type { Doing } from './verbs.ts';

type ReturnsProps = { api: DeskApi; order: DeskOrder; doing: Doing };

/** What a buyer wants to send back: to be accepted, refused, and taken in with what becomes of goods and money. */
export function ReturnsPart({ api, order, doing }: ReturnsProps) {
  if (order.returns.length === 0) return null;
  const called = (sku: string): string => {
    const line = order.lines.find((one) => one.sku === sku);
    return line ? inLanguage(line.name, language.value) : sku;
  };
  return (
    <Part title={t('till.returns')}>
      <ul class="till-list">
        {order.returns.map((one) => (
          <li key={one.id} class="till-box">
            <b dir="auto">
              {one.lines
                .map(({ sku, quantity }) => `${formatNumber(quantity, writing.value)} × ${called(sku)}`)
                .join(', ')}
            </b>
            <small>
              {t(`return.${one.status}`)} · {formatDay(one.at, writing.value)}
            </small>
            {one.reason && <p dir="auto">{one.reason}</p>}
            {one.answer && (
              <p dir="auto" class="quiet-words">
                {one.answer}
              </p>
            )}
            {(one.status === 'asked' || one.status === 'accepted') && (
              <AnswerForm
                back={one}
                onAnswer={(body) =>
                  void doing(async () => {
                    await api.answer(order.id, one.id, body);
                    return api.order(order.id);
                  })
                }
              />
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

type Answer = Parameters<DeskApi['answer']>[2];

function AnswerForm({ back, onAnswer }: { back: Return; onAnswer(body: Answer): void }) {
  const text = useSignal('');
  const restock = useSignal(true);
  const refund = useSignal(true);
  const isAsked = back.status === 'asked';
  const answer = (status: Answer['status']) => () => {
    const received = status === 'received' && { restock: restock.value, refund: refund.value };
    onAnswer({ status, text: text.value.trim(), ...received });
  };
  return (
    <div class="till-answer">
      {!isAsked && (
        <>
          <Tick
            label={t('till.refund.restock')}
            checked={restock.value}
            onTick={(on) => (restock.value = on)}
          />
          <Tick label={t('till.return.refund')} checked={refund.value} onTick={(on) => (refund.value = on)} />
        </>
      )}
      <Labelled label={`${t('till.answer')}: ${t('till.answerHint')}`}>
        {(id) => (
          <input
            id={id}
            maxLength={2000}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        )}
      </Labelled>
      <span class="verbs">
        {isAsked ? (
          <>
            <button type="button" class="primary" onClick={answer('accepted')}>
              {t('till.accept')}
            </button>
            <button type="button" class="quiet" onClick={answer('refused')}>
              {t('till.refuse')}
            </button>
          </>
        ) : (
          <button type="button" class="primary" onClick={answer('received')}>
            {t('till.return.go')}
          </button>
        )}
      </span>
    </div>
  );
}

/** What went back, and who gave it. */
export function RefundsPart({ order: { refunds, refundsBy } }: { order: DeskOrder }) {
  if (refunds.length === 0) return null;
  return (
    <Part title={t('till.refunds')}>
      <ul class="till-list">
        {refunds.map(({ id, total, status, reason, at }) => {
          const done = refundsBy.find((one) => one.id === id);
          const facts = [
            formatDay(at, writing.value),
            done && sayWho(done.by),
            done?.restock && t('till.restocked'),
            reason,
          ];
          return (
            <li key={id}>
              <b>
                {formatMoney(total, writing.value)} · {t(`refund.${status}`)}
              </b>
              <small dir="auto">{facts.filter(Boolean).join(' · ')}</small>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
