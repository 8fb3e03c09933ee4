import { useEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { Labelled } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import type { Piece } from '../plan.ts';
import { type Desk, STEP } from './desk.ts';
import { PlanIcon } from './icons.tsx';
import { nudge } from './keys.ts';
import { Measure } from './Measure.tsx';
import { sizeOf } from './metres.ts';
import { nameOf } from './names.ts';

/** All that stands in the room as a list, with everything that one does by hand as buttons and numbers. */
export function PiecesPart({ desk }: { desk: Desk }) {
  const pieces = desk.pieces.value;
  if (pieces.length === 0)
    return (
      <div class="planner-empty">
        <p class="empty">{t('plan.empty')}</p>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            desk.part.value = 'goods';
          }}
        >
          {t('plan.emptyGo')}
        </button>
      </div>
    );
  return (
    <ul class="planner-pieces">
      {pieces.map((piece) => (
        <PieceCard key={piece.id} desk={desk} piece={piece} />
      ))}
    </ul>
  );
}

function PieceCard({ desk, piece }: { desk: Desk; piece: Piece }) {
  const isChosen = desk.selected.value === piece.id;
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={card} class={isChosen ? 'piece-card chosen' : 'piece-card'}>
      <button
        type="button"
        class="piece-head"
        aria-expanded={isChosen}
        onClick={() => {
          desk.selected.value = isChosen ? undefined : piece.id;
        }}
      >
        <span>
          <b dir="auto">{nameOf(desk, piece)}</b>
          <small>{sizeOf(piece.size)}</small>
        </span>
        <small>{formatMoney(piece.price, writing.value)}</small>
      </button>
      {isChosen && desk.editable.value && <PieceVerbs desk={desk} piece={piece} />}
    </li>
  );
}

const MOVES = [
  ['left', [-1, 0]],
  ['up', [0, -1]],
  ['down', [0, 1]],
  ['right', [1, 0]],
] as const;

function PieceVerbs({ desk, piece }: { desk: Desk; piece: Piece }) {
  const name = nameOf(desk, piece);
  const onWall = piece.mount === 'wall';
  const done = (): void => desk.plan.rest();
  return (
    <div class="piece-verbs">
      <div class="verb-row" dir="ltr" role="group" aria-label={t('plan.moveName', { name })}>
        {MOVES.map(([way, [x, z]]) => (
          <button
            key={way}
            type="button"
            class="icon-button"
            aria-label={t(`plan.move.${onWall ? 'wall' : 'floor'}.${way}`)}
            onClick={() => {
              nudge(desk, piece.id, [x * STEP.metres * 2, z * STEP.metres * 2]);
              done();
            }}
          >
            <PlanIcon name={way} />
          </button>
        ))}
        {!onWall && (
          <>
            <TurnButton desk={desk} piece={piece} way={1} />
            <TurnButton desk={desk} piece={piece} way={-1} />
          </>
        )}
      </div>
      <Variants desk={desk} piece={piece} />
      {piece.mount !== 'ceiling' && (
        <Measure
          label={t(onWall ? 'plan.hangs' : 'plan.stands')}
          value={onWall ? piece.y - (piece.size[1] * piece.scale) / 2 : piece.y}
          least={0}
          most={8}
          onChange={(metres) => {
            desk.move(piece.id, { y: onWall ? metres + (piece.size[1] * piece.scale) / 2 : metres }, true);
            done();
          }}
        />
      )}
      <div class="verb-row">
        <button type="button" class="quiet" onClick={() => void desk.again(piece.id).catch(() => undefined)}>
          <PlanIcon name="again" /> {t('plan.again')}
        </button>
        <button type="button" class="quiet" onClick={() => desk.remove(piece.id)}>
          <PlanIcon name="remove" /> {t('plan.remove')}
        </button>
      </div>
    </div>
  );
}

function TurnButton({ desk, piece, way }: { desk: Desk; piece: Piece; way: 1 | -1 }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t(way > 0 ? 'plan.turnLeft' : 'plan.turnRight')}
      onClick={() => {
        desk.turn(piece.id, piece.yaw + way * STEP.turn);
        desk.plan.rest();
      }}
    >
      <Icon name={way > 0 ? 'turnLeft' : 'turnRight'} />
    </button>
  );
}

/** The ways to have it, where there are several. */
function Variants({ desk, piece }: { desk: Desk; piece: Piece }) {
  const sheet = desk.sheets.value.get(piece.product);
  const offers = sheet?.offers.filter(({ part }) => part === '') ?? [];
  if (offers.length < 2) return null;
  return (
    <Labelled label={t('plan.variant')}>
      {(id) => (
        <select
          id={id}
          value={piece.sku}
          onChange={({ currentTarget }) => desk.choose(piece.id, currentTarget.value)}
        >
          {offers.map(({ sku, label, price }) => (
            <option key={sku} value={sku}>
              {`${label ? inLanguage(label, language.value) : t('plan.asShown')} · ${formatMoney(price, writing.value)}`}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
