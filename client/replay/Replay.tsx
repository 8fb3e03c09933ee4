import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { ReplayManifest } from '../../shared/model/replay.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { Api } from '../net/api.ts';
import { formatTime } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { Controls, playerKey } from './Controls.tsx';
import { fetchLog, productsIn } from './log.ts';
import { openPlayer, type Player } from './player.ts';
import { SaidLines } from './SaidLines.tsx';
import { asShownAt, captionAt, countAt, linesAt, pinAt, readStory, type Story } from './story.ts';

/** Milliseconds between two looks whether a replay is ready. */
const READY_MS = 3000;
/** Milliseconds between two notes of where one is. */
const REMEMBER_MS = 5000;
/** Lines of the talk that are shown at most. */
const LINES = 200;

type ReplayProps = {
  api: Pick<Api, 'replay' | 'products'>;
  event: string;
  onAdd(slug: string): Promise<void>;
};

/** An event to be watched again: picture, talk and products in step. */
export function Replay({ api, event, onAdd }: ReplayProps) {
  const manifest = useSignal<ReplayManifest | undefined>(undefined);
  const story = useSignal<Story | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const products = useSignal<ReadonlyMap<string, Product>>(new Map());
  const player = useSignal<Player | undefined>(undefined);
  const open = async (): Promise<void> => {
    trouble.value = undefined;
    try {
      const found = await api.replay.manifest(event);
      manifest.value = found;
      if (!found.ready || found.parts.length === 0) return;
      player.value?.dispose();
      player.value = openPlayer(found);
      const entries = await fetchLog(api, found.event);
      const list = await api.products(productsIn(entries));
      products.value = new Map(list.map((product) => [product.slug, product]));
      story.value = readStory(entries, found);
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => {
    void open();
    const timers = [
      setInterval(() => {
        if (manifest.value && !manifest.value.ready && !trouble.value) void open();
      }, READY_MS),
      setInterval(() => player.value?.remember(), REMEMBER_MS),
    ];
    return () => {
      for (const timer of timers) clearInterval(timer);
      player.value?.dispose();
    };
  }, []);
  const now = manifest.value;
  if (trouble.value) return <Unavailable trouble={trouble.value} onRetry={() => void open()} />;
  if (now && !now.ready)
    return (
      <p class="replay-note" role="status">
        {t('replay.preparing')}
      </p>
    );
  if (now && now.parts.length === 0) return <Nothing words={t('replay.none')} />;
  return (
    <>
      <header>
        <h1 dir="auto">{now ? inLanguage(now.title, language.value) : t('replay.title')}</h1>
        {now && <p>{formatTime(now.startedAt, writing.value)}</p>}
      </header>
      <div class="replay-stage">
        {player.value ? (
          <Theatre
            player={player.value}
            story={story.value}
            products={products.value}
            onRetry={() => void open()}
          />
        ) : (
          <div class="replay-picture skeleton" aria-busy="true" />
        )}
        <aside>
          {player.value && (
            <Pinned player={player.value} story={story.value} products={products.value} onAdd={onAdd} />
          )}
          {player.value && <Talk player={player.value} story={story.value} />}
        </aside>
      </div>
      {products.value.size > 0 && <Shelf products={[...products.value.values()]} onAdd={onAdd} />}
    </>
  );
}

function Unavailable({ trouble, onRetry }: { trouble: Refusal; onRetry(): void }) {
  if (trouble.code === 'gone') return <Nothing words={t('replay.deleted')} />;
  if (trouble.code === 'not-found') return <Nothing words={t('replay.none')} />;
  return <Trouble refusal={trouble} onRetry={onRetry} />;
}

/** Why there is nothing to watch, and the way on. */
function Nothing({ words }: { words: string }) {
  return (
    <div class="replay-note">
      <h1>{words}</h1>
      <a href="/lobby">{t('replay.elsewhere')}</a>
    </div>
  );
}

type TheatreProps = {
  player: Player;
  story: Story | undefined;
  products: ReadonlyMap<string, Product>;
  onRetry(): void;
};

function Theatre({ player, story, products, onRetry }: TheatreProps) {
  const frame = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const captions = useSignal(true);
  useEffect(() => {
    picture.current?.append(...player.videos);
    const click = (): void => (player.playing.value ? player.pause() : player.play());
    picture.current?.addEventListener('click', click);
    const key = (event: KeyboardEvent): void => {
      const typing = (event.target as HTMLElement).closest(
        'input:not([type=range]), textarea, select, dialog, .panel',
      );
      const pressing = event.key === ' ' && (event.target as HTMLElement).closest('button, a');
      if (typing || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.toLowerCase() === 'f') toggleFullScreen();
      else if (!playerKey(player, event.key)) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, [player]);
  const toggleFullScreen = (): void => {
    const done = document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen();
    done?.catch(() => undefined);
  };
  const said = story && captions.value ? captionAt(story, player.at.value) : undefined;
  for (const [index, video] of player.videos.entries())
    video.classList.toggle('shown', index === player.active.value);
  return (
    <section class="replay-theatre" ref={frame} aria-label={t('replay.title')}>
      <div class="replay-picture" ref={picture} />
      {player.away.value && (
        <p class="replay-away" role="status">
          {t('replay.away')}
        </p>
      )}
      {player.broken.value && (
        <div class="replay-away">
          <Trouble refusal={{ code: 'media-unavailable', detail: undefined }} onRetry={onRetry} />
        </div>
      )}
      {said && (
        <p class="replay-caption" lang={said.language} dir="auto">
          {said.text}
        </p>
      )}
      <Controls
        player={player}
        story={story}
        products={products}
        captions={
          story && story.captions.length > 0
            ? { on: captions.value, set: (on) => (captions.value = on) }
            : undefined
        }
        onFullScreen={document.fullscreenEnabled ? toggleFullScreen : undefined}
      />
    </section>
  );
}

/** The talk as it was at this moment. */
function Talk({ player, story }: { player: Player; story: Story | undefined }) {
  const list = useRef<HTMLOListElement>(null);
  const count = story ? countAt(story.lines, player.at.value) : 0;
  useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [count]);
  return (
    <section class="replay-talk" aria-label={t('replay.chat')}>
      <h2>{t('replay.chat')}</h2>
      {!story && <div class="skeleton" aria-busy="true" />}
      {story && count === 0 && <p class="empty">{t('replay.noLines')}</p>}
      {story && count > 0 && (
        <ol ref={list} tabIndex={0}>
          <SaidLines lines={linesAt(story, player.at.value, LINES)} />
        </ol>
      )}
    </section>
  );
}

type PinnedProps = Omit<TheatreProps, 'onRetry'> & { onAdd(slug: string): Promise<void> };

/** What the host holds up at this moment. */
function Pinned({ player, story, products, onAdd }: PinnedProps) {
  const pin = story && pinAt(story, player.at.value);
  const known = pin && products.get(pin.product);
  if (!known) return null;
  const product = asShownAt(story, known, player.at.value);
  return (
    <section class="replay-pinned" aria-label={t('replay.pinned')}>
      <h2>{t('replay.pinned')}</h2>
      <ProductRow product={product} onAdd={onAdd} />
    </section>
  );
}

function Shelf({ products, onAdd }: { products: Product[]; onAdd(slug: string): Promise<void> }) {
  return (
    <section class="replay-shelf">
      <h2>{t('nav.products')}</h2>
      <ul>
        {products.map((product) => (
          <li key={product.slug}>
            <ProductRow product={product} onAdd={onAdd} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProductRow({ product, onAdd }: { product: Product; onAdd(slug: string): Promise<void> }) {
  const busy = useSignal(false);
  const name = inLanguage(product.name, language.value);
  const add = async (): Promise<void> => {
    busy.value = true;
    await onAdd(product.slug);
    busy.value = false;
  };
  return (
    <div class="replay-product">
      <img src={product.thumbnail} alt="" width="64" height="64" loading="lazy" />
      <span>
        <b dir="auto">{name}</b>
        <small>
          {formatMoney(product.price, writing.value)}{' '}
          {product.stock === 0 && <span class="stock out">{t('product.stock', { count: 0 })}</span>}
        </small>
      </span>
      <button
        type="button"
        class="primary"
        disabled={busy.value || product.stock === 0}
        aria-label={t('replay.addNamed', { name })}
        onClick={() => void add()}
      >
        {t('product.addToCart')}
      </button>
    </div>
  );
}
