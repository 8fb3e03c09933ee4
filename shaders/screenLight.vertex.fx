// The floor before a screen, as a net of points that follows its steps.
// Attributes: position (metres). Uniforms: viewProjection. Space: world to clip.
precision highp float;
attribute vec3 position;
#include<toClip>
varying vec3 vPlace;
void main() {
  vPlace = position;
  gl_Position = toClip(vec4(position, 1.0));
}
