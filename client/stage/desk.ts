import { type Signal, signal } from '@preact/signals';
import { type Layout, type LowerThird, MOST_IN, type Shot } from '../../shared/model/shots.ts';
import { HOUSE_INPUT, type LiveSource, PROGRAMME } from '../../shared/model/sources.ts';
import type { Link } from '../net/link.ts';
import type { Capture, LocalKind } from './capture.ts';
import { openIntake } from './intake.ts';
import { openMixer } from './mixer.ts';
import { isHeard, programmeSound } from './programmeSound.ts';
import { openRemoteInputs, type RemoteInput } from './remoteInputs.ts';
import { openSender, type SentReport } from './sender.ts';
import { openSoundMix } from './soundMix.ts';

/** What an input may be. */
type InputKind = LiveSource | typeof HOUSE_INPUT;

/** One input on the desk: opened here, or somebody else's. */
export type DeskInput = {
  /** As the stage knows it. */
  id: string;
  kind: InputKind;
  name: string;
  /** Plays its picture, without sound. */
  video: HTMLVideoElement;
  stream: MediaStream;
  /** Opened here: its name towards the stage and what it captures. */
  local?: { key: string; capture: Capture };
  muted: boolean;
  /** Heard whether it is in the picture or not. */
  always: boolean;
};

/** The studio's desk: inputs, what is shown and what comes next. Knows nothing of pages. */
export type Desk = {
  inputs: Signal<readonly DeskInput[]>;
  next: Signal<Shot>;
  shown: Signal<Shot>;
  phase: Signal<'idle' | 'connecting' | 'live'>;
  /** Whether every input is sent on its own too, beside the mix: for guests, screens and recordings of each. */
  separate: Signal<boolean>;
  setSeparate(on: boolean): void;
  /** What goes out, for the monitor. */
  output: Signal<MediaStream | undefined>;
  /** Takes over what was captured on this machine, until it ends by itself or is closed. */
  add(kind: LocalKind, name: string, captured: Capture): DeskInput;
  close(id: string): void;
  /** Puts an input into the next picture, or out of it. */
  choose(id: string): void;
  arrange(layout: Layout): void;
  caption(lower: LowerThird | undefined): void;
  /** Brings the next picture on air, at once or by a cross-fade. */
  take(how: 'cut' | 'fade'): void;
  setMuted(id: string, muted: boolean): void;
  /** Shows an input on a screen of the scene; `PROGRAMME` as id gives the screen back. */
  setScreen(screen: string, id: string): Promise<void>;
  goLive(title: string): Promise<void>;
  stop(): Promise<void>;
  report(): Promise<SentReport | undefined>;
  dispose(): void;
};

/** Milliseconds of a cross-fade. */
const FADE_MS = 600;
/** Kinds that must be seen whole. */
const WHOLE: InputKind[] = ['screen', 'film', 'slides', 'house'];

/** Whether inputs of a kind must be seen whole; others may be cut at their edges to fill a place. */
export const isWhole = (kind: InputKind): boolean => WHOLE.includes(kind);

/** Kinds that are heard whether they are seen or not: people. */
const PEOPLE: InputKind[] = ['camera', 'guest'];
const EMPTY: Shot = { layout: 'single', inputs: [], lower: undefined };

/** Opens the desk; `inMemory` when there is no graphics card. */
export function openDesk(link: Link, inMemory: boolean, onTrouble: (error: unknown) => void): Desk {
  const inputs = signal<readonly DeskInput[]>([]);
  const next = signal<Shot>(EMPTY);
  const shown = signal<Shot>(EMPTY);
  const phase = signal<'idle' | 'connecting' | 'live'>('idle');
  const separate = signal(false);
  const output = signal<MediaStream | undefined>(undefined);
  const counts: Partial<Record<LocalKind, number>> = {};
  const sender = openSender(link, onTrouble);
  const intake = openIntake(link);
  const sounds = openSoundMix();
  let title = '';
  /** The sound of the programme. */
  let sound: MediaStreamTrack | undefined;
  const find = (id: string): DeskInput | undefined => inputs.value.find((input) => input.id === id);
  const mixer = openMixer(
    {
      find(id) {
        const input = find(id);
        return input && { video: input.video, whole: isWhole(input.kind) };
      },
      trackOf: (id) => find(id)?.stream.getVideoTracks()[0],
    },
    () => void sendProgramme().catch(onTrouble),
    inMemory,
  );
  const remote = openRemoteInputs(link, intake, true);

  const sendProgramme = async (): Promise<void> => {
    const video = mixer.track();
    if (output.value?.getVideoTracks()[0] !== video) output.value = video && new MediaStream([video]);
    if (phase.value === 'idle' || !video) return;
    await sender.send(PROGRAMME, { video, audio: sound, source: 'studio', title });
  };
  const onScreen = (id: string): boolean => [...link.state.screens.values()].includes(id);
  /** People's sound always goes out on its own, so that guests hear the others and not themselves; pictures only where they are wanted. */
  const sendAlone = (input: DeskInput): void => {
    const { local, stream, muted, name } = input;
    if (!local) return;
    const wanted = phase.value !== 'idle' || onScreen(input.id);
    const video = separate.value || onScreen(input.id) ? stream.getVideoTracks()[0] : undefined;
    const audio = muted ? undefined : stream.getAudioTracks()[0];
    const sending =
      wanted && (video || audio)
        ? sender.send(local.key, { video, audio, source: input.kind as LocalKind, title: name })
        : sender.end(local.key);
    sending.catch(onTrouble);
  };
  const sendAllAlone = (): void => {
    for (const input of inputs.value) sendAlone(input);
  };
  const hear = (): void => {
    const seen = shown.value.inputs;
    for (const input of inputs.value) sounds.setOn(input.id, isHeard(input, seen));
    const now = programmeSound(inputs.value, seen, sounds.stream.getAudioTracks()[0], sound);
    if (now === sound) return;
    sound = now;
    void sendProgramme().catch(onTrouble);
  };
  const tally = (): void => {
    const wanted = [...shown.value.inputs, ...next.value.inputs];
    remote.look(wanted);
    const onAir = phase.value === 'live' ? [...shown.value.inputs] : [];
    link
      .request('stage.tally', { onAir, next: next.value.inputs.filter((id) => !onAir.includes(id)) })
      .catch(() => undefined);
  };
  const set = (id: string, change: Partial<DeskInput>): void => {
    inputs.value = inputs.value.map((input) => (input.id === id ? { ...input, ...change } : input));
    hear();
  };
  /** The house channel stays last, so that the others keep their numbers. */
  const put = (input: DeskInput): void => {
    const others = inputs.value.filter(({ id }) => id !== HOUSE_INPUT);
    const house = inputs.value.filter(({ id }) => id === HOUSE_INPUT);
    inputs.value = input.id === HOUSE_INPUT ? [...others, input] : [...others, input, ...house];
  };
  const without = (shot: Shot, id: string): Shot => ({
    ...shot,
    inputs: shot.inputs.filter((one) => one !== id),
  });
  const remove = (id: string): void => {
    const input = find(id);
    if (!input) return;
    sounds.remove(id);
    input.video.srcObject = null;
    inputs.value = inputs.value.filter((one) => one !== input);
    hear();
    next.value = without(next.value, id);
    if (shown.value.inputs.includes(id)) {
      shown.value = without(shown.value, id);
      mixer.show(shown.value);
    }
    tally();
  };
  const follow = (list: readonly RemoteInput[]): void => {
    for (const { id, local } of inputs.value) if (!local && !list.some((one) => one.id === id)) remove(id);
    for (const { id, kind: told, name, video, audio } of list) {
      const kind = told as InputKind;
      const tracks = [video, audio].filter((track) => track !== undefined);
      const known = find(id);
      if (known && sameTracks(known.stream, tracks)) continue;
      const stream = new MediaStream(tracks);
      if (known) {
        play(known.video, stream);
        set(id, { stream });
      } else {
        const always = PEOPLE.includes(kind);
        const input = { id, kind, name, stream, video: play(newVideo(), stream), muted: false, always };
        put(input);
      }
      sounds.add(id, stream);
      sounds.setHeard(id, kind === 'guest');
      hear();
      if (shown.value.inputs.includes(id)) mixer.show(shown.value);
    }
  };
  const choose = (id: string): void => {
    const { layout, inputs: ids } = next.value;
    const rest = ids.filter((one) => one !== id);
    if (layout === 'single') next.value = { ...next.value, inputs: [id] };
    else if (rest.length < ids.length) next.value = { ...next.value, inputs: rest };
    else next.value = { ...next.value, inputs: [...rest, id].slice(-MOST_IN[layout]) };
    tally();
  };
  const take = (how: 'cut' | 'fade'): void => {
    shown.value = next.value;
    mixer.show(shown.value, how === 'fade' ? FADE_MS : 0);
    hear();
    tally();
  };
  const close = (id: string): void => {
    const { local } = find(id) ?? {};
    remove(id);
    if (!local) return;
    local.capture.stop();
    sender.end(local.key).catch(() => undefined);
  };
  remote.follow(follow);
  /** The programme was ended elsewhere: by the end of the event, or by a colleague. */
  const ended = (): void => {
    const { programme, rehearsal } = link.state;
    const onAir = [programme.source, rehearsal.source];
    if (phase.value !== 'live' || onAir.includes('studio') || onAir.includes('slate')) return;
    phase.value = 'idle';
    sender.end(PROGRAMME).catch(() => undefined);
    sendAllAlone();
    tally();
  };
  const unwatch = [
    link.watch.changed(link.state.programme, ended),
    link.watch.changed(link.state.rehearsal, ended),
    // What has left its screen is not sent on its own any more.
    link.watch.removed('screens', sendAllAlone),
  ];
  return {
    inputs,
    next,
    shown,
    phase,
    separate,
    output,
    add(kind, name, captured) {
      const number = (counts[kind] ?? 0) + 1;
      counts[kind] = number;
      const key = `${kind}-${number}`;
      const id = `${link.sessionId}.${key}`;
      const [picture] = captured.stream.getVideoTracks();
      if (!captured.film) picture?.addEventListener('ended', () => close(id));
      const input: DeskInput = {
        id,
        kind,
        name,
        video: play(newVideo(), captured.stream),
        stream: captured.stream,
        local: { key, capture: captured },
        muted: false,
        always: PEOPLE.includes(kind),
      };
      put(input);
      sounds.add(id, captured.stream);
      hear();
      sendAlone(input);
      if (next.value.inputs.length === 0) choose(id);
      return input;
    },
    close,
    choose,
    arrange(layout) {
      next.value = { ...next.value, layout, inputs: next.value.inputs.slice(0, MOST_IN[layout]) };
      tally();
    },
    caption(lower) {
      next.value = { ...next.value, lower };
    },
    take,
    setMuted(id, muted) {
      set(id, { muted });
      const input = find(id)!;
      if (input.local) {
        for (const track of input.stream.getAudioTracks()) track.enabled = !muted;
      } else if (id !== HOUSE_INPUT) link.request('stage.mute', { source: id, muted }).catch(onTrouble);
    },
    setSeparate(on) {
      separate.value = on;
      sendAllAlone();
    },
    async setScreen(screen, id) {
      const input = find(id);
      const video = input?.stream.getVideoTracks()[0];
      if (input?.local && video)
        await sender.send(input.local.key, {
          video,
          audio: input.stream.getAudioTracks()[0],
          source: input.kind as LocalKind,
          title: input.name,
        });
      await link.request('stage.screen', { screen, shows: id });
    },
    async goLive(wish) {
      title = wish;
      phase.value = 'connecting';
      try {
        if (shown.value.inputs.length === 0) take('cut');
        await sendProgramme();
        phase.value = 'live';
        sendAllAlone();
        tally();
      } catch (error) {
        phase.value = 'idle';
        throw error;
      }
    },
    async stop() {
      phase.value = 'idle';
      sendAllAlone();
      tally();
      await sender.end(PROGRAMME);
    },
    report: () => sender.report(PROGRAMME),
    dispose() {
      for (const step of unwatch) step();
      mixer.dispose();
      remote.dispose();
      sender.dispose();
      intake.dispose();
      sounds.dispose();
      for (const { local, video } of inputs.value) {
        local?.capture.stop();
        video.srcObject = null;
      }
    },
  };
}

const newVideo = (): HTMLVideoElement =>
  Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true });

function play(video: HTMLVideoElement, stream: MediaStream): HTMLVideoElement {
  video.srcObject = stream;
  video.play().catch(() => undefined);
  return video;
}

const sameTracks = (stream: MediaStream, tracks: readonly MediaStreamTrack[]): boolean => {
  const own = stream.getTracks();
  return own.length === tracks.length && tracks.every((track) => own.includes(track));
};
