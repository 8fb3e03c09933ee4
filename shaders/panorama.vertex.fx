// The inside of a box around the eye; its direction is what the picture is looked up by.
// Uniforms: viewProjection, centre (where the eye is). Space: world, metres.
precision highp float;
attribute vec3 position;
#include<toClip>
uniform vec3 centre;
varying vec3 vPlace;

void main() {
  vPlace = position;
  gl_Position = toClip(vec4(position + centre, 1.0));
}
