// The opening of a door or panorama.
// Attributes: position, uv. Uniforms: world, viewProjection. Space: object to clip.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec2 vUv;
varying vec3 vPlace;
void main() {
  vUv = uv;
  vPlace = (world * vec4(position, 1.0)).xyz;
  gl_Position = toClip(vec4(vPlace, 1.0));
}
