const MEGA = 1024 * 1024;

/** What an upload may hold, so that none can exhaust the machine; all of it is checked before anything is built from it. */
export const LIMITS = {
  /** Files of an upload, also within a zip. */
  files: 2_000,
  /** Bytes of all files together, unpacked. */
  bytes: 512 * MEGA,
  /** How many times larger than packed a file, and the whole, may become, beyond its first megabyte. */
  ratio: 200,
  ratioFreeBytes: MEGA,
  folders: 16,
  nameChars: 255,
  pathChars: 1_024,

  jsonBytes: 64 * MEGA,
  jsonDepth: 64,

  pictureSidePx: 8_192,
  picturePixels: 64 * MEGA,
  picturesPixels: 256 * MEGA,

  /** Bytes that all accessors together declare, whether they exist or not. */
  accessorBytes: 512 * MEGA,
  vertices: 20_000_000,
  indices: 60_000_000,
  /** Triangles of one picture of the whole scene, each use of a mesh counted. */
  drawnTriangles: 200_000_000,
  instances: 1_000_000,
  nodes: 50_000,
  nodeDepth: 256,
  meshes: 50_000,
  primitives: 50_000,
  accessors: 200_000,
  bufferViews: 200_000,
  materials: 10_000,
  images: 1_000,
  textures: 10_000,
  animations: 1_000,
  channels: 100_000,
} as const;
