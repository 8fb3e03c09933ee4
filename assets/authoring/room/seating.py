"""Seats made for this room: a bouclé sofa, two armchairs, a drum table, curtains and a paper lantern."""
import math

import bpy
from mathutils import Matrix

from geometry import box_mesh, cushion_mesh, cylinder_mesh, turned_mesh
from layout import turn


def placed(spot):
    """Return the matrix that puts a piece facing -y at a spot of the scene file."""
    x, z = spot["position"]
    return Matrix.Translation((x, -z, 0)) @ Matrix.Rotation(turn(spot["yaw"]), 4, "Z")


def tilted(x, y, z, degrees=0.0, axis="X"):
    """Return a matrix: move, then tilt."""
    return Matrix.Translation((x, y, z)) @ Matrix.Rotation(math.radians(degrees), 4, axis)


def sofa(parts, spot):
    """Add a three-seat sofa, 2.6 m wide, with loose cushions."""
    frame = placed(spot)
    def cushion(size, at, cloth="boucleVertex", swatch=None, **shape):
        parts.add(cushion_mesh("sofaCushion", size, frame @ at, **shape), cloth, swatch=swatch)
    cushion((2.56, 0.92, 0.24), tilted(0, 0, 0.215), puff=0.0, cuts=11, power=14)
    for i in (-1, 0, 1):
        cushion((0.735, 0.72, 0.19), tilted(0.735 * i, -0.09, 0.385, -2), puff=0.22)
        cushion((0.72, 0.22, 0.46), tilted(0.735 * i, 0.25, 0.645, -12), puff=0.25, power=4)
    for side in (-1, 1):
        cushion((0.20, 0.92, 0.46), tilted(1.20 * side, 0, 0.33), puff=0.05, power=6)
    cushion((2.56, 0.18, 0.58), tilted(0, 0.40, 0.45, -4), puff=0.0, cuts=11, power=10)
    cushion((0.44, 0.15, 0.44), tilted(-0.86, 0.07, 0.66, -24), "paletteVertex", "rust", puff=0.5, power=4)
    cushion((0.42, 0.15, 0.42), tilted(-0.56, -0.01, 0.64, -30), "paletteVertex", "ochre", puff=0.5, power=4)
    cushion((0.46, 0.15, 0.46), tilted(0.84, 0.06, 0.66, -24), "paletteVertex", "sage", puff=0.5, power=4)
    for x in (-1.14, 1.14):
        for y in (-0.36, 0.36):
            parts.add(box_mesh("sofaFoot", (x - 0.03, y - 0.03, 0), (x + 0.03, y + 0.03, 0.11), matrix=frame), "timberVertex", grain="z")


def armchair(parts, spot, swatch="cognac"):
    """Add an oak armchair with leather cushions, 0.72 m wide."""
    frame = placed(spot)
    def bar(low, high, at=Matrix.Identity(4), grain="y"):
        parts.add(box_mesh("chairBar", low, high, bevel=0.008, segments=1, matrix=frame @ at), "timberVertex", grain=grain)
    for side in (-1, 1):
        x = 0.345 * side
        bar((x - 0.02, -0.36, 0), (x + 0.02, -0.31, 0.585), grain="z")
        bar((x - 0.02, 0.27, 0), (x + 0.02, 0.32, 0.56), grain="z")
        bar((x - 0.035, -0.38, 0.575), (x + 0.035, 0.36, 0.605), tilted(0, 0, 0, -1.5))
        bar((x - 0.015, -0.32, 0.25), (x + 0.015, 0.29, 0.30))
    bar((-0.33, -0.345, 0.25), (0.33, -0.315, 0.31), grain="x")
    bar((-0.33, 0.27, 0.20), (0.33, 0.30, 0.26), grain="x")
    seat = cushion_mesh("chairSeat", (0.63, 0.66, 0.17), frame @ tilted(0, -0.03, 0.365, 5), puff=0.25)
    back = cushion_mesh("chairBack", (0.62, 0.17, 0.56), frame @ tilted(0, 0.33, 0.635, -17), puff=0.25, power=4)
    for piece in (seat, back):
        parts.add(piece, "paletteVertex", swatch=swatch)


def coffee_table(parts, spot):
    """Add a drum table of terrazzo with a few things on it."""
    x, z = spot["position"]
    parts.add(cylinder_mesh("table", x, -z, 0, 0.36, spot["radius"], bevel=0.02), "terrazzo")
    bowl = [(0.001, 0.012), (0.06, 0.01), (0.12, 0.04), (0.155, 0.095), (0.148, 0.095), (0.11, 0.05), (0.001, 0.03)]
    parts.add(turned_mesh("bowl", bowl, (x + 0.16, -z + 0.10, 0.36)), "paletteVertex", swatch="celadon")
    for i, (swatch, w, d) in enumerate((("charcoal", 0.30, 0.23), ("paper", 0.27, 0.21), ("rust", 0.24, 0.17))):
        at = Matrix.Translation((x - 0.15, -z - 0.08, 0.36 + 0.028 * i)) @ Matrix.Rotation(0.35 + 0.13 * i, 4, "Z")
        parts.add(box_mesh("book", (-w / 2, -d / 2, 0), (w / 2, d / 2, 0.027), matrix=at), "paletteVertex", swatch=swatch)


def lantern(parts, spot, height=2.72, radius=0.38):
    """Hang a paper lantern over the table."""
    x, z = spot["position"]
    ribs, profile = 14, []
    for i in range(2 * ribs + 1):
        angle = math.pi * (0.06 + 0.88 * i / (2 * ribs)) - math.pi / 2
        bulge = 1.0 if i % 2 else 0.975
        profile.append((radius * bulge * math.cos(angle), height + 0.92 * radius * math.sin(angle)))
    parts.add(turned_mesh("lantern", profile, (x, -z, 0), segments=36), "lanternVertex")
    parts.add(box_mesh("cord", (x - 0.004, -z - 0.004, height + radius * 0.85), (x + 0.004, -z + 0.004, 4.2)), "metal")


def rug(parts, spot):
    """Add the round wool rug."""
    x, z = spot["position"]
    parts.add(cylinder_mesh("rug", x, -z, 0, 0.016, spot["radius"], segments=72, bevel=0), "rug")


def curtain(parts, left, right, y, top, folds=9, rows=14):
    """Add a hanging linen curtain with soft folds between two x positions."""
    columns = folds * 8
    vertices, faces = [], []
    for r in range(rows + 1):
        height = 0.02 + (top - 0.02) * r / rows
        for c in range(columns + 1):
            phase = 2 * math.pi * folds * c / columns
            swing = 0.045 + 0.012 * math.sin(c * 0.37) * (1 - r / rows)
            drift = 0.02 * math.sin(phase * 0.31 + r * 0.15) * (1 - r / rows)
            vertices.append((left + (right - left) * c / columns + 0.012 * math.sin(phase * 2), y + swing * math.sin(phase) + drift, height))
    for r in range(rows):
        for c in range(columns):
            a = r * (columns + 1) + c
            faces.append((a, a + 1, a + columns + 2, a + columns + 1))
    mesh = bpy.data.meshes.new("curtain")
    mesh.from_pydata(vertices, [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
    mesh.update()
    parts.add(mesh, "boucleVertex")


def build_seating(parts, layout):
    """Build the seating corner and the curtains."""
    own = layout.furniture
    sofa(parts, own["sofa"])
    for spot in own["armchairs"]:
        armchair(parts, spot)
    coffee_table(parts, own["coffeeTable"])
    rug(parts, own["rug"])
    lantern(parts, own["coffeeTable"])
    for left, right in ((-7.85, -6.75), (6.75, 7.85)):
        curtain(parts, left, right, layout.half_y - 0.14, 3.86)
