/** How one likes to be moved with a headset. */
export type VrComfort = {
  /** By steps, or in a glide. */
  turn: 'snap' | 'smooth';
  /** The other hand's stick walks; else both throw. */
  glide: boolean;
  /** The view narrows while one is moved. */
  narrow: boolean;
  /** One sits, and sees the room from where one would stand. */
  seated: boolean;
  /** The left hand points, the right one walks. */
  leftHanded: boolean;
  /** How large words are on boards. */
  reading: (typeof READING)[number];
};

/** Sizes of words, from usual to largest. */
export const READING = ['normal', 'large', 'largest'] as const;

const STORE_KEY = 'vitrine.vrComfort';
const USUAL: VrComfort = {
  ...{ turn: 'snap', glide: true, narrow: true, seated: false, leftHanded: false, reading: 'normal' },
};

/** As this device remembers it. */
export function readVrComfort(): VrComfort {
  try {
    const { turn, reading, ...rest } = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}');
    const known = (name: keyof typeof USUAL) =>
      typeof rest[name] === 'boolean' ? { [name]: rest[name] as boolean } : {};
    return {
      ...USUAL,
      turn: turn === 'smooth' ? 'smooth' : 'snap',
      reading: READING.find((size) => size === reading) ?? USUAL.reading,
      ...{ ...known('glide'), ...known('narrow'), ...known('seated'), ...known('leftHanded') },
    };
  } catch {
    return USUAL;
  }
}

const followers = new Set<(comfort: VrComfort) => void>();

/** Remembers it on this device, and tells whoever is moved by it. */
export function storeVrComfort(comfort: VrComfort): void {
  localStorage.setItem(STORE_KEY, JSON.stringify(comfort));
  for (const follower of followers) follower(comfort);
}

/** Tells each change until the returned undo is called. */
export function followVrComfort(follower: (comfort: VrComfort) => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}
