import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { ChatPanel } from '../engagement/ChatPanel.tsx';
import type { Chat } from '../engagement/chat.ts';
import { ModerationPanel } from '../engagement/ModerationPanel.tsx';
import type { Api, Session } from '../net/api.ts';
import type { Link } from '../net/link.ts';
import { t } from '../ui/i18n.ts';

type DeskProps = {
  link: Link;
  chat: Chat;
  api: Api;
  showroom: LobbyEntry | undefined;
  role: Session['role'];
};

/** Chat and moderation of the showroom that one works in. */
export function HouseDesk({ link, chat, api, showroom, role }: DeskProps) {
  return (
    <div class="house-desk">
      <section aria-label={t('moderation.chat')}>
        <h2>{t('moderation.chat')}</h2>
        <ChatPanel chat={chat} />
      </section>
      <section aria-label={t('moderation.title')}>
        <h2>{t('moderation.title')}</h2>
        <ModerationPanel
          api={api.moderation}
          showrooms={showroom ? [showroom] : []}
          onChanged={(listener) => link.on('moderation.changed', listener)}
          owner={role === 'owner'}
        />
      </section>
    </div>
  );
}
