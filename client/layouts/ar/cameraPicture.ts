import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine';
import type { ArSession } from './session.ts';

/** A picture: lines of RGBA from the top. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };

type Camera = { width: number; height: number };
type Binding = { getCameraImage?(camera: Camera): WebGLTexture | null };
type BindingMaker = new (session: XRSession, gl: WebGL2RenderingContext) => Binding;

const VERTEX = `#version 300 es
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = corner;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D image;
in vec2 at;
out vec4 colour;
void main() {
  colour = vec4(texture(image, vec2(at.x, 1.0 - at.y)).rgb, 1.0);
}`;

/**
 * What the device's camera sees now; undefined where the page is not given it. The picture is the browser's for one frame
 * alone, and can only be looked up: so it is drawn once more into one of ours.
 */
export function cameraPicture(ar: ArSession, engine: AbstractEngine): Promise<Pixels | undefined> {
  const Maker = (globalThis as { XRWebGLBinding?: BindingMaker }).XRWebGLBinding;
  const gl = (engine as unknown as { _gl: WebGL2RenderingContext })._gl;
  if (!Maker || !ar.offers('camera-access')) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    ar.onNextFrame((frame) => {
      try {
        const view = frame.getViewerPose(ar.space)?.views[0] as (XRView & { camera?: Camera }) | undefined;
        const image = view?.camera && new Maker(ar.session, gl).getCameraImage?.(view.camera);
        resolve(image ? drawn(gl, image, view.camera!) : undefined);
      } catch {
        resolve(undefined);
      } finally {
        engine.wipeCaches(true);
      }
    });
  });
}

function drawn(gl: WebGL2RenderingContext, image: WebGLTexture, { width, height }: Camera): Pixels {
  const before = gl.getParameter(gl.FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
  const program = programOf(gl);
  const target = gl.createTexture();
  const buffer = gl.createFramebuffer();
  const data = new Uint8ClampedArray(width * height * 4);
  gl.bindTexture(gl.TEXTURE_2D, target);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
  gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
  gl.viewport(0, 0, width, height);
  for (const test of [gl.BLEND, gl.DEPTH_TEST, gl.CULL_FACE, gl.SCISSOR_TEST, gl.STENCIL_TEST])
    gl.disable(test);
  gl.colorMask(true, true, true, true);
  gl.bindVertexArray(null);
  gl.useProgram(program);
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, image);
  gl.uniform1i(gl.getUniformLocation(program, 'image'), 0);
  gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(data.buffer));
  gl.bindFramebuffer(gl.FRAMEBUFFER, before);
  gl.bindTexture(gl.TEXTURE_2D, null);
  gl.deleteFramebuffer(buffer);
  gl.deleteTexture(target);
  gl.deleteProgram(program);
  return { width, height, data };
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return program;
}
