import { RoomPlugin } from '@colyseus/core';
import { isLiveSource } from '../../shared/model/sources.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { IceServer } from '../config.ts';
import type { Log } from '../log.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import { backstageAnswers, isHost, onlyHosts, type StageTickets } from './backstage.ts';
import { type Feeds, openFeeds } from './feeds.ts';
import type { MediaPool } from './pool.ts';
import type { Stage } from './stage.ts';
import type { Stages } from './stages.ts';
import { writeHands, writeShown, writeSources } from './writeState.ts';

/** What the stage of a room needs from the house. */
export type StageParts = {
  stages: Stages;
  pool: MediaPool;
  showroom: string;
  /** The ids of the scene's screens. */
  screens: readonly string[];
  tickets: StageTickets;
  iceServers: readonly IceServer[];
  bus: Bus;
  log: Log;
};

const OK = { ok: true } as const;

/** The stage as one room has it: signalling between browsers and mediasoup. Writes `state.programme`, `rehearsal`, `sources`, `screens` and visitors' `stage`. Leaves the stage with the room. */
export class StagePlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'stage' as const;
  private readonly parts: StageParts;
  private open: { stage: Stage; feeds: Feeds } | undefined;
  private readonly undo: (() => void)[] = [];
  private filmOn = true;
  private disposed = false;

  constructor(parts: StageParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    const backstage = backstageAnswers(
      { ...parts, room: () => this.room, stage: () => this.there.stage },
      tools,
    );
    this.messages = { ...this.answers(tools), ...backstage } as never;
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
        'stage.capabilities': () => {
          const { stage, feeds } = this.there;
          const { rtpCapabilities } = feeds.media().router;
          return { rtpCapabilities, epoch: feeds.epoch, sendEpoch: stage.onAir().sendEpoch };
        },
        'stage.transport': async (client, { direction }) => {
          const { stage, feeds } = this.there;
          const iceServers = this.parts.iceServers.map(({ url, ...login }) => ({ urls: url, ...login }));
          if (direction === 'receive')
            return { ...(await feeds.openTransport(client.sessionId)), iceServers };
          const as = isHost(client) ? 'host' : 'guest';
          if (as === 'guest') this.onlyGuests(client);
          return { ...(await stage.openTransport(client.sessionId, as)), iceServers };
        },
        'stage.connect': async (client, { transportId, dtlsParameters }) => {
          await this.sideOf(client, transportId).connect(client.sessionId, transportId, dtlsParameters);
          return OK;
        },
        'stage.restartIce': (client, { transportId }) =>
          this.sideOf(client, transportId).restartIce(client.sessionId, transportId),
        'stage.produce': async (client, wish) => {
          const { stage } = this.there;
          if (isHost(client)) return stage.produce(client.sessionId, client.auth!.visitor, wish);
          this.onlyGuests(client);
          const name = this.room.state.visitors.get(client.sessionId)?.name ?? '';
          const asGuest = { ...wish, feed: 'guest', source: 'guest' as const, title: name };
          const made = await stage.produce(client.sessionId, client.auth!.visitor, asGuest);
          stage.guests.enter(client.sessionId);
          return made;
        },
        'stage.stop': (client) => {
          onlyHosts(client);
          this.there.stage.stop(client.sessionId);
          return OK;
        },
        'stage.consume': (client, wish) =>
          this.there.feeds.consume(
            client.sessionId,
            wish.producerId,
            wish.rtpCapabilities,
            isHost(client) || this.there.stage.guests.may(client.sessionId),
          ),
        'stage.resume': async (client, { consumerId }) => {
          await this.there.feeds.setPaused(client.sessionId, consumerId, false);
          return OK;
        },
        'stage.pause': async (client, { consumerId }) => {
          await this.there.feeds.setPaused(client.sessionId, consumerId, true);
          return OK;
        },
        'stage.layers': async (client, { consumerId, spatialLayer }) => {
          await this.there.feeds.setLayer(client.sessionId, consumerId, spatialLayer);
          return OK;
        },
        'stage.caption': (client, caption) => {
          onlyHosts(client);
          if (!isLiveSource(this.room.state.programme.source))
            throw new Refusal('conflict', 'no host is on air');
          this.parts.bus.publish('caption.said', { showroom: this.parts.showroom, caption });
          return OK;
        },
      },
      tools,
    );
  }

  private onlyGuests({ sessionId }: RoomClient): void {
    if (!this.there.stage.guests.may(sessionId))
      throw new Refusal('not-allowed', 'for hosts, and guests whom they asked up');
  }

  private get there() {
    if (!this.open) throw new Refusal('media-unavailable', 'the stage is not open yet');
    return this.open;
  }

  /** Hosts send to the stage, everybody receives from the room's feeds. */
  private sideOf(client: RoomClient, transportId: string): Pick<Stage, 'connect' | 'restartIce'> {
    const { stage, feeds } = this.there;
    return stage.has(client.sessionId, transportId) ? stage : feeds;
  }

  protected override async onCreate(): Promise<void> {
    const { stages, pool, showroom, bus, log } = this.parts;
    const { stage, leave } = await stages.enter(showroom);
    this.undo.push(leave);
    const { state } = this.room;
    const tell = (): void => {
      const { epoch } = this.open?.feeds ?? { epoch: 0 };
      Object.assign(state.programme, { ...stage.onAir(), epoch });
      state.rehearsal.epoch = epoch;
    };
    const listener = {
      back: tell,
      consumerClosed: (peer: string, consumerId: string) =>
        this.room.clients.getById(peer)?.send('stage.consumerClosed', { consumerId }),
    };
    const feeds = await openFeeds(stage, pool, listener, log);
    this.open = { stage, feeds };
    this.undo.push(
      feeds.close,
      stage.followAll((shown) => {
        tell();
        writeShown(state, shown);
      }),
      stage.followSources((inputs) => writeSources(state, inputs)),
      stage.guests.follow((hands) => {
        writeHands(state, hands);
        for (const client of this.room.clients) if (isHost(client)) client.send('stage.hands', { hands });
      }),
      bus.subscribe('caption.said', (said) => {
        if (said.showroom === showroom) this.room.broadcast('stage.caption', said.caption);
      }),
    );
    stage.setFilm(this.filmOn);
    if (this.disposed) this.onDispose();
  }

  /** Whether the house film runs while nobody is live. */
  setFilm(on: boolean): void {
    this.filmOn = on;
    this.open?.stage.setFilm(on);
  }

  /** The room's media, for others who send over it; `media-unavailable` while there is none. */
  media(): ReturnType<Feeds['media']> {
    return this.there.feeds.media();
  }

  /** Whether a visitor's voice is on air already, from the studio. */
  airs(sessionId: string): boolean {
    const visitor = this.room.clients.getById(sessionId)?.auth?.visitor;
    return visitor !== undefined && this.open?.stage.speaks(visitor) === true;
  }

  /** The connection dropped; its seat is kept. */
  drop(client: RoomClient): void {
    this.open?.stage.drop(client.sessionId);
  }

  /** It is back on its seat. */
  back(client: RoomClient): void {
    this.open?.stage.back(client.sessionId);
  }

  protected override onLeave(client: RoomClient): void {
    this.open?.stage.leave(client.sessionId);
    this.open?.feeds.leave(client.sessionId);
  }

  protected override onDispose(): void {
    this.disposed = true;
    for (const step of this.undo.splice(0).reverse()) step();
  }
}
