"""Plants, and vases, bowls and books for the niches; nothing branded."""
import math
import random

from geometry import box_mesh, turned_mesh
from plants import PLANTS, library_plant
from shell import NICHE_DEPTH, NICHE_FOOT, NICHES, SHELVES

VASES = {
    "jar": [(0.5, 0), (0.92, 0.22), (1.0, 0.48), (0.82, 0.76), (0.42, 0.92), (0.46, 1.0), (0.40, 1.0), (0.36, 0.92)],
    "bottle": [(0.55, 0), (0.95, 0.10), (1.0, 0.32), (0.62, 0.52), (0.24, 0.66), (0.20, 0.92), (0.30, 1.0), (0.24, 1.0), (0.14, 0.9)],
    "cone": [(0.42, 0), (0.48, 0.03), (0.80, 0.55), (1.0, 1.0), (0.93, 1.0), (0.74, 0.55), (0.40, 0.12), (0.01, 0.10)],
    "globe": [(0.30, 0), (0.72, 0.12), (1.0, 0.45), (0.80, 0.78), (0.30, 0.97), (0.26, 1.0), (0.20, 0.97)],
}

# Per niche and level: vases (shape, radius, height, swatch), or a plant, with their place along the niche.
SHELF_LIFE = [
    {0: [("jar", .16, .46, "clay", -.42), ("globe", .15, .27, "stone", .02), ("bottle", .10, .44, "ivory", .46)],
     1: [("books", 9, None, None, -.45), ("globe", .09, .16, "celadon", .40)],
     2: [("bottle", .085, .38, "ochre", -.10), ("cone", .12, .15, "ivory", .30)]},
    {0: [("bottle", .12, .50, "charcoal", -.40), ("cone", .19, .24, "ivory", .14)],
     1: [("orchid", .42, None, None, -.30), ("jar", .10, .24, "stone", .36)],
     2: [("globe", .12, .21, "rust", -.26), ("books", 7, None, None, .16)]},
    {0: [("globe", .19, .34, "ivory", -.34), ("jar", .12, .38, "sage", .30)],
     1: [("cone", .13, .17, "clay", -.40), ("books", 8, None, None, .02)],
     2: [("jar", .10, .26, "navy", .06), ("bottle", .07, .32, "stone", .32)]},
]


def books(parts, x, y, z, count, dice):
    """Add a row of books standing on a shelf."""
    for _ in range(count):
        width, height, depth = dice.uniform(0.018, 0.045), dice.uniform(0.19, 0.28), dice.uniform(0.15, 0.19)
        swatch = dice.choice(["clay", "ivory", "sage", "navy", "paper", "paper", "stone", "ochre", "charcoal"])
        parts.add(box_mesh("book", (x, y - depth / 2, z), (x + width, y + depth / 2, z + height), without="-z"), "paletteVertex", swatch=swatch)
        x += width + 0.003


def fill_niches(parts, layout, library):
    """Put vases, bowls, books and an orchid into the niches."""
    dice = random.Random(5)
    y = -layout.half_y - NICHE_DEPTH / 2
    for centre, levels in zip(NICHES, SHELF_LIFE):
        floors = (NICHE_FOOT + 0.006, SHELVES[0] + 0.041, SHELVES[1] + 0.041)
        for level, things in levels.items():
            for kind, size, height, swatch, along in things:
                spot = (centre + along, y + 0.02, floors[level])
                if kind == "books":
                    books(parts, *spot, size, dice)
                elif kind in PLANTS:
                    library_plant(parts, library, kind, spot, size, 0.6)
                else:
                    profile = [(r * size, h * height) for r, h in [(0.001, 0)] + VASES[kind]]
                    parts.add(turned_mesh("vase", profile, spot, segments=24), "paletteVertex", swatch=swatch)


def build_decoration(parts, layout, library):
    """Add plants, filled niches and the plant on the shelf below the screen."""
    for i, plant in enumerate(layout.furniture["plants"]):
        x, z = plant["position"]
        library_plant(parts, library, plant["kind"], (x, -z, 0), plant["height"], math.radians(77 * i))
    fill_niches(parts, layout, library)
    shelf = layout.half_x - 0.32
    for kind, radius, height, swatch, y in (("globe", .13, .22, "stone", 3.45), ("jar", .11, .30, "clay", 3.15), ("cone", .16, .14, "ivory", -3.35)):
        profile = [(r * radius, h * height) for r, h in [(0.001, 0)] + VASES[kind]]
        parts.add(turned_mesh("vase", profile, (shelf, y, 0.381), segments=24), "paletteVertex", swatch=swatch)
