import { RoomPlugin } from '@colyseus/core';
import { isHostSource } from '../../shared/model/sources.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { mayActAs } from '../http/person.ts';
import type { Log } from '../log.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Film } from './house.ts';
import type { MediaPool } from './pool.ts';
import { openStage, type Stage } from './stage.ts';

/** What the stage of a room needs from the house. */
export type StageParts = { pool: MediaPool; film: Film | undefined; log: Log };

const OK = { ok: true } as const;

/** The room's stage: signalling between browsers and mediasoup. Writes `state.programme`. Closes the stage with the room. */
export class StagePlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'stage' as const;
  private readonly parts: StageParts;
  private stage: Stage | undefined;
  private filmOn = true;

  constructor(parts: StageParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.messages = this.answers(tools) as never;
  }

  private answers(tools: HandlerTools) {
    return handlers<
      | 'stage.capabilities'
      | 'stage.transport'
      | 'stage.connect'
      | 'stage.restartIce'
      | 'stage.produce'
      | 'stage.stop'
      | 'stage.consume'
      | 'stage.resume'
      | 'stage.pause'
      | 'stage.layers'
      | 'stage.caption'
    >(
      {
        'stage.capabilities': () => this.open.capabilities(),
        'stage.transport': (client, { direction }) => {
          if (direction === 'send') onlyHosts(client);
          return this.open.openTransport(client.sessionId, direction);
        },
        'stage.connect': async (client, { transportId, dtlsParameters }) => {
          await this.open.connect(client.sessionId, transportId, dtlsParameters);
          return OK;
        },
        'stage.restartIce': (client, { transportId }) => this.open.restartIce(client.sessionId, transportId),
        'stage.produce': (client, wish) => {
          onlyHosts(client);
          return this.open.produce(client.sessionId, wish);
        },
        'stage.stop': (client) => {
          onlyHosts(client);
          this.open.stop(client.sessionId);
          return OK;
        },
        'stage.consume': (client, wish) =>
          this.open.consume(client.sessionId, wish.producerId, wish.rtpCapabilities),
        'stage.resume': async (client, { consumerId }) => {
          await this.open.setPaused(client.sessionId, consumerId, false);
          return OK;
        },
        'stage.pause': async (client, { consumerId }) => {
          await this.open.setPaused(client.sessionId, consumerId, true);
          return OK;
        },
        'stage.layers': async (client, { consumerId, spatialLayer }) => {
          await this.open.setLayer(client.sessionId, consumerId, spatialLayer);
          return OK;
        },
        'stage.caption': (client, caption) => {
          onlyHosts(client);
          if (!isHostSource(this.room.state.programme.source))
            throw new Refusal('conflict', 'no host is on air');
          this.room.broadcast('stage.caption', caption);
          return OK;
        },
      },
      tools,
    );
  }

  private get open(): Stage {
    if (!this.stage) throw new Refusal('media-unavailable', 'the stage is not open yet');
    return this.stage;
  }

  protected override async onCreate(): Promise<void> {
    const { pool, film, log } = this.parts;
    this.stage = await openStage(
      pool,
      film,
      {
        onAir: (onAir) => Object.assign(this.room.state.programme, onAir),
        consumerClosed: (peer, consumerId) =>
          this.room.clients.getById(peer)?.send('stage.consumerClosed', { consumerId }),
      },
      log,
    );
    this.stage.setFilm(this.filmOn);
  }

  /** Whether the house film runs while nobody is live. */
  setFilm(on: boolean): void {
    this.filmOn = on;
    this.stage?.setFilm(on);
  }

  /** The room's media, for others who send over it; `media-unavailable` while there is none. */
  media(): ReturnType<Stage['media']> {
    return this.open.media();
  }

  /** Whether a visitor's voice is on air already, from the studio. */
  airs(sessionId: string): boolean {
    const host = this.room.clients.getById(this.stage?.onAir() ?? '');
    return host !== undefined && host.auth?.visitor === this.room.clients.getById(sessionId)?.auth?.visitor;
  }

  /** The connection dropped; its seat is kept. */
  drop(client: RoomClient): void {
    this.stage?.drop(client.sessionId);
  }

  protected override onLeave(client: RoomClient): void {
    this.stage?.leave(client.sessionId);
  }

  protected override onDispose(): void {
    this.stage?.close();
  }
}

function onlyHosts(client: RoomClient): void {
  if (!mayActAs(client.auth!.role, 'host')) throw new Refusal('not-allowed', 'for hosts only');
}
