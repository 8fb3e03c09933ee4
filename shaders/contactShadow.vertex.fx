// A flat disc where something touches the ground. Uniforms: world, viewProjection. Space: model to clip.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec2 vFrom;
void main() {
  vFrom = uv * 2.0 - 1.0;
  gl_Position = toClip(world * vec4(position, 1.0));
}
