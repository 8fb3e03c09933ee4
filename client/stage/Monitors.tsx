import type { ComponentChildren } from 'preact';
import { LAYOUTS, placesOf } from '../../shared/model/shots.ts';
import { t } from '../ui/i18n.ts';
import { type Desk, isWhole } from './desk.ts';
import { DeskIcon } from './deskIcons.tsx';
import { MonitorPicture } from './MonitorPicture.tsx';

type MonitorsProps = { desk: Desk; report: string; small: boolean; children: ComponentChildren };

/** What comes next and what goes out, with the ways from one to the other between them; `children` stand below those. `small`: see `MonitorPicture`. */
export function Monitors({ desk, report, small, children }: MonitorsProps) {
  const live = desk.phase.value === 'live';
  const { layout, inputs } = desk.next.value;
  const empty = inputs.length === 0;
  return (
    <div class="monitors">
      <figure class="monitor next">
        <Preview desk={desk} small={small} />
        <figcaption>
          <span class="chip">{t('studio.next')}</span>
          <span class="layouts" role="radiogroup" aria-label={t('studio.layout')}>
            {LAYOUTS.map((option) => (
              <label key={option} class={option === layout ? 'icon-choice chosen' : 'icon-choice'}>
                <input
                  type="radio"
                  name="layout"
                  aria-label={t(`studio.layout.${option}`)}
                  checked={option === layout}
                  onChange={() => desk.arrange(option)}
                />
                <DeskIcon name={option} />
              </label>
            ))}
          </span>
        </figcaption>
      </figure>
      <div class="takes">
        <button type="button" class="quiet" disabled={empty} onClick={() => desk.take('cut')}>
          {t('studio.cut')}
        </button>
        <button type="button" class="quiet" disabled={empty} onClick={() => desk.take('fade')}>
          {t('studio.fade')}
        </button>
        {children}
      </div>
      <figure class={live ? 'monitor on-air' : 'monitor'}>
        <MonitorPicture stream={desk.output.value} small={small} label={t('studio.out')} />
        <figcaption>
          <span class={live ? 'chip live' : 'chip'}>
            <i aria-hidden="true" />
            {live ? t('studio.onAir') : t('studio.offAir')}
          </span>
          {live && report && <small>{report}</small>}
        </figcaption>
      </figure>
    </div>
  );
}

/** The next picture, laid out by the browser: what it costs nothing to look at is painted once it is on air only. */
function Preview({ desk, small }: { desk: Desk; small: boolean }) {
  const { layout, inputs, lower } = desk.next.value;
  const shown = inputs.flatMap((id) => desk.inputs.value.find((input) => input.id === id) ?? []);
  const places = placesOf(layout, shown.length);
  return (
    <div class="preview" role="img" aria-label={t('studio.next')}>
      {places.map((place, i) => {
        const { id, stream, kind } = shown[i]!;
        return (
          <MonitorPicture
            key={id}
            stream={stream}
            small={small}
            class={`${isWhole(kind) ? 'whole' : ''} ${layout === 'inset' && i > 0 ? 'small' : ''}`}
            style={{
              left: share(place.x),
              top: share(place.y),
              width: share(place.width),
              height: share(place.height),
            }}
          />
        );
      })}
      {shown.length === 0 && <p class="hint">{t('studio.nextEmpty')}</p>}
      {lower && (
        <div class="lower-card" dir="auto">
          {lower.picture && <img src={lower.picture} alt="" />}
          <span>
            <b>{lower.title}</b>
            {lower.line && <small>{lower.line}</small>}
          </span>
        </div>
      )}
    </div>
  );
}

const share = (part: number): string => `${part * 100}%`;
