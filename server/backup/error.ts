/** Why a backup can't be made or put back, in words for the person who asked for it. */
export class BackupError extends Error {}
