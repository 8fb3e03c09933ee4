/// <reference types="vite/client" />

/** https://github.com/immersive-web/webxr-polyfill */
declare module 'webxr-polyfill' {
  /** Lays `navigator.xr` where a browser has none. */
  // biome-ignore lint/style/noDefaultExport: it is how the package exports it
  export default class WebXRPolyfill {
    constructor(config?: {
      webvr?: boolean;
      cardboardConfig?: { DPDB_URL: string | null; MOBILE_WAKE_LOCK?: boolean };
    });
  }
}
