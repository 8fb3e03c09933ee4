import type { Basket } from '../commerce/basket.ts';
import { handedOver } from '../layouts/ways.ts';
import { learnWords, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { say, sayError } from '../ui/toast.tsx';

/** Takes the cart over that an address brings along from another device, once; the code leaves the address at once. */
export async function takeCart(basket: Basket): Promise<void> {
  const code = handedOver(location.hash);
  if (!code) return;
  history.replaceState(null, '', location.pathname + location.search);
  const { PLAN_WORDS } = await import('../layouts/planner/words.ts');
  await learnWords(PLAN_WORDS);
  try {
    await basket.bring(code);
    say(t('ways.taken'));
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal.code === 'gone') say(t('ways.old'), 'error');
    else sayError(refusal);
  }
}
