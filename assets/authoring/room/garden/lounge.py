"""Furniture: outdoor sofas and chairs, the stone bench round the fire, table, lanterns, pots, stands."""
import math

import bmesh
from mathutils import Matrix, Vector

from foliage import tube_mesh
from geometry import box_mesh, cushion_mesh, cylinder_mesh, to_mesh, turned_mesh
from places import BENCH_ANGLES, BENCH_DEPTH, BENCH_RADIUS, EAST, FIRE, SEAT_HEIGHT
from seating import placed, tilted

CLOTH = "canvasVertex"
LAMP_BEHIND, LAMP_ASIDE, LAMP_ABOVE = 0.22, 0.5, 1.15


def sofa(parts, spot):
    """Add a low three-seat sofa on a timber frame, 2.3 m wide."""
    frame = placed(spot)
    def bar(low, high, grain="x", at=Matrix.Identity(4)):
        parts.add(box_mesh("sofaBar", low, high, bevel=0.008, segments=1, matrix=frame @ at), "timberVertex", grain=grain)
    bar((-1.16, -0.42, 0.17), (1.16, 0.42, 0.25))
    for x in (-1.10, 1.10):
        for y in (-0.36, 0.36):
            bar((x - 0.045, y - 0.045, 0), (x + 0.045, y + 0.045, 0.17), "z")
    for side in (-1, 1):
        bar((1.11 * side - 0.05, -0.42, 0.25), (1.11 * side + 0.05, 0.42, 0.56), "y")
    for z in (0.32, 0.44, 0.56, 0.68):
        bar((-1.16, 0.36, z), (1.16, 0.40, z + 0.075))
    for i in (-1, 0, 1):
        parts.add(cushion_mesh("seat", (0.70, 0.74, 0.19), frame @ tilted(0.70 * i, -0.04, 0.335, -2), puff=0.18, cuts=5), CLOTH)
        parts.add(cushion_mesh("back", (0.68, 0.19, 0.46), frame @ tilted(0.70 * i, 0.25, 0.60, -13), puff=0.22, power=4, cuts=5), CLOTH)
    for x, swatch, lean in ((-0.88, spot.get("pillow", "rust"), 0.12), (0.86, "sage", -0.1)):
        at = tilted(x, 0.06, 0.60, -24) @ Matrix.Rotation(lean, 4, "Z")
        parts.add(cushion_mesh("pillow", (0.44, 0.14, 0.44), frame @ at, puff=0.5, power=4, cuts=5), "paletteVertex", swatch=swatch)


def armchair(parts, spot):
    """Add an outdoor armchair: steel hoop legs, timber arms, cushions."""
    frame = placed(spot)
    for side in (-1, 1):
        x = 0.34 * side
        for low, high in (((x - 0.015, -0.34, 0), (x + 0.015, -0.31, 0.58)), ((x - 0.015, 0.30, 0), (x + 0.015, 0.33, 0.58)), ((x - 0.015, -0.34, 0), (x + 0.015, 0.33, 0.025)),
                          ((x - 0.012, -0.33, 0.24), (x + 0.012, 0.33, 0.27))):
            parts.add(box_mesh("chairLeg", low, high, matrix=frame), "paletteVertex", swatch="ink")
        parts.add(box_mesh("chairArm", (x - 0.035, -0.37, 0.58), (x + 0.035, 0.35, 0.605), bevel=0.008, segments=1, matrix=frame), "timberVertex", grain="y")
    for y in (-0.2, 0.0, 0.2):
        parts.add(box_mesh("slat", (-0.33, y - 0.06, 0.265), (0.33, y + 0.06, 0.285), matrix=frame), "timberVertex", grain="x")
    parts.add(cushion_mesh("chairSeat", (0.62, 0.66, 0.15), frame @ tilted(0, -0.03, 0.355, 4), puff=0.22, cuts=5), CLOTH)
    parts.add(cushion_mesh("chairBack", (0.60, 0.16, 0.50), frame @ tilted(0, 0.30, 0.615, -16), puff=0.25, power=4, cuts=5), CLOTH)


def arc(name, radius, depth, bottom, top, start, end, steps=22):
    """Return a curved block around the fire, angles in degrees."""
    shape = bmesh.new()
    rows = []
    for i in range(steps + 1):
        a = math.radians(start + (end - start) * i / steps)
        rows.append([shape.verts.new((FIRE[0] + r * math.cos(a), FIRE[1] + r * math.sin(a), z))
                     for r, z in ((radius, bottom), (radius, top), (radius + depth, top), (radius + depth, bottom))])
    for a, b in zip(rows, rows[1:]):
        for k in range(3):
            shape.faces.new((a[k], a[k + 1], b[k + 1], b[k]))
    shape.faces.new(rows[0][::-1])
    shape.faces.new(rows[-1])
    bmesh.ops.recalc_face_normals(shape, faces=shape.faces)
    return to_mesh(shape, name)


def fire(parts):
    """Add the fire bowl with embers and flames of light, and the curved bench with its cushions."""
    x, y = FIRE
    bowl = [(0.20, 0.02), (0.24, 0.05), (0.14, 0.12), (0.34, 0.20), (0.50, 0.34), (0.56, 0.46), (0.53, 0.46), (0.46, 0.36), (0.001, 0.34)]
    parts.add(turned_mesh("fireBowl", bowl, (x, y, 0), segments=36), "paletteVertex", swatch="bronze")
    for i in range(9):
        a, r = 2.4 * i, 0.07 + 0.034 * i
        at = Matrix.Translation((x + r * math.cos(a), y + r * math.sin(a), 0.37)) @ Matrix.Rotation(a * 1.7, 4, "Z") @ Matrix.Rotation(0.25, 4, "Y")
        parts.add(box_mesh("log", (-0.14, -0.032, -0.03), (0.14, 0.032, 0.035), matrix=at), "paletteVertex", swatch="ember")
    for i in range(7):  # flames: slim drops
        a, r, tall = 2.1 * i, 0.035 * i, 0.40 - 0.036 * i
        flame = [(0.001, 0), (0.045, 0.05), (0.052, tall * 0.32), (0.026, tall * 0.68), (0.001, tall)]
        parts.add(turned_mesh("flame", flame, (x + r * math.cos(a), y + r * math.sin(a), 0.38), segments=7), "glow")
    start, end = BENCH_ANGLES
    parts.add(arc("bench", BENCH_RADIUS, BENCH_DEPTH, 0, 0.36, start, end), "stoneBlock")
    parts.add(arc("benchBack", BENCH_RADIUS + BENCH_DEPTH, 0.22, 0, 0.80, start, end), "lime")
    parts.add(arc("benchCap", BENCH_RADIUS + BENCH_DEPTH - 0.02, 0.26, 0.80, 0.85, start - 0.6, end + 0.6), "stoneBlock")
    count, gap = 4, 2.5
    for i in range(count):
        a = start + 3 + (end - start - 6) * i / count
        parts.add(arc("benchSeat", BENCH_RADIUS + 0.015, BENCH_DEPTH - 0.05, 0.36, SEAT_HEIGHT, a + gap / 2, a + (end - start - 6) / count - gap / 2, 6), CLOTH)


def table(parts, x, y, radius, height, things=True):
    """Add a drum table of stone, with a bowl and a lantern on it."""
    parts.add(cylinder_mesh("table", x, y, 0, height, radius, bevel=0.02), "stoneBlock")
    if things:
        bowl = [(0.001, 0.012), (0.06, 0.01), (0.12, 0.04), (0.155, 0.095), (0.148, 0.095), (0.11, 0.05), (0.001, 0.03)]
        parts.add(turned_mesh("bowl", bowl, (x + 0.12, y + 0.14, height), segments=20), "paletteVertex", swatch="celadon")


def lantern(parts, x, y, z=0.0, tall=0.46):
    """Add a lantern: a metal cage around a candle of light."""
    w, post = tall * 0.27, 0.010
    for a in (-1, 1):
        for b in (-1, 1):
            parts.add(box_mesh("cage", (x + a * w - post, y + b * w - post, z), (x + a * w + post, y + b * w + post, z + tall * 0.86)), "paletteVertex", swatch="ink")
    for low, high in ((0, 0.03), (0.86, 0.89)):
        parts.add(box_mesh("plate", (x - w - 0.014, y - w - 0.014, z + tall * low), (x + w + 0.014, y + w + 0.014, z + tall * high)), "paletteVertex", swatch="ink")
    roof = [(w * 1.32, tall * 0.89), (w * 0.45, tall * 0.985), (0.001, tall)]
    parts.add(turned_mesh("roof", roof, (x, y, z), segments=4), "paletteVertex", swatch="ink")
    parts.add(turned_mesh("candle", [(w * 0.34, tall * 0.03), (w * 0.34, tall * 0.50), (0.001, tall * 0.52)], (x, y, z), segments=10), "glow")


def wall_lamp(parts, x, y, z, out):
    """Add a lamp on a wall along y that shines up and down; out is the side it stands off to."""
    a, b = sorted((x, x + out * 0.11))
    parts.add(box_mesh("lampBody", (a, y - 0.055, z - 0.13), (b, y + 0.055, z + 0.13), bevel=0.008, segments=1), "paletteVertex", swatch="bronze")
    for low, high in ((z + 0.131, z + 0.134), (z - 0.134, z - 0.131)):
        parts.add(box_mesh("lampLight", (a + 0.015, y - 0.04, low), (b - 0.015, y + 0.04, high)), "glow")


def pot(parts, x, y, radius, height, swatch="clay"):
    """Add a large pot and return the height of its soil."""
    profile = [(0.62, 0), (0.72, 0.03), (0.93, 0.45), (1.0, 0.86), (1.06, 0.88), (1.06, 1.0), (0.94, 1.0), (0.90, 0.88)]
    parts.add(turned_mesh("pot", [(r * radius, h * height) for r, h in profile], (x, y, 0), segments=26), "paletteVertex", swatch=swatch)
    parts.add(turned_mesh("potSoil", [(radius * 0.92, height * 0.9), (0.001, height * 0.92)], (x, y, 0), segments=16), "paletteVertex", swatch="soil")
    return height * 0.9


def stands(parts, layout):
    """Add the plinths; each stands on a slightly smaller dark foot, so that it seems to float."""
    for x, y, top, width, depth, shape, finish in layout.stands():
        if shape == "round":
            parts.add(cylinder_mesh("stand", x, y, 0, top, width / 2), finish)
            continue
        foot = 0.03
        parts.add(box_mesh("standFoot", (x - width / 2 + foot, y - depth / 2 + foot, 0), (x + width / 2 - foot, y + depth / 2 - foot, foot), without="-z +z"), "metal")
        parts.add(box_mesh("stand", (x - width / 2, y - depth / 2, foot), (x + width / 2, y + depth / 2, top), bevel=0.008), finish, grain="z" if finish == "timber" else None)


def stand_lamps(layout):
    """Return the lamp of each stand as (foot x, y, head x, y, z, stand's x, y, top): it stands behind, seen from the stand's view."""
    for stand in layout.data["stands"]:
        x, top, z = stand["position"]
        from_x, _, from_z = stand["view"]["from"]
        away = Vector((x - from_x, from_z - z)).normalized()
        away.rotate(Matrix.Rotation(LAMP_ASIDE, 2))
        far = max(stand["size"]) / 2 + LAMP_BEHIND
        yield x + away.x * far, -z + away.y * far, x + away.x * far * 0.30, -z + away.y * far * 0.30, top + LAMP_ABOVE, (x, -z, top)


def lamps(parts, layout):
    """Add the slim bent lamps of the stands."""
    for x, y, head_x, head_y, z, _ in stand_lamps(layout):
        bend = [(x, y, 0), (x, y, z - 0.28), (x * 0.93 + head_x * 0.07, y * 0.93 + head_y * 0.07, z - 0.10), (x * 0.75 + head_x * 0.25, y * 0.75 + head_y * 0.25, z), (head_x, head_y, z)]
        parts.add(tube_mesh("lampStem", bend, [0.011] * 5, 6), "paletteVertex", swatch="bronze")
        parts.add(cylinder_mesh("lampFoot", x, y, 0, 0.02, 0.11, segments=20, bevel=0), "metal")
        head = [(0.001, 0.05), (0.02, 0.045), (0.045, -0.04), (0.040, -0.04), (0.001, 0.02)]
        parts.add(turned_mesh("lampHead", head, (head_x, head_y, z), segments=12), "paletteVertex", swatch="bronze")
        parts.add(turned_mesh("lampLight", [(0.001, -0.032), (0.037, -0.032)], (head_x, head_y, z), segments=12), "glow")


def build_lounge(parts, layout):
    """Put the furniture down."""
    own = layout.furniture
    for spot in own["sofas"]:
        sofa(parts, spot)
    for spot in own["armchairs"]:
        armchair(parts, spot)
    fire(parts)
    for x, z, radius, height in own["tables"]:
        table(parts, x, -z, radius, height)
    for x, y, z, tall in own["lanterns"]:
        lantern(parts, x, -z, y, tall)
    for x, y, z, out in own["wallLamps"]:
        wall_lamp(parts, x, -z, y, out)
    stands(parts, layout)
    lamps(parts, layout)
