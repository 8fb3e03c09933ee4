import './inspect.css';
import './picture.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { ApartTools } from './ApartTools.tsx';
import { AddButton, Price, Swatches } from './Buying.tsx';
import { Compare } from './Compare.tsx';
import { Facts } from './Facts.tsx';
import { Flat } from './Flat.tsx';
import { clipsOf, InsideTools, MoveTools } from './InsideTools.tsx';
import type { Inspection } from './inspection.ts';
import { TOOLS, type Tool } from './inspectionState.ts';
import { MarkList } from './MarkList.tsx';
import { SizeTools } from './SizeTools.tsx';
import { TogetherTools } from './TogetherTools.tsx';
import { TourStops } from './TourStops.tsx';
import type { Together } from './together.ts';
import { ViewTools } from './ViewTools.tsx';

/** What the inspector's panel needs of its page. */
export type InspectPanelProps = {
  it: Inspection;
  /** Looking together, where there are others. */
  together?: Together | undefined;
  find(words: string): Promise<Product[]>;
  /** What is left of the product as the page knows, until its sheet is there. */
  stock: number;
  /** `ahead`: one waits for what is not there yet. */
  onAdd(sku: string | undefined, ahead?: boolean): Promise<void>;
  /** How it is seen elsewhere than here, below the choice of variants. */
  elsewhere?: ComponentChildren;
  children?: ComponentChildren;
};

/** All that one can know of a product and do with it, as text and buttons. */
export function InspectPanel(props: InspectPanelProps) {
  const { it, stock, onAdd, children } = props;
  const sheet = it.sheet.value;
  const product = sheet ?? it.known;
  const hand = it.hand.value;
  useEffect(() => {
    addEventListener('resize', it.measureAnew);
    return () => removeEventListener('resize', it.measureAnew);
  }, [it]);
  if (!product)
    return it.trouble.value ? (
      <Trouble refusal={it.trouble.value} onRetry={it.retry} />
    ) : (
      <div class="skeleton" aria-busy="true" />
    );
  const offer = sheet ? it.chosen.value?.offer : { ...product, stock };
  return (
    <div class="inspect" key={it.slug}>
      {it.newer.value && (
        <p class="newer" role="status">
          {t('inspect.newer')}
          <button type="button" class="quiet" onClick={it.renew}>
            {t('inspect.newerShow')}
          </button>
        </p>
      )}
      <Price offer={offer} />
      {it.trouble.value && <Trouble refusal={it.trouble.value} onRetry={it.retry} />}
      {!it.canShow && (
        <>
          <Flat product={product} sheet={sheet} />
          <p class="hint">{t('inspect.flat')}</p>
        </>
      )}
      {it.failed.value && (
        <div class="problem" role="alert">
          <span>{t(it.seen.value ? 'inspect.coarse' : 'inspect.failed')}</span>
          <button type="button" class="quiet" onClick={it.retry}>
            {t('lobby.again')}
          </button>
        </div>
      )}
      {it.canShow && !it.whole.value && !it.trouble.value && !it.failed.value && (
        <p class="hint" role="status">
          {t(it.seen.value ? 'inspect.refining' : 'inspect.loading')}
        </p>
      )}
      {sheet && <Swatches it={it} />}
      {props.elsewhere}
      {hand && <ViewTools it={it} hand={hand} />}
      {hand?.byHands && <p class="hint">{t('inspect.byHands', { apart: t('inspect.apart') })}</p>}
      {sheet && <Tools {...props} sheet={sheet} />}
      <p dir="auto">{inLanguage(product.text, language.value)}</p>
      <Facts product={product} sheet={sheet} sku={offer?.sku ?? ''} length={it.length} />
      {children}
      <div class="buy">
        <AddButton offer={offer} label={t('product.addToCart')} onAdd={onAdd} />
      </div>
    </div>
  );
}

type ToolsProps = InspectPanelProps & { sheet: ProductSheet };

/** The tools that this product has: one at a time lies open. */
function Tools(props: ToolsProps) {
  const { it, sheet } = props;
  const has = toolsOf(props);
  const open = it.tool.value;
  const shown = useRef<HTMLDivElement>(null);
  // What one has opened is seen at once, also below a long choice of variants.
  useEffect(() => {
    if (open) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  if (!TOOLS.some((tool) => has[tool])) return null;
  return (
    <div class="tools" role="group" aria-label={t('inspect.tools')}>
      <div class="tool-row">
        {TOOLS.filter((tool) => has[tool]).map((tool) => (
          <button
            key={tool}
            type="button"
            class="choice"
            aria-expanded={tool === open}
            aria-controls={`tool-${sheet.slug}`}
            onClick={() => {
              it.tool.value = tool === open ? undefined : tool;
            }}
          >
            {t(`inspect.${tool}`)}
          </button>
        ))}
      </div>
      <div ref={shown} id={`tool-${sheet.slug}`} class="tool" hidden={!open || !has[open]}>
        {open && has[open]?.()}
      </div>
    </div>
  );
}

/** What shows each tool; none for what the product lacks. */
function toolsOf({
  it,
  sheet,
  together,
  find,
  onAdd,
}: ToolsProps): Partial<Record<Tool, () => ComponentChildren>> {
  const { hotspots, stops } = sheet.authoring;
  const isShown = it.canShow;
  return {
    size: () => <SizeTools it={it} />,
    ...(hotspots.length > 0 && { marks: () => <MarkList it={it} /> }),
    ...((it.steps.value > 0 || sheet.parts.length > 0) && {
      apart: () => <ApartTools it={it} sheet={sheet} onAdd={onAdd} />,
    }),
    ...(isShown && { inside: () => <InsideTools it={it} /> }),
    ...(isShown && clipsOf(sheet).length > 0 && { moves: () => <MoveTools it={it} sheet={sheet} /> }),
    ...(isShown && stops.length > 0 && { tour: () => <TourStops it={it} sheet={sheet} /> }),
    compare: () => <Compare it={it} find={find} />,
    ...(isShown && together && { together: () => <TogetherTools it={it} together={together} /> }),
  };
}
