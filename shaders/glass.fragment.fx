// A window pane: what is behind it, a touch greener, under what it mirrors; more the flatter one looks at it (Fresnel, both
// faces). Old glass is not quite even, so that what is mirrored swims a little.
// Uniforms: eye (metres), facing (unit, into the room), half_ (half the pane's width and height, metres), exposure, sky
// (linear colour of what comes in flatly). With MIRROR: probe (linear, prefiltered), boxMiddle and boxHalf (the walls onto
// which it is projected, metres), flip (sign of the probe's z), blur (level of the probe).
// Output: display-referred sRGB, premultiplied. Space: world, metres.
precision highp float;
varying vec3 vPlace;
varying vec2 vUv;
uniform vec3 eye;
uniform vec3 facing;
uniform vec2 half_;
uniform float exposure;
uniform vec3 sky;
#ifdef MIRROR
uniform samplerCube probe;
uniform vec3 boxMiddle;
uniform vec3 boxHalf;
uniform float flip;
uniform float blur;
#endif

void main() {
  vec2 at = (vUv - 0.5) * half_ * 2.0;
  vec3 ray = normalize(vPlace - eye);
  vec3 side = vec3(-facing.z, 0.0, facing.x);
  vec2 waves = 0.006 * vec2(sin(at.y * 2.3 + at.x * 0.9) + 0.5 * sin(at.y * 5.1), sin(at.x * 1.7 - at.y * 1.3));
  vec3 n = normalize(facing + side * waves.x + vec3(0.0, waves.y, 0.0));
  float cosine = abs(dot(ray, n));
  float once = 0.04 + 0.96 * pow(1.0 - cosine, 5.0);
  float share = 2.0 * once / (1.0 + once);
  vec3 mirrored = sky;
#ifdef MIRROR
  vec3 way = reflect(ray, n);
  // The probe was taken in the middle: where the way meets the walls, seen from there.
  vec3 first = (boxMiddle + boxHalf * sign(way) - vPlace) / way;
  vec3 met = vPlace + way * max(0.0, min(first.x, min(first.y, first.z))) - boxMiddle;
  mirrored = textureLod(probe, met * vec3(1.0, 1.0, flip), blur).rgb;
#endif
  vec3 seen = pow(1.0 - exp(-mirrored * exposure * 1.4), vec3(0.4545));
  // Light goes a longer way through the pane when it comes flatly: greener there.
  float thick = 0.02 + 0.05 * (1.0 - cosine);
  vec3 tint = vec3(0.42, 0.5, 0.46);
  gl_FragColor = vec4(seen * share + tint * thick * (1.0 - share), share + thick * (1.0 - share));
}
