// A pool of light around the foot of a stand: a bright line where the stand meets the floor, fading outwards.
// Uniforms: colour (display-referred), strength (0..1), foot (half the stand's width and depth, as a share of the pool's),
// rounded (1: a round foot, 0: a rectangular one).
// Added to what is there.
precision highp float;
varying vec2 vAt;
uniform vec3 colour;
uniform float strength;
uniform vec2 foot;
uniform float rounded;
void main() {
  vec2 outside = abs(vAt) - foot;
  float straight = length(max(outside, 0.0));
  float curved = max(length(vAt / foot) - 1.0, 0.0) * min(foot.x, foot.y);
  float far = mix(straight, curved, rounded) / (1.0 - min(foot.x, foot.y));
  float pool = pow(max(1.0 - far, 0.0), 3.0);
  float line = smoothstep(0.09, 0.02, far);
  gl_FragColor = vec4(colour * strength * (0.55 * pool + 0.35 * line), 1.0);
}
