import { inLanguage } from '../../../shared/model/localText.ts';
import { language, sayRefusal, t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
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
  const lacks = product.lacks.value;
  const publishable = state === 'draft' || state === 'review' || state === 'archived';
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
      <div class="verbs">
        {editor.editable ? (
          <>
            <button
              type="button"
              class="icon-button"
              aria-label={t('console.undo')}
              title={t('console.undo')}
              disabled={!editor.canUndo.value}
              onClick={editor.undo}
            >
              <DesignIcon name="undo" />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t('design.redo')}
              title={t('design.redo')}
              disabled={!editor.canRedo.value}
              onClick={editor.redo}
            >
              <DesignIcon name="redo" />
            </button>
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
        {publishable && (
          <button
            type="button"
            class="primary"
            disabled={lacks.length > 0}
            aria-describedby={lacks.length > 0 ? 'lacks' : undefined}
            onClick={() => void moveVersion(product, version, 'publish', '')}
          >
            {t('design.move.publish')}
          </button>
        )}
      </div>
      {publishable && lacks.length > 0 && (
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
      )}
      <Trouble editor={editor} />
    </header>
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
  if (saved.state === 'failed' && saved.refusal.code !== 'offline')
    return (
      <p class="problem" role="alert">
        {sayRefusal(saved.refusal)}
      </p>
    );
  if (saved.state !== 'conflict') return null;
  return (
    <div class="problem conflict" role="alert">
      <span>{t('design.conflict')}</span>
      <span class="verbs">
        <button type="button" class="quiet" onClick={() => void editor.resolve('theirs').catch(sayError)}>
          {t('design.takeTheirs')}
        </button>
        <button type="button" class="quiet" onClick={() => void editor.resolve('mine').catch(sayError)}>
          {t('design.keepMine')}
        </button>
      </span>
    </div>
  );
}
