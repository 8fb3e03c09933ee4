// A soft round shadow under each person, all in one draw. Attributes: position (corner, -1..1 in x and z); of a person:
// placing (x, y, z in metres, turn unused). Uniforms: viewProjection, radius (metres), lift (metres above the ground).
precision highp float;
attribute vec3 position;
attribute vec4 placing;
#include<toClip>
uniform float radius;
uniform float lift;
varying vec2 vFrom;
void main() {
  vFrom = position.xz;
  vec3 place = placing.xyz + vec3(position.x * radius, lift, position.z * radius);
  gl_Position = toClip(vec4(place, 1.0));
}
