import { metaQuest2, XRDevice } from 'iwer';
import { install } from './patched.ts';

/** A picture with a layer for each eye, as long as the canvas has its size. */
type Picture = { texture: WebGLTexture; width: number; height: number };
type State = XRRenderStateInit & { layers?: readonly object[] };
type Session = Omit<XRSession, 'updateRenderState'> & { updateRenderState(state?: State): Promise<void> };
type Made<Kind> = { new (...args: unknown[]): Kind; prototype: Kind };

type MultisampleArguments = [GLenum, GLenum, WebGLTexture | null, GLint, GLsizei, GLint, GLsizei];

const EYES = ['left', 'right'];

const supportedFeatures = [...metaQuest2.supportedFeatures, 'layers'] as typeof metaQuest2.supportedFeatures;
install(new XRDevice({ ...metaQuest2, supportedFeatures }, { stereoEnabled: true }));

// IWER has one layer, with half of the canvas for each eye; the polyfill that it brings along hears one asker per frame only.
const global = globalThis as unknown as {
  XRSession: Made<Session>;
  XRWebGLBinding: Made<object>;
  XRWebGLLayer: Made<XRWebGLLayer>;
};
const { prototype: session } = global.XRSession;
const shown = new WeakMap<object, ProjectionLayer>();

/** Smooth edges for both eyes at once are taken for edges as they are: this machine's graphics have none. */
const { getExtension } = WebGL2RenderingContext.prototype;
const ask = getExtension as (this: WebGL2RenderingContext, name: string) => unknown;
WebGL2RenderingContext.prototype.getExtension = function (this: WebGL2RenderingContext, name: string) {
  if (name !== 'OCULUS_multiview') return ask.call(this, name);
  const multiview = ask.call(this, 'OVR_multiview2') as OVR_multiview2;
  return {
    framebufferTextureMultisampleMultiviewOVR(
      ...[target, attachment, texture, level, _samples, base, views]: MultisampleArguments
    ) {
      multiview.framebufferTextureMultiviewOVR(target, attachment, texture, level, base, views);
    },
  };
} as typeof getExtension;

/** What both eyes are drawn into at once. */
class ProjectionLayer {
  fixedFoveation = 0;
  readonly gl: WebGL2RenderingContext;
  #picture: Picture | undefined;
  #reader: WebGLFramebuffer | undefined;

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
  }
  get textureWidth(): number {
    return this.gl.drawingBufferWidth / EYES.length;
  }
  get textureHeight(): number {
    return this.gl.drawingBufferHeight;
  }
  get picture(): Picture {
    const gl = this.gl;
    const [width, height] = [this.textureWidth, this.textureHeight];
    if (this.#picture?.width === width && this.#picture.height === height) return this.#picture;
    const before = gl.getParameter(gl.TEXTURE_BINDING_2D_ARRAY);
    const texture = gl.createTexture()!;
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA8, width, height, EYES.length);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, before);
    this.#picture = { texture, width, height };
    return this.#picture;
  }
  /** Lays what the eyes see side by side on the canvas. */
  show(): void {
    const gl = this.gl;
    const { texture, width, height } = this.picture;
    const [read, draw] = [
      gl.getParameter(gl.READ_FRAMEBUFFER_BINDING),
      gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING),
    ];
    const cuts = gl.isEnabled(gl.SCISSOR_TEST);
    this.#reader ??= gl.createFramebuffer()!;
    gl.disable(gl.SCISSOR_TEST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#reader);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    for (const eye of EYES.keys()) {
      gl.framebufferTextureLayer(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, texture, 0, eye);
      const to = [eye * width, 0, (eye + 1) * width, height] as const;
      gl.blitFramebuffer(0, 0, width, height, ...to, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    }
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, read);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, draw);
    if (cuts) gl.enable(gl.SCISSOR_TEST);
  }
}

global.XRWebGLBinding = class extends global.XRWebGLBinding {
  readonly #gl: WebGL2RenderingContext;
  constructor(...args: unknown[]) {
    super(...args);
    this.#gl = args[1] as WebGL2RenderingContext;
  }
  createProjectionLayer({ textureType }: { textureType: string }): ProjectionLayer {
    if (textureType !== 'texture-array') throw new TypeError('both eyes are drawn at once here');
    return new ProjectionLayer(this.#gl);
  }
  getViewSubImage({ picture }: ProjectionLayer, { eye }: XRView) {
    const { texture: colorTexture, width, height } = picture;
    const size = { textureWidth: width, textureHeight: height };
    return { colorTexture, ...size, imageIndex: EYES.indexOf(eye), viewport: { x: 0, y: 0, width, height } };
  }
};

// What the layer shows is laid on the canvas as it is, which smooth edges of the canvas' own would not take.
const { getContext } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, wishes?: object) {
  return getContext.call(this, kind as 'webgl2', { ...wishes, antialias: false });
} as typeof getContext;

const { updateRenderState, requestAnimationFrame } = session;
session.updateRenderState = function ({ layers, ...state } = {}) {
  const [layer] = layers ?? [];
  if (!(layer instanceof ProjectionLayer)) return updateRenderState.call(this, state);
  shown.set(this, layer);
  // IWER draws no frame without a layer of its own.
  const baseLayer = new global.XRWebGLLayer(this, layer.gl);
  return updateRenderState.call(this, { ...state, baseLayer });
};
const { get } = Object.getOwnPropertyDescriptor(session, 'renderState')!;
Object.defineProperty(session, 'renderState', {
  get(this: XRSession) {
    const state = get!.call(this) as XRRenderState;
    const layer = shown.get(this);
    if (!layer) return state;
    const { depthNear, depthFar } = state;
    return { depthNear, depthFar, baseLayer: null, layers: [layer] };
  },
});
const waiting = new WeakSet<object>();
session.requestAnimationFrame = function (callback) {
  return requestAnimationFrame.call(this, (time, frame) => {
    const layer = shown.get(this);
    if (layer && !waiting.has(this)) {
      waiting.add(this);
      // After all that draw in this frame.
      queueMicrotask(() => {
        waiting.delete(this);
        layer.show();
      });
    }
    callback(time, frame);
  });
};
