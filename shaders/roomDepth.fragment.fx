// Writes the depth of the real room, so that what is behind it is not drawn. Uniforms: turn (place in the picture to place in
// the depth map), lens (the projection's m[10] and m[14]); depth as metres / scale in r, or as two bytes in r and g: bytes (1 for
// bytes), scale (metres). Define LAYERS: depth as the graphics have it, from below, of both eyes: layer (which eye), near
// (metres), farther (near / far, 0 without an end).
precision highp float;

varying vec2 place;

uniform mat4 turn;
uniform vec2 lens;
#ifdef LAYERS
precision highp sampler2DArray;
uniform sampler2DArray depth;
uniform float layer;
uniform float near;
uniform float farther;

/** 0 where nothing was measured. */
float measured() {
  float there = texture(depth, vec3((turn * vec4(place.x, 1.0 - place.y, 0.0, 1.0)).xy, layer)).r;
  return there <= 0.0 || there >= 1.0 ? 0.0 : near / (1.0 - there * (1.0 - farther));
}
#else
uniform sampler2D depth;
uniform float bytes;
uniform float scale;

float measured() {
  vec4 there = texture2D(depth, (turn * vec4(place, 0.0, 1.0)).xy);
  return scale * mix(there.r, (there.r + there.g * 256.0) * 255.0, bytes);
}
#endif

void main(void) {
  float metres = measured();
  // What is measured trembles: a little farther, so that a foot is not lost in its own floor.
  float away = metres * 1.02 + 0.03;
  float z = -lens.x + lens.y / away;
  gl_FragDepth = metres > 0.0 ? clamp(z * 0.5 + 0.5, 0.0, 1.0) : 1.0;
  gl_FragColor = vec4(0.0);
}
