// The room in the light tier: colour times baked light, a glancing sheen in place of reflections, tone mapped (Khronos PBR
// Neutral) in one small shader.
// Uniforms: tint (linear colour), gain (range times exposure), sheen (0 matt .. 1 polished), cameraPosition (metres),
// bias (mip levels, below 0 is sharper), albedo (picture, linear unless GAMMA says sRGB), lightmap (sqrt-encoded light).
// Defines: ALBEDO, GAMMA, LIGHTMAP, VERTEXLIGHT, FABRIC (cloth with a sheen).
// Output: display-referred sRGB.
precision highp float;
varying vec2 vUv;
varying vec3 vNormal;
varying vec3 vPlace;
uniform vec3 tint;
uniform vec3 cameraPosition;
uniform float gain;
uniform float sheen;
uniform float bias;
#ifdef ALBEDO
uniform sampler2D albedo;
#endif
#ifdef LIGHTMAP
varying vec2 vLightUv;
uniform sampler2D lightmap;
#endif
#ifdef VERTEXLIGHT
varying vec3 vLight;
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

void main() {
  vec3 light = vec3(1.0);
#ifdef LIGHTMAP
  light = texture2D(lightmap, vLightUv).rgb;
#endif
#ifdef VERTEXLIGHT
  light = vLight;
#endif
  light *= light * gain;
  vec3 base = tint;
#ifdef ALBEDO
  vec3 picture = texture2D(albedo, vUv, bias).rgb;
#ifdef GAMMA
  picture = pow(picture, vec3(2.2));
#endif
  base *= picture;
#endif
  float glance = 0.0;
  if (sheen > 0.0) {
    float facing = abs(dot(normalize(vNormal), normalize(cameraPosition - vPlace)));
    glance = 0.04 + 0.6 * sheen * pow(1.0 - facing, 4.0);
  }
#ifdef FABRIC
  // Fibres that stand up catch light where one looks along the cloth.
  float along = 1.0 - abs(dot(normalize(vNormal), normalize(cameraPosition - vPlace)));
  base += mix(base, vec3(1.0), 0.3) * (0.5 * along * along * along);
#endif
  float level = min(1.05, dot(light, vec3(0.333)) * 1.6);
  vec3 colour = base * light * (1.0 - glance) + vec3(0.98, 0.96, 0.92) * glance * level;
  gl_FragColor = vec4(pow(neutral(max(colour, 0.0)), vec3(0.4545)), 1.0);
}
