import type { ComponentChildren } from 'preact';
import { t } from '../ui/i18n.ts';

const PHRASES = ['hello', 'yes', 'no', 'thanks', 'beautiful', 'closer', 'price', 'size', 'back'] as const;

/** Talking without a keyboard: phrases that are said by one press, and what else one can do so. */
export function Say({ say, children }: { say(text: string): void; children?: ComponentChildren }) {
  return (
    <section class="panel stack" aria-label={t('xr.tab.say')}>
      <h3>{t('xr.say.title')}</h3>
      <div class="vr-phrases">
        {PHRASES.map((phrase) => (
          <button key={phrase} type="button" class="choice" onClick={() => say(t(`xr.say.${phrase}`))}>
            {t(`xr.say.${phrase}`)}
          </button>
        ))}
      </div>
      {children}
    </section>
  );
}
