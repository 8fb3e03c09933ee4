// One colour over what is there. Uniforms: colour (linear), strength (0 .. 1), least (shade below which nothing is drawn, for
// a veil that closes from outside in; 0 elsewhere).
precision highp float;
varying float vShade;
uniform vec3 colour;
uniform float strength;
uniform float least;
void main() {
  float shown = clamp((vShade - least) / max(1.0 - least, 0.001), 0.0, 1.0);
  gl_FragColor = vec4(colour, shown * strength);
}
