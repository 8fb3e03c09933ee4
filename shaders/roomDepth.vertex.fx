// Covers the whole picture. Attributes: position (-1..1 in x and y). Varying: place (0..1, from the top left).
precision highp float;

attribute vec3 position;

varying vec2 place;

void main(void) {
  place = vec2(position.x * 0.5 + 0.5, 0.5 - position.y * 0.5);
  gl_Position = vec4(position.xy, 0.0, 1.0);
}
