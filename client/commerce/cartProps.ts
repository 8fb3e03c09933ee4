import type { Basket } from './basket.ts';

/** What a cart beside the room needs. */
export type CartProps = {
  basket: Basket;
  /** Asks for the cart again, after it could not be had. */
  onRetry(): void;
  /** Shows the products. */
  onBrowse(): void;
  onClose(): void;
  /** Offers to finish on another device, where one has no keys at hand. */
  onward?: boolean;
};
