// A controller or a hand in one's own hand, bound to its parts or joints.
// Attributes: position (packed), normal, uv (where there is a picture), matricesIndices, matricesWeights.
// Uniforms: world (the real floor in the room), viewProjection, joints (packed to metres over the real floor, one per bone).
// Defines: JOINTS (bones), PICTURE (there is one). Space: packed object to clip.
precision highp float;
attribute vec3 position;
attribute vec3 normal;
attribute vec4 matricesIndices;
attribute vec4 matricesWeights;
uniform mat4 world;
#include<toClip>
uniform mat4 joints[JOINTS];
varying vec3 vNormal;
#ifdef PICTURE
attribute vec2 uv;
varying vec2 vUv;
#endif

void main() {
  mat4 bound = joints[int(matricesIndices.x + 0.5)] * matricesWeights.x;
  // What a controller is made of moves with one part alone.
  if (matricesWeights.y > 0.0) {
    bound += joints[int(matricesIndices.y + 0.5)] * matricesWeights.y;
    bound += joints[int(matricesIndices.z + 0.5)] * matricesWeights.z;
    bound += joints[int(matricesIndices.w + 0.5)] * matricesWeights.w;
  }
  vNormal = normalize(mat3(world) * (mat3(bound) * normal));
#ifdef PICTURE
  vUv = uv;
#endif
  gl_Position = toClip(world * (bound * vec4(position, 1.0)));
}
