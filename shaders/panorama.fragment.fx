// An equirectangular picture all around, and the one before it fading out while one moves on.
// Uniforms: picture, before (sRGB; the middle looks to -z), share (0: only before, 1: only picture), forth and back (metres by
// which one has moved inside the sphere of radius 1, for each of the two: the push from one point to the next).
// Output: display-referred sRGB, as the picture is. Space: world, the eye at the origin.
precision highp float;
varying vec3 vPlace;
uniform sampler2D picture;
uniform sampler2D before;
uniform float share;
uniform vec3 forth;
uniform vec3 back;

vec3 seen(sampler2D around, vec3 ray) {
  float u = atan(ray.x, -ray.z) / 6.2831853 + 0.5;
  // Behind one the longitude leaps from 1 to 0, and a leap asks for the smallest picture: there the one counted from the back.
  float turned = fract(u + 0.5) - 0.5;
  u = fwidth(u) <= fwidth(turned) + 1e-6 ? u : turned;
  return texture2D(around, vec2(u, 0.5 + asin(clamp(ray.y, -1.0, 1.0)) / 3.1415927)).rgb;
}

void main() {
  vec3 ray = normalize(vPlace);
  vec3 colour = seen(picture, normalize(ray + forth));
  if (share < 1.0) colour = mix(seen(before, normalize(ray + back)), colour, share);
  gl_FragColor = vec4(colour, 1.0);
}
