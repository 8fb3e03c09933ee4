import { createHash } from 'node:crypto';
import { RoomPlugin } from '@colyseus/core';
import { VOICE } from '../../shared/model/voice.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { mayActAs, type Person } from '../http/person.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import { chooseSpeakers, type Speaker } from './chooseSpeakers.ts';
import { type Hall, type HallMedia, openHall } from './hall.ts';

/** How far voices carry, and how many one hears who chose no number. */
export type VoiceLimits = { reachMetres: number; nearest: number };

/** What voices need from the other slices, handed over where the plugins are listed. */
export type VoiceParts = {
  /** The room's media of now; throws `media-unavailable` while there is none. */
  media(): HallMedia;
  /** Where somebody stands; undefined for those who have no body. */
  where(sessionId: string): { x: number; z: number } | undefined;
  /** Whether somebody's voice is on air, and so heard from the screen already. */
  airs(sessionId: string): boolean;
  /** The stable id of somebody in any room, also of one who has just left; undefined for strangers. */
  personOf(sessionId: string): string | undefined;
  limits: VoiceLimits;
};

/** Milliseconds between two choices of whom everybody hears, and between two looks at what is sent. */
const CHOOSE_MS = 250;
const POLICE_MS = 2000;
/** Milliseconds for which one counts as talking: for the eye, and for the choice of who is heard. */
const TALKING_MS = { shown: 600, chosen: 1200 } as const;
const OK = { ok: true } as const;

type Ear = { nearest: number; keys: Set<string>; shut: Set<string> };

/** Voices between visitors: who may speak, who hears whom. Writes `Visitor.voice`. Frees its media with the room. */
export class VoicePlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'voice' as const;
  private readonly parts: VoiceParts;
  private readonly tools: HandlerTools;
  /** Who is behind each connection, also while it is being made anew. */
  private readonly people = new Map<string, Person>();
  /** What each connection wants to hear. */
  private readonly ears = new Map<string, Ear>();
  /** People from whom staff took the word, for as long as the room lives. */
  private readonly muted = new Set<string>();
  private opening: { router: unknown; hall: Promise<Hall> } | undefined;
  private hall: Hall | undefined;
  private timers: ReturnType<typeof setInterval>[] = [];

  constructor(parts: VoiceParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.tools = tools;
    this.messages = this.answers(tools) as never;
  }

  private answers(tools: HandlerTools) {
    return handlers<
      | 'voice.capabilities'
      | 'voice.listen'
      | 'voice.transport'
      | 'voice.connect'
      | 'voice.produce'
      | 'voice.open'
      | 'voice.resume'
      | 'voice.block'
      | 'voice.mute'
    >(
      {
        'voice.capabilities': () => ({ rtpCapabilities: this.parts.media().router.rtpCapabilities }),
        'voice.listen': async (client, { rtpCapabilities, nearest, blocked }) => {
          const hall = await this.open();
          if (!this.stays(client)) throw new Refusal('gone');
          this.ears.set(client.sessionId, {
            nearest: nearest ?? this.parts.limits.nearest,
            keys: new Set(blocked),
            shut: new Set(),
          });
          hall.listen(client.sessionId, rtpCapabilities);
          return { blocked: this.shutFor(client) };
        },
        'voice.transport': async (client) => {
          this.maySpeak(client);
          const hall = await this.open();
          if (!this.stays(client)) throw new Refusal('gone');
          return hall.openTransport(client.sessionId);
        },
        'voice.connect': async (client, { transportId, dtlsParameters }) => {
          await (await this.open()).connect(client.sessionId, transportId, dtlsParameters);
          return OK;
        },
        'voice.produce': async (client, { transportId, rtpParameters, open }) => {
          this.maySpeak(client);
          const made = await (await this.open()).produce(client.sessionId, transportId, rtpParameters, open);
          // Staff may have taken the word while the microphone was being opened.
          if (this.isMuted(client.sessionId)) await this.hall?.setOpen(client.sessionId, false);
          return made;
        },
        'voice.open': async (client, { open }) => {
          if (open) this.maySpeak(client);
          await this.hall?.setOpen(client.sessionId, open);
          this.publish();
          return OK;
        },
        'voice.resume': async (client, { consumerId }) => {
          await (await this.open()).resume(client.sessionId, consumerId);
          return OK;
        },
        'voice.block': (client, { visitor, blocked }) => this.block(client, visitor, blocked),
        'voice.mute': async (client, { visitor, muted }) => {
          await this.mute(client, visitor, muted);
          return OK;
        },
      },
      tools,
    );
  }

  /** The voices on the router of now; a router that was replaced gives way to its successor. */
  private open(): Promise<Hall> {
    const media = this.parts.media();
    if (this.opening?.router === media.router) return this.opening.hall;
    const { clients } = this.room;
    const hall = openHall(
      media,
      {
        receive: (peer, transport) => clients.getById(peer)?.send('voice.receive', transport),
        heard: (peer, offer) => clients.getById(peer)?.send('voice.heard', offer),
        gone: (peer, consumer) => clients.getById(peer)?.send('voice.gone', consumer),
        shutUp: (peer) => this.tools.log.warn({ client: peer }, 'a microphone sent too much and was shut'),
      },
      this.tools.clock.now,
    );
    this.opening = { router: media.router, hall };
    void hall.then(
      (opened) => this.adopt(opened),
      () => {
        if (this.opening?.hall === hall) this.opening = undefined;
      },
    );
    return hall;
  }

  private adopt(hall: Hall): void {
    if (this.opening?.router !== hall.router) {
      hall.close();
      return;
    }
    this.hall = hall;
    if (this.timers.length > 0) return;
    this.timers = [
      setInterval(() => this.choose(), CHOOSE_MS),
      setInterval(() => void this.hall?.police(), POLICE_MS),
    ];
  }

  /** Decides whom everybody hears now, and shows who talks. */
  private choose(): void {
    const { hall, parts } = this;
    if (!hall) return;
    const now = this.tools.clock.now();
    const speakers: Speaker[] = [];
    for (const { id, open, talkedAt } of hall.microphones()) {
      const place = parts.where(id);
      const talking = open && now - talkedAt < TALKING_MS.chosen;
      if (place && !this.isMuted(id) && !parts.airs(id))
        speakers.push({ id, x: place.x, z: place.z, talking });
    }
    for (const id of hall.listeners()) {
      const place = parts.where(id);
      const { nearest, shut } = this.ears.get(id)!;
      const may = (speaker: string) => speaker !== id && !shut.has(this.people.get(speaker)?.visitor ?? '');
      const limits = { most: nearest, reachMetres: parts.limits.reachMetres };
      hall.setHeard(id, place ? chooseSpeakers(place, speakers, hall.heardBy(id), limits, may) : []);
    }
    this.publish();
  }

  /** Writes who has an open microphone, who talks, and who may not. */
  private publish(): void {
    const now = this.tools.clock.now();
    const bits = new Map<string, number>();
    for (const { id, open, talkedAt } of this.hall?.microphones() ?? [])
      if (open) bits.set(id, VOICE.open | (now - talkedAt < TALKING_MS.shown ? VOICE.talking : 0));
    for (const [id, visitor] of this.room.state.visitors)
      visitor.voice = this.isMuted(id) ? VOICE.muted : (bits.get(id) ?? 0);
  }

  private block(client: RoomClient, visitor: string, blocked: boolean): { key: string } {
    const ear = this.ears.get(client.sessionId);
    if (!ear) throw new Refusal('gone', 'listen first');
    const person = this.people.get(visitor)?.visitor ?? this.parts.personOf(visitor);
    if (!person) throw new Refusal('not-found', 'nobody here has this name');
    if (person === client.auth!.visitor) throw new Refusal('bad-input', 'that is you');
    const key = keyOf(client.auth!.visitor, person);
    if (blocked) ear.keys.add(key);
    else ear.keys.delete(key);
    this.shutFor(client);
    this.choose();
    return { key };
  }

  private async mute(client: RoomClient, visitor: string, muted: boolean): Promise<void> {
    const { role, visitor: self } = client.auth!;
    if (!mayActAs(role, 'moderator')) throw new Refusal('not-allowed', 'for moderators only');
    const target = this.people.get(visitor);
    if (!target) throw new Refusal('not-found', 'nobody here has this name');
    const person = target.visitor;
    if (person !== self && !mayActAs(role, target.role))
      throw new Refusal('not-allowed', 'they stand above you');
    if (muted) this.muted.add(person);
    else this.muted.delete(person);
    const theirs = [...this.people].flatMap(([id, one]) => (one.visitor === person ? [id] : []));
    if (muted) await Promise.all(theirs.map((id) => this.hall?.setOpen(id, false)));
    this.choose();
    this.publish();
  }

  /** Works out, and says, who of those present a connection has blocked. */
  private shutFor(client: RoomClient): string[] {
    const ear = this.ears.get(client.sessionId);
    if (!ear) return [];
    const self = client.auth!.visitor;
    const present = this.room.clients.filter((one) => ear.keys.has(keyOf(self, one.auth!.visitor)));
    ear.shut = new Set(present.map((one) => one.auth!.visitor));
    const visitors = present.map((one) => one.sessionId);
    client.send('voice.blocked', { visitors });
    return visitors;
  }

  /** Whether a connection has blocked a person. */
  blocks(client: RoomClient, person: string): boolean {
    const keys = this.ears.get(client.sessionId)?.keys;
    return keys !== undefined && keys.size > 0 && keys.has(keyOf(client.auth!.visitor, person));
  }

  private maySpeak(client: RoomClient): void {
    if (this.isMuted(client.sessionId)) throw new Refusal('muted', 'staff has muted you');
    if (!this.parts.where(client.sessionId)) throw new Refusal('not-allowed', 'who has no body has no voice');
  }

  private isMuted = (id: string): boolean => this.muted.has(this.people.get(id)?.visitor ?? '');
  /** Whether a connection is still there after an await. */
  private stays = (client: RoomClient): boolean => this.room.clients.getById(client.sessionId) === client;

  protected override onJoin(client: RoomClient): void {
    const person = client.auth!.visitor;
    this.people.set(client.sessionId, client.auth!);
    for (const other of this.room.clients) {
      const keys = this.ears.get(other.sessionId)?.keys;
      if (keys && keys.size > 0 && keys.has(keyOf(other.auth!.visitor, person))) this.shutFor(other);
    }
    if (this.muted.has(person)) this.publish();
  }

  /** The connection dropped: what it sent and heard ends; it begins anew when it is back. */
  drop(client: RoomClient): void {
    this.hall?.leave(client.sessionId);
    this.publish();
  }

  protected override onLeave(client: RoomClient): void {
    this.hall?.leave(client.sessionId);
    this.ears.delete(client.sessionId);
    this.people.delete(client.sessionId);
  }

  protected override onDispose(): void {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    this.opening = undefined;
    this.hall?.close();
    this.hall = undefined;
  }
}

/** What stands for a blocked person on the blocker's device: the same on every visit, and nobody else's business. */
const keyOf = (blocker: string, blocked: string): string =>
  createHash('sha256').update(`${blocker}:${blocked}`).digest('hex').slice(0, 32);
