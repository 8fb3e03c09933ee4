import { inLanguage } from '../../../shared/model/localText.ts';
import { language, sayRefusal, t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { ConflictBar } from './ConflictBar.tsx';
import type { Desk } from './desk.ts';
import { DesignIcon } from './icons.tsx';
import { moveVersion } from './moveVersion.ts';
import type { ProductStore } from './productStore.ts';
import type { VersionEditor } from './versionEditor.ts';

type HeadProps = { desk: Desk; product: ProductStore };

/** What lies on the desk: name, version, whether it is kept, what it lacks, and the way to the shelf. */
export function ProductHead({ desk, product }: HeadProps) {
  const editor = product.editor.value;
  const { version, state } = editor.version.value;
  return (
    <header class="view-head product-head">
      <div>
        <h2>
          <bdi>{inLanguage(editor.content.value.name, language.value)}</bdi>
        </h2>
        <p class="hint">
          <i class={`state ${state}`} />{' '}
          {t('design.versionState', { version, state: t(`design.state.${state}`) })}
          {editor.editable && (
            <>
              {' · '}
              <span role="status">{savedWords(editor)}</span>
            </>
          )}
        </p>
      </div>
      <Verbs product={product} />
      <Lacks desk={desk} product={product} />
      <Trouble editor={editor} />
      <ConflictBar product={product} />
    </header>
  );
}

/** Whether a version may come onto the shelf from where it is. */
const isPublishable = (product: ProductStore): boolean =>
  product.editor.value.version.value.state !== 'published';

function Verbs({ product }: { product: ProductStore }) {
  const editor = product.editor.value;
  const { version } = editor.version.value;
  const lacking = product.lacks.value.length > 0;
  return (
    <div class="verbs">
      {editor.editable ? (
        <>
          <IconVerb icon="undo" name={t('console.undo')} can={editor.canUndo.value} run={editor.undo} />
          <IconVerb icon="redo" name={t('design.redo')} can={editor.canRedo.value} run={editor.redo} />
        </>
      ) : (
        <button
          type="button"
          class="quiet outlined"
          onClick={() => void product.begin({ from: version }).catch(sayError)}
        >
          {t('design.beginNext')}
        </button>
      )}
      {isPublishable(product) && (
        <button
          type="button"
          class="primary"
          disabled={lacking}
          aria-describedby={lacking ? 'lacks' : undefined}
          onClick={() => void moveVersion(product, version, 'publish', '')}
        >
          {t('design.move.publish')}
        </button>
      )}
    </div>
  );
}

type IconVerbProps = { icon: 'undo' | 'redo'; name: string; can: boolean; run(): void };

function IconVerb({ icon, name, can, run }: IconVerbProps) {
  return (
    <button type="button" class="icon-button" aria-label={name} title={name} disabled={!can} onClick={run}>
      <DesignIcon name={icon} />
    </button>
  );
}

/** What is still lacking before it can be sold, each the way to where it is given. */
function Lacks({ desk, product }: HeadProps) {
  const lacks = product.lacks.value;
  if (!isPublishable(product) || lacks.length === 0) return null;
  return (
    <p class="lacks" id="lacks">
      {t('design.lacks')}
      {lacks.map((lack) => (
        <button
          key={lack}
          type="button"
          class="quiet"
          onClick={() => desk.choose({ kind: 'product', slug: product.slug, section: SECTION_OF[lack] })}
        >
          {t(`design.lack.${lack}`)}
        </button>
      ))}
    </p>
  );
}

/** Where what is lacking is given. */
const SECTION_OF = {
  model: 'versions',
  picture: 'pictures',
  name: 'words',
  offer: 'offers',
  variant: 'offers',
} as const;

function savedWords({ saved }: VersionEditor): string {
  const { state } = saved.value;
  if (state === 'failed' && saved.value.refusal.code === 'offline') return t('design.saved.offline');
  return t(`design.saved.${state}`);
}

/** That what is written could not be kept, and what to do. */
function Trouble({ editor }: { editor: VersionEditor }) {
  const saved = editor.saved.value;
  if (saved.state !== 'failed' || saved.refusal.code === 'offline') return null;
  return (
    <p class="problem" role="alert">
      {sayRefusal(saved.refusal)}
    </p>
  );
}
