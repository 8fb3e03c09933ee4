// Beams of the light show, all in one draw: open cones from lamp to where they end.
// Attributes: position (x, z: on the unit circle, y: 0 at the lamp .. 1 at the end). Of a beam: world0..world3 (where it is),
// glow (linear colour and brightness).
// Uniforms: viewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute vec4 world0;
attribute vec4 world1;
attribute vec4 world2;
attribute vec4 world3;
attribute vec4 glow;
#include<toClip>
varying vec3 vPlace;
varying vec3 vOut;
varying vec4 vGlow;
varying float vAlong;
void main() {
  mat4 world = mat4(world0, world1, world2, world3);
  float wide = mix(0.03, 1.0, position.y);
  vPlace = (world * vec4(position.x * wide, position.y, position.z * wide, 1.0)).xyz;
  vOut = normalize(mat3(world) * vec3(position.x, 0.0, position.z));
  vGlow = glow;
  vAlong = position.y;
  gl_Position = toClip(vec4(vPlace, 1.0));
}
