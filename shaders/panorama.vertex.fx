// The inside of a box around the eye; its direction is what the picture is looked up by.
// Uniforms: viewProjection (the eye at the origin). Space: world, metres.
precision highp float;
attribute vec3 position;
uniform mat4 viewProjection;
varying vec3 vPlace;

void main() {
  vPlace = position;
  gl_Position = viewProjection * vec4(position, 1.0);
}
