/**
 * Does `work` while no other process on this file does; waits for the other, and takes over at once from a dead one
 * (after 30 s when that one ran on another host or in another container).
 */
export function withLock<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
