import type { Selectable } from 'kysely';
import type { LocalText } from '../../shared/model/localText.ts';
import type { Showroom, Theme } from '../../shared/model/showroom.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import { HOUSE_BRAND } from '../http/person.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** A picture that a brand gave. */
export type Logo = { type: 'image/png' | 'image/webp'; bytes: Uint8Array };

/** What an owner may change; what is left out stays. */
export type Furnish = {
  name?: LocalText | undefined;
  colour?: string | undefined;
  fabric?: string | undefined;
  screen?: Theme['screen'] | undefined;
  /** Null takes the logo away. */
  logo?: Logo | null | undefined;
  opensAt?: number | null | undefined;
};

/** The showrooms of the house; each verb is atomic. */
export type Showrooms = {
  list(): Promise<Showroom[]>;
  /** One showroom; `not-found`. */
  get(slug: string): Promise<Showroom>;
  /** Changes a showroom and tells every room of it; `not-found`. */
  furnish(slug: string, wish: Furnish): Promise<Showroom>;
  logo(slug: string): Promise<Logo | undefined>;
  /** Tells to which brand each showroom belongs: as it is now, the house's for one that is not there. */
  brands(): Promise<(slug: string) => string>;
};

/** The showrooms over the database. */
export function openShowrooms(db: Database, bus: Bus, clock: Clock): Showrooms {
  const get = async (slug: string): Promise<Showroom> => {
    const row = await db.selectFrom('showroom').selectAll().where('slug', '=', slug).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such showroom');
    return toShowroom(row);
  };
  return {
    get,
    list: async () =>
      (await db.selectFrom('showroom').selectAll().orderBy('place').orderBy('slug').execute()).map(
        toShowroom,
      ),
    async brands() {
      const rows = await db.selectFrom('showroom').select(['slug', 'brand']).execute();
      const brands = new Map(rows.map(({ slug, brand }) => [slug, brand]));
      return (slug) => brands.get(slug) ?? HOUSE_BRAND;
    },
    async furnish(slug, { name, colour, fabric, screen, logo, opensAt }) {
      const changes = {
        ...(name && { name: JSON.stringify(name) }),
        ...(colour !== undefined && { colour }),
        ...(fabric !== undefined && { fabric }),
        ...(screen && { screen }),
        ...(logo !== undefined && { logo: logo?.bytes ?? null, logo_type: logo?.type ?? null }),
        ...(opensAt !== undefined && { opens_at: opensAt }),
        changed_at: clock.now(),
      };
      await db.updateTable('showroom').set(changes).where('slug', '=', slug).execute();
      const showroom = await get(slug);
      bus.publish('showroom.changed', { showroom: slug, theme: showroom.theme });
      return showroom;
    },
    async logo(slug) {
      const row = await db
        .selectFrom('showroom')
        .select(['logo', 'logo_type'])
        .where('slug', '=', slug)
        .executeTakeFirst();
      return row?.logo && row.logo_type ? { type: row.logo_type, bytes: row.logo } : undefined;
    },
  };
}

/** A row as everybody may see it; the logo's address changes with it, so that it may be kept for ever. */
function toShowroom(row: Selectable<Tables['showroom']>): Showroom {
  return {
    slug: row.slug,
    scene: row.scene,
    name: JSON.parse(row.name) as LocalText,
    opensAt: row.opens_at,
    theme: {
      colour: row.colour,
      fabric: row.fabric,
      screen: row.screen,
      logo: row.logo ? `/api/showrooms/${row.slug}/logo?at=${row.changed_at}` : '',
    },
  };
}
