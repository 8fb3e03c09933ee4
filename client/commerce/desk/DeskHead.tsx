import './deskHead.css';
import { t } from '../../ui/i18n.ts';

const PAGES = [
  ['orders', '/desk', 'console.orders'],
  ['promotions', '/desk/promotions', 'desk.promotions'],
  ['prices', '/desk/prices', 'desk.prices'],
] as const;

type DeskHeadProps = { here: (typeof PAGES)[number][0]; owner: boolean };

/** The head of the desk's pages, with the ways between them; owners come back to their console. */
export function DeskHead({ here, owner }: DeskHeadProps) {
  return (
    <header class="desk-head">
      <span class="brand">Vitrine</span>
      {PAGES.map(([page, , title]) => page === here && <h1 key={page}>{t(title)}</h1>)}
      <nav>
        {PAGES.map(
          ([page, href, title]) =>
            page !== here && (
              <a key={page} class="quiet link" href={href}>
                {t(title)}
              </a>
            ),
        )}
        {owner && (
          <a class="quiet link" href="/console">
            {t('desk.console')}
          </a>
        )}
      </nav>
    </header>
  );
}
