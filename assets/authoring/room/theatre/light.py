"""The lamps of the theatre: a calm evening, in layers of few lamps each."""
import math

from lights import Lights, dark_world
from measures import (AISLES, BOOTH_FRONT, BOOTH_HEIGHT, GALLERY, GALLERY_FRONT, HALF_Y, HEIGHT, PORTAL, RAKE, RIDGE, ROW_DEPTH, ROW_FRONT,
                      SCREEN_HEIGHT, SCREEN_MIDDLE, SCREEN_WIDTH, SCREEN_Y, STAGE_FRONT, STAGE_HALF, STAGE_HEIGHT, VALLEY)
from rigging import spot_places, wash_places
from walls import COVE, SAIL_HEIGHT, SAILS, ground, valleys

LAYERS = ("stage", "walls", "folds", "house", "paths", "accent")
EFFORT = {"folds": 4}  # a lamp in every pleat
WARM, AMBER, NEUTRAL, SCREEN = (1.0, 0.84, 0.66), (1.0, 0.76, 0.52), (1.0, 0.91, 0.80), (0.86, 0.90, 1.0)
POOL, HERO_POOL = 1.05, 1.7  # radius of a stand's pool of light
FOLD_TOP = 7.6  # up to where the pleats are lit


def strip(lights, layer, place, aim, length, power, colour, wide=0.05):
    """Add a long, thin lamp, level and at right angles to where it looks."""
    lights.add(layer, "AREA", place, aim, energy=power, color=colour, shape="RECTANGLE", size=length, size_y=wide)


def build_light(layout):
    """Add stage wash, wall grazers, house light, aisle light and the spots on the stands."""
    dark_world()
    lights = Lights(0.0, {}, LAYERS, EFFORT)
    for place, aim in wash_places():
        lights.add("stage", "SPOT", place, aim, energy=1500, color=NEUTRAL, spot_size=math.radians(62), spot_blend=0.8, shadow_soft_size=0.10)
    lights.add("stage", "AREA", (0, SCREEN_Y - 0.05, SCREEN_MIDDLE), (0, 0, SCREEN_MIDDLE - 2), energy=340, color=SCREEN,
               shape="RECTANGLE", size=SCREEN_WIDTH, size_y=SCREEN_HEIGHT)
    length, middle = PORTAL + HALF_Y, (PORTAL - HALF_Y) / 2
    for side in (-1, 1):
        strip(lights, "walls", (side * (COVE + 0.15), middle, 9.8), (side * (RIDGE + 0.1), middle, 3.0), length, 200, WARM)
        for y in valleys()[1:]:
            foot = ground(y) + 0.35
            lights.add("folds", "AREA", (side * (VALLEY - 0.12), y + 0.05, (foot + FOLD_TOP) / 2), (side * (VALLEY - 0.42), y + 0.9, (foot + FOLD_TOP) / 2),
                       energy=9 * (FOLD_TOP - foot), color=WARM, shape="RECTANGLE", size=0.05, size_y=FOLD_TOP - foot)
    strip(lights, "walls", (0, -HALF_Y + 0.6, 9.7), (0, -HALF_Y + 0.1, 4.5), 24, 260, WARM)
    strip(lights, "walls", (0, PORTAL - 0.55, 9.8), (0, PORTAL - 0.05, 5.0), 25, 150, WARM)
    strip(lights, "walls", (0, PORTAL + 0.25, 8.8), (0, 13.6, 4.0), 17, 130, NEUTRAL)
    for y, deep, power in ((4.0, 5.5, 420), (-4.6, 8.0, 640), (-12.0, 3.0, 300)):
        lights.add("house", "AREA", (0, y, SAIL_HEIGHT - 0.1), (0, y, 0), energy=power, color=WARM, shape="RECTANGLE", size=20, size_y=deep)
    for y in (SAILS[1], SAILS[3]):
        strip(lights, "house", (0, y, SAIL_HEIGHT - 0.5), (0, y, HEIGHT), 22, 60, AMBER, wide=2.6)
    low, high = ROW_FRONT + ROW_DEPTH / 2, GALLERY_FRONT + ROW_DEPTH
    for left, right in AISLES:
        x, y, z = (left + right) / 2, (low + high) / 2, (RAKE + GALLERY) / 2 + 0.42
        lights.add("paths", "AREA", (x, y, z), (x, y - RAKE, z - ROW_DEPTH), energy=26, color=AMBER, shape="RECTANGLE",
                   size=0.7, size_y=math.hypot(low - high, GALLERY - RAKE))
    strip(lights, "paths", (0, STAGE_FRONT - 0.06, STAGE_HEIGHT - 0.08), (0, STAGE_FRONT - 0.6, 0), 2 * STAGE_HALF, 60, AMBER)
    for portal in layout.data["portals"]:
        x, base, z = portal["position"]
        out = (-math.sin(portal["yaw"]), math.cos(portal["yaw"]))
        place = (x + 0.22 * out[0], -z + 0.22 * out[1], base + portal["height"] - 0.03)
        lights.add("paths", "AREA", place, (place[0] + 0.35 * out[0], place[1] + 0.35 * out[1], base), energy=16, color=WARM,
                   shape="RECTANGLE", size=0.5, size_y=0.5)
    lights.add("paths", "AREA", (0, BOOTH_FRONT - 1.0, GALLERY + BOOTH_HEIGHT - 0.05), (0, BOOTH_FRONT - 1.4, GALLERY), energy=30, color=AMBER,
               shape="RECTANGLE", size=5, size_y=0.3)
    for place, aim in spot_places(layout):
        distance = math.dist(place, aim)
        cone = 2 * math.atan((HERO_POOL if aim[0] == 0 else POOL) / distance)
        lights.add("accent", "SPOT", place, aim, energy=66 * distance * distance, color=WARM, spot_size=cone, spot_blend=0.6, shadow_soft_size=0.07)
    return lights
