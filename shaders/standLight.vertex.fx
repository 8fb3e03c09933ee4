// A pool of light around the foot of a stand.
// Attributes: position, uv (-1..1 from its middle). Uniforms: world, viewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec2 vAt;
void main() {
  vAt = uv;
  gl_Position = toClip(world * vec4(position, 1.0));
}
