import { t } from './i18n.ts';

type LinkNoticeProps = { status: 'online' | 'reconnecting' | 'unseated' | 'lost'; onRejoin(): void };

/** What is told when the connection to the room broke: that it is tried again, or how to come back. */
export function LinkNotice({ status, onRejoin }: LinkNoticeProps) {
  if (status === 'online') return null;
  return (
    <div class="notice" role="alert">
      <p>{t(status === 'lost' ? 'status.lost' : 'status.reconnecting')}</p>
      {status === 'lost' && (
        <button type="button" class="primary" onClick={onRejoin}>
          {t('status.rejoin')}
        </button>
      )}
    </div>
  );
}
