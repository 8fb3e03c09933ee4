import { useSignal } from '@preact/signals';
import type { Offer, ProductSheet } from '../../../shared/model/catalogue.ts';
import { SCALES } from '../../../shared/model/layout.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { formatShare } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import type { Piece } from '../plan.ts';
import { ArIcon } from './ArIcon.tsx';
import { writeMeasured } from './lengths.ts';
import { type OverlayProps, removeChosen } from './parts.ts';

/** Radians of one press. */
const PRESS_TURN = Math.PI / 12;
const PRESS_SCALE = 1.1;

/** What one holds, and how it is put down. */
export function HandBar({ placing, view }: OverlayProps) {
  const held = placing.held.value!;
  const sheet = placing.sheets.get(held.product);
  return (
    <div class="ar-bar">
      {sheet && <Name sheet={sheet} sku={held.sku} />}
      <div class="ar-row">
        <button
          type="button"
          class="primary"
          aria-disabled={view.looking.value !== 'found'}
          onClick={() => view.looking.value === 'found' && view.put()}
        >
          {t('ar.place')}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            placing.held.value = undefined;
          }}
        >
          {t('ar.putAway')}
        </button>
      </div>
    </div>
  );
}

/** The tape, and what it measures. */
export function TapeBar({ parts, view }: OverlayProps) {
  const tape = view.measured.value;
  return (
    <div class="ar-bar">
      <output class="ar-length">
        {tape ? writeMeasured(tape.metres, parts.unit(), writing.value) : '–'}
      </output>
      <div class="ar-row">
        <button type="button" class="primary" aria-disabled={!view.spot()} onClick={view.put}>
          {t('ar.mark')}
        </button>
        <button type="button" class="quiet" onClick={() => view.setMeasuring(false)}>
          {t('ar.measureEnd')}
        </button>
      </div>
    </div>
  );
}

/** The selected piece, and all that one can do with it. */
export function PieceBar(props: OverlayProps) {
  const { placing, view } = props;
  const sizing = useSignal(false);
  const piece = placing.chosen.value!;
  const sheet = placing.sheets.get(piece.product);
  const turn = (by: number): void => placing.turn(by);
  const tools: [label: string, icon: preact.JSX.Element, run: () => void][] = [
    [t('ar.turnLeft'), <Icon name="turnLeft" />, () => turn(PRESS_TURN)],
    [t('ar.turnRight'), <Icon name="turnRight" />, () => turn(-PRESS_TURN)],
    [t('ar.bring'), <ArIcon name="bring" />, view.bring],
    [t('ar.remove'), <ArIcon name="remove" />, () => removeChosen(placing)],
  ];
  const isTrue = piece.scale === 1;
  return (
    <div class="ar-bar">
      {sheet && <Name sheet={sheet} sku={piece.sku} />}
      <div class="ar-row">
        {tools.map(([label, icon, run]) => (
          <button
            key={label}
            type="button"
            class="icon-button"
            aria-label={label}
            title={label}
            onClick={run}
          >
            {icon}
          </button>
        ))}
        <button
          type="button"
          class="choice ar-true"
          aria-label={isTrue ? t('ar.trueSize') : t('ar.isScaled', { share: shareOf(piece) })}
          aria-expanded={sizing.value}
          onClick={() => {
            sizing.value = !sizing.value;
          }}
        >
          {isTrue ? t('ar.true') : shareOf(piece)}
        </button>
      </div>
      {sizing.value && (
        <Sizing
          {...props}
          onDone={() => {
            sizing.value = false;
          }}
        />
      )}
      {sheet && <Variants {...props} sheet={sheet} piece={piece} />}
    </div>
  );
}

const shareOf = (piece: Piece): string => formatShare(piece.scale, writing.value);

/** Another size than the true one: only after one has read what that means, and back with one press. */
function Sizing({ placing, onDone }: OverlayProps & { onDone(): void }) {
  const piece = placing.chosen.value!;
  if (!placing.anySize.value)
    return (
      <div class="ar-warn" role="alert">
        <p>{t('ar.warn')}</p>
        <div class="ar-row">
          <button
            type="button"
            class="quiet"
            onClick={() => {
              placing.anySize.value = true;
            }}
          >
            {t('ar.accept')}
          </button>
          <button type="button" class="quiet" onClick={onDone}>
            {t('ar.keepTrue')}
          </button>
        </div>
      </div>
    );
  const scale = (by: number) => (): void => placing.scale(by);
  return (
    <div class="ar-row">
      <button
        type="button"
        class="icon-button"
        aria-label={t('ar.smaller')}
        disabled={piece.scale <= SCALES.least}
        onClick={scale(1 / PRESS_SCALE)}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('ar.larger')}
        disabled={piece.scale >= SCALES.most}
        onClick={scale(PRESS_SCALE)}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          placing.trueSize();
          onDone();
        }}
      >
        {t('ar.backToTrue')}
      </button>
    </div>
  );
}

const ownOffers = ({ offers }: ProductSheet): Offer[] => offers.filter(({ part }) => part === '');

function Variants({ placing, sheet, piece }: OverlayProps & { sheet: ProductSheet; piece: Piece }) {
  const offers = ownOffers(sheet);
  if (offers.length < 2) return null;
  const name = inLanguage(sheet.name, language.value);
  return (
    <fieldset class="ar-variants" aria-label={t('ar.variants', { name })}>
      {offers.map((offer) => (
        <label key={offer.sku} class={`choice ${offer.sku === piece.sku ? 'chosen' : ''}`}>
          <input
            type="radio"
            name="variant"
            checked={offer.sku === piece.sku}
            onChange={() => placing.choose(offer.sku)}
          />
          <span dir="auto">{labelOf(sheet, offer)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What a variant is called; the product's own name where it has none. */
export function labelOf(sheet: ProductSheet, offer: Offer): string {
  const known = sheet.authoring.variants.find(({ variant }) => variant === offer.variant)?.label;
  return inLanguage(offer.label ?? known ?? sheet.name, language.value);
}

function Name({ sheet, sku }: { sheet: ProductSheet; sku: string }) {
  const offer = sheet.offers.find((one) => one.sku === sku);
  return (
    <p class="ar-name">
      <img src={sheet.thumbnail} alt="" width="40" height="40" />
      <b dir="auto">{inLanguage(sheet.name, language.value)}</b>
      {offer && <span>{formatMoney(offer.price, writing.value)}</span>}
    </p>
  );
}
