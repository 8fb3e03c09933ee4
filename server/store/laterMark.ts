/** The mark of a statement that may travel with the next one. */
export const LATER = '/*later*/';
