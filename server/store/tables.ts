import type { Generated } from 'kysely';

/** JSON is kept as text; times are milliseconds since 1970; money is integer minor units. */
export type Tables = {
  setting: { key: string; value: string };
  product: {
    slug: string;
    sku: string;
    name: string;
    text: string;
    materials: string;
    price_amount: number;
    price_currency: string;
    stock: number;
    width_mm: number;
    height_mm: number;
    depth_mm: number;
    weight_grams: number;
    origin: string;
    model: string;
    thumbnail: string;
    stand_yaw: number;
  };
  showroom: {
    slug: string;
    scene: string;
    name: string;
    opens_at: number | null;
    colour: Generated<string>;
    fabric: Generated<string>;
    screen: Generated<'film' | 'slate'>;
    logo: Uint8Array | null;
    logo_type: 'image/png' | 'image/webp' | null;
    place: number;
    changed_at: number;
  };
  stand: { showroom: string; stand: string; product: string };
  cart_line: { visitor: string; product: string; quantity: number; changed_at: number };
  orders: {
    id: string;
    number: Generated<number>;
    visitor: string;
    idempotency_key: string;
    request_hash: string;
    status: string;
    name: string;
    email: string;
    address: string;
    total_amount: number;
    currency: string;
    payment_token: string;
    payment_ref: string | null;
    prompt: string | null;
    placed_at: number;
    changed_at: number;
  };
  order_line: {
    order_id: string;
    product: string;
    sku: string;
    name: string;
    unit_amount: number;
    quantity: number;
    total_amount: number;
  };
  stock_move: {
    id: Generated<number>;
    product: string;
    order_id: string | null;
    delta: number;
    reason: string;
    at: number;
  };
};
