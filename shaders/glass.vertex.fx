// A pane of glass. Attributes: position (metres, its own axes), normal. Space: world, metres.
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
#include<toClip>
varying vec3 vPlace;
varying vec2 vUv;

void main() {
  vec4 place = world * vec4(position, 1.0);
  vPlace = place.xyz;
  vUv = uv;
  gl_Position = toClip(place);
}
