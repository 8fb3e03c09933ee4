import { expect, test } from 'vitest';
import { formatMoney } from '../../../shared/model/money.ts';
import { readMarkets } from '../markets.ts';
import { PAPER_LANGUAGES } from './paper.ts';
import { openWords } from './words.ts';

test('[MO3] papers and mails say every amount of every currency that is taken as pages do', async () => {
  const { markets } = await readMarkets('markets');
  const currencies = [...new Set(markets.flatMap((market) => market.currencies))];
  expect(currencies).toContain('IDR');
  for (const folder of ['paper', 'letter'])
    for (const language of PAPER_LANGUAGES) {
      const words = openWords(folder)(language);
      for (const currency of currencies)
        for (const amount of [0, 649_100_000, -1250])
          expect([language, currency, words.money(amount, currency)]).toEqual([
            language,
            currency,
            formatMoney({ amount, currency }, language).replace('-', '−'),
          ]);
    }
});
