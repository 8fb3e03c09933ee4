// A screen of the room: the feed, letterboxed, faded in over the slate. Colours are display-referred: the tone mapping of
// the room would wash the picture out.
// Uniforms: feed, slate (sRGB pictures), mixed (0 slate .. 1 feed), fit (share of the surface that the feed covers, x and y).
precision highp float;
varying vec2 vUv;
uniform sampler2D feed;
uniform sampler2D slate;
uniform float mixed;
uniform vec2 fit;
void main() {
  vec2 at = (vUv - 0.5) / fit + 0.5;
  float inside = step(0.0, at.x) * step(at.x, 1.0) * step(0.0, at.y) * step(at.y, 1.0);
  vec3 picture = texture2D(feed, clamp(at, 0.0, 1.0)).rgb * inside;
  gl_FragColor = vec4(mix(texture2D(slate, vUv).rgb, picture, mixed), 1.0);
}
