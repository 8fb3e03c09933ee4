// The veil around a product that is being revealed: a haze of warm light that lifts from the foot upwards, grain by grain, with
// a bright line where it lifts.
// Uniforms: shown (0: all veiled .. 1: all shown), eye (metres), middle (of the shell, metres).
// Output: display-referred sRGB with alpha. Space: object and world.
precision highp float;
varying vec3 vAt;
varying vec3 vPlace;
uniform float shown;
uniform vec3 eye;
uniform vec3 middle;

float grain(vec2 at) {
  return fract(sin(dot(floor(at), vec2(12.9898, 78.233))) * 43758.5453);
}

void main() {
  float around = atan(vAt.z, vAt.x);
  float height = vAt.y - (shown * 1.35 - 0.15);
  float speck = grain(vec2(around * 22.0, vAt.y * 46.0)) * 0.22;
  float veiled = smoothstep(0.0, 0.16, height - speck + 0.06);
  // The shell is thin where one looks through its middle and dense at its sides, like a fold of gauze.
  vec2 out_ = normalize(vPlace.xz - middle.xz);
  float side = 1.0 - abs(dot(out_, normalize(eye.xz - middle.xz)));
  float line = exp(-60.0 * height * height);
  float top = smoothstep(1.0, 0.75, vAt.y);
  float alpha = (veiled * (0.72 + 0.2 * side) + line * 0.8) * top * (1.0 - smoothstep(0.9, 1.0, shown));
  vec3 colour = mix(vec3(0.975, 0.955, 0.915), vec3(1.0, 0.87, 0.62), clamp(line, 0.0, 1.0));
  gl_FragColor = vec4(colour, clamp(alpha, 0.0, 1.0));
}
