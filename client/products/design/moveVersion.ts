import type { ProductMove } from '../../../shared/model/productState.ts';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { ProductStore } from './productStore.ts';

/** Moves a version at once, says so, and offers the way back where there is one. */
export async function moveVersion(
  product: ProductStore,
  version: number,
  move: ProductMove,
  why: string,
): Promise<void> {
  const { published, versions } = product.record.value;
  const before = versions.find((one) => one.version === version)?.state;
  const back: Record<ProductMove, [version: number, move: ProductMove] | undefined> = {
    submit: [version, 'withdraw'],
    withdraw: [version, 'submit'],
    publish: published !== null && published !== version ? [published, 'publish'] : [version, 'archive'],
    archive: before === 'published' ? [version, 'publish'] : undefined,
  };
  try {
    await product.move(version, move, why);
    const undo = back[move];
    say(
      t(`design.moved.${move}`, { version }),
      'note',
      undo && {
        label: t('console.undo'),
        run: () => void product.move(undo[0], undo[1], '').catch(sayError),
      },
    );
  } catch (error) {
    sayError(error);
  }
}
