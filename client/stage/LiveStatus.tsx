import { isLiveSource } from '../../shared/model/sources.ts';
import { t } from '../ui/i18n.ts';

/** What is on air, in words; red only when a host is live. */
export function LiveStatus({ source, title }: { source: string; title: string }) {
  const live = isLiveSource(source);
  const text = live
    ? title
      ? t('status.live.hostTitle', { title })
      : t('status.live.host')
    : t(
        source === 'house'
          ? 'status.live.house'
          : source === 'slate'
            ? 'status.live.slate'
            : 'status.live.none',
      );
  return (
    <span class={live ? 'chip live' : 'chip'} role="status" aria-label={t('status.live')}>
      <i aria-hidden="true" />
      {text}
    </span>
  );
}
