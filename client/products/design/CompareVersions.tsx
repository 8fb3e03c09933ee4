import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Difference, differences, type VersionEntry } from '../../../shared/model/productVersion.ts';
import { SelectField } from '../../ui/Field.tsx';
import { LANGUAGES, type Language, type MessageKey, t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { DesignApi } from './designApi.ts';

type CompareProps = { api: DesignApi; slug: string; versions: VersionEntry[] };

/** Two versions of a product, and where they differ. */
export function CompareVersions({ api, slug, versions }: CompareProps) {
  const [latest, before] = versions;
  const pair = useSignal<[number, number]>([before!.version, latest!.version]);
  const found = useSignal<Difference[] | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    found.value = undefined;
    Promise.all(pair.value.map((version) => api.version(slug, version))).then(([a, b]) => {
      if (gone) return;
      const of = ({ content, model }: NonNullable<typeof a>) => ({ ...content, model });
      found.value = differences(of(a!), of(b!));
    }, sayError);
    return () => {
      gone = true;
    };
  }, [pair.value, versions]);
  const options = versions.map(({ version }): [string, string] => [
    String(version),
    t('design.versionShort', { version }),
  ]);
  return (
    <section class="card">
      <h3>{t('design.compareVersions')}</h3>
      <div class="settings-row">
        <SelectField
          name="before"
          label={t('design.picture.before')}
          options={options}
          initial={String(pair.value[0])}
          onChange={(value) => (pair.value = [Number(value), pair.value[1]])}
        />
        <SelectField
          name="after"
          label={t('design.picture.after')}
          options={options}
          initial={String(pair.value[1])}
          onChange={(value) => (pair.value = [pair.value[0], Number(value)])}
        />
      </div>
      {found.value?.length === 0 && <p class="empty">{t('design.noDifference')}</p>}
      {found.value && found.value.length > 0 && (
        <div class="table-frame">
          <table aria-label={t('design.compareVersions')}>
            <thead>
              <tr>
                <th scope="col">{t('design.what')}</th>
                <th scope="col">{t('design.picture.before')}</th>
                <th scope="col">{t('design.picture.after')}</th>
              </tr>
            </thead>
            <tbody>
              {found.value.map((difference) => (
                <tr key={difference.path}>
                  <th scope="row">{wayInWords(difference.path)}</th>
                  <td>
                    <bdi>{valueInWords(difference.before)}</bdi>
                  </td>
                  <td>
                    <bdi>{valueInWords(difference.after)}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

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
function wayInWords(path: string): string {
  const steps = path.split('.').filter((step) => step !== 'authoring');
  return steps
    .map((step) => {
      const key = NAMES[step];
      return key ? t(key) : (LANGUAGES[step as Language] ?? step);
    })
    .join(' › ');
}

const MOST_SIGNS = 90;

function valueInWords(value: unknown): string {
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
