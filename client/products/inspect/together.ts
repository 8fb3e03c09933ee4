import { computed, effect, signal } from '@preact/signals';
import type { Vec3 } from '../../../shared/model/part.ts';
import { encodeView } from '../../../shared/model/productView.ts';
import type { LookEvents } from '../../../shared/wire/products.ts';
import type { Link } from '../../net/link.ts';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { Inspection } from './inspection.ts';

/** Milliseconds between two tellings of view and pointer: below ten a second. */
const TELL_MS = 110;

/** Metres within which one stands near. */
const NEAR_METRES = 6;

/** Looking at a product together with others of the room: who is asked, who leads, what is followed. `dispose` leaves; twice is once. */
export type Together = ReturnType<typeof openTogether>;

/** What looking together needs of its page. */
export type TogetherParts = {
  link: Link;
  /** The product that lies open here, if one does. */
  opened(): Inspection | undefined;
  /** Brings the words for an invitation, and what is known of its product. */
  prepare(slug: string): Promise<unknown>;
  /** Opens a product. */
  open(slug: string): void;
  /** Where somebody stands, by their slot. */
  where(slot: number): { x: number; z: number } | undefined;
  /** The element over which one points. */
  region: HTMLElement;
};

/** Listens for invitations and keeps the group that one is in. */
export function openTogether({ link, opened, prepare, open, where, region }: TogetherParts) {
  const invitation = signal<LookEvents['look.invited'] | undefined>(undefined);
  const group = signal<LookEvents['look.group'] | undefined>(undefined);
  /** Whether one goes along with the leader's view; one's own hand ends it. */
  const following = signal(true);
  const me = link.sessionId;
  const leads = computed(() => group.value?.leader === me);
  const leader = computed(() => group.value?.members.find(({ id }) => id === group.value?.leader));
  const points = new Map<string, Vec3>();
  let told = { view: '', at: '' };
  let pointer: { x: number; y: number } | undefined;
  let latest: LookEvents['look.view'] | undefined;
  let touched = 0;
  let latestAsked = '';
  const tell = (request: Promise<unknown>): void => void request.catch(() => undefined);

  const showDots = (): void => {
    const others = group.value?.members.filter(({ id }) => id !== me && points.has(id)) ?? [];
    opened()?.hand.value?.setDots(others.map((one) => ({ ...one, at: points.get(one.id)! })));
  };
  const end = (): void => {
    group.value = undefined;
    latest = undefined;
    points.clear();
    showDots();
  };
  const undo = [
    link.on('look.invited', (asked) => {
      latestAsked = asked.group;
      void prepare(asked.product).then(() => {
        if (latestAsked === asked.group) invitation.value = asked;
      });
    }),
    link.on('look.withdrawn', ({ group: id }) => {
      if (latestAsked === id) latestAsked = '';
      if (invitation.value?.group === id) invitation.value = undefined;
    }),
    link.on('look.group', (now) => {
      const isNew = group.value?.group !== now.group;
      if (isNew || group.value?.leader !== now.leader) following.value = true;
      for (const id of points.keys()) if (!now.members.some((one) => one.id === id)) points.delete(id);
      told = { view: '', at: '' };
      if (opened()?.slug !== now.product) open(now.product);
      group.value = now;
      showDots();
    }),
    link.on('look.declined', ({ name }) => say(t('inspect.togetherDeclined', { name }))),
    link.on('look.view', (seen) => {
      latest = seen;
      if (following.value) follow();
    }),
    link.on('look.point', ({ by, at }) => {
      if (at) points.set(by, at);
      else points.delete(by);
      showDots();
    }),
    link.on('look.ended', ({ group: id }) => {
      if (group.value?.group !== id) return;
      const wasLed = !leads.value;
      end();
      if (wasLed) say(t('inspect.togetherOver'));
    }),
    // One who turns it by hand looks by themselves until they follow again.
    effect(() => {
      const now = opened()?.touched.value ?? 0;
      if (now !== touched && group.value && !leads.value) following.value = false;
      touched = now;
    }),
    // When the product is there, it is looked at as the leader does.
    effect(() => {
      if (opened()?.hand.value && group.value && following.value) follow();
    }),
  ];
  function follow(): void {
    const it = opened();
    if (!latest || !it?.hand.value || leads.value) return;
    it.apply(latest.view, 'follow');
  }

  const move = (event: PointerEvent): void => {
    if (!group.value) return;
    const box = region.getBoundingClientRect();
    const over = event.target instanceof HTMLCanvasElement;
    pointer = over
      ? { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
      : undefined;
  };
  region.addEventListener('pointermove', move);
  const leave = (): void => {
    pointer = undefined;
  };
  region.addEventListener('pointerleave', leave);
  const timer = setInterval(() => {
    const hand = opened()?.hand.value;
    if (!group.value || !hand || opened()?.slug !== group.value.product) return;
    const at = (pointer && hand.pick(pointer.x, pointer.y)?.at) ?? null;
    const point = JSON.stringify(at?.map((value) => Number(value.toFixed(3))) ?? null);
    if (point !== told.at) tell(link.request('look.point', { at }));
    const view = hand.view();
    const text = encodeView(view);
    if (leads.value && text !== told.view) tell(link.request('look.view', { view }));
    told = { at: point, view: text };
  }, TELL_MS);

  const quit = (): void => {
    if (!group.value) return;
    tell(link.request('look.leave', {}));
    end();
  };
  return {
    invitation,
    group,
    leads,
    leader,
    following,
    me,
    /** Those of the room who can be asked: session and name. */
    others: () =>
      [...link.state.visitors]
        .filter(([id]) => id !== me && !group.value?.members.some((one) => one.id === id))
        .map(([id, { name, slot }]) => ({ id, name, slot })),
    /** Those who stand near, the nearest first. */
    near(others: readonly { id: string; slot: number }[]): string[] {
      const mine = where(link.state.visitors.get(me)?.slot ?? -1);
      if (!mine) return [];
      return others
        .flatMap(({ id, slot }) => {
          const place = where(slot);
          return place ? [{ id, far: Math.hypot(place.x - mine.x, place.z - mine.z) }] : [];
        })
        .filter(({ far }) => far <= NEAR_METRES)
        .sort((a, b) => a.far - b.far)
        .map(({ id }) => id);
    },
    async invite(product: string, visitors: string[]): Promise<void> {
      try {
        const { asked } = await link.request('look.invite', { product, visitors });
        say(t('inspect.togetherAsked', { count: asked.length }));
      } catch (error) {
        sayError(error);
      }
    },
    async answer(accept: boolean): Promise<void> {
      const asked = invitation.value;
      invitation.value = undefined;
      if (asked) await link.request('look.answer', { group: asked.group, accept }).catch(sayError);
    },
    lead: () => void link.request('look.lead', {}).catch(sayError),
    followAgain(): void {
      following.value = true;
      follow();
    },
    quit,
    /** The product that lies open is another one now, or none. */
    closed(slug: string | undefined): void {
      const now = group.peek();
      if (now && now.product !== slug) quit();
    },
    dispose(): void {
      clearInterval(timer);
      region.removeEventListener('pointermove', move);
      region.removeEventListener('pointerleave', leave);
      for (const step of undo.splice(0)) step();
      quit();
    },
  };
}
