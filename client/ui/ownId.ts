import { useState } from 'preact/hooks';

let count = 0;

/** An id that nothing else in the document has, whichever root draws it: what is laid over the page is one of its own. */
export const useOwnId = (): string => useState(() => `own-${++count}`)[0];
