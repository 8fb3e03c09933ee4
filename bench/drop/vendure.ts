import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SCRATCH } from '../../scripts/setup/paths.ts';
import { SoldOut, type Way } from './crowdOfBuyers.ts';
import type { Send } from './lines.ts';
import { VENDURE_SERVER } from './vendureServer.ts';

const VERSION = '3.7.3';
const PASSWORD = 'drop-peer-1';

/** The peer with a product in its shop. */
export type Vendure = {
  way: Way;
  /** Makes a new product with so many pieces; who buys from then on wants that one. */
  stock(pieces: number): Promise<void>;
  /** Orders of the newest product that were paid. */
  paid(): Promise<number>;
  close(): Promise<void>;
};

/** Installs the peer into a scratch folder, once; throws with npm's words where that can't be done. */
async function install(): Promise<string> {
  const folder = join(SCRATCH, 'bench', 'vendure');
  if (existsSync(join(folder, 'node_modules', '@vendure', 'core', 'package.json'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"vendure-peer","private":true,"type":"module"}');
  const child = spawn('npm', ['install', '--no-audit', '--no-fund', `@vendure/core@${VERSION}`, 'pg@8'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Vendure could not be installed:\n${said}`);
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function start(folder: string, port: number, database: string): Promise<ChildProcess> {
  writeFileSync(join(folder, 'server.mjs'), VENDURE_SERVER);
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      VENDURE_DISABLE_TELEMETRY: 'true',
      PORT: String(port),
      PEER_DATABASE: database,
      PEER_SYNC: '1',
      PEER_PASSWORD: PASSWORD,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr!.on('data', (piece) => {
    said = (said + piece).slice(-4000);
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line !== 'ready') continue;
    child.stdout!.resume();
    return child;
  }
  throw new Error(`Vendure did not start:\n${said}`);
}

type Ask = (
  query: string,
  variables?: Record<string, unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: whatever came
) => Promise<any>;

/** Questions to one of its interfaces, as one person. */
function asker(send: Send, url: string): Ask {
  let session = '';
  return async (query, variables = {}) => {
    const headers: Record<string, string> = session ? { authorization: `Bearer ${session}` } : {};
    const { body, headers: back } = await send(url, { method: 'POST', body: { query, variables }, headers });
    session = String(back['vendure-auth-token'] ?? session);
    if (body.errors) throw new Error(body.errors[0].message);
    return body.data;
  };
}

/** Starts the peer over a PostgreSQL database, with all that a sale takes. */
export async function openVendure(database: string, send: Send): Promise<Vendure> {
  const folder = await install();
  const port = await freePort();
  const child = await start(folder, port, database);
  const base = `http://127.0.0.1:${port}`;
  const admin = asker(send, `${base}/admin-api`);
  const tax = await setUp(admin);
  let variant = '';
  let run = '';
  return {
    way: (buyer, to) => buyerOf(asker(to, `${base}/shop-api`), variant, run, buyer),
    async stock(pieces) {
      run = `run-${Date.now().toString(36)}`;
      variant = await newVariant(admin, tax, run, pieces);
    },
    async paid() {
      const o = { take: 1, filter: { customerLastName: { eq: run }, state: { eq: 'PaymentSettled' } } };
      return (await admin('query($o:OrderListOptions){orders(options:$o){totalItems}}', { o })).orders
        .totalItems;
    },
    async close() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const arg = (name: string, value: string | number | boolean) => ({ name, value: String(value) });
const named = (name: string) => [{ languageCode: 'en', name, description: '' }];

/** A country, a tax, a way to send and a way to pay; answers the tax category. */
async function setUp(admin: Ask): Promise<string> {
  await admin('mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}', {
    u: 'superadmin',
    p: PASSWORD,
  });
  const { activeChannel, taxCategories } = await admin('{activeChannel{id} taxCategories{items{id}}}');
  const { createCountry } = await admin('mutation($i:CreateCountryInput!){createCountry(input:$i){id}}', {
    i: { code: 'AT', enabled: true, translations: [{ languageCode: 'en', name: 'Austria' }] },
  });
  const { createZone } = await admin('mutation($i:CreateZoneInput!){createZone(input:$i){id}}', {
    i: { name: 'zone', memberIds: [createCountry.id] },
  });
  const zone = createZone.id;
  await admin('mutation($i:UpdateChannelInput!){updateChannel(input:$i){__typename}}', {
    i: {
      id: activeChannel.id,
      defaultTaxZoneId: zone,
      defaultShippingZoneId: zone,
      pricesIncludeTax: false,
    },
  });
  const category =
    taxCategories.items[0]?.id ??
    (
      await admin('mutation($i:CreateTaxCategoryInput!){createTaxCategory(input:$i){id}}', {
        i: { name: 'Standard', isDefault: true },
      })
    ).createTaxCategory.id;
  await admin('mutation($i:CreateTaxRateInput!){createTaxRate(input:$i){id}}', {
    i: { name: 'VAT', enabled: true, value: 20, categoryId: category, zoneId: zone },
  });
  await admin('mutation($i:CreateShippingMethodInput!){createShippingMethod(input:$i){id}}', {
    i: {
      code: 'parcel',
      fulfillmentHandler: 'manual-fulfillment',
      checker: { code: 'default-shipping-eligibility-checker', arguments: [arg('orderMinimum', 0)] },
      calculator: {
        code: 'default-shipping-calculator',
        arguments: [arg('rate', 500), arg('includesTax', 'auto'), arg('taxRate', 0)],
      },
      translations: named('Parcel'),
    },
  });
  await admin('mutation($i:CreatePaymentMethodInput!){createPaymentMethod(input:$i){id}}', {
    i: {
      code: 'dummy',
      enabled: true,
      translations: named('Dummy'),
      handler: { code: 'dummy-payment-handler', arguments: [arg('automaticSettle', true)] },
    },
  });
  return category;
}

async function newVariant(admin: Ask, taxCategoryId: string, name: string, pieces: number): Promise<string> {
  const { createProduct } = await admin('mutation($i:CreateProductInput!){createProduct(input:$i){id}}', {
    i: { enabled: true, translations: [{ languageCode: 'en', name, slug: name, description: '' }] },
  });
  const { createProductVariants } = await admin(
    'mutation($i:[CreateProductVariantInput!]!){createProductVariants(input:$i){id}}',
    {
      i: [
        {
          ...{ productId: createProduct.id, sku: name, price: 4900, taxCategoryId, stockOnHand: pieces },
          ...{ trackInventory: 'TRUE', translations: [{ languageCode: 'en', name }] },
        },
      ],
    },
  );
  return createProductVariants[0].id;
}

const ORDER = '__typename ...on Order{state} ...on ErrorResult{errorCode message}';

/** A guest's way: cart, name, address, delivery, payment. */
async function buyerOf(ask: Ask, variant: string, run: string, buyer: number): Promise<void> {
  const step = async (query: string, variables?: Record<string, unknown>) => {
    const { r } = await ask(query, variables);
    if (!r?.errorCode) return r;
    const { errorCode, transitionError = '', message } = r;
    const isGone =
      errorCode === 'INSUFFICIENT_STOCK_ERROR' ||
      (errorCode === 'ORDER_STATE_TRANSITION_ERROR' && /insufficient stock/i.test(transitionError));
    throw isGone ? new SoldOut() : new Error(`${errorCode}: ${transitionError || message}`);
  };
  await step(`mutation($v:ID!){r:addItemToOrder(productVariantId:$v,quantity:1){${ORDER}}}`, { v: variant });
  await step(`mutation($i:CreateCustomerInput!){r:setCustomerForOrder(input:$i){${ORDER}}}`, {
    i: { firstName: 'Guest', lastName: run, emailAddress: `g${buyer}@${run}.example` },
  });
  await step(`mutation($i:CreateAddressInput!){r:setOrderShippingAddress(input:$i){${ORDER}}}`, {
    i: {
      fullName: `Guest ${buyer}`,
      streetLine1: 'Ring 1',
      city: 'Wien',
      postalCode: '1010',
      countryCode: 'AT',
    },
  });
  const methods = (await step('{r:eligibleShippingMethods{id}}')) as { id: string }[];
  await step(`mutation($s:[ID!]!){r:setOrderShippingMethod(shippingMethodId:$s){${ORDER}}}`, {
    s: [methods[0]!.id],
  });
  await step(
    `mutation{r:transitionOrderToState(state:"ArrangingPayment"){${ORDER} ...on OrderStateTransitionError{transitionError}}}`,
  );
  const { state } = await step(`mutation($i:PaymentInput!){r:addPaymentToOrder(input:$i){${ORDER}}}`, {
    i: { method: 'dummy', metadata: {} },
  });
  if (state !== 'PaymentSettled') throw new Error(`the order is ${state}`);
}
