import type { DeskRow } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { formatTime, regionName } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { Nothing } from './Nothing.tsx';
import type { Till } from './till.ts';

/** The orders of the list, the newest first; one is current for the keyboard, some are chosen. */
export function OrderTable({ till }: { till: Till }) {
  const { rows, chosen, filters, counts, trouble } = till;
  const shown = rows.value;
  if (!shown)
    return trouble.value ? null : (
      <div class="rows" aria-busy="true">
        {[1, 2, 3, 4, 5].map((row) => (
          <div key={row} class="skeleton" />
        ))}
      </div>
    );
  if (shown.length === 0) {
    const { tab, q, market, from, to } = filters.value;
    const isSearch = q !== '' || market !== '' || from !== '' || to !== '';
    const isNew = counts.value && Object.values(counts.value.counts).every((count) => count === 0);
    if (till.looking.value || till.next.value) return null;
    if (isNew && !isSearch && tab === 'all')
      return (
        <Nothing words={t('till.none')}>
          <a class="primary" href="/shop">
            {t('till.toShop')}
          </a>
        </Nothing>
      );
    return <p class="empty">{t(isSearch ? 'till.noMatch' : 'till.noneHere')}</p>;
  }
  const isAll = shown.every(({ id }) => chosen.value.has(id));
  return (
    <table class="till-table" aria-label={t('till.title')}>
      <thead>
        <tr>
          <th scope="col">
            <label class="till-tick">
              <input
                type="checkbox"
                aria-label={t('till.chooseAll')}
                checked={isAll}
                onChange={(event) =>
                  till.choose(
                    shown.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            </label>
          </th>
          <th scope="col">{t('till.order')}</th>
          <th scope="col">{t('till.buyer')}</th>
          <th scope="col">{t('till.goods')}</th>
          <th scope="col" class="number">
            {t('till.sum')}
          </th>
          <th scope="col">{t('till.status')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <Row key={row.id} row={row} till={till} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, till }: { row: DeskRow; till: Till }) {
  const { id, number, name, email, country, status, lines, pieces, total, placedAt } = row;
  const isOpen = till.opened.value === id || till.opened.value === number;
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    till.show(id);
  };
  return (
    <tr
      data-order={id}
      class={`${isOpen ? 'open' : ''} ${till.current.value === id ? 'current' : ''}`}
      onClick={(event) => {
        if (!(event.target as Element).closest('a, label, input')) till.show(id);
      }}
    >
      <td class="tick">
        <label class="till-tick">
          <input
            type="checkbox"
            aria-label={t('till.choose', { number })}
            checked={till.chosen.value.has(id)}
            onChange={(event) => till.choose([id], event.currentTarget.checked)}
          />
        </label>
      </td>
      <td class="named">
        <a href={`/desk?order=${id}`} onClick={open} dir="ltr" aria-current={isOpen ? 'true' : undefined}>
          {number}
        </a>
        <small>{formatTime(placedAt, writing.value)}</small>
      </td>
      <td class="who">
        <span>
          <bdi>{name || email}</bdi>
        </span>
        <small>{[regionName(country, language.value), name && email].filter(Boolean).join(' · ')}</small>
      </td>
      <td class="what">
        <span class="till-pictures">
          {lines.slice(0, 3).map(({ sku, thumbnail }) => (
            <img key={sku} src={thumbnail} alt="" width="36" height="36" loading="lazy" />
          ))}
        </span>
        <span class="called">
          <span>
            <bdi>{lines[0] ? inLanguage(lines[0].name, language.value) : ''}</bdi>
          </span>
          <small>{t('till.pieces', { count: pieces })}</small>
        </span>
      </td>
      <td class="number sum">{formatMoney(total, writing.value)}</td>
      <td class="where">
        <StatusChip status={status} />
        {row.waiting && <small class="told">{t('till.waiting')}</small>}
        {row.parcels > 1 && status !== 'delivered' && (
          <small>{t('till.arrived', { arrived: row.arrived, count: row.parcels })}</small>
        )}
      </td>
    </tr>
  );
}

/** Where an order stands. */
export const StatusChip = ({ status }: Pick<DeskRow, 'status'>) => (
  <span class={`till-chip ${status}`}>{t(`order.${status}`)}</span>
);
