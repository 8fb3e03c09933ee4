"""The pergola over the terrace, poles along the path, and strings of lamps between them."""
import bmesh
from mathutils import Matrix, Vector

from foliage import tube_mesh
from geometry import box_mesh, to_mesh
from places import BEAM_BOTTOM, BEAM_TOP, BRACKET_TOP, BRACKETS, POLE_TOP, POLES, POSTS_X, POSTS_Y, RAFTER_TOP, RAFTERS, bulbs

POST, FOOT = 0.085, 0.13
OVERHANG = 0.55
BULB = 0.036


def build_pergola(parts):
    """Build timber, poles and strings."""
    x0, x1 = POSTS_X[0] - OVERHANG, POSTS_X[-1] + OVERHANG
    for y in POSTS_Y:
        for x in POSTS_X:
            parts.add(box_mesh("foot", (x - FOOT, y - FOOT, 0), (x + FOOT, y + FOOT, 0.22), without="-z", bevel=0.012, segments=1), "stoneBlock")
            parts.add(box_mesh("post", (x - POST, y - POST, 0.22), (x + POST, y + POST, BEAM_BOTTOM + 0.1), without="-z +z", bevel=0.006, segments=1), "timber", grain="z")
            parts.add(box_mesh("shoe", (x - POST - 0.012, y - POST - 0.012, 0.22), (x + POST + 0.012, y + POST + 0.012, 0.30), without="-z"), "metal")
            braces(parts, x, y)
        for side in (-1, 1):  # a pair of beams clasps the posts
            a, b = sorted((y + side * POST, y + side * (POST + 0.06)))
            parts.add(box_mesh("beam", (x0, a, BEAM_BOTTOM), (x1, b, BEAM_TOP), bevel=0.006, segments=1), "timber", grain="x")
    for i in range(RAFTERS):
        x = x0 + 0.10 + (x1 - x0 - 0.20) * i / (RAFTERS - 1)
        parts.add(box_mesh("rafter", (x - 0.032, POSTS_Y[0] - 0.7, BEAM_TOP), (x + 0.032, POSTS_Y[1] + 0.7, RAFTER_TOP), bevel=0.005, segments=1), "timber", grain="y")
    for i in range(10):
        y = POSTS_Y[0] + (POSTS_Y[1] - POSTS_Y[0]) * (i + 0.5) / 10
        parts.add(box_mesh("lath", (x0, y - 0.02, RAFTER_TOP), (x1, y + 0.02, RAFTER_TOP + 0.03)), "timber", grain="x")
    for x, y in POLES:
        parts.add(box_mesh("poleFoot", (x - 0.11, y - 0.11, 0), (x + 0.11, y + 0.11, 0.05), without="-z"), "metal")
        parts.add(box_mesh("pole", (x - 0.022, y - 0.022, 0.05), (x + 0.022, y + 0.022, POLE_TOP + 0.04), without="-z"), "metal")
    for x, y in BRACKETS:
        parts.add(box_mesh("bracket", (x - 0.05, y - 0.02, 1.9), (x - 0.01, y + 0.02, BRACKET_TOP + 0.05)), "metal")
    places, curves = bulbs()
    for curve in curves:
        parts.add(tube_mesh("string", curve, [0.007] * len(curve), 3), "paletteVertex", swatch="ink")
    parts.add(bulb_mesh(places), "glow")
    for x, y, z in places:
        parts.add(tube_mesh("socket", [(x, y, z), (x, y, z - 0.075)], (0.016, 0.016), 4), "paletteVertex", swatch="ink")


def braces(parts, x, y):
    """Add the slanting struts of a post, along the beam."""
    for side in (-1, 1):
        if not POSTS_X[0] <= x + side <= POSTS_X[-1]:
            continue
        at = Matrix.Translation((x + side * POST, y, BEAM_BOTTOM - 0.62)) @ Matrix.Rotation(side * 0.785, 4, "Y")
        parts.add(box_mesh("brace", (-0.03, -0.04, -0.02), (0.03, 0.04, 0.90), bevel=0.004, segments=1, matrix=at), "timber", grain="z")


def bulb_mesh(places):
    """Return all bulbs as one mesh of small drops."""
    shape = bmesh.new()
    for x, y, z in places:
        bmesh.ops.create_icosphere(shape, subdivisions=1, radius=BULB, matrix=Matrix.Translation((x, y, z - 0.105)) @ Matrix.Diagonal((1, 1, 1.25, 1)))
    return to_mesh(shape, "bulbs", smooth=True)
