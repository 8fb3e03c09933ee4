import type { AddressForm } from '../../shared/model/address.ts';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Buyer, Delivery, Order } from '../../shared/model/order.ts';
import type { Addresses } from './addresses.ts';
import type { CartParts, Carts } from './cart.ts';
import type { Soon } from './markets.ts';
import type { Payments } from './payments.ts';
import type { Warehouses } from './warehouses.ts';

/** Milliseconds for which a checkout holds its stock. */
export const RESERVATION_MS = 10 * 60_000;

/** Who buys: the visitor's id, their account if they have one, and where they shop. */
export type Shopper = { visitor: string; account: string; choice: Soon<MarketChoice> };
/** Who goes on with what they have opened. */
export type Asker = Pick<Shopper, 'visitor'>;

/** What a buyer says, bit by bit; what is left out stays as it was. Prices and quantities are never among it. */
export type DetailsWish = {
  [Name in keyof Buyer]?: Buyer[Name] | undefined;
} & {
  delivery?: string | undefined;
  terms?: boolean | undefined;
  marketing?: boolean | undefined;
  showroom?: string | undefined;
};

/** A way of delivery to choose, at today's price in the buyer's currency. */
export type DeliveryOption = Pick<Delivery, 'method' | 'name' | 'carrier' | 'days' | 'price'>;

/** A checkout that is open: the order that it will be, the ways of delivery, and the address form of its country. */
export type OpenCheckout = {
  order: Order;
  methods: DeliveryOption[];
  form: AddressForm;
  needsRegion: boolean;
  terms: boolean;
};

/** What is sent to pay: the card's token where the provider wants one, and the total that the buyer saw. */
export type PayWish = { key: string; token: string; expectedTotal: Money };

/** Buying: the only way by which stock and money move. */
export type Checkout = {
  /** Opens a checkout of the cart, which holds its stock for ten minutes; the one that is open if the cart is the same. */
  open(shopper: Shopper, wish?: DetailsWish): Promise<OpenCheckout>;
  /** The open checkout; `not-found` without one, `gone` when its time is over. */
  get(shopper: Asker): Promise<OpenCheckout>;
  /** Fills in who buys and where it goes; taxes and delivery follow. */
  detail(shopper: Asker, wish: DetailsWish): Promise<OpenCheckout>;
  /** Gives up the open checkout, its stock and the payment that is on its way. */
  cancel(shopper: Asker): Promise<void>;
  /** Places the order and starts its payment; the same key, again or after a crash, answers the same order and never charges twice. */
  pay(shopper: Asker, wish: PayWish): Promise<Order>;
  /** The buyer's answer to the bank's question. */
  confirm(visitor: string, order: string, accepted: boolean): Promise<Order>;
  /** Asks the provider what became of the payment of an order, and answers the order. */
  refresh(visitor: string, order: string): Promise<Order>;
};

/** What checkout is made of. */
export type CheckoutParts = CartParts & {
  carts: Carts;
  payments: Payments;
  addresses: Addresses;
  warehouses: Warehouses;
  /** Tells rooms what is left of some SKUs. */
  tell(skus: readonly string[]): Promise<void>;
};
