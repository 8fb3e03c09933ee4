/** Whether a folder's node_modules were installed by set-up from the package-lock.json that lies there now. */
export function isFresh(folder: string): boolean;
