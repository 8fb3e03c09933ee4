// A screen of the room. Uniforms: world, viewProjection. Space: object to clip; uv 0..1, origin at the lower left.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec2 vUv;
void main() {
  vUv = vec2(1.0 - uv.x, uv.y); // the plane shows its back to the room in a right-handed scene
  gl_Position = toClip(world * vec4(position, 1.0));
}
