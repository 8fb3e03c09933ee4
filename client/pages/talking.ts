import { type ChatEvents, openChat } from '../engagement/chat.ts';
import { TALK_WORDS } from '../engagement/words.ts';
import type { Link } from '../net/link.ts';
import { learnWords } from '../ui/i18n.ts';

/** Opens the talk of a room, in words that come with it. */
export async function openTalk(link: Link, events: ChatEvents = {}) {
  await learnWords(TALK_WORDS);
  return openChat(link, events);
}
