"""A scene's light in three layers (sun, sky, accent) that are baked apart, so that they can be balanced afterwards."""
import math

import bpy
from mathutils import Vector


DAYLIGHT = ("sun", "sky", "accent")


class Lights:
    """Holds the lamps of each layer and switches layers on and off; glowing materials (name: strength) belong to the accents.

    A scene without daylight names its own layers, each of few lamps (Cycles takes one lamp per sample); one of many
    lamps asks for more samples by its effort."""

    def __init__(self, sky_strength, glowing, layers=DAYLIGHT, effort=None):
        self.lamps, self.effort = {layer: [] for layer in layers}, effort or {}
        self.sky_strength, self.glowing = sky_strength, glowing

    def add(self, layer, kind, place, aim, portal=False, **settings):
        """Add a lamp to a layer; aim is the point it looks at."""
        data = bpy.data.lights.new(layer, kind)
        for name, value in settings.items():
            setattr(data, name, value)
        data.cycles.is_portal = portal
        lamp = bpy.data.objects.new(layer, data)
        lamp.location = place
        lamp.rotation_euler = (Vector(aim) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
        bpy.context.scene.collection.objects.link(lamp)
        self.lamps[layer].append(lamp)

    def only(self, *layers):
        """Leave on only the given layers."""
        for layer, lamps in self.lamps.items():
            for lamp in lamps:
                lamp.hide_render = layer not in layers
        world = bpy.context.scene.world.node_tree.nodes["Background"]
        world.inputs[1].default_value = self.sky_strength if "sky" in layers else 0.0
        for name, strength in self.glowing.items():
            material = bpy.data.materials.get(name)
            if material:
                surface = material.node_tree.nodes["Principled BSDF"]
                surface.inputs["Emission Strength"].default_value = strength if "accent" in layers else 0.0


def dark_world():
    """Give the scene no light from outside."""
    world = bpy.data.worlds.new("dark")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0, 0, 0, 1)


def sky_world(direction):
    """Give the scene a clear sky without sun disc, the sun standing where its light comes from."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    tree = world.node_tree
    sky = tree.nodes.new("ShaderNodeTexSky")
    sky.sky_type, sky.sun_disc = "NISHITA", False
    sky.sun_elevation = math.asin(-direction[2])
    sky.sun_rotation = math.atan2(-direction[0], -direction[1])
    sky.altitude, sky.dust_density, sky.ozone_density = 100, 2.0, 1.0
    tree.links.new(sky.outputs[0], tree.nodes["Background"].inputs[0])
