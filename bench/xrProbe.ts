/** What is measured of a headset's frames, in the page: draw calls and triangles, as the graphics interface is asked for them. */
export type XrFrames = { drawCalls: number[]; triangles: number[] };

declare global {
  interface Window {
    xrProbe: { take(): XrFrames };
  }
}

/** A script that counts what is drawn within a session's frames; to be run after the emulator and before the page. */
export function probeScript(): void {
  const frames: XrFrames = { drawCalls: [], triangles: [] };
  let calls = 0;
  let triangles = 0;
  let within = false;
  const { prototype: gl } = WebGL2RenderingContext;
  const TRIANGLES = 4;
  const count = (mode: number, corners: number, instances = 1): void => {
    if (!within) return;
    calls++;
    if (mode === TRIANGLES) triangles += (corners / 3) * instances;
  };
  const { drawElements, drawArrays, drawElementsInstanced, drawArraysInstanced } = gl;
  gl.drawElements = function (mode, corners, type, offset) {
    count(mode, corners);
    drawElements.call(this, mode, corners, type, offset);
  };
  gl.drawArrays = function (mode, first, corners) {
    count(mode, corners);
    drawArrays.call(this, mode, first, corners);
  };
  gl.drawElementsInstanced = function (mode, corners, type, offset, instances) {
    count(mode, corners, instances);
    drawElementsInstanced.call(this, mode, corners, type, offset, instances);
  };
  gl.drawArraysInstanced = function (mode, first, corners, instances) {
    count(mode, corners, instances);
    drawArraysInstanced.call(this, mode, first, corners, instances);
  };
  const { prototype: session } = (globalThis as unknown as { XRSession: { prototype: XRSession } }).XRSession;
  const { requestAnimationFrame } = session;
  session.requestAnimationFrame = function (callback) {
    return requestAnimationFrame.call(this, (time, frame) => {
      calls = triangles = 0;
      within = true;
      callback(time, frame);
      within = false;
      // Whoever waits for a frame alone draws nothing.
      if (calls === 0) return;
      frames.drawCalls.push(calls);
      frames.triangles.push(triangles);
    });
  };
  window.xrProbe = {
    take() {
      const taken = { drawCalls: [...frames.drawCalls], triangles: [...frames.triangles] };
      for (const list of Object.values(frames)) list.length = 0;
      return taken;
    },
  };
}
