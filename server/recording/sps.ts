/** Reads bits of an H.264 parameter set, without the bytes that only keep start codes out. */
function openBits(nal: Buffer) {
  const bytes = nal.filter((byte, i) => !(byte === 3 && i >= 2 && nal[i - 1] === 0 && nal[i - 2] === 0));
  let at = 0;
  const bit = (): number => {
    if (at >= bytes.length * 8) throw new RangeError('the parameter set ends early');
    const value = (bytes[at >> 3]! >> (7 - (at & 7))) & 1;
    at++;
    return value;
  };
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + bit();
    return value;
  };
  /** An Exp-Golomb number, unsigned. */
  const ue = (): number => {
    let zeros = 0;
    while (bit() === 0) if (++zeros > 31) throw new RangeError('not an Exp-Golomb number');
    return 2 ** zeros - 1 + bits(zeros);
  };
  const se = (): number => {
    const value = ue();
    return value & 1 ? (value + 1) / 2 : -value / 2;
  };
  return { bit, bits, ue, se };
}

type Bits = ReturnType<typeof openBits>;

function skipScaling({ bit, se }: Bits, lists: number): void {
  for (let list = 0; list < lists; list++) {
    if (!bit()) continue;
    let last = 8;
    let next = 8;
    for (let i = 0; i < (list < 6 ? 16 : 64); i++) {
      if (next !== 0) next = (last + se() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

/** Profiles whose parameter sets tell of chroma and scaling (ITU-T H.264, 7.3.2.1.1). */
const HIGH = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

/** The picture's size that an H.264 sequence parameter set tells (ITU-T H.264, 7.3.2.1.1); undefined when it can't be read. */
export function readSps(nal: Buffer): { width: number; height: number } | undefined {
  try {
    return sizeIn(openBits(nal), nal[1]!);
  } catch {
    return undefined;
  }
}

function sizeIn(read: Bits, profile: number): { width: number; height: number } {
  const { bit, bits, ue, se } = read;
  bits(32);
  ue();
  let chroma = 1;
  if (HIGH.includes(profile)) {
    chroma = ue();
    if (chroma === 3) bit();
    ue();
    ue();
    bit();
    if (bit()) skipScaling(read, chroma === 3 ? 12 : 8);
  }
  ue();
  const order = ue();
  if (order === 0) ue();
  else if (order === 1) {
    bit();
    se();
    se();
    for (let left = ue(); left > 0; left--) se();
  }
  ue();
  bit();
  const columns = (ue() + 1) * 16;
  const rows = (ue() + 1) * 16;
  const interlaced = bit() === 0;
  if (interlaced) bit();
  bit();
  const [left, right, top, bottom] = bit() ? [ue(), ue(), ue(), ue()] : [0, 0, 0, 0];
  const [stepX, stepY] = [
    chroma === 1 || chroma === 2 ? 2 : 1,
    (chroma === 1 ? 2 : 1) * (interlaced ? 2 : 1),
  ];
  return {
    width: columns - (left + right) * stepX,
    height: rows * (interlaced ? 2 : 1) - (top + bottom) * stepY,
  };
}
