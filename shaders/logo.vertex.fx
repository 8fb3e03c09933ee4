// A brand's logo on a wall.
// Attributes: position, uv. Uniforms: world, viewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec2 vUv;
void main() {
  vUv = uv;
  gl_Position = toClip(world * vec4(position, 1.0));
}
