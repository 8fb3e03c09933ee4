// A beam in hazy air: bright in its middle and at the lamp, gone at its edges and its end.
// Uniforms: eye (metres). Added to what is there. Space: world, metres.
precision highp float;
varying vec3 vPlace;
varying vec3 vOut;
varying vec4 vGlow;
varying float vAlong;
uniform vec3 eye;
void main() {
  float across = abs(dot(normalize(vOut), normalize(eye - vPlace)));
  float core = across * across * across;
  float fall = (1.0 - vAlong) * (1.0 - vAlong) / (0.25 + vAlong);
  gl_FragColor = vec4(vGlow.rgb * (vGlow.a * core * min(fall, 1.0)), 1.0);
}
