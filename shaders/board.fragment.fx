// A board of the interface in the room. picture: what is painted on it, multiplied by its own opacity.
precision highp float;
varying vec2 at;
uniform sampler2D picture;
void main(void) {
  gl_FragColor = texture2D(picture, at);
  if (gl_FragColor.a < 0.02) discard;
}
