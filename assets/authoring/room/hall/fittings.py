"""What is mounted in the hall: crane, mezzanine, ducts, cable trays, lamps, doors, curtains, the round panorama."""
import math

import bpy
from mathutils import Matrix, Vector

from flat import disc
from foliage import tube_mesh
from geometry import box_mesh, cylinder_mesh, turned_mesh
from places import (COLUMNS, CRANE, CRANE_X, CURTAIN_TOP, CURTAIN_X, CURTAINS, EAST, LAMP_Z, LAMPS, MEZZANINE, MEZZANINE_TOP, NORTH, ROUND, ROUND_MIDDLE, ROUND_Y, RUNWAY,
                    SIDE_DOOR, SLIDING, SOUTH, WEST, spot_places)

DUCT_Y, DUCT_Z, DUCT_RADIUS = -8.6, 5.55, 0.36
TRAYS = (8.2, -4.0)
TRAY_Z = 6.02
FOLD = 0.34


def spots(parts, layout):
    """Hang the spots of the stands, aimed at them."""
    for place, stand, _ in spot_places(layout.stands()):
        x, y, z = place
        aim = (Vector(stand) - Vector(place)).normalized()
        at = Vector(place)
        parts.add(tube_mesh("spot", [at - aim * 0.30, at - aim * 0.28, at - aim * 0.02], (0.03, 0.065, 0.075), 12), "paletteVertex", swatch="ink")
        lens = disc(0.062, 0.0, Matrix.Translation(at - aim * 0.03) @ aim.to_track_quat("Z", "Y").to_matrix().to_4x4(), 12)
        parts.add(lens, "glow")
        parts.add(tube_mesh("spotRod", [at - aim * 0.2, (x, y, 6.9)], (0.012, 0.012), 4), "paletteVertex", swatch="ink")


def build_fittings(parts, layout):
    """Mount everything."""
    spots(parts, layout)
    crane(parts)
    mezzanine(parts)
    services(parts)
    for x, y in LAMPS:
        bay_lamp(parts, x, y)
    sliding_door(parts)
    side_door(parts)
    for south, north in CURTAINS:
        curtain(parts, south, north)
    panorama(parts)


def swatch_box(parts, low, high, swatch, **more):
    """Add a box in a palette colour."""
    parts.add(box_mesh("fitting", low, high, **more), "paletteVertex", swatch=swatch)


def crane(parts):
    """Add the gantry crane in the hall's one strong colour: runways, bridge of two girders, trolley, hook."""
    reach = NORTH - 0.72
    for y in (-reach, reach):
        for a, b in zip(COLUMNS, COLUMNS[1:]):
            a, b = max(a, WEST), min(b, EAST)
            parts.add(box_mesh("runway", (a, y - 0.11, RUNWAY[0]), (b, y + 0.11, RUNWAY[1]), without="-x +x"), "steel")
        swatch_box(parts, (CRANE_X - 1.3, y - 0.13, RUNWAY[1] + 0.02), (CRANE_X + 1.3, y + 0.13, RUNWAY[1] + 0.30), "signal", bevel=0.02, segments=1)
    pieces = 10
    for x in (CRANE_X - 0.62, CRANE_X + 0.62):
        for i in range(pieces):
            y0, y1 = (-reach + 2 * reach * k / pieces for k in (i, i + 1))
            swatch_box(parts, (x - 0.15, y0, CRANE[0]), (x + 0.15, y1, CRANE[1]), "signal", without="-y +y")
    y = -5.0
    swatch_box(parts, (CRANE_X - 0.85, y - 0.55, CRANE[1] + 0.02), (CRANE_X + 0.85, y + 0.55, CRANE[1] + 0.16), "charcoal", bevel=0.01, segments=1)
    parts.add(tube_mesh("drum", [(CRANE_X - 0.5, y, CRANE[1] - 0.02), (CRANE_X + 0.5, y, CRANE[1] - 0.02)], (0.17, 0.17), 14), "paletteVertex", swatch="signal")
    for dx in (-0.09, 0.09):
        parts.add(tube_mesh("rope", [(CRANE_X + dx, y, CRANE[1]), (CRANE_X + dx, y, 4.35)], (0.009, 0.009), 4), "paletteVertex", swatch="ink")
    swatch_box(parts, (CRANE_X - 0.16, y - 0.10, 4.02), (CRANE_X + 0.16, y + 0.10, 4.38), "signal", bevel=0.03, segments=1)
    hook = [(CRANE_X + 0.11 * math.cos(a), y, 3.82 + 0.11 * math.sin(a)) for a in (math.radians(d) for d in range(100, -170, -30))]
    parts.add(tube_mesh("hook", [(CRANE_X, y, 4.03), *hook], [0.03] + [0.03] * (len(hook) - 3) + [0.028, 0.022, 0.012], 7), "paletteVertex", swatch="ink")


def mezzanine(parts):
    """Add the gallery along the back wall: grating on steel, rail, a run of shelves and crates, stairs closed by a chain."""
    x0, front, x1, top = MEZZANINE
    parts.add(box_mesh("deck", (x0, SOUTH, top - 0.05), (x1, front, top), without="-x -y"), "timber", grain="x")
    parts.add(box_mesh("edge", (x0, front, top - 0.28), (x1, front + 0.07, top + 0.10), without="-x"), "steel")
    parts.add(box_mesh("endEdge", (x1, SOUTH, top - 0.28), (x1 + 0.07, front + 0.07, top + 0.10)), "steel")
    for i in range(14):
        x = x0 + 0.4 + (x1 - x0 - 0.5) * i / 13
        parts.add(box_mesh("joist", (x - 0.04, SOUTH, top - 0.22), (x + 0.04, front, top - 0.05), without="-y +y +z"), "steel")
    for i in range(6):
        x = x0 + 0.9 + (x1 - x0 - 1.2) * i / 5
        parts.add(box_mesh("leg", (x - 0.07, front - 0.12, 0), (x + 0.07, front + 0.02, top - 0.28), without="-z +z"), "steel")
    for i in range(7):  # tubes of light below the deck
        x = x0 + 1.6 + (x1 - x0 - 3.2) * i / 6
        parts.add(box_mesh("tube", (x - 0.65, (SOUTH + front) / 2 - 0.035, top - 0.275), (x + 0.65, (SOUTH + front) / 2 + 0.035, top - 0.25)), "glow")
    posts = 18
    for i in range(posts + 1):
        x = x0 + 0.1 + (x1 - x0 - 0.1) * i / posts
        swatch_box(parts, (x - 0.02, front + 0.01, top), (x + 0.02, front + 0.05, top + 1.05), "signal", without="-z")
    for z in (0.38, 0.70, 1.05):
        for i in range(posts):
            a, b = (x0 + 0.1 + (x1 - x0 - 0.1) * k / posts for k in (i, i + 1))
            parts.add(tube_mesh("rail", [(a, front + 0.03, top + z), (b, front + 0.03, top + z)], (0.022, 0.022), 6), "paletteVertex", swatch="signal")
    stairs(parts, x1 + 0.07, top)


def stairs(parts, x0, top, steps=16, run=0.27, wide=1.0):
    """Add the stairs to the gallery, down along the wall."""
    length = steps * run
    for y in (SOUTH + 0.45, SOUTH + 0.45 + wide):
        at = Matrix.Translation((x0, y, top)) @ Matrix.Rotation(math.atan2(top, length), 4, "Y")
        parts.add(box_mesh("stringer", (0, -0.025, -0.24), (math.hypot(length, top), 0.025, 0.02), matrix=at), "paletteVertex", swatch="truss")
        rail = [(x0 + length * t, y, top * (1 - t) + 0.95) for t in (0, 0.25, 0.5, 0.75, 1)]
        parts.add(tube_mesh("stairRail", rail, [0.022] * 5, 6), "paletteVertex", swatch="signal")
        for t in (0.0, 0.33, 0.66, 1.0):
            x, z = x0 + length * t, top * (1 - t)
            swatch_box(parts, (x - 0.02, y - 0.02, z), (x + 0.02, y + 0.02, z + 0.95), "signal")
    for i in range(steps):
        x, z = x0 + run * (i + 0.5), top - top * (i + 1) / (steps + 1)
        swatch_box(parts, (x - 0.14, SOUTH + 0.47, z - 0.03), (x + 0.14, SOUTH + 0.43 + wide, z), "zinc")
    chain = [(x0 + length + 0.05, SOUTH + 0.45 + wide * t, 0.9 - 0.5 * t * (1 - t)) for t in (0, 0.25, 0.5, 0.75, 1)]
    parts.add(tube_mesh("chain", chain, [0.012] * 5, 4), "paletteVertex", swatch="signal")


def services(parts):
    """Add the air duct with its collars and outlets, cable trays, a riser with switch boxes."""
    pieces = 15
    for i in range(pieces):
        a, b = (WEST + (EAST - 2.2 - WEST) * k / pieces for k in (i, i + 1))
        parts.add(tube_mesh("duct", [(x, DUCT_Y, DUCT_Z) for x in (a, a + 0.07, (a + b) / 2, b - 0.07, b)], [DUCT_RADIUS] * 5, 18), "paletteVertex", swatch="zinc")
        parts.add(tube_mesh("collar", [(b - 0.04, DUCT_Y, DUCT_Z), (b + 0.04, DUCT_Y, DUCT_Z)], (DUCT_RADIUS + 0.02, DUCT_RADIUS + 0.02), 18), "paletteVertex", swatch="truss")
        if i % 3 == 1:
            swatch_box(parts, ((a + b) / 2 - 0.28, DUCT_Y - 0.13, DUCT_Z - DUCT_RADIUS - 0.10), ((a + b) / 2 + 0.28, DUCT_Y + 0.13, DUCT_Z - DUCT_RADIUS + 0.06), "zinc")
    for y in TRAYS:
        for i in range(12):
            a, b = (WEST + (EAST - WEST) * k / 12 for k in (i, i + 1))
            for side in (-1, 1):
                swatch_box(parts, (a, y + 0.18 * side - 0.012, TRAY_Z), (b, y + 0.18 * side + 0.012, TRAY_Z + 0.08), "zinc", without="-x +x")
            for k in range(4):
                x = a + (b - a) * k / 4
                swatch_box(parts, (x - 0.015, y - 0.18, TRAY_Z), (x + 0.015, y + 0.18, TRAY_Z + 0.02), "zinc", without="-y +y")
            for k, swatch in ((-0.07, "ink"), (0.02, "ink"), (0.09, "rust")):
                parts.add(tube_mesh("cable", [(a, y + k, TRAY_Z + 0.04), (b, y + k, TRAY_Z + 0.04)], (0.02, 0.02), 5), "paletteVertex", swatch=swatch)
    y = SOUTH + 0.01
    for x, w, h, z, swatch in ((11.2, 0.6, 0.9, 1.1, "zinc"), (12.0, 0.4, 0.5, 1.3, "zinc"), (12.6, 0.34, 0.34, 1.4, "petrol")):
        swatch_box(parts, (x - w / 2, y, z), (x + w / 2, y + 0.2, z + h), swatch, bevel=0.012, segments=1)
        parts.add(tube_mesh("conduit", [(x, y + 0.06, z + h), (x, y + 0.06, TRAY_Z)], (0.022, 0.022), 6), "paletteVertex", swatch="zinc")
    parts.add(turned_mesh("extinguisher", [(0.001, 0), (0.085, 0.01), (0.085, 0.42), (0.05, 0.50), (0.025, 0.52), (0.025, 0.58), (0.001, 0.58)], (13.3, y + 0.12, 0.75), segments=16), "paletteVertex", swatch="extinguisher")


def bay_lamp(parts, x, y):
    """Hang a bell lamp on its rod."""
    bell = [(0.05, 0.30), (0.10, 0.28), (0.13, 0.16), (0.27, 0.02), (0.285, 0.0), (0.27, 0.0), (0.12, 0.14), (0.001, 0.17)]
    parts.add(turned_mesh("bell", bell, (x, y, LAMP_Z), segments=22), "paletteVertex", swatch="petrol")
    parts.add(turned_mesh("light", [(0.001, 0.035), (0.225, 0.035)], (x, y, LAMP_Z), segments=20), "glow")
    parts.add(tube_mesh("rod", [(x, y, LAMP_Z + 0.28), (x, y, 6.8)], (0.012, 0.012), 5), "paletteVertex", swatch="ink")


def sliding_door(parts):
    """Add the great sliding door: rail with rollers, two leaves of ribbed steel with cross braces."""
    middle, width, height = SLIDING
    x = WEST
    parts.add(box_mesh("doorVoid", (x - 0.34, middle - width / 2, 0), (x - 0.20, middle + width / 2, height), without="-x -z"), "metal")
    parts.add(box_mesh("rail", (x - 0.02, middle - width / 2 - 2.4, height + 0.08), (x + 0.16, middle + width / 2 + 0.4, height + 0.22)), "steel")
    for side in (-1, 1):
        a, b = sorted((middle + side * 0.01, middle + side * (width / 2 + 0.12)))
        parts.add(box_mesh("leaf", (x - 0.02, a, 0.03), (x + 0.05, b, height + 0.06), bevel=0.006, segments=1), "doorLeaf")
        for low, high in (((a, 0.03), (a + 0.11, height + 0.06)), ((b - 0.11, 0.03), (b, height + 0.06)), ((a, 0.03), (b, 0.15)), ((a, 1.42), (b, 1.53)), ((a, 2.85), (b, 2.96)), ((a, height - 0.05), (b, height + 0.06))):
            parts.add(box_mesh("rib", (x + 0.05, *low), (x + 0.075, *high)), "steel")
        for at in (a + 0.4, b - 0.4):
            parts.add(box_mesh("roller", (x + 0.03, at - 0.05, height - 0.1), (x + 0.12, at + 0.05, height + 0.12)), "metal")
        grip = middle + side * 0.16
        parts.add(box_mesh("grip", (x + 0.10, grip - 0.018, 0.85), (x + 0.135, grip + 0.018, 1.45)), "metal")
    for y in (middle - width / 2 - 0.12, middle + width / 2 + 0.12):
        parts.add(box_mesh("guard", (x, y - 0.07, 0), (x + 0.14, y + 0.07, 0.9), bevel=0.012, segments=1), "line")


def side_door(parts):
    """Add the side door with its steel frame and a lamp above."""
    y, width, height = SIDE_DOOR
    x = EAST
    for low, high in (((y - width / 2 - 0.08, 0), (y - width / 2, height + 0.08)), ((y + width / 2, 0), (y + width / 2 + 0.08, height + 0.08)), ((y - width / 2, height), (y + width / 2, height + 0.08))):
        parts.add(box_mesh("frame", (x - 0.05, *low), (x + 0.15, *high)), "metal")
    for side in (-1, 1):
        a, b = sorted((y + side * 0.006, y + side * (width / 2 - 0.004)))
        parts.add(box_mesh("leaf", (x + 0.02, a, 0.01), (x + 0.07, b, height), bevel=0.006, segments=1), "timber", grain="z")
        parts.add(box_mesh("kick", (x + 0.012, a + 0.04, 0.05), (x + 0.02, b - 0.04, 0.32)), "metal")
        grip = y + side * 0.09
        parts.add(box_mesh("grip", (x - 0.045, grip - 0.012, 0.85), (x - 0.02, grip + 0.012, 1.45)), "metal")
    parts.add(box_mesh("sign", (x - 0.07, y - 0.45, height + 0.16), (x, y + 0.45, height + 0.30), bevel=0.008, segments=1), "metal")
    parts.add(box_mesh("signLight", (x - 0.06, y - 0.42, height + 0.152), (x - 0.01, y + 0.42, height + 0.158)), "glow")


def curtain(parts, south, north, rows=8):
    """Hang an acoustic felt curtain on its rail."""
    folds = round((north - south) / FOLD)
    columns = folds * 6
    vertices, faces = [], []
    for r in range(rows + 1):
        height = 0.04 + (CURTAIN_TOP - 0.08) * r / rows
        for c in range(columns + 1):
            phase = 2 * math.pi * folds * c / columns
            swing = 0.085 + 0.02 * math.sin(c * 0.37) * (1 - r / rows)
            vertices.append((CURTAIN_X + swing * math.sin(phase), south + (north - south) * c / columns + 0.02 * math.sin(phase * 2), height))
    for r in range(rows):
        for c in range(columns):
            a = r * (columns + 1) + c
            faces.append((a, a + columns + 1, a + columns + 2, a + 1))
    mesh = bpy.data.meshes.new("curtain")
    mesh.from_pydata(vertices, [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
    mesh.update()
    parts.add(mesh, "feltVertex")
    parts.add(box_mesh("curtainRail", (CURTAIN_X - 0.04, south - 0.1, CURTAIN_TOP), (CURTAIN_X + 0.04, north + 0.1, CURTAIN_TOP + 0.07)), "metal")
    for y in (south + 0.3, north - 0.3):
        parts.add(box_mesh("arm", (CURTAIN_X + 0.04, y - 0.03, CURTAIN_TOP + 0.01), (EAST, y + 0.03, CURTAIN_TOP + 0.06)), "metal")


def panorama(parts):
    """Add the round panorama on the end wall: steel ring, dark glass, a line of light."""
    upright = Matrix.Translation((EAST, ROUND_Y, ROUND_MIDDLE)) @ Matrix.Rotation(-math.pi / 2, 4, "Y")
    parts.add(disc(ROUND, 0.03, upright), "metal")
    r = ROUND
    for name, profile, material, swatch in (("ring", [(r - 0.01, 0.0), (r - 0.01, 0.10), (r + 0.06, 0.11), (r + 0.08, 0.04), (r + 0.05, 0.04)], "paletteVertex", "signal"),
                                            ("halo", [(r + 0.05, 0.004), (r + 0.10, 0.004)], "glow", None)):
        mesh = turned_mesh(name, profile, (0, 0, 0), segments=56)
        mesh.transform(upright)
        parts.add(mesh, material, swatch=swatch)
    parts.add(cylinder_mesh("mat", EAST - 1.1, ROUND_Y, 0, 0.012, 1.0, segments=40, bevel=0), "platform")
