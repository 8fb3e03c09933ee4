import './voice.css';
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { VOICE } from '../../shared/model/voice.ts';
import type { Link } from '../net/link.ts';
import { t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import type { World } from '../world/world.ts';
import { voiceDevice } from './device.ts';
import { openHearing } from './hearing.ts';
import { MicrophoneButton } from './MicrophoneButton.tsx';
import { PersonVoice } from './PersonVoice.tsx';
import { openPreferences } from './preferences.ts';
import { openVoiceSpace } from './space.ts';
import { openTalk } from './talk.ts';
import { VoiceSettings } from './VoiceSettings.tsx';

/** Voices in the room: what the page shows of them, ready to be placed. */
export type Voice = {
  Button(): ComponentChildren;
  Settings(): ComponentChildren;
  /** What one can do about somebody's voice, for their line in the list of people. */
  Person(props: { id: string }): ComponentChildren;
  /** Neither hears nor reads somebody any more, by their session in any room. */
  block(id: string): Promise<void>;
  dispose(): void;
};

/** What voices need from the other features of the world. */
export type VoiceSurroundings = {
  /** Where somebody is drawn now. */
  place(sessionId: string): { x: number; y: number; z: number } | undefined;
  /** Lowers the screen's sound while somebody near talks. */
  duck(ducked: boolean): void;
};

/** Metres within which a voice lowers the screen's sound, and milliseconds between two looks. */
const DUCK_METRES = 9;
const DUCK_LOOK_MS = 250;

/** Opens voices: hearing begins at once, the microphone stays off until it is switched on. */
export function openVoice(link: Link, world: World, around: VoiceSurroundings): Voice {
  const undo: (() => void)[] = [];
  const preferences = openPreferences();
  const device = voiceDevice(link);
  const space = openVoiceSpace(world, around.place);
  undo.push(space.dispose);
  space.setMaster(preferences.value.value.volume);
  const heard = new Set<string>();
  /** Counts up whenever something about anybody's voice has changed. */
  const tick = signal(0);
  const blocked = signal<ReadonlySet<string>>(new Set());
  const volumes = signal<ReadonlyMap<string, number>>(new Map());

  const hearing = openHearing(
    link,
    device,
    () => ({ nearest: preferences.value.value.nearest, blocked: preferences.value.value.blocked }),
    {
      heard(speaker, track) {
        heard.add(speaker);
        space.add(speaker, track);
      },
      gone(speaker) {
        heard.delete(speaker);
        space.remove(speaker);
      },
    },
  );
  undo.push(hearing.dispose);
  const talk = openTalk(link, device, preferences);
  undo.push(talk.dispose);

  const own = (): number => link.state.visitors.get(link.sessionId)?.voice ?? 0;
  let wasMuted = (own() & VOICE.muted) !== 0;
  const look = (): void => {
    tick.value++;
    const muted = (own() & VOICE.muted) !== 0;
    if (muted === wasMuted) return;
    wasMuted = muted;
    if (muted) talk.off();
    say(t(muted ? 'voice.mutedByHost' : 'voice.unmutedByHost'));
  };
  const watched = new Map<string, () => void>();
  undo.push(
    link.watch.added('visitors', (visitor, id) => {
      let bits = visitor.voice;
      const unwatch = link.watch.changed(visitor, () => {
        if (visitor.voice === bits) return;
        bits = visitor.voice;
        look();
      });
      watched.set(id, unwatch);
    }),
    link.watch.removed('visitors', (_, id) => {
      watched.get(id)?.();
      watched.delete(id);
    }),
    () => {
      for (const unwatch of watched.values()) unwatch();
    },
  );
  let { epoch } = link.state.programme;
  undo.push(
    link.watch.changed(link.state.programme, () => {
      if (link.state.programme.epoch === epoch) return;
      epoch = link.state.programme.epoch;
      hearing.restart();
      talk.restart();
    }),
    link.on('voice.blocked', ({ visitors }) => (blocked.value = new Set(visitors))),
  );

  const talksNear = (id: string): boolean => {
    const talks = ((link.state.visitors.get(id)?.voice ?? 0) & VOICE.talking) !== 0;
    const [me, them] = [around.place(link.sessionId), around.place(id)];
    if (!talks || !me || !them || volumes.value.get(id) === 0) return false;
    return Math.hypot(me.x - them.x, me.z - them.z) < DUCK_METRES;
  };
  const ducking = setInterval(() => around.duck([...heard].some(talksNear)), DUCK_LOOK_MS);
  undo.push(() => clearInterval(ducking));

  const setVolume = (id: string, volume: number): void => {
    volumes.value = new Map(volumes.value).set(id, volume);
    space.setVolume(id, volume);
  };
  const block = async (id: string, on: boolean): Promise<void> => {
    const { key } = await link.request('voice.block', { visitor: id, blocked: on });
    const others = preferences.value.value.blocked.filter((one) => one !== key);
    preferences.set({ blocked: on ? [...others, key].slice(-200) : others });
  };
  const mute = (id: string, on: boolean): void =>
    void link.request('voice.mute', { visitor: id, muted: on }).catch(sayError);

  return {
    block: (id) => block(id, true),
    Button: () => <MicrophoneButton talk={talk} mode={preferences.value.value.mode} />,
    Settings: () => (
      <VoiceSettings
        preferences={preferences}
        talk={talk}
        onNearest={hearing.restart}
        onVolume={space.setMaster}
      />
    ),
    Person({ id }) {
      void tick.value;
      const visitor = link.state.visitors.get(id);
      if (!visitor) return null;
      const mayMute = link.state.visitors.get(link.sessionId)?.role !== 'visitor';
      return (
        <PersonVoice
          name={visitor.name}
          voice={visitor.voice}
          self={id === link.sessionId}
          volume={volumes.value.get(id) ?? 1}
          blocked={blocked.value.has(id)}
          onVolume={(volume) => setVolume(id, volume)}
          onBlock={(on) => void block(id, on).catch(sayError)}
          onMuteForAll={mayMute ? (on) => mute(id, on) : undefined}
        />
      );
    },
    dispose() {
      for (const step of undo.splice(0).reverse()) step();
    },
  };
}
