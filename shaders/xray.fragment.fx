// X-ray of a product: where its surface stands edgewise it is denser.
// uniforms: cameraPosition (world, metres), colour (linear), density (0 to 1, at the edge)
precision highp float;

varying vec3 vNormal;
varying vec3 vPosition;

uniform vec3 cameraPosition;
uniform vec3 colour;
uniform float density;

#include<clipPlaneFragmentDeclaration>

void main(void) {
  #include<clipPlaneFragment>
  float length2 = dot(vNormal, vNormal);
  float facing = length2 > 0.0 ? abs(dot(vNormal * inversesqrt(length2), normalize(cameraPosition - vPosition))) : 0.5;
  float edge = pow(1.0 - facing, 2.2);
  gl_FragColor = vec4(colour, density * (0.06 + 0.94 * edge));
}
