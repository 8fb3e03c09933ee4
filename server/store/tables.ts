import type { Generated } from 'kysely';
import type { Selling } from '../../shared/model/cart.ts';
import type { DraftState } from '../../shared/model/draft.ts';
import type { EventAccess, EventStatus, ItemKind } from '../../shared/model/event.ts';
import type { AuditVerb, ReportReason, SanctionKind } from '../../shared/model/moderation.ts';
import type { ProductState } from '../../shared/model/productState.ts';
import type { AccountTables } from './accountTables.ts';
import type { CommerceTables } from './commerceTables.ts';
import type { LayoutTables } from './layoutTables.ts';

/** JSON is kept as text; times are milliseconds since 1970; money is integer minor units. */
export type Tables = AccountTables &
  CommerceTables &
  LayoutTables & {
    setting: { key: string; value: string };
    /** `published` is the version on sale, null when none is; `latest` the newest one. */
    product: {
      slug: string;
      published: number | null;
      latest: Generated<number>;
      created_at: number;
      changed_at: number;
    };
    /** `content` is a ProductContent, `model` a MadeModel. */
    product_version: {
      product: string;
      version: number;
      state: ProductState;
      content: string;
      model: string;
      draft: Generated<string>;
      why: Generated<string>;
      by: string;
      by_name: string;
      at: number;
      changed_at: number;
    };
    product_step: {
      id: Generated<number>;
      product: string;
      version: number;
      step: string;
      why: string;
      by: string;
      by_name: string;
      at: number;
    };
    offer: {
      sku: string;
      product: string;
      variant: Generated<string>;
      part: Generated<string>;
      label: string | null;
      price_amount: number;
      price_currency: string;
      place: Generated<number>;
      selling: Generated<Selling>;
      ready_at: number | null;
      retired: Generated<number>;
    };
    draft: {
      id: string;
      designer: string;
      name: string;
      state: DraftState;
      files: string;
      main: Generated<string>;
      options: string;
      stop: string | null;
      examination: string | null;
      result: string | null;
      packing: Generated<number>;
      bytes: number;
      created_at: number;
      changed_at: number;
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
      brand: Generated<string>;
      changed_at: number;
    };
    stand: { showroom: string; stand: string; product: string };
    pin: { showroom: string; stand: string };
    sanction: {
      id: Generated<number>;
      kind: SanctionKind;
      visitor: string;
      address: string;
      name: string;
      by_name: string;
      reason: string;
      at: number;
      until: number | null;
      lifted_at: number | null;
    };
    report: {
      id: Generated<number>;
      reporter: string;
      reporter_name: string;
      about: string;
      showroom: string;
      visitor: string;
      name: string;
      text: string;
      reason: ReportReason;
      words: string;
      at: number;
      handled_at: number | null;
    };
    slow_mode: { showroom: string; seconds: number };
    /** Only added to: triggers refuse everything else. */
    audit: {
      id: Generated<number>;
      at: number;
      actor: string;
      actor_name: string;
      role: string;
      verb: AuditVerb;
      target: string;
      target_name: string;
      showroom: string;
      reason: string;
    };
    event: {
      id: string;
      showroom: string;
      slug: string;
      title: string;
      text: string;
      starts_at: number;
      ends_at: number;
      zone: string;
      status: Generated<EventStatus>;
      access: Generated<EventAccess>;
      access_key: string;
      picture: Uint8Array | null;
      picture_type: 'image/png' | 'image/webp' | 'image/jpeg' | null;
      started_at: number | null;
      ended_at: number | null;
      created_at: number;
      changed_at: number;
    };
    event_item: {
      id: string;
      event: string;
      position: number;
      kind: ItemKind;
      title: string;
      product: string;
      planned_seconds: number;
      started_at: number | null;
      ended_at: number | null;
    };
    event_guest: {
      event: string;
      email: string;
      name: string;
      language: string;
      token: string;
      invited_at: number | null;
    };
    /** A mail that is due by itself: `sent_at` is set when it is taken to be sent, once. */
    event_reminder: {
      event: string;
      email: string;
      kind: 'invitation' | 'confirmation' | 'day' | 'hour';
      language: string;
      token: string;
      ticket: Generated<string>;
      attempts: Generated<number>;
      next_at: Generated<number>;
      sent_at: number | null;
    };
    recording: {
      event: string;
      showroom: string;
      started_at: number;
      ended_at: number | null;
      trim_from: number | null;
      trim_to: number | null;
      deleted_at: Generated<number | null>;
      facts: string;
    };
    recording_segment: {
      id: Generated<number>;
      event: string;
      feed: string;
      kind: string;
      name: string;
      number: number;
      file: string;
      codec: string;
      started_at: number;
      duration_ms: Generated<number>;
      bytes: Generated<number>;
      state: 'open' | 'closed' | 'repaired' | 'failed';
      ready: Generated<number>;
    };
    event_log: { id: Generated<number>; event: string; at: number; kind: string; data: string };
  };
