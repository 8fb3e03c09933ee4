// Darkest in the middle, nothing at the edge. vFrom: -1..1 across the shadow. Output: black with its share.
precision highp float;
varying vec2 vFrom;
void main() {
  float near = max(0.0, 1.0 - length(vFrom));
  gl_FragColor = vec4(0.0, 0.0, 0.0, 0.6 * near * (0.6 + 0.4 * near));
}
