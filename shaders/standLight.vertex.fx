// A pool of light around the foot of a stand.
// Attributes: position, uv (-1..1 from its middle). Uniforms: worldViewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 worldViewProjection;
varying vec2 vAt;
void main() {
  vAt = uv;
  gl_Position = worldViewProjection * vec4(position, 1.0);
}
