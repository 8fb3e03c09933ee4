"""The lamps of the garden: a low sun, the evening sky, strings of lamps, fire, lanterns and washes on walls and stands."""
import math

import bpy
from mathutils import Vector

from lights import Lights
from lounge import stand_lamps
from places import BEAM_BOTTOM, BRACKETS, DOOR_THEATRE, EAST, FIRE, GATE_ATELIER, PANEL, PANEL_MIDDLE, POLES, POSTS_X, SCREEN_WALL, SOUTH, WEST

SKY_STRENGTH = 1.0
GLOWING = {"glow": 0.0}  # lamps give the light: thousands of small glowing faces would only make noise
WARM, FLAME = (1.0, 0.74, 0.46), (1.0, 0.58, 0.28)
ZENITH, MIDDLE, HORIZON, SUNSET = (0.20, 0.32, 0.62), (0.42, 0.50, 0.68), (0.62, 0.56, 0.60), (1.25, 0.70, 0.38)


def evening_sky(direction):
    """Give the scene an evening sky: blue above, pale at the horizon, amber where the sun goes down."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    tree = world.node_tree
    link, new = tree.links.new, tree.nodes.new
    place = new("ShaderNodeTexCoord")
    split = new("ShaderNodeSeparateXYZ")
    link(place.outputs["Generated"], split.inputs[0])
    ramp = new("ShaderNodeValToRGB")
    link(split.outputs["Z"], ramp.inputs[0])
    stops = ramp.color_ramp.elements
    stops[0].position, stops[0].color = 0.0, (*HORIZON, 1)
    stops[1].position, stops[1].color = 0.9, (*ZENITH, 1)
    stops.new(0.28).color = (*MIDDLE, 1)
    towards = new("ShaderNodeVectorMath")
    towards.operation = "DOT_PRODUCT"
    towards.inputs[1].default_value = (-direction[0], -direction[1], 0)
    link(place.outputs["Generated"], towards.inputs[0])
    glow = new("ShaderNodeMath")
    glow.operation, glow.use_clamp = "POWER", True
    glow.inputs[1].default_value = 4.0
    link(towards.outputs["Value"], glow.inputs[0])
    mix = new("ShaderNodeMixRGB")
    link(glow.outputs[0], mix.inputs[0])
    link(ramp.outputs[0], mix.inputs[1])
    mix.inputs[2].default_value = (*SUNSET, 1)
    link(mix.outputs[0], tree.nodes["Background"].inputs[0])


def build_light(layout):
    """Add all lamps."""
    lights = Lights(SKY_STRENGTH, GLOWING)
    direction = Vector(layout.sun_direction()).normalized()
    evening_sky(direction)
    lights.add("sun", "SUN", (0, 0, 9), Vector((0, 0, 9)) + direction, energy=3.2, color=(1, 0.66, 0.36), angle=math.radians(1.6))
    for a, b in zip(POSTS_X, POSTS_X[1:]):  # the strings under the pergola
        x = (a + b) / 2
        lights.add("accent", "AREA", (x, 0, BEAM_BOTTOM - 0.55), (x, 0, 0), energy=95, color=WARM, shape="RECTANGLE", size=2.6, size_y=6.5)
    for (x0, y0), (x1, _) in zip(POLES, BRACKETS):  # those along the path
        lights.add("accent", "AREA", ((x0 + x1) / 2, y0, 3.1), ((x0 + x1) / 2, y0, 0), energy=42, color=WARM, shape="RECTANGLE", size=6.0, size_y=0.3)
    lights.add("accent", "POINT", (*FIRE, 0.72), (*FIRE, 0), energy=70, color=FLAME, shadow_soft_size=0.16)
    south, north, top = SCREEN_WALL
    lights.add("accent", "AREA", (EAST - 0.33, (south + north) / 2, top - 0.04), (EAST, (south + north) / 2, 2.6), energy=80, color=WARM,
               shape="RECTANGLE", size=north - south - 0.4, size_y=0.05)
    for x, y in ((EAST - 0.4, DOOR_THEATRE), (WEST + 0.35, GATE_ATELIER)):
        lights.add("accent", "AREA", (x, y, 2.58), (x, y, 0), energy=14, color=WARM, shape="RECTANGLE", size=0.2, size_y=1.5)
    lights.add("accent", "AREA", (EAST - 0.66, 0, 0.14), (EAST - 1.2, 0, 0), energy=9, color=WARM, shape="RECTANGLE", size=north - south - 1.0, size_y=0.05)
    for x, y, z, tall in layout.furniture["lanterns"]:
        if tall > 0.45:
            lights.add("accent", "POINT", (x, -z, y + 0.30), (x, -z, 0), energy=7, color=FLAME, shadow_soft_size=0.05)
    middle = (PANEL[0] + PANEL[1]) / 2
    lights.add("accent", "SPOT", (middle, SOUTH + 2.6, 0.15), (middle, SOUTH, PANEL_MIDDLE + 0.2), energy=60, color=WARM, spot_size=math.radians(62), spot_blend=0.9,
               shadow_soft_size=0.05)
    for *_, x, y, z, stand in stand_lamps(layout):
        lights.add("accent", "SPOT", (x, y, z - 0.04), stand, energy=40, color=(1, 0.82, 0.60), spot_size=math.radians(58), spot_blend=0.85,
                   shadow_soft_size=0.04)
    for plant in layout.furniture["olives"]:
        x, z = plant["position"]
        lights.add("accent", "SPOT", (x - 0.2, -z - 0.75, 0.12), (x, -z, plant["height"] * 0.75), energy=22, color=WARM, spot_size=math.radians(70), spot_blend=0.8,
                   shadow_soft_size=0.04)
    for x, y, z, out in layout.furniture["wallLamps"]:
        for up in (-1, 1):
            lights.add("accent", "AREA", (x + out * 0.07, -z, y + 0.15 * up), (x + out * 0.06, -z, y + up), energy=3.4, color=WARM, shape="RECTANGLE", size=0.07, size_y=0.09)
    return lights
