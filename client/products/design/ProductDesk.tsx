import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { language, t } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { TabList } from '../../ui/TabList.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { sayError } from '../../ui/toast.tsx';
import { SECTIONS, type Section } from './choice.ts';
import type { Desk } from './desk.ts';
import { LookTab } from './look/LookTab.tsx';
import { OffersTab } from './OffersTab.tsx';
import { PicturesTab } from './PicturesTab.tsx';
import { ProductHead } from './ProductHead.tsx';
import { openProduct, type ProductStore } from './productStore.ts';
import { StandTab } from './StandTab.tsx';
import { VersionsTab } from './VersionsTab.tsx';
import { WordsTab } from './WordsTab.tsx';

type ProductDeskProps = { desk: Desk; slug: string; section: Section };

/** A product on the desk: what it looks like, says, costs, and where it stands. */
export function ProductDesk({ desk, slug, section }: ProductDeskProps) {
  const store = useSignal<ProductStore | undefined>(undefined);
  const refusal = useSignal<Refusal | undefined>(undefined);
  const load = async (): Promise<void> => {
    refusal.value = undefined;
    try {
      store.value = await openProduct(desk, slug);
    } catch (error) {
      refusal.value = toRefusal(error);
    }
  };
  useEffect(() => {
    void load();
    const leave = (): void => void store.value?.editor.value.flush();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      store.value?.dispose();
    };
  }, []);
  if (refusal.value) return <Trouble refusal={refusal.value} onRetry={() => void load()} />;
  const product = store.value;
  if (!product) return <div class="skeleton tall" aria-busy="true" />;
  return (
    <article
      class="product-desk"
      onKeyDown={(event) => undoOrRedo(event, product)}
      aria-label={inLanguage(product.editor.value.content.value.name, language.value)}
    >
      <ProductHead desk={desk} product={product} />
      <TabList
        label={t('design.sections')}
        tabs={SECTIONS.map((each) => [each, t(`design.section.${each}`)])}
        chosen={section}
        panel="section"
        onChoose={(next) => desk.choose({ kind: 'product', slug, section: next })}
      />
      <div role="tabpanel" id="panel-section" aria-labelledby={`tab-section-${section}`} class="section">
        <Shown desk={desk} product={product} section={section} />
      </div>
    </article>
  );
}

type ShownProps = { desk: Desk; product: ProductStore; section: Section };

function Shown({ desk, product, section }: ShownProps) {
  const editor = product.editor.value;
  const key = editor.version.value.version;
  switch (section) {
    case 'look':
      return <LookTab key={key} api={desk.api} editor={editor} />;
    case 'words':
      return <WordsTab key={key} editor={editor} />;
    case 'offers':
      return <OffersTab product={product} />;
    case 'pictures':
      return <PicturesTab key={key} api={desk.api} editor={editor} />;
    case 'versions':
      return <VersionsTab desk={desk} product={product} />;
    case 'stand':
      return <StandTab desk={desk} product={product} />;
  }
}

/** Ctrl+Z takes the last change back, Ctrl+Shift+Z or Ctrl+Y makes it again; fields keep their own undo. */
function undoOrRedo(event: KeyboardEvent, product: ProductStore): void {
  if (!(event.ctrlKey || event.metaKey)) return;
  const field = event.target instanceof Element && event.target.matches('input:not([type=range]), textarea');
  const { editor } = product;
  const key = event.key.toLowerCase();
  if (key === 's') {
    event.preventDefault();
    return void editor.value.flush().catch(sayError);
  }
  if (field) return;
  const redo = key === 'y' || (key === 'z' && event.shiftKey);
  if (redo ? !editor.value.canRedo.value : key !== 'z' || !editor.value.canUndo.value) return;
  event.preventDefault();
  event.stopPropagation();
  if (redo) editor.value.redo();
  else editor.value.undo();
}
