// The veil around a product that is being revealed: an upright shell.
// Attributes: position (x, z: on the unit circle; y: 0 at its foot .. 1 at its top). Uniforms: world, viewProjection.
// Space: object to clip.
precision highp float;
attribute vec3 position;
uniform mat4 world;
#include<toClip>
varying vec3 vAt;
varying vec3 vPlace;
void main() {
  vAt = position;
  vPlace = (world * vec4(position, 1.0)).xyz;
  gl_Position = toClip(vec4(vPlace, 1.0));
}
