import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Draft } from '../../../shared/model/draft.ts';
import { formatShare, formatTime } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Desk } from './desk.ts';
import { ProductWords } from './ProductPicker.tsx';
import type { Sending } from './sending.ts';

/** Milliseconds of rest in typing after which it is searched. */
const SEARCH_MS = 200;

/** All products and uploads: search, choose; the arrows go from one to the next. */
export function CatalogueList({ desk }: { desk: Desk }) {
  const { kind } = desk.chosen.value;
  return (
    <nav class="catalogue-list" aria-label={t('design.catalogue')} onKeyDown={walk}>
      <Search desk={desk} />
      <Products desk={desk} />
      <UploadList desk={desk} />
      <button
        type="button"
        class="quiet transfer-line"
        aria-current={kind === 'transfer' ? 'page' : undefined}
        onClick={() => desk.choose({ kind: 'transfer' })}
      >
        {t('design.transfer')}
      </button>
    </nav>
  );
}

function Search({ desk }: { desk: Desk }) {
  const searched = useSignal(false);
  useEffect(() => {
    if (!searched.value) return;
    const timer = setTimeout(() => void desk.loadProducts().catch(sayError), SEARCH_MS);
    return () => clearTimeout(timer);
  }, [desk.words.value]);
  return (
    <input
      class="filter"
      type="search"
      placeholder={t('design.search')}
      aria-label={t('design.search')}
      value={desk.words}
      onInput={(event) => {
        searched.value = true;
        desk.words.value = event.currentTarget.value;
      }}
    />
  );
}

function Products({ desk }: { desk: Desk }) {
  const list = desk.products.value;
  const chosen = desk.chosen.value;
  const section = chosen.kind === 'product' ? chosen.section : 'look';
  const choose = (slug: string): void => desk.choose({ kind: 'product', slug, section });
  return (
    <>
      <h2>
        {t('design.products')} <small>{list?.total}</small>
      </h2>
      {list?.entries.length === 0 && (
        <p class="empty">
          {desk.words.value ? t('console.noMatch', { words: desk.words.value }) : t('design.noProducts')}
        </p>
      )}
      <ul>
        {list?.entries.map((entry) => (
          <li key={entry.slug}>
            <button
              type="button"
              class="line"
              aria-current={chosen.kind === 'product' && chosen.slug === entry.slug ? 'page' : undefined}
              onClick={() => choose(entry.slug)}
            >
              <ProductWords entry={entry} />
            </button>
          </li>
        ))}
      </ul>
      {list && list.entries.length < list.total && (
        <button type="button" class="quiet" onClick={() => void desk.loadProducts(true).catch(sayError)}>
          {t('design.more', { count: list.total - list.entries.length })}
        </button>
      )}
    </>
  );
}

function UploadList({ desk }: { desk: Desk }) {
  const drafts = desk.uploads.drafts.value;
  const chosen = desk.chosen.value;
  return (
    <>
      <h2>
        {t('design.uploads')} <small>{drafts?.length}</small>
      </h2>
      {drafts?.length === 0 && <p class="empty">{t('design.noUploads')}</p>}
      <ul>
        {drafts?.map((draft) => (
          <UploadLine
            key={draft.id}
            draft={draft}
            sending={desk.sender.sendings.value[draft.id]}
            chosen={chosen.kind === 'upload' && chosen.id === draft.id}
            onChoose={() => desk.choose({ kind: 'upload', id: draft.id })}
          />
        ))}
      </ul>
    </>
  );
}

/** Up and down from line to line. */
function walk(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const lines = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('li > button')];
  const at = lines.indexOf(document.activeElement as HTMLElement);
  const next = lines[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

type UploadLineProps = {
  draft: Draft;
  sending: Sending | undefined;
  chosen: boolean;
  onChoose(): void;
};

function UploadLine({ draft, sending, chosen, onChoose }: UploadLineProps) {
  const share = shareOf(draft, sending);
  return (
    <li>
      <button type="button" class="line upload" aria-current={chosen ? 'page' : undefined} onClick={onChoose}>
        <span class="line-name">
          <bdi>{draft.name}</bdi>
        </span>
        <small>
          <i class={`state ${draft.state}`} /> {t(`design.upload.${draft.state}`)}
          {share === undefined
            ? ` · ${formatTime(draft.createdAt, writing.value)}`
            : ` · ${formatShare(share, writing.value)}`}
        </small>
        {share !== undefined && <progress value={share} max={1} aria-label={draft.name} />}
      </button>
    </li>
  );
}

/** How far an upload has come while its files are sent. */
function shareOf(draft: Draft, sending: Sending | undefined): number | undefined {
  if (!sending || draft.state !== 'uploading') return undefined;
  const all = sending.files.reduce((sum, { bytes }) => sum + bytes, 0);
  return all === 0 ? 0 : sending.files.reduce((sum, { sent }) => sum + sent, 0) / all;
}
