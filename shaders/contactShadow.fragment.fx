// Darkest in the middle, nothing at the edge. vFrom: -1..1 across the disc. Output: black with its share.
precision highp float;
varying vec2 vFrom;
void main() {
  float far = length(vFrom);
  float share = far < 0.5 ? mix(0.6, 0.28, far * 2.0) : mix(0.28, 0.0, far * 2.0 - 1.0);
  gl_FragColor = vec4(0.0, 0.0, 0.0, max(share, 0.0));
}
