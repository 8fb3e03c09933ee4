"""Furniture of the hall: platforms with turntables, plinths, the screen's frame, benches, planters, shelves, a workbench."""
import math
import random

from mathutils import Matrix

from foliage import Foliage, tree, tube_mesh
from geometry import box_mesh, cushion_mesh, cylinder_mesh, turned_mesh
from places import MEZZANINE, SCREEN_X, SOUTH
from seating import placed, tilted

FOOT, EDGE = 0.12, 0.05
BIG = 2.0  # a stand wider than this is a platform


def build_furnish(parts, layout):
    """Put everything on the floor."""
    own, dice = layout.furniture, random.Random(9)
    foliage = Foliage(dice)
    for stand in layout.stands():
        (platform if stand[3] > BIG else plinth)(parts, *stand)
    screen(parts, layout)
    for spot in own["benches"]:
        bench(parts, spot)
    for x, z, width, depth, height, kind in own["planters"]:
        planter(parts, foliage, x, -z, width, depth, height, kind)
    storage(parts, dice)
    foliage.emit(parts)


def platform(parts, x, y, top, width, depth, shape, finish):
    """Add a low platform that floats over a line of light, with a turntable's ring on it."""
    ring = min(width, depth) / 2 - 0.10
    if shape == "round":
        parts.add(cylinder_mesh("foot", x, y, 0, EDGE, width / 2 - FOOT, segments=48, bevel=0), "metal")
        parts.add(cylinder_mesh("platform", x, y, EDGE, top, width / 2, segments=72, bevel=0.012), finish)
        glow = [(width / 2 - FOOT + 0.004, 0.012), (width / 2 - FOOT + 0.004, EDGE - 0.012)]
        parts.add(turned_mesh("edgeLight", glow, (x, y, 0), segments=64), "glow")
    else:
        a, b = width / 2, depth / 2
        parts.add(box_mesh("foot", (x - a + FOOT, y - b + FOOT, 0), (x + a - FOOT, y + b - FOOT, EDGE), without="-z +z"), "metal")
        parts.add(box_mesh("platform", (x - a, y - b, EDGE), (x + a, y + b, top), bevel=0.012), finish)
        f, g = FOOT - 0.004, EDGE - 0.012
        for low, high in (((x - a + f, y - b + f, 0.012), (x + a - f, y - b + f + 0.003, g)), ((x - a + f, y + b - f - 0.003, 0.012), (x + a - f, y + b - f, g)),
                          ((x - a + f, y - b + f, 0.012), (x - a + f + 0.003, y + b - f, g)), ((x + a - f - 0.003, y - b + f, 0.012), (x + a - f, y + b - f, g))):
            parts.add(box_mesh("edgeLight", low, high), "glow")
    for r, wide in ((ring, 0.035), (ring - 0.10, 0.012)):
        parts.add(turned_mesh("ring", [(r, top + 0.0015), (r - wide, top + 0.0015)], (x, y, 0), segments=72), "paletteVertex", swatch="brass")


def plinth(parts, x, y, top, width, depth, shape, finish):
    """Add a plinth with a dark foot."""
    if shape == "round":
        parts.add(cylinder_mesh("foot", x, y, 0, 0.05, width / 2 - 0.03, segments=40, bevel=0), "metal")
        parts.add(cylinder_mesh("plinth", x, y, 0.05, top, width / 2), finish)
        return
    a, b = width / 2, depth / 2
    parts.add(box_mesh("foot", (x - a + 0.03, y - b + 0.03, 0), (x + a - 0.03, y + b - 0.03, 0.05), without="-z +z"), "metal")
    parts.add(box_mesh("plinth", (x - a, y - b, 0.05), (x + a, y + b, top), bevel=0.008), finish, grain="z" if finish == "timber" else None)


def screen(parts, layout):
    """Add the screen's housing and its steel portal with feet, braces and ballast."""
    middle, height, width, tall = layout.screen()
    a, b = middle - width / 2 - 0.06, middle + width / 2 + 0.06
    low, high = height - tall / 2 - 0.06, height + tall / 2 + 0.06
    parts.add(box_mesh("housing", (SCREEN_X, a, low), (SCREEN_X + 0.16, b, high), bevel=0.01), "metal")
    for y in (a - 0.16, middle - 1.1, middle + 1.1, b + 0.16):
        outer = y in (a - 0.16, b + 0.16)
        x = SCREEN_X + (0.04 if outer else 0.18)
        parts.add(box_mesh("mast", (x, y - 0.08, 0), (x + 0.16, y + 0.08, high + 0.35 if outer else high), without="-z"), "steel")
        parts.add(tube_mesh("brace", [(x + 0.12, y, high * 0.72), (x + 1.15, y, 0.1)], (0.045, 0.045), 8), "paletteVertex", swatch="truss")
        parts.add(box_mesh("ballast", (x - 0.25, y - 0.22, 0), (x + 1.35, y + 0.22, 0.10), without="-z", bevel=0.01, segments=1), "steel")
    for z in (high + 0.12, high + 0.33, low - 0.16):
        parts.add(box_mesh("tie", (SCREEN_X + 0.05, a - 0.24, z - 0.05), (SCREEN_X + 0.19, b + 0.24, z + 0.05)), "steel")
    count = 11
    for i in range(count):  # lattice of the upper tie
        y0, y1 = (a - 0.08 + (b - a + 0.16) * k / count for k in (i, i + 1))
        z0, z1 = (high + 0.16, high + 0.29) if i % 2 else (high + 0.29, high + 0.16)
        parts.add(tube_mesh("lattice", [(SCREEN_X + 0.12, y0, z0), (SCREEN_X + 0.12, y1, z1)], (0.018, 0.018), 4), "paletteVertex", swatch="truss")
    for y in (a + 0.8, b - 0.8):  # loudspeakers
        parts.add(box_mesh("speaker", (SCREEN_X - 0.16, y - 0.17, high + 0.42), (SCREEN_X + 0.18, y + 0.17, high + 0.96), bevel=0.02, segments=1), "paletteVertex", swatch="ink")


def bench(parts, spot):
    """Add a bench for three: a thick board on steel trestles, felt cushions, a low back."""
    frame = placed(spot)
    half = 1.2
    for x in (-0.95, 0.95):
        for low, high in (((x - 0.03, -0.24, 0), (x + 0.03, -0.19, 0.35)), ((x - 0.03, 0.19, 0), (x + 0.03, 0.24, 0.78)), ((x - 0.03, -0.24, 0), (x + 0.03, 0.24, 0.03)),
                          ((x - 0.03, -0.24, 0.31), (x + 0.03, 0.24, 0.35))):
            parts.add(box_mesh("trestle", low, high, matrix=frame), "paletteVertex", swatch="ink")
    parts.add(box_mesh("board", (-half, -0.27, 0.35), (half, 0.23, 0.395), bevel=0.006, segments=1, matrix=frame), "timberVertex", grain="x")
    parts.add(box_mesh("backBoard", (-half, 0.17, 0.58), (half, 0.195, 0.80), bevel=0.006, segments=1, matrix=frame), "timberVertex", grain="x")
    for i in (-1, 0, 1):
        parts.add(cushion_mesh("seat", (0.76, 0.46, 0.09), frame @ tilted(0.79 * i, -0.03, 0.435), puff=0.10, cuts=5), "feltVertex")


def planter(parts, foliage, x, y, width, depth, height, kind):
    """Add a steel planter with a small tree and grasses."""
    a, b, t = width / 2, depth / 2, 0.03
    parts.add(box_mesh("planter", (x - a, y - b, 0.03), (x + a, y + b, height - 0.07), without="-z", bevel=0.006, segments=1), "doorLeaf")
    for low, high in (((x - a, y - b), (x + a, y - b + t)), ((x - a, y + b - t), (x + a, y + b)), ((x - a, y - b), (x - a + t, y + b)), ((x + a - t, y - b), (x + a, y + b))):
        parts.add(box_mesh("rim", (*low, height - 0.07), (*high, height)), "doorLeaf")
    parts.add(box_mesh("soil", (x - a + t, y - b + t, height - 0.07), (x + a - t, y + b - t, height - 0.05), without="-z"), "paletteVertex", swatch="soil")
    dice = foliage.dice
    if kind != "grass":
        for dx in ((-a * 0.45, a * 0.45) if width > 1.6 else (0,)):
            tree(parts, foliage, (x + dx, y, height - 0.06), dice.uniform(2.1, 2.7), 0.78, 420, ("leafDeep", "leafDeep", "leafFresh"), trunk=0.04, leaf=(0.17, 0.075))
    for _ in range(round(width * 9)):
        at = (x + dice.uniform(-a + 0.1, a - 0.1), y + dice.uniform(-b + 0.08, b - 0.08), height - 0.05)
        foliage.grass(at, dice.uniform(0.3, 0.55) if kind != "grass" else dice.uniform(0.55, 0.95), 11, ("grass", "leafFresh") if dice.random() < 0.7 else ("straw", "grass"), lean=0.6)


def storage(parts, dice):
    """Add racks with boxes and a workbench below the gallery."""
    _, front, _, top = MEZZANINE
    y0, y1 = SOUTH + 0.08, SOUTH + 0.72
    for x0, x1 in ((-16.9, -14.3), (-14.2, -11.6), (-2.0, 0.6)):
        for x in (x0, x1):
            for y in (y0, y1 - 0.05):
                parts.add(box_mesh("rackPost", (x - 0.025, y, 0), (x + 0.025, y + 0.05, 2.35), without="-z"), "paletteVertex", swatch="petrol")
        for z in (0.18, 0.90, 1.62, 2.30):
            parts.add(box_mesh("rackShelf", (x0, y0, z), (x1, y1, z + 0.04)), "paletteVertex", swatch="zinc")
            x = x0 + 0.08
            while z < 2.2 and x < x1 - 0.4:
                w, h = dice.uniform(0.28, 0.62), dice.uniform(0.22, 0.52)
                if dice.random() < 0.82:
                    swatch = dice.choice(("paper", "ochre", "charcoal", "stone", "petrol", "clay"))
                    parts.add(box_mesh("crate", (x, y0 + 0.06, z + 0.04), (min(x + w, x1 - 0.06), y1 - 0.05, z + 0.04 + h), without="-z"), "paletteVertex", swatch=swatch)
                x += w + 0.05
    a, b = -9.2, -5.4  # workbench
    parts.add(box_mesh("benchTop", (a, SOUTH + 0.05, 0.86), (b, SOUTH + 0.85, 0.93), bevel=0.006, segments=1), "timber", grain="x")
    for x in (a + 0.08, (a + b) / 2, b - 0.08):
        parts.add(box_mesh("benchLeg", (x - 0.05, SOUTH + 0.1, 0), (x + 0.05, SOUTH + 0.8, 0.86), without="-z +z"), "steel")
    parts.add(box_mesh("benchDrawers", (a + 0.16, SOUTH + 0.12, 0.30), (a + 1.0, SOUTH + 0.80, 0.86), bevel=0.008, segments=1), "doorLeaf")
    parts.add(box_mesh("toolBoard", (a, SOUTH + 0.01, 1.15), (b, SOUTH + 0.05, 2.15)), "timber", grain="x")
    for i in range(16):
        x = a + 0.25 + 0.22 * i
        parts.add(box_mesh("tool", (x - 0.014, SOUTH + 0.05, 1.95 - dice.uniform(0.2, 0.5)), (x + 0.014, SOUTH + 0.07, 1.95)), "paletteVertex", swatch=dice.choice(("ink", "ink", "rust", "zinc", "signal")))
    parts.add(box_mesh("vice", (b - 0.7, SOUTH + 0.62, 0.93), (b - 0.45, SOUTH + 0.92, 1.10), bevel=0.02, segments=1), "paletteVertex", swatch="petrol")
    for i in range(3):
        parts.add(turned_mesh("drum", [(0.28, 0), (0.29, 0.01), (0.29, 0.29), (0.30, 0.30), (0.29, 0.31), (0.29, 0.59), (0.30, 0.60), (0.29, 0.61), (0.29, 0.87), (0.001, 0.87)],
                              (1.5 + 0.68 * i, SOUTH + 0.5 + 0.1 * (i % 2), 0), segments=24), "paletteVertex", swatch=("petrol", "signal", "zinc")[i])
