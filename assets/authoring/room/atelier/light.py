"""The lamps of the atelier."""
import math

import bpy
from mathutils import Vector

from geometry import polygon_mesh
from lights import Lights, sky_world
from shell import BEAM_BOTTOM, HEAD, NICHE_DEPTH, NICHE_SPRING, NICHE_WIDTH, NICHES, SILL, TERRACE_END, bays, spot_places

SKY_STRENGTH = 0.40
GLOWING = {"glow": 5.0, "lanternVertex": 2.5}
WARM = (1.0, 0.85, 0.68)


def build_light(layout):
    """Add sun, sky, spots on the stands, niche lights and wall washes."""
    lights = Lights(SKY_STRENGTH, GLOWING)
    direction = Vector(layout.sun_direction()).normalized()
    sky_world(direction)
    lights.add("sun", "SUN", (3, 9, 6), Vector((3, 9, 6)) + direction, energy=5.5, color=(1, 0.90, 0.77), angle=math.radians(0.9))
    middle = (SILL + HEAD) / 2
    for a, b in bays():
        lights.add("sky", "AREA", ((a + b) / 2, layout.half_y + 0.42, middle), ((a + b) / 2, 0, middle), portal=True,
                   shape="RECTANGLE", size=b - a, size_y=HEAD - SILL)
    for x, y, stand in spot_places(layout):
        lights.add("accent", "SPOT", (x, y, BEAM_BOTTOM - 0.20), stand, energy=110, color=WARM, spot_size=math.radians(30), spot_blend=0.75, shadow_soft_size=0.04)
    for centre in NICHES:
        place = (centre, -layout.half_y - 0.10, NICHE_SPRING + NICHE_WIDTH / 2 - 0.12)
        lights.add("accent", "AREA", place, (centre, -layout.half_y - NICHE_DEPTH * 0.7, 0), energy=11, color=(1, 0.81, 0.60),
                   shape="RECTANGLE", size=0.7, size_y=0.06)
    for y in (-3.4, 3.4):
        lights.add("accent", "AREA", (layout.half_x - 1.3, y, BEAM_BOTTOM - 0.06), (layout.half_x - 0.1, y, 1.5), energy=22, color=WARM,
                   shape="RECTANGLE", size=1.6, size_y=0.10)
    for place, aim in (((-4.3, -layout.half_y + 1.3, 3.84), (-4.3, -layout.half_y, 1.8)), ((-layout.half_x + 1.5, 1.2, 3.84), (-layout.half_x, 1.2, 1.9))):
        lights.add("accent", "SPOT", place, aim, energy=70, color=WARM, spot_size=math.radians(46), spot_blend=0.9, shadow_soft_size=0.05)
    ground = polygon_mesh("ground", [(-60, TERRACE_END + 0.35, -0.1), (60, TERRACE_END + 0.35, -0.1), (60, 80, -0.1), (-60, 80, -0.1)])
    meadow = bpy.data.materials.new("meadow")
    meadow.use_nodes = True
    meadow.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.17, 0.19, 0.10, 1)
    ground.materials.append(meadow)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("ground", ground))
    return lights
