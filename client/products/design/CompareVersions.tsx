import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Difference, differences, type VersionEntry } from '../../../shared/model/productVersion.ts';
import { SelectField } from '../../ui/Field.tsx';
import { t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { DifferenceTable } from './DifferenceTable.tsx';
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
        <DifferenceTable
          label={t('design.compareVersions')}
          before={t('design.picture.before')}
          after={t('design.picture.after')}
          differences={found.value}
        />
      )}
    </section>
  );
}
