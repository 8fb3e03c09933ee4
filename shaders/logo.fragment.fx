// A brand's logo on a wall: its own colours, a little dimmed as paint is, with its own transparency.
// Uniforms: logo (sRGB with alpha). Output: display-referred sRGB.
precision highp float;
varying vec2 vUv;
uniform sampler2D logo;
void main() {
  vec4 paint = texture2D(logo, vUv);
  gl_FragColor = vec4(paint.rgb * 0.94, paint.a);
}
