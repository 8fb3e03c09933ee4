// A board of the interface in the room: a rectangle with its picture.
// worldViewProjection: room to clip space.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 worldViewProjection;
varying vec2 at;
void main(void) {
  at = uv;
  gl_Position = worldViewProjection * vec4(position, 1.0);
}
