import './terms.css';
import { inLanguage, type LocalText } from '../../shared/model/localText.ts';
import { useCurrent } from '../ui/current.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { formatDay } from './days.ts';

/** The shop's terms as the server tells them. */
export type Terms = {
  from: string;
  sections: { id: string; title: LocalText; text: LocalText[] }[];
  seller: { name: string; company: string; address: string[]; vatNumber: string; mail: string };
  returnDays: number | null;
};

/** Milliseconds between two looks: terms change seldom. */
const REFRESH_MS = 600_000;

/** On which terms the shop sells, in the reader's language, and who it is. */
export function TermsView({ load }: { load(): Promise<Terms> }) {
  const { known, trouble, refresh } = useCurrent(load, REFRESH_MS);
  const terms = known.value;
  if (!terms) {
    if (trouble.value) return <Trouble refusal={trouble.value} onRetry={() => void refresh()} />;
    return <div class="skeleton address" aria-busy="true" />;
  }
  return (
    <article class="terms">
      <p class="hint">{t('terms.changed', { date: formatDay(Date.parse(terms.from), writing.value) })}</p>
      {terms.sections.map(({ id, title, text }) => (
        <section key={id} id={id}>
          <h2>{inLanguage(title, language.value)}</h2>
          {id === 'returns' && terms.returnDays !== null && (
            <p>
              <b>{t('terms.days', { count: terms.returnDays })}</b>
            </p>
          )}
          {text.map((one) => (
            <p key={one.en}>{inLanguage(one, language.value)}</p>
          ))}
        </section>
      ))}
      <Seller seller={terms.seller} />
    </article>
  );
}

function Seller({ seller: { name, company, address, vatNumber, mail } }: Pick<Terms, 'seller'>) {
  return (
    <section>
      <h2>{t('terms.who')}</h2>
      <address>
        {[company || name, ...address].map((line) => (
          <span key={line}>
            <bdi>{line}</bdi>
          </span>
        ))}
        {vatNumber && <span>{t('terms.vat', { number: vatNumber })}</span>}
        <a class="order-link" href={`mailto:${mail}`}>
          <bdi>{mail}</bdi>
        </a>
      </address>
    </section>
  );
}
