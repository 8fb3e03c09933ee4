import { type RawBuilder, sql } from 'kysely';

/**
 * Words of our own as a part of the statement's text, to be compared with: an index over a part of the rows (`where status
 * in …`) is only used where the words stand in the statement itself. Never for anything that somebody sends.
 */
export const literals = <Word extends string>(...words: Word[]): RawBuilder<Word>[] =>
  words.map((word) => sql.lit(word));
