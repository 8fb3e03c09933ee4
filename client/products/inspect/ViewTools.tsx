import { useSignal } from '@preact/signals';
import { inLanguage } from '../../../shared/model/localText.ts';
import { Icon } from '../../ui/Icon.tsx';
import { language, t } from '../../ui/i18n.ts';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { say } from '../../ui/toast.tsx';
import { InspectIcon } from './icons.tsx';
import type { Inspection } from './inspection.ts';
import { linkToView } from './link.ts';
import { TURN, TurnButtons, ZoomButtons } from './TurnButtons.tsx';
import type { Inspector } from './verbs.ts';

/** Radians that a press on a button tilts it. */
const TILT = Math.PI / 12;

/** Turning, tilting and going nearer by buttons; the same by keys, which it says. */
export function ViewTools({ it, hand }: { it: Inspection; hand: Inspector }) {
  const link = useSignal('');
  const name = inLanguage(it.sheet.value!.name, language.value);
  const share = async (): Promise<void> => {
    const address = linkToView(location.origin, it.slug, hand.view());
    try {
      await navigator.clipboard.writeText(address);
      say(t('inspect.shared'));
    } catch {
      link.value = address; // where copying is not allowed it can be taken by hand
    }
  };
  return (
    <div class="view-tools">
      <div class="hand-tools" role="group" aria-label={t('product.view', { name })}>
        <TurnButtons onTurn={(way) => hand.turn(way * TURN)} />
        <ToolButton label={t('inspect.tiltUp')} onClick={() => hand.tilt(-TILT)}>
          <InspectIcon name="tiltUp" />
        </ToolButton>
        <ToolButton label={t('inspect.tiltDown')} onClick={() => hand.tilt(TILT)}>
          <InspectIcon name="tiltDown" />
        </ToolButton>
        <ZoomButtons onZoom={hand.zoom} />
      </div>
      <div class="hand-more" role="group" aria-label={t('inspect.view')}>
        <ToolButton
          label={t('inspect.turntable')}
          pressed={it.turning.value}
          onClick={() => it.setTurning(!it.turning.value)}
        >
          <InspectIcon name="turntable" />
        </ToolButton>
        <ToolButton label={t('inspect.reset')} onClick={() => hand.reset()}>
          <InspectIcon name="reset" />
        </ToolButton>
        {!hand.byHands && (
          <>
            <ToolButton
              label={t('product.measure')}
              pressed={it.measuring.value}
              onClick={() => it.setMeasuring(!it.measuring.value)}
            >
              <Icon name="ruler" />
            </ToolButton>
            <ToolButton label={t('inspect.fullscreen')} onClick={() => it.setAlone(true)}>
              <InspectIcon name="fullscreen" />
            </ToolButton>
          </>
        )}
        <ToolButton label={t('inspect.share')} onClick={() => void share()}>
          <InspectIcon name="share" />
        </ToolButton>
      </div>
      {link.value && (
        <label class="field">
          <span class="hint">{t('inspect.link')}</span>
          <input readOnly value={link.value} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
        </label>
      )}
    </div>
  );
}
