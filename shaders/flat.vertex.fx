// Rays, rings and veils of a headset: flat colour with its own strength at each corner.
// Attributes: position (metres), shade (0 unseen .. 1 full). Uniforms: world, viewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute float shade;
uniform mat4 world;
#include<toClip>
varying float vShade;
void main() {
  vShade = shade;
  gl_Position = toClip(world * vec4(position, 1.0));
}
