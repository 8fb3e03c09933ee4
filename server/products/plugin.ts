import { RoomPlugin } from '@colyseus/core';
import type { Scene } from '../../shared/model/scene.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { Stand } from '../../shared/wire/state.ts';
import type { Bus } from '../bus.ts';
import { mayActAs } from '../http/person.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Catalogue } from './catalogue.ts';
import type { Pins } from './pins.ts';

/** What the products of a room need from the house. */
export type ProductsParts = { showroom: string; scene: Scene; catalogue: Catalogue; pins: Pins; bus: Bus };

/** What stands on the stands, with live stock. Writes `state.stands`; follows the bus, so all rooms of a showroom agree. */
export class ProductsPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'products' as const;
  private readonly undo: (() => void)[] = [];
  private readonly showroom: string;
  private readonly scene: Scene;
  private readonly catalogue: Catalogue;
  private readonly bus: Bus;
  private readonly pins: Pins;
  private readonly tools: HandlerTools;

  constructor({ showroom, scene, catalogue, pins, bus }: ProductsParts, tools: HandlerTools) {
    super();
    this.pins = pins;
    this.showroom = showroom;
    this.scene = scene;
    this.catalogue = catalogue;
    this.bus = bus;
    this.tools = tools;
    this.messages = handlers<'products.place' | 'products.pin'>(
      {
        'products.place': async (client, { stand, product }) => {
          if (!mayActAs(client.auth!.role, 'host')) throw new Refusal('not-allowed', 'for hosts only');
          await this.catalogue.place(this.showroom, stand, product);
          return { ok: true } as const;
        },
        'products.pin': (client, { stand }) => {
          if (!mayActAs(client.auth!.role, 'host')) throw new Refusal('not-allowed', 'for hosts only');
          const product = this.room.state.stands.get(stand)?.product ?? '';
          if (stand && !product) throw new Refusal('not-found', 'nothing stands there');
          this.bus.publish('pin.changed', { showroom: this.showroom, stand, product });
          return { ok: true } as const;
        },
      },
      tools,
    ) as never;
  }

  protected override async onCreate(): Promise<void> {
    for (const { id } of this.scene.stands) this.room.state.stands.set(id, new Stand());
    this.undo.push(
      this.bus.subscribe(
        'stand.changed',
        (e) => e.showroom === this.showroom && void this.show(e.stand, e.product),
      ),
    );
    this.undo.push(this.bus.subscribe('stock.changed', ({ slug, stock }) => this.setStock(slug, stock)));
    this.undo.push(this.bus.subscribe('product.changed', ({ slug }) => this.refresh(slug)));
    this.undo.push(
      this.bus.subscribe('pin.changed', ({ showroom, stand }) => {
        if (showroom === this.showroom) this.pin(stand);
      }),
    );
    const placed = await this.catalogue.placements(this.showroom);
    await Promise.all([...placed].map(([stand, product]) => this.show(stand, product)));
    this.pin(await this.pins.of(this.showroom));
  }

  protected override onDispose(): void {
    for (const step of this.undo.splice(0)) step();
  }

  private async show(id: string, product: string): Promise<void> {
    const stand = this.room.state.stands.get(id);
    if (!stand) return;
    stand.product = product;
    if (!product) stand.pinned = false;
    await this.tellOf(stand);
  }

  /** Version and stock of what stands there; what is not on sale any more leaves an empty stand. */
  private async tellOf(stand: Stand): Promise<void> {
    const { product } = stand;
    const known = product ? await this.catalogue.get(product).catch(gone) : undefined;
    if (stand.product !== product) return;
    Object.assign(stand, { version: known?.version ?? 0, stock: known?.stock ?? 0 });
  }

  private refresh(slug: string): void {
    for (const stand of this.room.state.stands.values())
      if (stand.product === slug)
        this.tellOf(stand).catch((error) =>
          this.tools.log.error({ err: error, slug }, 'a stand was not told'),
        );
  }

  private pin(pinned: string): void {
    for (const [id, stand] of this.room.state.stands) stand.pinned = id === pinned && stand.product !== '';
  }

  private setStock(slug: string, stock: number): void {
    for (const stand of this.room.state.stands.values()) if (stand.product === slug) stand.stock = stock;
  }
}

function gone(error: unknown): undefined {
  if (error instanceof Refusal && error.code === 'not-found') return undefined;
  throw error;
}
