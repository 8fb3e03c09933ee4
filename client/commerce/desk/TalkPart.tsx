import { useSignal } from '@preact/signals';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { Labelled } from '../../ui/Field.tsx';
import { formatTime } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import type { DeskApi } from './deskApi.ts';
import { Part } from './orderParts.tsx';
import type { Doing } from './verbs.ts';

type TalkProps = { api: DeskApi; order: DeskOrder; doing: Doing };

/** What buyer and shop wrote to each other, and what the shop wrote to itself. */
export function TalkPart({ api, order, doing }: TalkProps) {
  const { id, messages, notes } = order;
  return (
    <>
      <Part title={t('till.messages')}>
        {messages.length > 0 && (
          <ul class="till-talk">
            {messages.map(({ id: key, from, name, text, at }) => (
              <li key={key} class={from}>
                <small>
                  <b dir="auto">{from === 'buyer' ? name || t('till.buyer') : name || t('orders.shop')}</b> ·{' '}
                  {formatTime(at, writing.value)}
                </small>
                <p dir="auto">{text}</p>
              </li>
            ))}
          </ul>
        )}
        <WordsForm
          label={t('till.message')}
          verb={t('till.send')}
          onSay={(text) =>
            doing(async () => {
              await api.write(id, text);
              return api.order(id);
            })
          }
        />
      </Part>
      <Part title={t('till.notes')} hint={t('till.notesHint')}>
        {notes.length > 0 && (
          <ul class="till-talk">
            {notes.map(({ id: key, name, text, at }) => (
              <li key={key} class="note">
                <small>
                  <b dir="auto">{name}</b> · {formatTime(at, writing.value)}
                </small>
                <p dir="auto">{text}</p>
              </li>
            ))}
          </ul>
        )}
        <WordsForm
          label={t('till.addNote')}
          verb={t('till.keep')}
          onSay={(text) => doing(() => api.note(id, text))}
        />
      </Part>
    </>
  );
}

type WordsProps = { label: string; verb: string; onSay(text: string): Promise<boolean> };

/** A few lines of words; what could not be sent stays in the field. Ctrl+Enter sends. */
function WordsForm({ label, verb, onSay }: WordsProps) {
  const text = useSignal('');
  const busy = useSignal(false);
  const submit = async (): Promise<void> => {
    const said = text.value.trim();
    if (!said || busy.value) return;
    busy.value = true;
    if (await onSay(said)) text.value = '';
    busy.value = false;
  };
  return (
    <form
      class="till-words"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Labelled label={label}>
        {(id) => (
          <textarea
            id={id}
            rows={2}
            maxLength={2000}
            dir="auto"
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
            }}
          />
        )}
      </Labelled>
      <button type="submit" class="quiet" disabled={busy.value || text.value.trim() === ''}>
        {verb}
      </button>
    </form>
  );
}
