import { ModerationPanel } from '../engagement/ModerationPanel.tsx';
import { TALK_WORDS } from '../engagement/words.ts';
import { learnWords } from '../ui/i18n.ts';

/** The moderation desk, with its words. */
export async function openOrderDesk(): Promise<typeof ModerationPanel> {
  await learnWords(TALK_WORDS);
  return ModerationPanel;
}
