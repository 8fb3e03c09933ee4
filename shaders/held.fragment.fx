// A controller or a hand: its colour in soft light from above, with a little of the floor's from below.
// Uniforms: colour (sRGB), picture (sRGB, with PICTURE). Output: sRGB.
precision highp float;
varying vec3 vNormal;
uniform vec3 colour;
#ifdef PICTURE
varying vec2 vUv;
uniform sampler2D picture;
#endif

void main() {
  vec3 n = normalize(vNormal);
  float sky = 0.5 + 0.5 * n.y;
  float lamp = max(0.0, dot(n, vec3(0.35, 0.85, 0.39)));
  vec3 light = mix(vec3(0.5, 0.47, 0.44), vec3(0.84, 0.84, 0.85), sky) + vec3(0.2, 0.195, 0.185) * lamp;
  vec3 own = colour;
#ifdef PICTURE
  own *= texture2D(picture, vUv).rgb;
#endif
  gl_FragColor = vec4(min(own * light, 1.0), 1.0);
}
