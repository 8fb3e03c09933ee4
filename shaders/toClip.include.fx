// From the world to the picture: of one eye, or of both at once where they are drawn together (MULTIVIEW).
uniform mat4 viewProjection;
#ifdef MULTIVIEW
uniform mat4 viewProjectionR;
vec4 toClip(vec4 place) { return (gl_ViewID_OVR == 0u ? viewProjection : viewProjectionR) * place; }
#else
vec4 toClip(vec4 place) { return viewProjection * place; }
#endif
