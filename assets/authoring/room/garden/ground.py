"""What one walks on and what lies in it: slabs, gravel, beds with kerbs, the water basin and the meadow around."""
import math

import bmesh
from mathutils import Vector

from flat import HOLE, patchwork
from geometry import box_mesh, cylinder_mesh, to_mesh
from places import (BASIN, COPING, COPING_TOP, EAST, EAST_BED, FIRE, KERB, KERB_TOP, NORTH, NORTH_BED, PATH, SOUTH, SOUTH_BEDS, TERRACE,
                    WATER, WEST, WEST_BEDS)

SOIL_TOP = 0.06
WATER_GRID = (26, 12)
MEADOW_RINGS = (0, 1.0, 2.5, 5, 8)


def build_ground(parts):
    """Lay the floor."""
    beds = (NORTH_BED, *SOUTH_BEDS, *WEST_BEDS, EAST_BED)
    regions = [("gravel", (WEST - 0.4, SOUTH, 13.4, NORTH)), ("flag", TERRACE), ("flag", PATH), (HOLE, BASIN)]
    regions += [(HOLE, bed) for bed in beds]
    for material, mesh in patchwork(regions).items():
        if material != HOLE:
            parts.add(mesh, material)
    for bed in beds:
        x0, y0, x1, y1 = bed
        parts.add(box_mesh("soil", (x0, y0, 0), (x1, y1, SOIL_TOP), without="-z -x +x -y +y"), "soil")
    for x0, y0, x1, y1 in kerbs():
        parts.add(box_mesh("kerb", (x0, y0, 0), (x1, y1, KERB_TOP), without="-z"), "stoneBlock")
    basin(parts)
    parts.add(cylinder_mesh("fireFloor", *FIRE, 0, 0.012, 3.1, segments=64, bevel=0), "flag")
    meadow(parts)


def kerbs():
    """Return the stone edges of the beds."""
    x0, y0, x1, _ = NORTH_BED
    yield x0, y0 - KERB, EAST_BED[0], y0
    x, south, east, north = EAST_BED
    yield x - KERB, south, x, north
    yield x - KERB, south - KERB, east, south
    for a, _, b, top in SOUTH_BEDS:
        yield a, top, b, top + KERB
    yield SOUTH_BEDS[0][2], SOUTH, SOUTH_BEDS[0][2] + KERB, SOUTH_BEDS[0][3] + KERB
    yield SOUTH_BEDS[1][0] - KERB, SOUTH, SOUTH_BEDS[1][0], SOUTH_BEDS[1][3] + KERB
    (_, a, right, _), (_, _, _, b) = WEST_BEDS
    yield right, a - KERB, right + KERB, NORTH_BED[1] - KERB
    yield WEST, a - KERB, right, a
    yield right, SOUTH_BEDS[0][3] + KERB, right + KERB, b + KERB
    yield WEST, b, right, b + KERB


def basin(parts):
    """Add the water basin: stone coping, dark walls and floor, a line of light under the coping, the water."""
    x0, y0, x1, y1 = BASIN
    c, z = COPING, COPING_TOP
    for a, b, e, f in ((x0 - c, y0 - c, x1 + c, y0), (x0 - c, y1, x1 + c, y1 + c), (x0 - c, y0, x0, y1), (x1, y0, x1 + c, y1)):
        parts.add(box_mesh("coping", (a, b, 0), (e, f, z), without="-z", bevel=0.012, segments=1), "flag")
    for low, high, keep in (((x0, y0 - 0.02, -0.3), (x1, y0, z - 0.05), "+y"), ((x0, y1, -0.3), (x1, y1 + 0.02, z - 0.05), "-y"),
                            ((x0 - 0.02, y0, -0.3), (x0, y1, z - 0.05), "+x"), ((x1, y0, -0.3), (x1 + 0.02, y1, z - 0.05), "-x")):
        hidden = " ".join(s for s in ("-x", "+x", "-y", "+y", "-z", "+z") if s != keep)
        parts.add(box_mesh("basinWall", low, high, without=hidden), "metal")
    g = 0.012
    for low, high in (((x0, y0, z - 0.035), (x1, y0 + g, z - 0.02)), ((x0, y1 - g, z - 0.035), (x1, y1, z - 0.02)),
                      ((x0, y0, z - 0.035), (x0 + g, y1, z - 0.02)), ((x1 - g, y0, z - 0.035), (x1, y1, z - 0.02))):
        parts.add(box_mesh("waterLight", low, high), "glow")
    shape = bmesh.new()
    columns, rows = WATER_GRID
    grid = [[shape.verts.new((x0 + (x1 - x0) * i / columns, y0 + (y1 - y0) * j / rows, WATER)) for i in range(columns + 1)] for j in range(rows + 1)]
    for j in range(rows):
        for i in range(columns):
            shape.faces.new((grid[j][i], grid[j][i + 1], grid[j + 1][i + 1], grid[j + 1][i]))
    parts.add(to_mesh(shape, "water", smooth=True), "waterVertex")


def meadow(parts):
    """Add the land around the garden: a frame of rings that falls away."""
    shape = bmesh.new()
    x0, y0, x1, y1 = WEST - 0.35, SOUTH - 0.85, EAST + 0.8, NORTH + 0.35
    outline = []
    for a, b in (((x0, y0), (x1, y0)), ((x1, y0), (x1, y1)), ((x1, y1), (x0, y1)), ((x0, y1), (x0, y0))):
        outline += [Vector((*a, 0)).lerp(Vector((*b, 0)), i / 12) for i in range(12)]
    rings = []
    for ring, out in enumerate(MEADOW_RINGS):
        row = []
        for i, p in enumerate(outline):
            swell = 0.25 * math.sin(i * 0.8 + ring) * min(out / 9, 1)
            row.append(shape.verts.new((p.x + p.x / 13.5 * out, p.y + p.y / 11.5 * out, -0.06 - 0.035 * out + swell)))
        rings.append(row)
    for inner, outer in zip(rings, rings[1:]):
        for i in range(len(outline)):
            j = (i + 1) % len(outline)
            shape.faces.new((inner[i], outer[i], outer[j], inner[j]))
    bmesh.ops.recalc_face_normals(shape, faces=shape.faces)
    parts.add(to_mesh(shape, "meadow", smooth=True), "paletteVertex", swatch="meadow")
