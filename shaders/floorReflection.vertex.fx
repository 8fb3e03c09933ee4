// A screen mirrored in the floor. `position` lies on the floor where the mirrored screen is seen; `mirrored` is (u, v, 1) * t,
// t being the share of the way from the eye to the mirrored point: divided in the fragment shader it gives u and v in the
// perspective of the mirror. Uniforms: viewProjection. Space: world to clip.
precision highp float;
attribute vec3 position;
attribute vec3 mirrored;
#include<toClip>
varying vec3 vMirrored;
varying vec3 vPlace;
void main() {
  vMirrored = mirrored;
  vPlace = position;
  gl_Position = toClip(vec4(position, 1.0));
}
