"""The lamps of the hall: sun through the tall windows, sky through windows and roof, bell lamps, edge lights, spots on stands."""
import math

from mathutils import Vector

from lights import Lights, sky_world
from places import BAYS, EAST, EAVES, HEAD, LAMP_Z, LAMPS, LEAN, MEZZANINE, NORTH, RIDGE, ROUND_MIDDLE, ROUND_Y, SCREEN_X, SIDE_DOOR, SILL, SOUTH, TEETH, WINDOW_WIDTH, spot_places

SKY_STRENGTH = 0.40
GLOWING = {"glow": 0.0}  # lamps give the light: small glowing faces would only make noise
WARM = (1.0, 0.84, 0.66)


def build_light(layout):
    """Add all lamps."""
    lights = Lights(SKY_STRENGTH, GLOWING)
    direction = Vector(layout.sun_direction()).normalized()
    sky_world(direction)
    lights.add("sun", "SUN", (0, 9, 6), Vector((0, 9, 6)) + direction, energy=5.2, color=(1, 0.91, 0.79), angle=math.radians(0.9))
    middle = (SILL + HEAD) / 2
    for x in BAYS:
        lights.add("sky", "AREA", (x, NORTH + 0.40, middle), (x, 0, middle), portal=True, shape="RECTANGLE", size=WINDOW_WIDTH, size_y=HEAD - SILL)
    for low, _ in TEETH:
        y, z = max(low, SOUTH) + LEAN / 2 - 0.05, (EAVES + RIDGE) / 2
        lights.add("sky", "AREA", (0, y, z), (0, y + (RIDGE - EAVES), z - LEAN), portal=True, shape="RECTANGLE", size=EAST * 2, size_y=math.hypot(LEAN, RIDGE - EAVES))
    for x, y in LAMPS:
        lights.add("accent", "SPOT", (x, y, LAMP_Z - 0.02), (x, y, 0), energy=260, color=WARM, spot_size=math.radians(95), spot_blend=0.9, shadow_soft_size=0.2)
    for x, y, _, width, depth, shape, _ in layout.stands():
        if width > 2:
            lights.add("accent", "AREA", (x, y, 0.048), (x, y, 0), energy=42, color=WARM, shape="DISK" if shape == "round" else "RECTANGLE", size=width - 0.05, size_y=depth - 0.05)
    for place, stand, big in spot_places(layout.stands()):
        lights.add("accent", "SPOT", place, stand, energy=240 if big else 190, color=(1, 0.90, 0.76), spot_size=math.radians(38 if big else 15), spot_blend=0.8, shadow_soft_size=0.05)
    x0, front, x1, top = MEZZANINE
    lights.add("accent", "AREA", ((x0 + x1) / 2, (front + SOUTH) / 2, top - 0.29), ((x0 + x1) / 2, (front + SOUTH) / 2, 0), energy=75, color=WARM, shape="RECTANGLE", size=x1 - x0 - 1, size_y=0.3)
    lights.add("accent", "AREA", (EAST - 0.04, SIDE_DOOR[0], SIDE_DOOR[2] + 0.14), (EAST - 0.10, SIDE_DOOR[0], 0), energy=10, color=WARM, shape="RECTANGLE", size=0.9, size_y=0.06)
    lights.add("accent", "SPOT", (EAST - 2.6, ROUND_Y, 5.6), (EAST, ROUND_Y, ROUND_MIDDLE), energy=260, color=WARM, spot_size=math.radians(36), spot_blend=0.9, shadow_soft_size=0.05)
    lights.add("accent", "AREA", (SCREEN_X + 1.55, 0, 0.2), (EAST, 0, 2.6), energy=60, color=WARM, shape="RECTANGLE", size=8.5, size_y=0.1)
    return lights
