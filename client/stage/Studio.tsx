import './studio.css';
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isLiveSource } from '../../shared/model/sources.ts';
import { CAPTION_MAX } from '../../shared/wire/limits.ts';
import type { Link } from '../net/link.ts';
import { formatNumber } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { say, sayError } from '../ui/toast.tsx';
import { AddInput, type RecordedFilms } from './AddInput.tsx';
import { Captioner } from './Captioner.tsx';
import { capture } from './capture.ts';
import { languageOfCaptions } from './cues.ts';
import { openDesk } from './desk.ts';
import { type EncoderAddress, EncoderPanel } from './EncoderPanel.tsx';
import { InputTiles } from './InputTiles.tsx';
import { LiveStatus } from './LiveStatus.tsx';
import { type Card, LowerThirdForm } from './LowerThirdForm.tsx';
import { Monitors } from './Monitors.tsx';
import { forgetLive, keepLive, wasLive } from './returning.ts';
import type { SentReport } from './sender.ts';
import { listenForShortcuts, SHORTCUTS } from './shortcuts.ts';
import { Tabs } from './Tabs.tsx';

const REPORT_MS = 1000;

/** One more part of the studio, in a tab of its own. */
export type StudioTab = { id: string; label: string; content: ComponentChildren };

type StudioProps = {
  link: Link;
  tick: number;
  showroom: string;
  /** What the host calls the programme; it stays when one goes over to another stage. */
  title: Signal<string>;
  screens: readonly string[];
  cards: readonly Card[];
  tabs: readonly StudioTab[];
  inMemory: boolean;
  encoder(): Promise<EncoderAddress>;
  recorded: RecordedFilms;
};

/** The host's desk: inputs, what comes next and what is on air, going live and stopping; beside it the other parts of an event. */
export function Studio(props: StudioProps) {
  const { link, tick, showroom, title, screens, cards, tabs, inMemory, encoder, recorded } = props;
  const desk = useMemo(() => openDesk(link, inMemory, (error) => sayOnce(error)), [link]);
  const problem = useSignal('');
  const cue = useRef<{ text: string; file: File | undefined } | undefined>(undefined);
  const sent = useSignal<SentReport | undefined>(undefined);
  void tick;

  useEffect(() => {
    const back = wasLive(showroom);
    if (back) void comeBack(back);
    const undo = listenForShortcuts(desk);
    const timer = setInterval(() => {
      void desk.report().then((report) => (sent.value = report));
      if (desk.phase.value === 'live') keepLive(showroom, title.value, desk.inputs.value);
    }, REPORT_MS);
    return () => {
      clearInterval(timer);
      undo();
      desk.dispose();
    };
  }, [desk]);

  const comeBack = async (was: NonNullable<ReturnType<typeof wasLive>>): Promise<void> => {
    try {
      title.value = was.title;
      for (const device of was.cameras) desk.add('camera', '', await capture({ kind: 'camera', ...device }));
      await desk.goLive(was.title);
      say(t('studio.back'));
    } catch (error) {
      sayError(error);
    }
  };
  const goLive = async (): Promise<void> => {
    if (desk.phase.value !== 'idle') return;
    problem.value = '';
    try {
      if (desk.inputs.value.every(({ local }) => !local) && desk.next.value.inputs.length === 0)
        desk.add('camera', '', await capture({ kind: 'camera', camera: '', microphone: '' }));
    } catch (error) {
      problem.value = t('studio.noInput.camera', { reason: (error as Error).message });
      return;
    }
    await desk.goLive(title.value).catch(sayError);
    if (cue.current) showCue(cue.current.text, cue.current.file);
  };
  const stop = (): void => {
    forgetLive();
    desk.stop().catch(sayError);
  };
  const showCue = (text: string, file: File | undefined): void => {
    cue.current = { text, file };
    if (desk.phase.value !== 'live') return;
    const spoken = languageOfCaptions(file?.name ?? '') ?? language.value;
    const caption = { text: text.slice(0, CAPTION_MAX), language: spoken, held: true };
    link.request('stage.caption', caption).catch(() => undefined);
  };

  const phase = desk.phase.value;
  const show = (
    <div class="fields">
      <div class="field">
        <label for="show-title">{t('studio.showTitle')}</label>
        <input
          id="show-title"
          dir="auto"
          maxLength={80}
          value={title}
          disabled={phase !== 'idle'}
          onInput={(event) => {
            title.value = event.currentTarget.value;
          }}
        />
      </div>
      <LowerThirdForm desk={desk} cards={cards} />
      <Captioner link={link} live={isLiveSource(link.state.programme.source)} />
      <label class="check">
        <input
          type="checkbox"
          checked={desk.separate.value}
          onChange={(event) => desk.setSeparate(event.currentTarget.checked)}
        />
        {t('studio.separate')}
      </label>
      <EncoderPanel address={encoder} />
      <details class="more">
        <summary>{t('studio.keys')}</summary>
        <dl class="keys">
          {SHORTCUTS.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd dir="ltr">{keys}</kbd>
              </dt>
              <dd>{t(what)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
  return (
    <main class="studio" data-showroom={showroom}>
      <header>
        <span class="brand">Vitrine</span>
        <h1>{t('studio.title')}</h1>
        <LiveStatus source={link.state.programme.source} title={link.state.programme.title} />
        <span class="hint">{t('studio.people', { count: link.state.visitors.size })}</span>
      </header>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="desk">
        <div class="table">
          <Monitors desk={desk} small={inMemory} report={reportText(sent.value)}>
            {phase === 'live' ? (
              <button type="button" class="danger" onClick={stop}>
                {t('studio.stop')}
              </button>
            ) : (
              <button
                type="button"
                class="primary"
                disabled={phase === 'connecting'}
                onClick={() => void goLive()}
              >
                {phase === 'connecting' ? t('studio.connecting') : t('studio.goLive')}
              </button>
            )}
          </Monitors>
          <AddInput desk={desk} onCue={showCue} recorded={recorded} />
          <InputTiles
            desk={desk}
            small={inMemory}
            screens={screens}
            onScreens={link.state.screens as never}
          />
        </div>
        <Tabs
          label={t('studio.parts')}
          tabs={[{ id: 'show', label: t('studio.show'), content: show }, ...tabs]}
        />
      </div>
    </main>
  );
}

const reportText = (report: SentReport | undefined): string =>
  report
    ? t('studio.sent', {
        width: report.width,
        height: report.height,
        fps: report.fps,
        rate: formatNumber(Math.round(report.bitsPerSecond / 1e5) / 10, writing.value),
      })
    : '';

let said = '';
/** The same trouble again and again is said once. */
function sayOnce(error: unknown): void {
  const { code } = toRefusal(error);
  if (code === said) return;
  said = code;
  setTimeout(() => (said = ''), 10_000);
  sayError(error);
}
