// People of one body and level of detail, all in one draw. A person's pose is two places in the baked clips, mixed.
// Attributes of the mesh: position, normal, uv (palette texel), color (linear: soft occlusion and blush), matricesIndices,
// matricesWeights. Attributes of a person: placing (x, y, z in metres, turn in radians), motion (row of clip A, row of
// clip B, share of B 0..1, row of the palettes), fade (share shown, see the fragment shader).
// Uniforms: viewProjection, packing (offset xyz and scale w: this file's packed positions to those that were baked for),
// bones (three texels per bone: the rows of its matrix; one line per frame), palettes (sRGB and roughness, one line per appearance),
// paletteSize (texels of the palette, columns and rows), between (1: mixes neighbouring frames, 0: takes the nearest),
// screenAt (middle of the screen, metres), screenFacing (unit, where it shines), screenLight (its mean colour times its
// area, linear), ambient (the probe's diffuse light as a polynomial of the normal: x y z xx yy zz xy yz zx; linear).
// Defines: INFLUENCES (bones per vertex, 2 or 4). Space: packed object to clip.
precision highp float;
attribute vec3 position;
attribute vec3 normal;
attribute vec2 uv;
attribute vec4 color;
attribute vec4 matricesIndices;
attribute vec4 matricesWeights;
attribute vec4 placing;
attribute vec4 motion;
attribute float fade;
#include<toClip>
uniform vec4 packing;
uniform highp sampler2D bones;
uniform sampler2D palettes;
uniform vec2 paletteSize;
uniform float between;
uniform vec3 ambient[9];
uniform vec3 screenAt;
uniform vec3 screenFacing;
uniform vec3 screenLight;
varying vec3 vColour;
varying vec3 vNormal;
varying vec3 vAmbient;
varying vec3 vPlace;
varying float vFade;
varying float vRough;

vec4 alongX = vec4(0.0);
vec4 alongY = vec4(0.0);
vec4 alongZ = vec4(0.0);

void addBone(float bone, int line, float weight) {
  if (weight <= 0.0) return;
  int at = int(bone + 0.5) * 3;
  alongX += weight * texelFetch(bones, ivec2(at, line), 0);
  alongY += weight * texelFetch(bones, ivec2(at + 1, line), 0);
  alongZ += weight * texelFetch(bones, ivec2(at + 2, line), 0);
}

void addLine(int line, float weight) {
  addBone(matricesIndices.x, line, weight * matricesWeights.x);
  addBone(matricesIndices.y, line, weight * matricesWeights.y);
#if INFLUENCES > 2
  addBone(matricesIndices.z, line, weight * matricesWeights.z);
  addBone(matricesIndices.w, line, weight * matricesWeights.w);
#endif
}

void addFrame(float row, float weight) {
  if (weight <= 0.0) return;
  int line = int(row + 0.5 * (1.0 - between));
  float part = fract(row) * between;
  addLine(line, weight * (1.0 - part));
  if (part > 0.0) addLine(line + 1, weight * part);
}

vec3 lightFrom(vec3 n) {
  vec3 linear = ambient[0] * n.x + ambient[1] * n.y + ambient[2] * n.z;
  vec3 squares = ambient[3] * n.x * n.x + ambient[4] * n.y * n.y + ambient[5] * n.z * n.z;
  return linear + squares + ambient[6] * n.x * n.y + ambient[7] * n.y * n.z + ambient[8] * n.z * n.x;
}

/** The screen as one shining patch: more than half of it reaches what is turned away, as it does around a body. */
vec3 lightFromScreen(vec3 n, vec3 place) {
  vec3 way = screenAt - place;
  float square = dot(way, way) + 1.0;
  vec3 towards = way * inversesqrt(square);
  float caught = max(0.25 + 0.75 * dot(n, towards), 0.0);
  return screenLight * caught * max(-dot(towards, screenFacing), 0.0) / (3.1416 * square);
}

void main() {
  addFrame(motion.x, 1.0 - motion.z);
  addFrame(motion.y, motion.z);
  vec4 packed = vec4(position * packing.w + packing.xyz, 1.0);
  vec3 posed = vec3(dot(alongX, packed), dot(alongY, packed), dot(alongZ, packed));
  vec3 facing = vec3(dot(alongX.xyz, normal), dot(alongY.xyz, normal), dot(alongZ.xyz, normal));
  float c = cos(placing.w);
  float s = sin(placing.w);
  mat3 turn = mat3(c, 0.0, -s, 0.0, 1.0, 0.0, s, 0.0, c);
  vPlace = turn * posed + placing.xyz;
  vNormal = normalize(turn * facing);
  vAmbient = max(lightFrom(vNormal), 0.0) + lightFromScreen(vNormal, vPlace);
  ivec2 texel = ivec2(clamp(floor(uv * paletteSize), vec2(0.0), paletteSize - 1.0));
  vec4 stored = texelFetch(palettes, ivec2(texel.y * int(paletteSize.x) + texel.x, int(motion.w + 0.5)), 0);
  vColour = pow(stored.rgb, vec3(2.2)) * color.rgb;
  vRough = stored.a;
  vFade = fade;
  gl_Position = toClip(vec4(vPlace, 1.0));
}
