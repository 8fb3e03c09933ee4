import {
  type AuthContext,
  CloseCode,
  definePlugins,
  Room,
  type RoomException,
  type RoomMethodName,
  ServerError,
} from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import type { Scene } from '../../shared/model/scene.ts';
import { isOpen } from '../../shared/model/showroom.ts';
import { joinSchema } from '../../shared/wire/join.ts';
import { CLOSE } from '../../shared/wire/limits.ts';
import { RoomState } from '../../shared/wire/state.ts';
import { AvatarsPlugin } from '../avatars/plugin.ts';
import type { Bus } from '../bus.ts';
import type { Flashes } from '../commerce/flashes.ts';
import { CommercePlugin } from '../commerce/plugin.ts';
import type { Chats } from '../engagement/chats.ts';
import type { Moderation } from '../engagement/moderation.ts';
import { ModerationPlugin } from '../engagement/moderationPlugin.ts';
import { EngagementPlugin } from '../engagement/plugin.ts';
import type { Roll } from '../engagement/roll.ts';
import { type EventsParts, EventsPlugin } from '../events/plugin.ts';
import { mayActAs, type Person, roleIn } from '../http/person.ts';
import { IdentityPlugin } from '../identity/plugin.ts';
import type { Catalogue } from '../products/catalogue.ts';
import { LookPlugin } from '../products/lookPlugin.ts';
import type { Pins } from '../products/pins.ts';
import { ProductsPlugin } from '../products/plugin.ts';
import { type RecordingParts, RecordingPlugin } from '../recording/plugin.ts';
import { ShowroomsPlugin } from '../showrooms/plugin.ts';
import type { Showrooms } from '../showrooms/records.ts';
import { type StageParts, StagePlugin } from '../stage/plugin.ts';
import { ToursPlugin } from '../tours/plugin.ts';
import type { Tours } from '../tours/read.ts';
import { type VoiceLimits, VoicePlugin } from '../voice/plugin.ts';
import type { Joined, RoomClient } from './client.ts';
import { guardFrames, isSentAway, sendAway } from './guard.ts';
import { type HandlerTools, strike } from './handlers.ts';
import type { RoomRegister } from './register.ts';
import type { TickTimes } from './tickTimes.ts';

/** What a room needs from the house. */
export type RoomParts = HandlerTools & {
  capacity: number;
  /** Seconds for which the seat of one whose connection broke is kept. */
  seatSeconds: number;
  showroom: string;
  /** The brand to which it belongs: its roles are those that count here. */
  brand: string;
  showrooms: Showrooms;
  scene: Scene;
  tours: Tours;
  bus: Bus;
  chats: Chats;
  roll: Roll;
  moderation: Moderation;
  catalogue: Catalogue;
  pins: Pins;
  flashes: Pick<Flashes, 'on'>;
  events: EventsParts['events'];
  /** Whether a visitor may enter a showroom now, with what they have in hand. */
  mayEnter(showroom: string, ticket: string | undefined): Promise<boolean>;
  stage: Omit<StageParts, 'showroom' | 'screens'>;
  voice: VoiceLimits;
  recording: RecordingParts['recording'];
  register: RoomRegister;
  ticks: TickTimes;
  /** Whom a token or cookies speak for. */
  identify(proof: { token?: string | undefined; cookies?: string | undefined }): Promise<Person | undefined>;
  /** Who some sessions of accounts speak for at this moment. */
  standing(sessions: readonly string[]): Promise<Map<string, Person>>;
};

/** Bytes that the whole state may take when somebody joins: five hundred people with long names. */
Encoder.BUFFER_SIZE = 256 * 1024;

/** Milliseconds between two patches of the state. */
const PATCH_MS = 50;

/** The room class of one house: one running copy of a showroom, a list of plugins. */
export function showroomRoom(parts: RoomParts) {
  const { log, clock } = parts;
  return class ShowroomRoom extends Room<{
    state: RoomState;
    client: RoomClient;
    metadata: { showroom: string };
  }> {
    override maxClients = parts.capacity;
    override patchRate = PATCH_MS;
    override state = new RoomState();
    unregister = () => {};
    /** A field, not a method: as a method, the first room of a class would lose its plugins' hooks (Colyseus 0.18.17). */
    override onUncaughtException = (error: RoomException, method: RoomMethodName): void => {
      log.error({ err: error, room: this.roomId, method }, 'room failed in a handler');
    };

    avatarsPlugin = new AvatarsPlugin(parts.scene, parts, parts.ticks);
    stagePlugin = new StagePlugin(
      {
        ...parts.stage,
        showroom: parts.showroom,
        screens: parts.scene.screens.map(({ id }) => id),
      },
      parts,
    );
    voicePlugin: VoicePlugin = new VoicePlugin(
      {
        media: () => this.stagePlugin.media(),
        where: (id) => this.avatarsPlugin.where(id),
        airs: (id) => this.stagePlugin.airs(id),
        personOf: (id) => parts.roll.find(id)?.visitor,
        limits: parts.voice,
      },
      parts,
    );
    lookPlugin = new LookPlugin(
      { ...parts, blocks: (client, person) => this.voicePlugin.blocks(client, person) },
      parts,
    );
    override plugins = definePlugins([
      this.avatarsPlugin,
      new EngagementPlugin(
        { ...parts, blocks: (client, person) => this.voicePlugin.blocks(client, person) },
        parts,
      ),
      new ModerationPlugin(parts, parts),
      new IdentityPlugin(parts),
      new EventsPlugin(parts),
      new ProductsPlugin(parts, parts),
      new CommercePlugin(parts),
      this.lookPlugin,
      this.stagePlugin,
      new RecordingPlugin(parts),
      new ShowroomsPlugin({
        ...parts,
        screen: (content) => this.stagePlugin.setFilm(content === 'film'),
      }),
      new ToursPlugin({ ...parts, where: (id) => this.avatarsPlugin.where(id) }, parts),
      this.voicePlugin,
    ]);

    override messages = {
      '*': (client: RoomClient, type: string | number) => {
        client.send('refused', {
          code: 'not-found',
          detail: 'no such command',
          command: typeof type === 'object' ? '*' : String(type).slice(0, 64),
        });
        strike(client, clock.now());
      },
    };

    static override async onAuth(
      token: string,
      options: unknown,
      { ip, headers }: AuthContext,
    ): Promise<Joined> {
      const join = joinSchema.safeParse(options);
      if (!join.success) throw new ServerError(400, 'bad-input');
      const known = await parts.identify({ token, cookies: headers.get('cookie') ?? undefined });
      if (!known) throw new ServerError(401, 'not-signed-in');
      const role = roleIn(known, parts.brand);
      // Designers and the desk have no rights in rooms: there they are visitors like others.
      const person = { ...known, role: mayActAs(role, 'moderator') ? role : ('visitor' as const) };
      if (join.data.as === 'staff' && !mayActAs(person.role, 'moderator'))
        throw new ServerError(403, 'not-allowed');
      const kept = parts.moderation.atDoor(person, ip ?? '');
      if (kept) throw new ServerError(403, kept);
      if (join.data.showroom !== parts.showroom) throw new ServerError(404, 'not-found');
      const { opensAt } = await parts.showrooms.get(parts.showroom);
      if (!isOpen(opensAt, clock.now(), mayActAs(person.role, 'moderator')))
        throw new ServerError(403, 'not-open');
      const { ticket } = join.data.as === 'visitor' ? join.data : {};
      if (person.role === 'visitor' && !(await parts.mayEnter(parts.showroom, ticket)))
        throw new ServerError(403, 'not-invited');
      return { ...person, join: join.data, address: ip ?? '' };
    }

    override onCreate(): void {
      guardFrames(this, parts);
      const { showroom } = parts;
      Object.assign(this.state, { showroom, scene: parts.scene.name });
      void this.setMetadata({ showroom });
      this.unregister = parts.register.add(this.roomId, showroom, this.state);
      log.info({ room: this.roomId, showroom }, 'room opened');
    }

    override onJoin(client: RoomClient): void {
      log.debug({ room: this.roomId, client: client.sessionId }, 'joined');
    }

    override async onDrop(client: RoomClient): Promise<void> {
      if (isSentAway(client)) return;
      this.plugins.avatars.setAway(client, true);
      this.plugins.stage.drop(client);
      this.plugins.voice.drop(client);
      this.plugins.look.drop(client);
      await this.allowReconnection(client, parts.seatSeconds).catch(() => undefined);
    }

    override onReconnect(client: RoomClient): void {
      void this.plugins.identity.look();
      const kept = parts.moderation.atDoor(client.auth!, client.auth!.address);
      if (kept) sendAway(client, kept, CLOSE.sentOut);
      else {
        this.plugins.avatars.setAway(client, false);
        this.plugins.stage.back(client);
      }
    }

    override onLeave(client: RoomClient): void {
      log.debug({ room: this.roomId, client: client.sessionId }, 'left');
    }

    override onDispose(): void {
      this.unregister();
      log.info({ room: this.roomId }, 'room closed');
    }

    override onBeforeShutdown(): void {
      void this.disconnect(CloseCode.SERVER_SHUTDOWN);
    }
  };
}
