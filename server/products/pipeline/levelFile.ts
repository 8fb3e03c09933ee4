import type { Level, Packing } from '../../../shared/model/delivery.ts';

/** The name of a delivered file in its folder. */
export const fileOf = (level: Level, packing: Packing): string => `${level}.${packing}.glb`;

/** The upload as one file, and the file for iOS. */
export const ORIGINAL_FILE = 'original.glb';
export const USDZ_FILE = 'product.usdz';
/** The file for Android's viewer. */
export const PLAIN_FILE = 'plain.glb';
