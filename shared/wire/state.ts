import { type SchemaType, schema, t } from '@colyseus/schema';

/** One person in the room; where they are travels beside the state, under their slot (presence.ts). Written by the avatars plugin only, but for `voice` (bits, see `VOICE`), which the voice plugin writes, `stage` (`ON_STAGE`), which the stage plugin writes, `quiet` (may not write in chat), which the engagement plugin writes, and `tour` (`tour/point`, empty in the room), which the tours plugin writes. `seat` is the number of the seat they sit on, from 1; 0 when they stand. */
export const Visitor = schema(
  {
    name: t.string(),
    body: t.string(),
    colour: t.string(),
    skin: t.string().default(''),
    hair: t.string().default(''),
    legs: t.string().default(''),
    role: t.string(),
    slot: t.uint16().default(0),
    away: t.boolean().default(false),
    voice: t.uint8().default(0),
    seat: t.uint16().default(0),
    stage: t.uint8().default(0),
    tour: t.string().default(''),
    quiet: t.boolean().default(false),
  },
  'Visitor',
);
export type Visitor = SchemaType<typeof Visitor>;

/** A stand and what is on it. Written by the products plugin only. `product` is a slug, empty when nothing stands there; `version` is the one on sale, 0 when it is not on sale any more. */
export const Stand = schema(
  {
    product: t.string().default(''),
    stock: t.uint32().default(0),
    pinned: t.boolean().default(false),
    version: t.uint32().default(0),
  },
  'Stand',
);
export type Stand = SchemaType<typeof Stand>;

/** What is on air. Written by the stage plugin only. `epoch` rises when all media connections must be built anew. */
export const Programme = schema(
  {
    source: t.string().default('none'),
    video: t.string().default(''),
    audio: t.string().default(''),
    title: t.string().default(''),
    /** Rises when all connections that receive in this room must be built anew, and those that send to the stage. */
    epoch: t.uint32().default(0),
    sendEpoch: t.uint32().default(0),
  },
  'Programme',
);
export type Programme = SchemaType<typeof Programme>;

/** One input of the stage. Written by the stage plugin only. `by` is the session of who sends it, empty for an encoder. */
export const Source = schema(
  {
    kind: t.string(),
    name: t.string(),
    by: t.string().default(''),
    video: t.string().default(''),
    audio: t.string().default(''),
    muted: t.boolean().default(false),
    tally: t.uint8().default(0),
  },
  'Source',
);
export type Source = SchemaType<typeof Source>;

/** How the brand has furnished the showroom. Written by the showrooms plugin only. */
export const Furnishing = schema(
  {
    colour: t.string().default(''),
    fabric: t.string().default(''),
    logo: t.string().default(''),
    screen: t.string().default('film'),
  },
  'Furnishing',
);
export type Furnishing = SchemaType<typeof Furnishing>;

/** The event that the showroom is about. Written by the events plugin only. `id` is empty when there is none, `title` is a LocalText as JSON, `status` is never a rehearsal; `item` and `itemKind` tell what of the rundown is on. */
export const EventState = schema(
  {
    id: t.string().default(''),
    slug: t.string().default(''),
    title: t.string().default(''),
    status: t.string().default(''),
    startsAt: t.float64().default(0),
    item: t.string().default(''),
    itemKind: t.string().default(''),
  },
  'EventState',
);
export type EventState = SchemaType<typeof EventState>;
/** What is kept of events here. Written by the recording plugin only. */
export const Recording = schema(
  {
    /** Whether an event is being recorded: one of `RECORDING_STATES`. */
    state: t.string().default('off'),
    /** The event that can be watched again, with its status before it (`replay/<id>`; `ended/<id>`: by staff); empty when there is none. */
    replay: t.string().default(''),
  },
  'Recording',
);
export type Recording = SchemaType<typeof Recording>;
/** How one talks here. Written by the engagement plugin only. `slow` is the seconds between two lines of one person. */
export const Talk = schema({ slow: t.uint16().default(0) }, 'Talk');
export type Talk = SchemaType<typeof Talk>;

/** A flash offer of this showroom that is on. Written by the commerce plugin only. What it costs each buyer asks for themselves; `title` is a LocalText as JSON, `endsAt` the server's time, `perPerson` 0 when it has no such limit. */
export const Flash = schema(
  {
    product: t.string().default(''),
    title: t.string().default(''),
    left: t.uint32().default(0),
    total: t.uint32().default(0),
    startsAt: t.float64().default(0),
    endsAt: t.float64().default(0),
    perPerson: t.uint32().default(0),
  },
  'Flash',
);
export type Flash = SchemaType<typeof Flash>;

/** All that a room replicates: what someone who joins one second later must know. */
export const RoomState = schema(
  {
    showroom: t.string().default(''),
    scene: t.string().default(''),
    furnishing: t.ref(Furnishing),
    visitors: t.map(Visitor),
    stands: t.map(Stand),
    programme: t.ref(Programme),
    /** What is tried out while an event is rehearsed: staff may look at it, for visitors the programme goes on. */
    rehearsal: t.ref(Programme),
    sources: t.map(Source),
    /** What a screen shows instead of the programme: the id of an input, by the id of the screen. */
    screens: t.map('string'),
    event: t.ref(EventState),
    recording: t.ref(Recording),
    talk: t.ref(Talk),
    /** By the id of the promotion. */
    flashes: t.map(Flash),
  },
  'RoomState',
);
export type RoomState = SchemaType<typeof RoomState>;
