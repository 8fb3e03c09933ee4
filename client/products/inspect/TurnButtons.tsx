import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../ui/i18n.ts';
import { ToolButton } from '../../ui/ToolButton.tsx';

/** Turns what is in the picture to the left and to the right. */
export function TurnButtons({ onTurn }: { onTurn(way: 1 | -1): void }) {
  return (
    <>
      <ToolButton label={t('product.turnLeft')} onClick={() => onTurn(1)}>
        <Icon name="turnLeft" />
      </ToolButton>
      <ToolButton label={t('product.turnRight')} onClick={() => onTurn(-1)}>
        <Icon name="turnRight" />
      </ToolButton>
    </>
  );
}

/** Goes nearer and farther; the factor of the distance is told. */
export function ZoomButtons({ onZoom }: { onZoom(factor: number): void }) {
  return (
    <>
      <ToolButton label={t('product.zoomIn')} onClick={() => onZoom(0.8)}>
        <Icon name="plus" />
      </ToolButton>
      <ToolButton label={t('product.zoomOut')} onClick={() => onZoom(1.25)}>
        <Icon name="minus" />
      </ToolButton>
    </>
  );
}

/** Radians that a press on a button turns it. */
export const TURN = Math.PI / 8;
