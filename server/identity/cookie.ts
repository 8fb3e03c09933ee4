/** Seconds for which a session holds after it was last used. */
export const SESSION_SECONDS = 30 * 86_400;
/** What each name of a cookie begins with. */
export const COOKIE_PREFIX = 'vitrine';
/** The header in which our gate tells the sign-in library from which address a request comes. */
export const ADDRESS_HEADER = 'x-vitrine-address';
