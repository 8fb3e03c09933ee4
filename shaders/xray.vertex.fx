// X-ray of a product: where its surface stands edgewise it is denser.
// uniforms: world, viewProjection (matrices), cameraPosition (world, metres)
// out: normal and position in world space (metres)
precision highp float;

attribute vec3 position;
attribute vec3 normal;

#include<bonesDeclaration>
#include<instancesDeclaration>
#include<clipPlaneVertexDeclaration>

#include<toClip>

varying vec3 vNormal;
varying vec3 vPosition;

void main(void) {
  vec3 positionUpdated = position;
  #include<instancesVertex>
  #include<bonesVertex>
  vec4 worldPos = finalWorld * vec4(positionUpdated, 1.0);
  vPosition = worldPos.xyz;
  vNormal = mat3(finalWorld) * normal;
  gl_Position = toClip(worldPos);
  #include<clipPlaneVertex>
}
