// People: palette colour times probe and sun, the probe's reflection as far as the palette is smooth, tone mapped (Khronos
// PBR Neutral). Uniforms: sunDirection (the way light goes), sunLight (linear colour over pi), eye (metres), exposure.
// With MIRROR: probe (linear, prefiltered), probeLevels (pixels of an edge, levels per doubling of blur, sign of z).
// vFade: 0..1 the share of pixels shown while a level of detail comes, 2..3 the share already given up while one goes;
// both use the same grain, so that together they cover every pixel once. Output: display-referred sRGB.
precision highp float;
varying vec3 vColour;
varying vec3 vNormal;
varying vec3 vAmbient;
varying vec3 vPlace;
varying float vFade;
varying float vRough;
uniform vec3 sunDirection;
uniform vec3 sunLight;
uniform vec3 eye;
uniform float exposure;
#ifdef MIRROR
uniform samplerCube probe;
uniform vec3 probeLevels;
#endif

// https://github.com/KhronosGroup/ToneMapping/tree/main/PBR_Neutral
vec3 neutral(vec3 colour) {
  float low = min(colour.r, min(colour.g, colour.b));
  colour -= low < 0.08 ? low - 6.25 * low * low : 0.04;
  float peak = max(colour.r, max(colour.g, colour.b));
  if (peak < 0.76) return colour;
  float mapped = 1.0 - 0.0576 / (peak - 0.52);
  return mix(colour * (mapped / peak), vec3(mapped), 1.0 - 1.0 / (0.15 * (peak - mapped) + 1.0));
}

// Interleaved gradient noise, 0 to 1.
float grain(vec2 pixel) {
  return fract(52.9829189 * fract(dot(floor(pixel), vec2(0.06711056, 0.00583715))));
}

// The share of light that a plain surface mirrors, by roughness and by the cosine of the angle it is seen at: Karis,
// https://www.unrealengine.com/en-US/blog/physically-based-shading-on-mobile
float smoothness(float rough, float facing) {
  vec4 r = rough * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
  float a = min(r.x * r.x, exp2(-9.28 * facing)) * r.x + r.y;
  return max(0.0, 0.04 * (r.z - 1.04 * a) + 1.04 * a + r.w);
}

// The sun's own reflection (GGX), as a factor of its light over pi.
float spark(vec3 n, vec3 view, float rough) {
  vec3 between = normalize(view - sunDirection);
  float a2 = rough * rough * rough * rough;
  float near = max(0.0, dot(n, between));
  float d = near * near * (a2 - 1.0) + 1.0;
  float aside = max(0.1, dot(view, between));
  return 0.024 * 0.25 * a2 / (d * d * aside * aside);
}

void main() {
  if (vFade < 0.999) {
    if (grain(gl_FragCoord.xy) >= vFade) discard;
  } else if (vFade > 1.5 && grain(gl_FragCoord.xy) < vFade - 2.0) discard;
  vec3 n = normalize(vNormal);
  vec3 view = normalize(eye - vPlace);
  float facing = clamp(dot(n, view), 0.0, 1.0);
  float sun = max(0.0, -dot(n, sunDirection));
  vec3 mirrored = vAmbient;
#ifdef MIRROR
  vec3 way = reflect(-view, n) * vec3(1.0, 1.0, probeLevels.z);
  mirrored = textureLod(probe, way, max(0.0, log2(probeLevels.x * vRough * vRough) * probeLevels.y)).rgb;
#endif
  vec3 colour = vColour * (vAmbient + sunLight * sun) + sunLight * sun * spark(n, view, vRough) + mirrored * smoothness(vRough, facing);
  gl_FragColor = vec4(pow(neutral(max(colour * exposure, 0.0)), vec3(0.4545)), 1.0);
}
