// Mixes a shifted pass into the held picture. Uniforms: picture (display-referred sRGB), weight (its share, 0..1).
precision highp float;
varying vec2 vUv;
uniform sampler2D picture;
uniform float weight;
void main() {
  gl_FragColor = vec4(texture2D(picture, vUv).rgb, weight);
}
