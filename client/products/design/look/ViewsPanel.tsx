import type { CameraStop } from '../../../../shared/model/authoring.ts';
import { inLanguage } from '../../../../shared/model/localText.ts';
import { language, t } from '../../../ui/i18n.ts';
import { DesignIcon } from '../icons.tsx';
import { LocalField } from '../LocalField.tsx';
import { type LookDesk, newId } from './lookDesk.ts';

/** Views worth a look, in the order of the tour; and the side that it shows on a stand. */
export function ViewsPanel({ look }: { look: LookDesk }) {
  const { stops } = look.authoring.value;
  const take = (): void => {
    const eye = look.eye();
    if (!eye) return;
    const stop: CameraStop = {
      ...{ id: newId(), title: { en: '' }, text: { en: '' } },
      ...eye,
      explode: look.explode.value,
      variant: look.variant.value,
      section: look.section.value,
      xray: look.xray.value,
    };
    look.change(({ stops: all }) => ({ stops: [...all, stop] }));
  };
  return (
    <>
      <StandSide look={look} />
      <h3>{t('design.tour')}</h3>
      <button type="button" class="quiet outlined" onClick={take}>
        <DesignIcon name="take" /> {t('design.takeView')}
      </button>
      {stops.length === 0 && <p class="empty">{t('design.noViews')}</p>}
      <ol class="stop-list">
        {stops.map((stop, index) => (
          <StopLine key={stop.id} look={look} stop={stop} index={index} count={stops.length} />
        ))}
      </ol>
    </>
  );
}

type StopProps = { look: LookDesk; stop: CameraStop; index: number; count: number };

function StopLine({ look, stop, index, count }: StopProps) {
  const name = inLanguage(stop.title, language.value) || String(index + 1);
  const set = (what: Partial<CameraStop>): void =>
    look.change(
      ({ stops }) => ({ stops: stops.map((one) => (one.id === stop.id ? { ...one, ...what } : one)) }),
      `stop ${stop.id}`,
    );
  const shift = (by: number): void =>
    look.change(({ stops }) => {
      const next = stops.filter(({ id }) => id !== stop.id);
      next.splice(index + by, 0, stop);
      return { stops: next };
    });
  const go = (): void => {
    look.explode.value = stop.explode;
    look.variant.value = stop.variant;
    look.section.value = stop.section;
    look.xray.value = stop.xray;
    look.part.value = '';
    look.scene.value?.setEye(stop);
  };
  return (
    <li>
      <LocalField
        label={t('design.stopTitle', { number: index + 1 })}
        text={stop.title}
        language={language.value}
        most={120}
        disabled={!look.editor.editable}
        onChange={(title) => set({ title })}
      />
      <LocalField
        label={t('design.markText')}
        text={stop.text}
        language={language.value}
        most={2000}
        rows={2}
        disabled={!look.editor.editable}
        onChange={(text) => set({ text })}
      />
      <span class="verbs">
        <button type="button" class="quiet" aria-label={t('design.goTo', { name })} onClick={go}>
          {t('design.look')}
        </button>
        <button
          type="button"
          class="icon-button"
          disabled={index === 0}
          aria-label={t('events.up', { title: name })}
          onClick={() => shift(-1)}
        >
          <DesignIcon name="up" />
        </button>
        <button
          type="button"
          class="icon-button"
          disabled={index === count - 1}
          aria-label={t('events.down', { title: name })}
          onClick={() => shift(1)}
        >
          <DesignIcon name="down" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t('design.removeOne', { name })}
          onClick={() => look.change(({ stops }) => ({ stops: stops.filter(({ id }) => id !== stop.id) }))}
        >
          <DesignIcon name="remove" />
        </button>
      </span>
    </li>
  );
}

const DEGREE = Math.PI / 180;

/** The angle at which it stands, seen as visitors see it. */
function StandSide({ look }: { look: LookDesk }) {
  const { editor } = look;
  const degrees = Math.round(editor.content.value.standYaw / DEGREE);
  const set = (radians: number): void => {
    const turned = Math.atan2(Math.sin(radians), Math.cos(radians));
    editor.change((content) => ({ ...content, standYaw: Math.round(turned * 1e4) / 1e4 }), 'standYaw');
  };
  const front = (): void => {
    const eye = look.eye();
    if (eye) set(eye.yaw - Math.PI / 2);
  };
  return (
    <>
      <h3>{t('design.standYaw')}</h3>
      <label class="range">
        <span>{t('design.degrees', { degrees })}</span>
        <input
          type="range"
          min="-180"
          max="180"
          step="5"
          value={degrees}
          aria-label={t('design.standYaw')}
          onInput={(event) => {
            set(event.currentTarget.valueAsNumber * DEGREE);
            look.lookAtFront();
          }}
        />
      </label>
      <p class="verbs">
        <button type="button" class="quiet" onClick={front}>
          {t('design.thisSide')}
        </button>
        <button type="button" class="quiet" onClick={look.lookAtFront}>
          {t('design.seeFront')}
        </button>
      </p>
    </>
  );
}
