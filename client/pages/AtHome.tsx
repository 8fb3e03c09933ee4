import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Ways } from '../layouts/Ways.tsx';
import type { Api } from '../net/api.ts';
import type { Inspection } from '../products/inspect/inspection.ts';
import { linkToView } from '../products/inspect/link.ts';
import { learnWords } from '../ui/i18n.ts';

const Part = signal<typeof Ways | undefined>(undefined);

async function fetchWays(): Promise<void> {
  if (Part.value) return;
  const [{ Ways: found }, { PLAN_WORDS }] = await Promise.all([
    import('../layouts/Ways.tsx'),
    import('../layouts/planner/words.ts'),
  ]);
  await learnWords(PLAN_WORDS);
  Part.value = found;
}

type AtHomeProps = { it: Inspection; api: Api; onAdd(sku: string): Promise<void> };

/** The ways to see the product at home; their code comes once the product is there. */
export function AtHome({ it, api, onAdd }: AtHomeProps) {
  useEffect(() => void fetchWays().catch(() => undefined), []);
  const sheet = it.sheet.value;
  const Shown = Part.value;
  if (!Shown || !sheet) return null;
  const here = (): string => {
    const view = it.hand.value?.view();
    return view ? linkToView(location.origin, sheet.slug, view) : `${location.origin}/p/${sheet.slug}`;
  };
  return <Shown sheet={sheet} offer={it.chosen.value?.offer} ask={api.ask} here={here} onAdd={onAdd} />;
}
