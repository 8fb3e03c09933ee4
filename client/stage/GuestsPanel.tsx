import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Hand } from '../../shared/wire/stage.ts';
import type { Link } from '../net/link.ts';
import { t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';

/** The hands that are up and the guests on stage, in all rooms; `invitation` makes a link of a ticket. */
export function GuestsPanel({ link, invitation }: { link: Link; invitation(ticket: string): string }) {
  const hands = useSignal<readonly Hand[]>([]);
  useEffect(() => {
    const fetch = (): void => {
      link.request('stage.backstage', {}).then(
        (answer) => (hands.value = answer.hands),
        () => undefined,
      );
    };
    fetch();
    const undo = [
      link.on('stage.hands', (told) => {
        hands.value = told.hands;
      }),
      link.onStatus((status) => status === 'online' && fetch()),
    ];
    return () => {
      for (const step of undo) step();
    };
  }, [link]);
  const move = (peer: string, up: boolean): void => {
    link.request('stage.guest', { peer, up }).catch(sayError);
  };
  const invite = async (): Promise<void> => {
    try {
      const { ticket } = await link.request('stage.ticket', {});
      await navigator.clipboard.writeText(invitation(ticket));
      say(t('studio.coHostCopied'));
    } catch (error) {
      sayError(error);
    }
  };
  const revoke = (): void => {
    link.request('stage.revokeTickets', {}).then(() => say(t('studio.coHostRevoked')), sayError);
  };
  return (
    <section class="guests" aria-label={t('studio.guests')}>
      {hands.value.length === 0 && <p class="hint">{t('studio.noHands')}</p>}
      <ul>
        {hands.value.map(({ peer, name, status }) => (
          <li key={peer}>
            <span>
              <b>
                <bdi>{name}</bdi>
              </b>
              <small>{t(`studio.hand.${status}`)}</small>
            </span>
            {status === 'raised' && (
              <button type="button" class="primary" onClick={() => move(peer, true)}>
                {t('studio.askUp')}
              </button>
            )}
            <button type="button" class="quiet" onClick={() => move(peer, false)}>
              {t(status === 'raised' ? 'studio.notNow' : 'studio.sendBack')}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="quiet wide" onClick={() => void invite()}>
        {t('studio.coHost')}
      </button>
      <p class="hint">{t('studio.coHostHint')}</p>
      <button type="button" class="quiet wide" onClick={revoke}>
        {t('studio.coHostRevoke')}
      </button>
    </section>
  );
}
