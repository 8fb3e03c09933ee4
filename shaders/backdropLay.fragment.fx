// Lays the held picture and its depth under what moves. Uniforms: picture (display-referred sRGB), depth (0..1).
precision highp float;
varying vec2 vUv;
uniform sampler2D picture;
uniform highp sampler2D depth;
void main() {
  gl_FragColor = vec4(texture2D(picture, vUv).rgb, 1.0);
  gl_FragDepth = texture2D(depth, vUv).r;
}
