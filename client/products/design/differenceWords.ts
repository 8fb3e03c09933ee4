import { LANGUAGES, type Language, type MessageKey, t, writing } from '../../ui/i18n.ts';

/** Names of what a version holds. */
const NAMES: Record<string, MessageKey> = {
  name: 'design.name',
  text: 'design.text',
  materials: 'design.materials',
  care: 'design.care',
  brand: 'console.brand',
  categories: 'design.categories',
  tags: 'design.tags',
  weightGrams: 'design.weight',
  hsCode: 'design.hsCode',
  attributes: 'design.attributes',
  standYaw: 'design.standYaw',
  mount: 'design.mount',
  pictures: 'design.section.pictures',
  thumbnail: 'design.picture.thumbnail',
  poster: 'design.picture.poster',
  social: 'design.picture.social',
  hotspots: 'design.look.marks',
  dimensions: 'design.look.lines',
  explode: 'design.look.explode',
  parts: 'design.look.parts',
  variants: 'design.variants',
  clips: 'design.clips',
  stops: 'design.look.views',
  model: 'design.model',
  offers: 'design.section.offers',
  origin: 'design.originShort',
  files: 'design.file',
  hero: 'design.level.hero',
  room: 'design.level.room',
  far: 'design.level.far',
  bytes: 'design.bytes',
  triangles: 'design.triangles',
  vertices: 'design.vertices',
  original: 'design.original',
};

/** The way to a value: what has a name by its name, languages by theirs, the rest as it is written. */
export function wayInWords(path: string): string {
  const steps = path.split('.').filter((step) => step !== 'authoring');
  return steps
    .map((step) => {
      const key = NAMES[step];
      return key ? t(key) : (LANGUAGES[step as Language] ?? step);
    })
    .join(' › ');
}

const MOST_SIGNS = 90;

/** A value in short, as one reads it. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'number') return new Intl.NumberFormat(writing.value).format(value);
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((one) => typeof one !== 'object')
        ? value.join(', ')
        : JSON.stringify(value);
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)}…` : text;
}
