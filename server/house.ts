import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { inProcessBus } from './bus.ts';
import type { Clock } from './clock.ts';
import { deskRoutes } from './commerce/desk/deskRoutes.ts';
import { handoverRoutes } from './commerce/handoverRoutes.ts';
import { openProviders } from './commerce/openProviders.ts';
import { priceRoutes } from './commerce/priceRoutes.ts';
import { promotionRoutes } from './commerce/promotionRoutes.ts';
import { commerceRoutes, testProviderRoutes } from './commerce/routes.ts';
import { openShop } from './commerce/shop.ts';
import { openTamperLog } from './commerce/tamper.ts';
import { openTestProvider } from './commerce/testProvider.ts';
import { keepTidy } from './commerce/tidy.ts';
import { webhookRoutes } from './commerce/webhookRoutes.ts';
import type { Config } from './config.ts';
import { openAudit } from './engagement/audit.ts';
import { openChats } from './engagement/chats.ts';
import { openModeration } from './engagement/moderation.ts';
import { openRoll } from './engagement/roll.ts';
import { moderationRoutes } from './engagement/routes.ts';
import { eventDeskRoutes } from './events/desk/routes.ts';
import { openGuests } from './events/guests.ts';
import { headOf } from './events/head.ts';
import { openLetters } from './events/letters.ts';
import { openEvents } from './events/records.ts';
import { openReminders } from './events/reminders.ts';
import { eventRoutes } from './events/routes.ts';
import { openRundown } from './events/rundown.ts';
import { consoleRoutes } from './host/routes.ts';
import { measuresOf, watchStage } from './houseWatch.ts';
import { openApp } from './http/app.ts';
import { healthRoutes } from './http/health.ts';
import { openPages } from './http/pages.ts';
import { serve } from './http/serve.ts';
import { openAccounts } from './identity/accounts.ts';
import { memberRoutes } from './identity/memberRoutes.ts';
import { identityRoutes } from './identity/routes.ts';
import { openIdentity } from './identity/tokens.ts';
import { openLive } from './layouts/live.ts';
import { openLayouts } from './layouts/records.ts';
import { layoutRoutes } from './layouts/routes.ts';
import type { Log } from './log.ts';
import { openMail } from './mail/mail.ts';
import { openCatalogue } from './products/catalogue.ts';
import { draftRoutes } from './products/draftRoutes.ts';
import { fileRoutes } from './products/fileRoutes.ts';
import { productHead } from './products/head.ts';
import { openKeeping } from './products/keeping.ts';
import { phoneRoutes } from './products/phoneRoutes.ts';
import { openPins } from './products/pins.ts';
import { recordRoutes } from './products/recordRoutes.ts';
import { productRoutes } from './products/routes.ts';
import { seedCatalogue } from './products/seed.ts';
import { transferRoutes } from './products/transferRoutes.ts';
import { openWorkshop } from './products/workshop.ts';
import { openPasses } from './recording/passes.ts';
import { openRecorders } from './recording/recorders.ts';
import { openRecords } from './recording/records.ts';
import { openReplays } from './recording/replays.ts';
import { recordingRoutes } from './recording/routes.ts';
import { roomRegister } from './room/register.ts';
import { showroomRoom } from './room/ShowroomRoom.ts';
import { openTickTimes } from './room/tickTimes.ts';
import { readScene } from './scenes.ts';
import { openShowrooms } from './showrooms/records.ts';
import { showroomRoutes } from './showrooms/routes.ts';
import { seedShowrooms } from './showrooms/seed.ts';
import { followEvents } from './stage/followEvents.ts';
import { openFilm } from './stage/openFilm.ts';
import { openMediaPool } from './stage/pool.ts';
import { openStages } from './stage/stages.ts';
import { openIngest } from './stage/whip/ingest.ts';
import { openPlayback } from './stage/whip/playback.ts';
import { whipRoutes } from './stage/whip/routes.ts';
import type { Sessions } from './stage/whip/session.ts';
import { openDatabase } from './store/open.ts';
import { readTours } from './tours/read.ts';

/** A running server. `close` ends sessions cleanly and loses nothing; twice is once. */
export type House = {
  port: number;
  /** `invitation` makes its first reader the owner; there is none once the house has one. */
  links: Record<'showroom' | 'studio' | 'designer' | 'console', string> & { invitation?: string };
  close(): Promise<void>;
};

/** Milliseconds between two looks for recordings that were kept long enough. */
const SWEEP_MS = 24 * 3600 * 1000;
/** Milliseconds between two looks for mails that are due. */
const MAIL_MS = 20_000;
/** The showroom that the house opens with: at `/`, and with the demonstration products. */
const SHOWROOM = 'atelier';

/** Builds the whole server from its settings: the only place where everything meets. */
export async function openHouse(config: Config, log: Log, clock: Clock): Promise<House> {
  const undo: (() => void | Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      for (const step of undo.splice(0).reverse()) await step();
    })();
    return closing;
  };
  try {
    const db = await openDatabase(config.DATA_DIR, config.DATABASE_URL, config.DATABASE_POOL);
    undo.push(() => db.destroy());
    await seedCatalogue(db, join('assets', 'products', 'catalogue.json'), SHOWROOM, clock.now());
    await seedShowrooms(db, join('scenes', 'showrooms.json'), clock.now());
    const bus = inProcessBus((error) => log.error({ err: error }, 'a listener of the bus failed'));
    const identity = await openIdentity(db, clock);
    const showrooms = openShowrooms(db, bus, clock);
    const brandOf = await showrooms.brands();
    const furnished = await showrooms.list();
    const scenes = new Map(
      await Promise.all(
        furnished.map(async ({ slug, scene }) => [slug, await readScene('scenes', scene)] as const),
      ),
    );
    const tours = await readTours(config.TOURS_DIR);
    const standsOf = (showroom: string) => scenes.get(showroom)?.stands.map(({ id }) => id) ?? [];
    const catalogue = openCatalogue(db, bus, (showroom, stand) => standsOf(showroom).includes(stand));
    const layouts = openLayouts({ db, bus, clock, onSale: catalogue.facts });
    const live = openLive(bus);

    /** The address under which the house is reached; its port is known once it listens. */
    let base = config.publicUrl;
    const mail = openMail({
      url: config.MAIL_URL,
      from: config.MAIL_FROM,
      outbox: join(config.DATA_DIR, 'outbox'),
      clock,
      log,
    });
    undo.push(() => mail.close());
    const audit = openAudit(db, clock);
    const accounts = openAccounts({
      ...{ db, bus, clock, log, mail, identity },
      base: () => base,
      note: (actor, verb, target, reason) =>
        audit.add({ actor: { ...actor, name: actor.name ?? '' }, verb, target, showroom: '', reason }),
      async onLinked(guest, { id, visitor }) {
        await shop.adopt(guest, visitor, id);
        await layouts.adopt(guest, visitor);
      },
      onDeleted: ({ visitor }) => layouts.forget(visitor),
    });
    undo.push(accounts.close);
    const events = openEvents(db, bus, clock);
    const guests = openGuests(db, events);
    const rundown = openRundown({
      db,
      bus,
      clock,
      events,
      standOf: async (showroom, product) =>
        [...(await catalogue.placements(showroom))].find(([, placed]) => placed === product)?.[0] ?? '',
    });
    const reminders = openReminders({ db, events, mail, write: openLetters(() => base), clock, log });
    const postman = setInterval(() => void reminders.tick(), MAIL_MS);
    undo.push(async () => {
      clearInterval(postman);
      await reminders.close();
    });

    const making = resolve(config.DATA_DIR, 'products');
    const workshop = await openWorkshop({
      folder: join(making, 'jobs'),
      clock,
      log,
      limits: { makeMs: config.WORKSHOP_SECONDS * 1000 },
    });
    undo.push(() => workshop.close());
    const keeping = await openKeeping({
      ...{ db, bus, clock, log, catalogue, workshop },
      folder: making,
      limits: {
        bytesOfDraft: config.UPLOAD_MB * 1e6,
        bytesOfDesigner: config.DESIGNER_GB * 1e9,
        drafts: 5000,
        files: 2000,
      },
    });
    undo.push(keeping.close);

    const pins = openPins(db, bus, log);
    undo.push(pins.close);
    const testProvider = await openTestProvider(config.DATA_DIR, clock);
    undo.push(() => testProvider.close());
    const { providers, shown, places } = openProviders(config, testProvider, log, clock);
    const shop = await openShop({
      ...{ db, bus, clock, log, folder: 'markets', mail, base: () => base, goods: catalogue, providers },
      secret: identity.secretFor('order-links'),
      events: async () =>
        new Set((await events.list()).flatMap(({ id, status }) => (status === 'live' ? [id] : []))),
    });
    await shop.reconciler.reconcile(0);
    await shop.reconciler.expire();
    undo.push(keepTidy(shop, log));
    const tamper = openTamperLog(db, clock, log);

    const pool = await openMediaPool(config, config.MEDIA_WORKERS ?? availableParallelism(), log);
    undo.push(() => pool.close());
    const film = await openFilm(log);

    const register = roomRegister();
    const ticks = openTickTimes();
    const tools = { clock, log };
    const stages = openStages(
      pool,
      film,
      log,
      async (showroom) => (await events.current(showroom))?.status === 'rehearsal',
    );
    undo.push(followEvents(bus, stages));
    const stage = { stages, pool, bus, log, tickets: identity.stageTickets, iceServers: config.ICE_SERVERS };
    const records = openRecords(db, join(config.DATA_DIR, 'recordings'));
    const passes = openPasses(clock);
    const replays = openReplays({ records, passes, defaultDays: config.RECORDING_DAYS, ...tools });
    const recorders = await openRecorders(
      {
        records,
        bus,
        ...tools,
        budgetBytes: config.RECORDING_GB * 1e9,
        async standing(showroom) {
          const slugs = [...new Set((await catalogue.placements(showroom)).values())];
          return (await catalogue.list({ slugs })).map(({ slug: product, version, name, thumbnail }) => ({
            ...{ product, version, name, thumbnail },
          }));
        },
        enter: watchStage(stages),
      },
      (await events.list()).filter(({ status }) => status === 'live'),
    );
    undo.push(() => recorders.close());
    const sweep = () =>
      Promise.all([replays.sweep(), keeping.sweep()]).catch((error) =>
        log.error({ err: error }, 'not swept'),
      );
    await sweep();
    const sweeper = setInterval(sweep, SWEEP_MS);
    undo.push(() => clearInterval(sweeper));
    const sessions: Sessions = new Map();
    undo.push(() => {
      for (const session of [...sessions.values()]) session.close();
    });
    const chats = openChats();
    const roll = openRoll();
    const moderation = await openModeration(db, bus, clock);
    const parts = {
      ...tools,
      capacity: config.ROOM_CAPACITY,
      seatSeconds: config.SEAT_SECONDS,
      showrooms,
      tours,
      bus,
      catalogue,
      pins,
      flashes: shop.flashes,
      events,
      mayEnter: guests.mayEnter,
      chats,
      roll,
      moderation,
      stage,
      recording: {
        state: (showroom: string) => recorders.in(showroom)?.state ?? 'off',
        current: events.current,
      },
      voice: { reachMetres: config.VOICE_METRES, nearest: config.VOICE_SPEAKERS },
      register,
      ticks,
      identify: accounts.identify,
      standing: accounts.sessions.standing,
    };
    const rooms = new Map(
      [...scenes].map(
        ([showroom, scene]) =>
          [showroom, showroomRoom({ ...parts, showroom, scene, brand: brandOf(showroom) })] as const,
      ),
    );

    const app = await openApp({
      publicUrl: config.publicUrl,
      ...tools,
      perAddress: config.ADDRESS_RATE,
      identify: accounts.identify,
      brandOf,
      payments: places,
      routes: [
        identityRoutes(accounts, db),
        memberRoutes(accounts, () => base),
        productRoutes(catalogue, keeping.search, shop.tags),
        draftRoutes(keeping),
        recordRoutes({ ...keeping, reviewed: config.REVIEW }),
        transferRoutes(keeping.transfer),
        fileRoutes(keeping.files),
        phoneRoutes({ ...keeping, catalogue }),
        handoverRoutes({ ...shop, clock }),
        layoutRoutes({ layouts, live, clock }),
        commerceRoutes({ ...shop, tamper, clock, verifiedMails: accounts.verifiedMails }),
        ...(shown.provider === 'test' ? [testProviderRoutes(testProvider)] : []),
        webhookRoutes({ webhooks: shop.webhooks, tamper, shown }),
        ...deskRoutes({ ...shop, tamper }),
        priceRoutes({
          ...{ ...shop, clock, goods: catalogue, named: keeping.records.named },
          note: (actor, verb, target, reason) =>
            audit.add({
              ...{ actor: { ...actor, name: actor.name ?? '' }, verb, showroom: '', reason },
              target: { visitor: target, name: target },
            }),
        }),
        promotionRoutes({
          ...{ ...shop, db, clock, showroom: showrooms.get, event: events.get, events: events.list },
          note: (actor, verb, { id, name }, showroom) =>
            audit.add({
              ...{ actor: { ...actor, name: actor.name ?? '' }, verb, showroom, reason: '' },
              target: { visitor: id, name },
            }),
        }),
        recordingRoutes({
          eventOf: (name) => events.bySlug(name).catch(() => events.get(name)),
          records,
          recorders,
          replays,
          passes,
          clock,
          defaultDays: config.RECORDING_DAYS,
        }),
        whipRoutes({
          ingest: openIngest(stages, sessions, log),
          playback: openPlayback(stages, pool, sessions, log),
          sessions,
          clock,
          who: accounts.who,
          brandOf,
          streamKey: identity.streamKey,
          iceServers: config.ICE_SERVERS,
          known: showrooms.get,
          mayEnter: guests.mayEnter,
        }),
        showroomRoutes({ showrooms, rooms: register.report, onAir: stages.onAir, clock }),
        eventRoutes({ events, guests, reminders, base: () => base, clock }),
        eventDeskRoutes({ events, guests, rundown, reminders, base: () => base, clock }),
        moderationRoutes({ moderation, known: showrooms.get }),
        consoleRoutes({
          stands: async (showroom) => {
            await showrooms.get(showroom);
            return standsOf(showroom);
          },
          latestOrders: shop.desk.latest,
          placements: catalogue.placements,
          place: catalogue.place,
          rooms: register.report,
        }),
      ],
    });
    const checks = {
      database: async () => (await catalogue.list({ limit: 1 })).length >= 0,
      media: () => pool.workers().length > 0,
    };
    const measures = measuresOf(register.report, ticks, pool);
    app.route('/', healthRoutes(checks, measures));
    const folders = { client: config.CLIENT_DIR, tours: config.TOURS_DIR };
    const known = {
      scene: (showroom: string) => scenes.get(showroom)?.name,
      invitation: (slug: string, ticket: string | undefined) =>
        headOf({ events, guests, base }, slug, ticket),
      product: (slug: string) => productHead({ catalogue, base }, slug),
    };
    app.route('/', openPages(folders, known) as never);

    const listening = await serve({
      host: config.HOST,
      port: config.PORT,
      publicUrl: config.publicUrl,
      app,
      rooms: rooms as never,
      log,
      clock,
    });
    undo.push(() => listening.close());
    undo.push(live.close);
    base = config.PUBLIC_URL ? config.publicUrl : config.publicUrl.replace(/:0$/, `:${listening.port}`);
    const first = await accounts.invitations.first();
    const links = {
      ...{ showroom: `${base}/`, studio: `${base}/studio` },
      ...{ designer: `${base}/designer`, console: `${base}/console` },
      ...(first && { invitation: `${base}/account#invitation=${first}` }),
    };
    return { port: listening.port, links, close };
  } catch (error) {
    await close();
    throw error;
  }
}
