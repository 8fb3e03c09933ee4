"""The hall: brick walls, steel windows, boards, beams, hanging lamps and daylight. Blender's axes; windows towards +y."""
import math

import bpy

HALF_X, HALF_Y, HEIGHT = 7.0, 3.6, 3.8
WINDOWS, WINDOW_WIDTH, SILL, LINTEL = (-5.6, -2.8, 0.0, 2.8, 5.6), 2.0, 0.95, 3.1
LAMPS = ((-5.0, 0.2), (-3.6, 0.2), (-0.7, 0.45), (0.7, 0.45), (4.0, -1.9), (5.4, -1.9))
THICK = 0.35


def build_shell(kit):
    """Put up the hall."""
    kit.box("floor", (2 * HALF_X + 1, 2 * HALF_Y + 1, 0.1), (0, 0, -0.1), bevel=0, tile=2.4)
    for side in (-1, 1):
        kit.box("brick", (THICK, 2 * HALF_Y + 1, HEIGHT), (side * (HALF_X + THICK / 2), 0, 0), bevel=0, tile=1, grain="y")
    kit.box("brick", (2 * HALF_X + 1, THICK, HEIGHT), (0, -HALF_Y - THICK / 2, 0), bevel=0, tile=1, grain="x")
    y = HALF_Y + THICK / 2
    kit.box("brick", (2 * HALF_X + 1, THICK, SILL), (0, y, 0), bevel=0, tile=1, grain="x")
    kit.box("brick", (2 * HALF_X + 1, THICK, HEIGHT - LINTEL), (0, y, LINTEL), bevel=0, tile=1, grain="x")
    edges = [-HALF_X - 0.5] + [e for c in WINDOWS for e in (c - WINDOW_WIDTH / 2, c + WINDOW_WIDTH / 2)] + [HALF_X + 0.5]
    for a, b in zip(edges[::2], edges[1::2]):
        kit.box("brick", (b - a, THICK, LINTEL - SILL), ((a + b) / 2, y, SILL), bevel=0, tile=1, grain="x")
    for x in WINDOWS:
        _window(kit, x)
    for i in range(42):
        kit.box("white", (2 * HALF_X + 1, 0.176, 0.05), (0, -HALF_Y - 0.1 + i * 0.178, HEIGHT), bevel=0.008)
    kit.box("black", (2 * HALF_X + 1, 2 * HALF_Y + 1, 0.1), (0, 0, HEIGHT + 0.05), bevel=0)
    for x in range(-6, 7, 2):
        kit.box("beam", (0.2, 2 * HALF_Y, 0.28), (x + 0.35, 0, HEIGHT - 0.28), bevel=0.01)
    for x in (-2.05, 2.05):
        for side in (-1, 1):
            kit.box("beam", (0.2, 0.2, HEIGHT - 0.28), (x, side * 2.2, 0), bevel=0.012)
            kit.box("beam", (0.12, 0.75, 0.12), (x, side * 1.95, HEIGHT - 0.75), lean=(-side * 0.8, 0), bevel=0.01)
    kit.box("beam", (0.24, 2 * HALF_Y, 0.24), (-2.05, 0, HEIGHT - 0.5), bevel=0.01)
    kit.box("beam", (0.24, 2 * HALF_Y, 0.24), (2.05, 0, HEIGHT - 0.5), bevel=0.01)
    for side in (-1, 1):
        kit.box("beam", (2 * HALF_X, 0.03, 0.16), (0, side * (HALF_Y - 0.015), 0), bevel=0.004)
        kit.box("beam", (0.03, 2 * HALF_Y, 0.16), (side * (HALF_X - 0.015), 0, 0), bevel=0.004)
    _door(kit)
    for x, y in LAMPS:
        _lamp(kit, x, y)


def _window(kit, x):
    y, tall = HALF_Y + THICK * 0.7, LINTEL - SILL
    kit.box("beam", (WINDOW_WIDTH + 0.2, 0.34, 0.05), (x, HALF_Y + 0.05, SILL), bevel=0.006)
    for i in range(5):
        thick = 0.05 if i in (0, 4) else 0.022
        kit.box("iron", (thick, 0.04, tall), (x - WINDOW_WIDTH / 2 + i * WINDOW_WIDTH / 4, y, SILL), bevel=0.002)
    for j in range(5):
        thick = 0.05 if j in (0, 4) else 0.022
        kit.box("iron", (WINDOW_WIDTH, 0.04, thick), (x, y, SILL + j * tall / 4 - thick / 2), bevel=0.002)


def _door(kit):
    kit.box("enamel", (0.06, 1.9, 2.5), (HALF_X - 0.03, -1.7, 0), bevel=0.006)
    for part in (-0.48, 0.48):
        kit.box("enamel", (0.04, 0.8, 0.9), (HALF_X - 0.07, -1.7 + part, 0.2), bevel=0.015)
        kit.box("enamel", (0.04, 0.8, 1.0), (HALF_X - 0.07, -1.7 + part, 1.3), bevel=0.015)
    kit.rod("brass", 0.012, 0.14, (HALF_X - 0.1, -1.62, 1.02))
    for edge in (-0.99, 0.99):
        kit.box("beam", (0.1, 0.12, 2.6), (HALF_X - 0.05, -1.7 + edge, 0))
    kit.box("beam", (0.1, 2.1, 0.12), (HALF_X - 0.05, -1.7, 2.5))


def _lamp(kit, x, y, foot=2.12):
    kit.rod("black", 0.006, HEIGHT - foot - 0.24, (x, y, foot + 0.24), segments=8)
    shade = [(0.21, 0), (0.215, 0.006), (0.16, 0.09), (0.07, 0.16), (0.045, 0.2), (0.045, 0.25), (0.02, 0.26), (0.0, 0.26)]
    kit.turned("enamel", shade, (x, y, foot))
    kit.turned("white", [(0.2, 0.004), (0.15, 0.085), (0.06, 0.15)], (x, y, foot))
    bulb(kit, [(0, 0), (0.03, 0.012), (0.042, 0.04), (0.03, 0.075), (0.015, 0.1)], (x, y, foot + 0.03))
    light = bpy.data.lights.new("lamp", "SPOT")
    light.energy, light.color, light.shadow_soft_size, light.spot_size, light.spot_blend = 55, (1, 0.74, 0.46), 0.05, 2.3, 0.6
    thing = bpy.data.objects.new("lamp", light)
    thing.location = (x, y, foot + 0.01)
    bpy.context.scene.collection.objects.link(thing)


def build_daylight(picture):
    """Light the hall through its windows: a soft sky at each, the low sun, and the landscape outside."""
    scene = bpy.context.scene
    light = bpy.data.lights.new("sky", "AREA")
    light.shape, light.size, light.size_y = "RECTANGLE", 2 * HALF_X, LINTEL - SILL
    light.energy, light.color = 1150, (0.93, 0.96, 1.0)
    thing = bpy.data.objects.new("sky", light)
    thing.location, thing.rotation_euler = (0, HALF_Y + THICK + 0.12, (SILL + LINTEL) / 2), (-math.pi / 2, 0, 0)
    thing.visible_camera = False
    scene.collection.objects.link(thing)
    sun = bpy.data.lights.new("sun", "SUN")
    sun.energy, sun.color, sun.angle = 7.5, (1, 0.88, 0.70), 0.015
    thing = bpy.data.objects.new("sun", sun)
    thing.rotation_euler = (math.radians(-52), math.radians(14), math.radians(18))
    scene.collection.objects.link(thing)
    bpy.ops.mesh.primitive_plane_add(size=1)
    plane = bpy.context.object
    plane.scale, plane.location, plane.rotation_euler = (54, 22, 1), (0, HALF_Y + 12, 3.2), (math.pi / 2, 0, 0)
    material = bpy.data.materials.new("outside")
    material.use_nodes = True
    tree = material.node_tree
    image, glow = tree.nodes.new("ShaderNodeTexImage"), tree.nodes.new("ShaderNodeEmission")
    image.image = bpy.data.images.load(str(picture))
    glow.inputs[1].default_value = 3.0
    tree.links.new(image.outputs[0], glow.inputs[0])
    tree.links.new(glow.outputs[0], tree.nodes["Material Output"].inputs[0])
    plane.data.materials.append(material)
    material.cycles.sample_as_light = False
    plane.visible_shadow = plane.visible_diffuse = plane.visible_glossy = False
    scene.world = bpy.data.worlds.new("world")
    scene.world.color = (0, 0, 0)


def bulb(kit, profile, at, scale=1.0):
    """A bulb that is seen but gives no light of its own: the lamps beside it do, with less noise."""
    thing = kit.turned("bulb", profile, at, scale=scale)
    thing.visible_diffuse = thing.visible_glossy = thing.visible_shadow = False
    kit.material("bulb").cycles.sample_as_light = False
