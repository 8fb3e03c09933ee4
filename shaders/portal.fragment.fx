// What one sees through an opening: another room as its picture far behind the door, or a panorama all around; with the glint
// of a pane and a soft rim.
// Uniforms: picture (sRGB; a view of the room, or with PANORAMA an equirectangular picture), eye (metres), middle (of the
// opening, metres), right and facing (unit; facing is where one comes out), deep (metres at which the room's picture hangs),
// half (half the opening's width and height, metres), ratio (the picture's width to height), seconds (0: nothing moves),
// near (0..1, how near one stands), turn (radians, the panorama's first view).
// Output: display-referred sRGB. Space: world, metres.
precision highp float;
varying vec2 vUv;
varying vec3 vPlace;
uniform sampler2D picture;
uniform vec3 eye;
uniform vec3 middle;
uniform vec3 right;
uniform vec3 facing;
uniform vec2 half_;
uniform float deep;
uniform float ratio;
uniform float seconds;
uniform float near;
uniform float turn;
// Metres from the middle of a panorama to its picture.
const float BALL = 2.6;

vec3 seen(vec3 ray) {
#ifdef PANORAMA
  // The picture hangs as a ball behind the pane, so that one sees a good part of it and it moves as one walks past.
  vec3 middleOf = middle - facing * BALL * 0.75;
  vec3 off = vPlace - middleOf;
  float b = dot(off, ray);
  vec3 at = off + ray * (sqrt(max(0.0, b * b - dot(off, off) + BALL * BALL)) - b);
  // Not wrapped here but by the sampler: a leap would ask for the smallest picture along a line.
  float across = atan(dot(at, right), -dot(at, facing)) + turn;
  return texture2D(picture, vec2(across / 6.28318 + 0.5, 0.5 + asin(clamp(at.y / BALL, -1.0, 1.0)) / 3.14159)).rgb;
#else
  // The picture hangs behind the opening, large enough that one never sees past its edge from nearby.
  float along = deep / max(-dot(ray, facing), 0.15);
  vec3 at = vPlace + ray * along - middle;
  float tall = half_.y * 2.3;
  vec2 uv = vec2(dot(at, right) / (tall * ratio), at.y / tall) * 0.5 + 0.5;
  return texture2D(picture, clamp(uv, 0.002, 0.998)).rgb;
#endif
}

void main() {
  vec3 ray = normalize(vPlace - eye);
  vec3 colour = seen(ray);
  float flat_ = 1.0 - abs(dot(ray, facing));
  // A pane between here and there: it mirrors what comes in flatly, and a slow glint goes over it.
  float glint = smoothstep(0.12, 0.0, abs(fract(vUv.x * 0.6 + vUv.y * 0.35 - seconds * 0.05) - 0.5) - 0.02);
  colour = mix(colour, vec3(0.97, 0.95, 0.91), 0.06 + 0.5 * pow(flat_, 5.0) + 0.07 * glint);
  vec2 border = min(vUv, 1.0 - vUv) * half_ * 2.0;
  float rim = smoothstep(0.09, 0.0, min(border.x, border.y));
  colour = mix(colour, vec3(0.98, 0.86, 0.66), rim * (0.35 + 0.45 * near));
  gl_FragColor = vec4(colour, 1.0);
}
