// A screen mirrored in oiled boards: clear at its foot, ever softer towards its top, stronger the flatter one looks.
// Uniforms: as in screen.fragment.fx, and eye (metres), gloss (0..1).
precision highp float;
varying vec3 vMirrored;
varying vec3 vPlace;
uniform sampler2D feed;
uniform sampler2D slate;
uniform float mixed;
uniform vec2 fit;
uniform vec3 eye;
uniform float gloss;

vec3 pictureAt(vec2 uv) {
  vec2 inside = clamp(uv, 0.0, 1.0);
  vec2 at = (inside - 0.5) / fit + 0.5;
  return mix(texture2D(slate, inside).rgb, texture2D(feed, clamp(at, 0.0, 1.0)).rgb, mixed);
}

void main() {
  vec2 uv = vMirrored.xy / vMirrored.z;
  float soft = 0.03 + 0.07 * clamp(uv.y, 0.0, 1.0);
  vec3 colour = pictureAt(uv + vec2(0.0, 0.2) * soft) + pictureAt(uv + vec2(0.7, -0.9) * soft)
    + pictureAt(uv + vec2(-0.7, -0.9) * soft) + pictureAt(uv + vec2(0.5, 1.3) * soft) + pictureAt(uv + vec2(-0.5, 1.3) * soft);
  vec2 edge = smoothstep(vec2(-soft), vec2(soft), uv) * smoothstep(vec2(-soft), vec2(soft), 1.0 - uv);
  float flatness = 1.0 - normalize(eye - vPlace).y;
  float share = gloss * (0.05 + 0.95 * flatness * flatness * flatness) * (1.0 - 0.65 * clamp(uv.y, 0.0, 1.0));
  gl_FragColor = vec4(colour * 0.2, share * edge.x * edge.y);
}
