import { differences } from '../../../shared/model/productVersion.ts';
import { t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { DifferenceTable } from './DifferenceTable.tsx';
import type { ProductStore } from './productStore.ts';

/** That somebody else wrote the same version meanwhile: where both differ, what would stay, and the ways on. Nothing is lost by either. */
export function ConflictBar({ product }: { product: ProductStore }) {
  const editor = product.editor.value;
  const saved = editor.saved.value;
  const mine = editor.content.value;
  if (saved.state !== 'conflict') return null;
  const { theirs } = saved;
  const found = differences(mine, theirs.content);
  const mineStays = new Set(differences(editor.together(), theirs.content).map(({ path }) => path));
  const moved = theirs.state !== 'draft';
  const state = t(`design.state.${theirs.state}`);
  const resolve = (how: 'theirs' | 'together') => void product.resolve(how).catch(sayError);
  return (
    <div class="problem conflict" role="alert">
      <p>{moved ? t('design.conflictMoved', { state }) : t('design.conflict')}</p>
      {found.length > 0 && (
        <DifferenceTable
          label={t('design.conflictTable')}
          before={t('design.mine')}
          after={t('design.theirs')}
          differences={found}
          stays={(path) => (mineStays.has(path) ? 'before' : 'after')}
        />
      )}
      <p class="verbs">
        <button type="button" class="primary" onClick={() => resolve('together')}>
          {t(moved ? 'design.togetherNext' : 'design.together')}
        </button>
        <button type="button" class="quiet outlined" onClick={() => resolve('theirs')}>
          {t('design.takeTheirs')}
        </button>
      </p>
    </div>
  );
}
