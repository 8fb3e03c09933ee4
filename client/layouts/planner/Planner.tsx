import './planner.css';
import './plannerParts.css';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { t } from '../../ui/i18n.ts';
import { TabList } from '../../ui/TabList.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import type { LoadBody } from '../bodies.ts';
import type { Keeping } from '../keeping.ts';
import type { PlanLine } from '../plan.ts';
import type { Desk, Part, Stage } from './desk.ts';
import { GoodsPart } from './GoodsPart.tsx';
import { keysOf } from './keys.ts';
import { PiecesPart } from './PiecesPart.tsx';
import { PlanView } from './PlanView.tsx';
import { PhotoView } from './photo/PhotoView.tsx';
import { RoomPart } from './RoomPart.tsx';
import { SceneView } from './SceneView.tsx';
import { TotalBar } from './TotalBar.tsx';

/** What the planner's page gives it. */
export type PlannerParts = {
  desk: Desk;
  keeping: Keeping;
  find(words: string): Promise<Product[]>;
  load: LoadBody;
  /** Lays all of it into the cart; answers the SKUs of which there are not enough. */
  addAll(lines: readonly PlanLine[]): Promise<string[]>;
  /** Why there is nothing yet. */
  trouble: Refusal | undefined;
  ready: boolean;
  onRetry(): void;
  /** The head of the page. */
  Head: ComponentType;
};

/** The room planner: what one looks at, what lies beside it, and what it costs. */
export function Planner(parts: PlannerParts) {
  const { desk, keeping, trouble, ready, onRetry, Head } = parts;
  const stage = desk.stage.value;
  useEffect(() => {
    const onKey = keysOf(desk);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div class="planner" data-stage={stage}>
      <Head />
      <main class="planner-stage" aria-label={t('plan.title')}>
        <StageSwitch desk={desk} />
        {ready && stage === 'plan' && <PlanView desk={desk} />}
        {ready && stage === 'room' && <SceneView desk={desk} load={parts.load} />}
        {ready && stage === 'photo' && <PhotoView desk={desk} load={parts.load} />}
        {!ready && !trouble && <div class="skeleton planner-wait" aria-busy="true" />}
        {trouble && <Trouble refusal={trouble} onRetry={onRetry} />}
        <Said desk={desk} />
      </main>
      <aside class="planner-side">
        <Side {...parts} />
      </aside>
      <TotalBar desk={desk} keeping={keeping} addAll={parts.addAll} />
    </div>
  );
}

const STAGES: Stage[] = ['room', 'plan', 'photo'];

/** The ways to look at it. */
function StageSwitch({ desk }: { desk: Desk }) {
  return (
    <div class="planner-switch panel" role="group" aria-label={t('plan.stage')}>
      {STAGES.map((stage) => (
        <button
          key={stage}
          type="button"
          aria-pressed={desk.stage.value === stage}
          onClick={() => {
            desk.stage.value = stage;
          }}
        >
          {t(`plan.stage.${stage}`)}
        </button>
      ))}
    </div>
  );
}

/** What could not be done, in a word. */
function Said({ desk }: { desk: Desk }) {
  const trouble = desk.trouble.value;
  return (
    <p class={trouble ? 'planner-said panel' : 'visually-hidden'} role="status">
      {trouble && t(`plan.trouble.${trouble.why}`)}
    </p>
  );
}

function Side(parts: PlannerParts) {
  const { desk, find } = parts;
  const open = desk.part.value;
  const tabs: [Part, string][] = [
    ['goods', t('plan.goods')],
    ['pieces', t('plan.pieces', { count: desk.pieces.value.length })],
    ['room', t('plan.room')],
  ];
  return (
    <>
      <TabList
        label={t('plan.parts')}
        tabs={tabs}
        chosen={open}
        panel="planner"
        onChoose={(part) => {
          desk.part.value = part;
        }}
      />
      <div role="tabpanel" id="panel-planner" aria-labelledby={`tab-planner-${open}`} class="planner-part">
        {open === 'goods' && <GoodsPart desk={desk} find={find} />}
        {open === 'pieces' && <PiecesPart desk={desk} />}
        {open === 'room' && <RoomPart desk={desk} />}
      </div>
    </>
  );
}
