// The room in the light tier. Uniforms: world, viewProjection. Space: object to clip; light is stored as sqrt(light / range).
// Defines: LIGHTMAP (light over uv2), VERTEXLIGHT (light in the colour attribute).
precision highp float;
attribute vec3 position;
attribute vec3 normal;
attribute vec2 uv;
#ifdef LIGHTMAP
attribute vec2 uv2;
varying vec2 vLightUv;
#endif
#ifdef VERTEXLIGHT
attribute vec4 color;
varying vec3 vLight;
#endif
uniform mat4 world;
#include<toClip>
varying vec2 vUv;
varying vec3 vNormal;
varying vec3 vPlace;
void main() {
  vUv = uv;
#ifdef LIGHTMAP
  vLightUv = uv2;
#endif
#ifdef VERTEXLIGHT
  vLight = color.rgb;
#endif
  vec4 place = world * vec4(position, 1.0);
  vPlace = place.xyz;
  vNormal = mat3(world) * normal;
  gl_Position = toClip(place);
}
