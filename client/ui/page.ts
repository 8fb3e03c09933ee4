import { effect } from '@preact/signals';
import { type MessageKey, t } from './i18n.ts';

/** Makes the document a page that scrolls, under a title in the language in use. */
export function titlePage(key: MessageKey): void {
  document.body.classList.add('page');
  effect(() => {
    document.title = `${t(key)} · Vitrine`;
  });
}
