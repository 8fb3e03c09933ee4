import { useSignal } from '@preact/signals';
import { afterMove, PRODUCT_MOVES, type ProductMove } from '../../../shared/model/productState.ts';
import type { VersionEntry } from '../../../shared/model/productVersion.ts';
import { formatTime } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { useOwnId } from '../../ui/ownId.ts';
import { sayError } from '../../ui/toast.tsx';
import { CompareVersions } from './CompareVersions.tsx';
import type { Desk } from './desk.ts';
import { moveVersion } from './moveVersion.ts';
import type { ProductStore } from './productStore.ts';

type VersionsProps = { desk: Desk; product: ProductStore };

/** All versions of a product, what was done with them, by whom and why; the ways from one state to the next, and back. */
export function VersionsTab({ desk, product }: VersionsProps) {
  const id = useOwnId();
  const why = useSignal('');
  const { versions, steps } = product.record.value;
  const onDesk = product.editor.value.version.value.version;
  const lacking = product.lacks.value.length > 0;
  const act = async (what: Promise<void>): Promise<void> => {
    await what.catch(sayError);
    why.value = '';
  };
  return (
    <>
      <section class="card">
        <div class="field why">
          <label for={id}>{t('design.why')}</label>
          <input
            id={id}
            dir="auto"
            maxLength={400}
            value={why}
            onInput={(event) => (why.value = event.currentTarget.value)}
          />
        </div>
        <ol class="versions" reversed>
          {versions.map((version) => (
            <VersionLine
              key={version.version}
              version={version}
              onDesk={version.version === onDesk}
              lacking={lacking && version.version === onDesk}
              onOpen={() => void act(product.open(version.version))}
              onMove={(move) => void act(moveVersion(product, version.version, move, why.value))}
              onNext={() =>
                void act(
                  product.begin({
                    from: version.version,
                    why: why.value || t('design.likeVersion', { version: version.version }),
                  }),
                )
              }
            />
          ))}
        </ol>
      </section>
      {versions.length > 1 && <CompareVersions api={desk.api} slug={product.slug} versions={versions} />}
      {steps.length > 0 && (
        <section class="card">
          <h3>{t('design.history')}</h3>
          <ul class="history">
            {steps.map((step) => (
              <li key={`${step.at} ${step.version} ${step.step}`}>
                <span>
                  {t(`design.did.${step.step as ProductMove | 'create'}`, { version: step.version })}
                </span>
                <Done {...step} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Staff have no names of their own: one is known by what one may do. */
function whoInWords(name: string): string {
  if (name === 'Designer') return t('design.who.designer');
  return name === 'Owner' ? t('design.who.owner') : name;
}

/** When something was done, by whom and why; what the house came with nobody has done. */
function Done({ at, byName, why }: Pick<VersionEntry, 'at' | 'byName' | 'why'>) {
  return (
    <small>
      {formatTime(at, writing.value)}
      {[whoInWords(byName), why].filter(Boolean).map((words) => (
        <span key={words}>
          {' · '}
          <bdi>{words}</bdi>
        </span>
      ))}
    </small>
  );
}

type VersionLineProps = {
  version: VersionEntry;
  onDesk: boolean;
  lacking: boolean;
  onOpen(): void;
  onMove(move: ProductMove): void;
  onNext(): void;
};

function VersionLine({ version, onDesk, lacking, onOpen, onMove, onNext }: VersionLineProps) {
  const moves = PRODUCT_MOVES.filter((move) => afterMove(version.state, move) !== undefined);
  return (
    <li value={version.version} aria-current={onDesk ? 'true' : undefined}>
      <div>
        <b>
          <i class={`state ${version.state}`} />{' '}
          {t('design.versionState', {
            version: version.version,
            state: t(`design.state.${version.state}`),
          })}
        </b>
        <Done {...version} />
      </div>
      <span class="verbs">
        {onDesk ? (
          <small>{t('design.onDesk')}</small>
        ) : (
          <button type="button" class="quiet" onClick={onOpen}>
            {t('design.open')}
          </button>
        )}
        {moves.map((move) => (
          <button
            key={move}
            type="button"
            class="quiet"
            disabled={lacking && (move === 'publish' || move === 'submit')}
            onClick={() => onMove(move)}
          >
            {t(`design.move.${move}`)}
          </button>
        ))}
        <button type="button" class="quiet" onClick={onNext}>
          {t('design.nextLike')}
        </button>
      </span>
    </li>
  );
}
