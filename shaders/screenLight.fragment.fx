// The light that a screen throws on the floor: its picture as eight shining cells, each by Lambert's law on both ends.
// Uniforms: cells (linear colours, four across by two up, bottom row first), centre (metres), aside and up (half the
// screen's width and height, metres), facing (unit, where it shines), strength (what the floor gives back, 0..1 and more
// where it is dark), reach (metres beyond which it is left out).
// Added to what is there (display-referred, small sums). Space: world, metres.
precision highp float;
varying vec3 vPlace;
uniform vec3 cells[8];
uniform vec3 centre;
uniform vec3 aside;
uniform vec3 up;
uniform vec3 facing;
uniform float strength;
uniform float reach;
void main() {
  float area = length(aside) * length(up) * 0.5;
  vec3 light = vec3(0.0);
  for (int cell = 0; cell < 8; cell++) {
    vec2 at = vec2(mod(float(cell), 4.0) * 0.5 - 0.75, floor(float(cell) * 0.25) - 0.5);
    vec3 way = centre + aside * at.x + up * at.y - vPlace;
    float square = dot(way, way);
    vec3 towards = way * inversesqrt(square);
    light += cells[cell] * (max(towards.y, 0.0) * max(-dot(towards, facing), 0.0) * area / (3.1416 * (square + area)));
  }
  float far = length(vPlace - centre) / reach;
  float edge = 1.0 - smoothstep(0.7, 1.0, far);
  gl_FragColor = vec4(light * strength * edge, 1.0);
}
