// Rays, rings and veils of a headset: flat colour with its own strength at each corner.
// Attributes: position (metres), shade (0 unseen .. 1 full). Uniforms: worldViewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute float shade;
uniform mat4 worldViewProjection;
varying float vShade;
void main() {
  vShade = shade;
  gl_Position = worldViewProjection * vec4(position, 1.0);
}
