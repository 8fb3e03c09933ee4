"""What grows: olive trees, cypresses behind the walls, lavender and grasses in the beds, pots."""
import math
import random

from mathutils import Vector, noise

from foliage import tree
from geometry import cylinder_mesh, turned_mesh
from lounge import pot
from places import EAST_BED, NORTH_BED, SOUTH_BEDS, WEST_BEDS

CYPRESSES = ((16.0, 7.6, 6.4), (16.6, 9.4, 5.2), (15.6, -5.6, 6.8), (16.8, -8.6, 5.6), (-16.2, -8.0, 6.2), (9.6, -14.6, 6.0), (-6.6, -14.8, 5.6),
             (-15.6, 13.6, 4.6))
MARGIN, COVER = 0.22, 5


def cypress(parts, foliage, x, y, height):
    """Add a cypress seen from afar: a lumpy spindle."""
    profile = [(0.10, 0), (0.5, 0.05), (0.78, 0.18), (0.82, 0.36), (0.66, 0.60), (0.38, 0.82), (0.14, 0.95), (0.01, 1.0)]
    mesh = turned_mesh("cypress", [(r * height * 0.115, h * height) for r, h in profile], (0, 0, 0), segments=11)
    for vertex in mesh.vertices:
        p = vertex.co
        p.xy = p.xy * (1 + 0.45 * noise.noise(Vector((p.x * 2.2 + x, p.y * 2.2 + y, p.z * 1.4))))
        p += Vector((x, y, -0.5))
    parts.add(mesh, "paletteVertex", swatch="cypress")
    for vertex in mesh.vertices:  # tufts that break the outline
        for _ in range(1):
            along = (foliage.some_way() * 0.6 + Vector((0, 0, 1))).normalized() * height * 0.035
            at = vertex.co + foliage.some_way() * 0.09
            foliage.chip("cypress" if foliage.dice.random() < 0.7 else "hedgeLeaf", at, along, along.cross(foliage.some_way()).normalized() * 0.07)


def fill_bed(foliage, bed, kinds, step, dice):
    """Plant a bed in drifts: noise decides what grows where."""
    x0, y0, x1, y1 = bed
    x = x0 + MARGIN
    while x < x1 - MARGIN / 2:
        y = y0 + MARGIN
        while y < y1 - MARGIN / 2:
            place = (x + dice.uniform(-0.4, 0.4) * step, y + dice.uniform(-0.4, 0.4) * step, 0.05)
            drift = noise.noise(Vector((place[0] * 0.35, place[1] * 0.5, 4.0))) + dice.uniform(-0.1, 0.1)
            kind = kinds[0] if drift > 0.12 else kinds[1] if drift > -0.22 else kinds[2]
            if kind == "lavender":
                foliage.lavender(place, dice.uniform(0.48, 0.66), 24)
            elif kind == "grass":
                foliage.grass(place, dice.uniform(0.8, 1.15), 22)
            elif kind == "low":
                foliage.grass(place, dice.uniform(0.3, 0.46), 16, ("grass", "hedgePale"), spread=0.16, lean=0.8)
            for _ in range(COVER):
                spot = Vector((x + dice.uniform(-0.5, 0.5) * step, y + dice.uniform(-0.5, 0.5) * step, 0.085))
                along = (foliage.some_way() + Vector((0, 0, 0.4))).normalized() * 0.10
                foliage.chip(dice.choice(("hedgeLeaf", "sage", "hedgePale")), spot, along, along.cross(foliage.some_way()).normalized() * 0.045)
            y += step
        x += step


def ring_bed(parts, foliage, x, y, radius=0.85):
    """Add the round raised bed of the olive by the water."""
    kerb = [(radius, 0), (radius, 0.34), (radius - 0.02, 0.36), (radius - 0.10, 0.36), (radius - 0.12, 0.34), (radius - 0.12, 0.26)]
    parts.add(cylinder_mesh("ringBed", x, y, 0, 0.30, radius, segments=40, bevel=0), "stoneBlock")
    parts.add(turned_mesh("ringKerb", [(r, h) for r, h in kerb[1:]], (x, y, 0), segments=40), "paletteVertex", swatch="stone")
    parts.add(turned_mesh("ringSoil", [(radius - 0.10, 0.335), (0.001, 0.345)], (x, y, 0), segments=24), "paletteVertex", swatch="soil")
    for i in range(9):
        angle = 2 * math.pi * i / 9
        foliage.lavender((x + math.cos(angle) * (radius - 0.3), y + math.sin(angle) * (radius - 0.3), 0.33), 0.42, 18)


def build_planting(parts, layout, foliage):
    """Plant the garden."""
    dice = random.Random(23)
    own = layout.furniture
    for plant in own["olives"]:
        x, z = plant["position"]
        tree(parts, foliage, (x, -z, 0), plant["height"], plant["crown"], plant["leaves"], leaf=plant["leaf"])
    ring_bed(parts, foliage, 3.0, 7.5)
    for plant in own["pots"]:
        x, z = plant["position"]
        soil = pot(parts, x, -z, plant["radius"], plant["tall"], plant["swatch"])
        if plant["kind"] == "olive":
            tree(parts, foliage, (x, -z, soil), plant["height"], plant["height"] * 0.33, plant["leaves"], trunk=0.055, leaf=(0.13, 0.036))
        else:
            for _ in range(5):
                at = (x + dice.uniform(-0.12, 0.12), -z + dice.uniform(-0.12, 0.12), soil)
                (foliage.lavender(at, 0.5, 20) if plant["kind"] == "lavender" else foliage.grass(at, 0.9, 14))
    for x, y, height in CYPRESSES:
        cypress(parts, foliage, x, y, height)
    fill_bed(foliage, NORTH_BED, ("lavender", "grass", "low"), 0.60, dice)
    fill_bed(foliage, EAST_BED, ("grass", "lavender", "low"), 0.56, dice)
    for bed in SOUTH_BEDS:
        fill_bed(foliage, bed, ("low", "lavender", "grass"), 0.60, dice)
    for bed in WEST_BEDS:
        fill_bed(foliage, bed, ("grass", "lavender", "low"), 0.60, dice)
