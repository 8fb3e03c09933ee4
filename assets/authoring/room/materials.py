"""Blender materials made of image textures only, so that Cycles and glTF see the same thing."""
import bpy

from layout import own

# Names ending in "Vertex" are lit per vertex, "glow" gives light, all others are lit by the lightmap.
# colour, roughness, metallic, texture, normal, normal strength, orm, emission colour, emission strength
SPECS = {
    "lime": dict(texture="lime", normal="lime_n", normal_strength=0.35, rough=0.92),
    "oak": dict(texture="oak", normal="oak_n", normal_strength=0.6, orm="oak_orm"),
    "timber": dict(texture="grain", rough=0.6),
    "timberVertex": dict(texture="grain", rough=0.5),
    "terrazzo": dict(texture="terrazzo", rough=0.38),
    "paving": dict(texture="paving", rough=0.8),
    "rug": dict(texture="rug", normal="boucle_n", normal_strength=0.5, rough=1.0),
    "slat": dict(texture="slat", normal="slat_n", rough=0.55),
    "plaster": dict(colour=(0.80, 0.775, 0.735), rough=0.8),
    "ceiling": dict(colour=(0.86, 0.845, 0.82), rough=0.95),
    "metal": dict(colour=(0.022, 0.021, 0.020), rough=0.45),
    "pictures": dict(texture="pictures", rough=0.8),
    "boucleVertex": dict(texture="boucle", normal="boucle_n", normal_strength=0.8, rough=1.0),
    "paletteVertex": dict(texture="palette", orm="palette_orm"),
    "lanternVertex": dict(colour=(0.86, 0.82, 0.74), rough=0.9, emission=(1.0, 0.84, 0.64), emission_strength=0.16),
    "smoked": dict(texture="smoked", normal="oak_n", normal_strength=0.6, orm="oak_orm"),
    "stage": dict(texture="stage", normal="oak_n", normal_strength=0.6, orm="oak_orm"),
    "walnut": dict(texture="walnut", rough=0.5),
    "walnutVertex": dict(texture="walnut", rough=0.45),
    "slatDark": dict(texture="slat_dark", normal="slat_n", rough=0.6),
    "carpet": dict(texture="carpet", rough=1.0),
    "nero": dict(texture="nero", rough=0.28),
    "gloom": dict(colour=(0.030, 0.029, 0.029), rough=0.95),
    "accent": dict(colour=(0.085, 0.066, 0.050), rough=0.38),
    "velvetVertex": dict(texture="velvet", rough=0.95),
    "curtainVertex": dict(colour=(0.030, 0.047, 0.054), rough=0.95),
    "rigVertex": dict(colour=(0.045, 0.045, 0.047), rough=0.42),
    "glow": dict(colour=(1, 1, 1), rough=1.0, emission=(1.0, 0.86, 0.70), emission_strength=3.0),
}

SURFACES = own("surfaces")
if SURFACES:
    SPECS.update(SURFACES.SPECS)


class Materials:
    """Builds each material once and hands it out by name."""

    def __init__(self, textures):
        self.textures = textures
        self.made = {}

    def __getitem__(self, name):
        """Return the Blender material of that name."""
        if name not in self.made:
            self.made[name] = self._build(name, **SPECS[name])
        return self.made[name]

    def _image(self, tree, name, data):
        """Add an image texture node; data pictures are not colour."""
        image = bpy.data.images.load(f"{self.textures}/{name}.png", check_existing=True)
        image.colorspace_settings.name = "Non-Color" if data else "sRGB"
        node = tree.nodes.new("ShaderNodeTexImage")
        node.image = image
        return node

    def _build(self, name, colour=(0.8, 0.8, 0.8), rough=0.5, texture=None, normal=None,
               normal_strength=1.0, orm=None, metal=0.0, emission=None, emission_strength=0.0):
        """Build one principled material."""
        material = bpy.data.materials.new(name)
        material.use_nodes = True
        tree = material.node_tree
        surface, link = tree.nodes["Principled BSDF"], tree.links.new
        surface.inputs["Base Color"].default_value = (*colour, 1)
        surface.inputs["Roughness"].default_value = rough
        surface.inputs["Metallic"].default_value = metal
        if texture:
            link(self._image(tree, texture, False).outputs[0], surface.inputs["Base Color"])
        if normal:
            bump = tree.nodes.new("ShaderNodeNormalMap")
            bump.inputs[0].default_value = normal_strength
            link(self._image(tree, normal, True).outputs[0], bump.inputs[1])
            link(bump.outputs[0], surface.inputs["Normal"])
        if orm:
            split = tree.nodes.new("ShaderNodeSeparateColor")
            link(self._image(tree, orm, True).outputs[0], split.inputs[0])
            link(split.outputs[1], surface.inputs["Roughness"])
            link(split.outputs[2], surface.inputs["Metallic"])
        if emission:
            surface.inputs["Emission"].default_value = (*emission, 1)
            surface.inputs["Emission Strength"].default_value = emission_strength
        return material


def use_normal_maps(on):
    """Connect the normal maps, or take them off while light is baked."""
    for material in bpy.data.materials:
        if not material.use_nodes:
            continue
        tree = material.node_tree
        bumps = [node for node in tree.nodes if node.type == "NORMAL_MAP"]
        for bump in bumps:
            target = tree.nodes["Principled BSDF"].inputs["Normal"]
            if on:
                tree.links.new(bump.outputs[0], target)
            else:
                for link in list(target.links):
                    tree.links.remove(link)
