// Writes the depth of the real room, so that what is behind it is not drawn. Uniforms: depth (metres / scale in r, or as two
// bytes in r and g), bytes (1 for bytes), scale (metres), turn (place in the picture to place in the depth map), lens (the
// projection's m[10] and m[14]).
precision highp float;

varying vec2 place;

uniform sampler2D depth;
uniform float bytes;
uniform float scale;
uniform mat4 turn;
uniform vec2 lens;

void main(void) {
  vec4 there = texture2D(depth, (turn * vec4(place, 0.0, 1.0)).xy);
  float metres = scale * mix(there.r, (there.r + there.g * 256.0) * 255.0, bytes);
  // What is measured trembles: a little farther, so that a foot is not lost in its own floor.
  float away = metres * 1.02 + 0.03;
  float z = -lens.x + lens.y / away;
  gl_FragDepth = metres > 0.0 ? clamp(z * 0.5 + 0.5, 0.0, 1.0) : 1.0;
  gl_FragColor = vec4(0.0);
}
