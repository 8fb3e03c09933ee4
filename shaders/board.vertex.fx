// A board of the interface in the room: a rectangle with its picture.
// Uniforms: world, viewProjection.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec2 at;
void main(void) {
  at = uv;
  gl_Position = toClip(world * vec4(position, 1.0));
}
