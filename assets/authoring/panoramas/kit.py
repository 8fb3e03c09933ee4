"""Puts meshes into the Blender scene: materials by nodes (they are only rendered, never exported), library models, scattering."""
import math
import sys
from pathlib import Path

import bmesh
import bpy
from mathutils import Matrix, Vector

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "room"))
from geometry import box_mesh, box_uv, to_mesh, turned_mesh

# name: (linear colour, roughness, metallic)
PLAIN = {
    "steel": ((0.52, 0.53, 0.54), 0.28, 1.0), "iron": ((0.045, 0.046, 0.05), 0.42, 0.6), "brass": ((0.72, 0.50, 0.22), 0.3, 1.0),
    "black": ((0.02, 0.02, 0.022), 0.5, 0.0), "enamel": ((0.035, 0.075, 0.065), 0.25, 0.0), "white": ((0.80, 0.78, 0.73), 0.5, 0.0),
    "paper": ((0.78, 0.74, 0.66), 0.9, 0.0), "card": ((0.43, 0.28, 0.16), 0.9, 0.0), "mat": ((0.05, 0.13, 0.10), 0.7, 0.0),
    "red": ((0.36, 0.03, 0.02), 0.4, 0.0), "blue": ((0.03, 0.08, 0.20), 0.5, 0.0), "linen": ((0.60, 0.54, 0.44), 1.0, 0.0),
    "twine": ((0.46, 0.33, 0.18), 1.0, 0.0), "shaving": ((0.72, 0.50, 0.28), 0.8, 0.0), "leaf": ((0.06, 0.13, 0.04), 0.5, 0.0),
}
# name: (texture, tint, roughness)
WOOD = {
    "floor": ("oak", (0.50, 0.40, 0.30), 0.5), "beech": ("grain", (0.95, 0.74, 0.52), 0.42), "oak": ("grain", (0.80, 0.58, 0.36), 0.5),
    "walnut": ("grain", (0.36, 0.21, 0.12), 0.45), "pine": ("grain", (1.0, 0.83, 0.58), 0.55), "beam": ("grain", (0.42, 0.30, 0.20), 0.75),
    "cherry": ("grain", (0.70, 0.36, 0.20), 0.42),
}
LEATHER = {
    "cognac": (0.28, 0.105, 0.035), "tan": (0.46, 0.25, 0.11), "espresso": (0.05, 0.028, 0.02), "ink": (0.018, 0.018, 0.022),
    "sage": (0.14, 0.17, 0.11), "oxblood": (0.13, 0.018, 0.02), "sand": (0.58, 0.46, 0.32), "navy": (0.025, 0.04, 0.085),
}


class Kit:
    """Hands out materials and puts things down; `library` is the folder of the CC0 models."""

    def __init__(self, textures, library):
        self.textures, self.library, self.made, self.models = Path(textures), Path(library), {}, {}

    def material(self, name):
        """Return the material of a name, made on first use."""
        if name not in self.made:
            material = bpy.data.materials.new(name)
            material.use_nodes = True
            tree = material.node_tree
            surface = tree.nodes["Principled BSDF"]
            if name in WOOD:
                self._wood(tree, surface, *WOOD[name])
            elif name in LEATHER:
                self._leather(tree, surface, LEATHER[name])
            elif name == "brick":
                _brick(tree, surface)
            elif name == "bulb":
                surface.inputs["Emission"].default_value, surface.inputs["Emission Strength"].default_value = (1, 0.72, 0.42, 1), 14
            else:
                colour, rough, metal = PLAIN[name]
                surface.inputs["Base Color"].default_value = (*colour, 1)
                surface.inputs["Roughness"].default_value, surface.inputs["Metallic"].default_value = rough, metal
            self.made[name] = material
        return self.made[name]

    def _wood(self, tree, surface, texture, tint, rough):
        picture = tree.nodes.new("ShaderNodeTexImage")
        picture.image = bpy.data.images.load(str(self.textures / f"{texture}.png"), check_existing=True)
        dark = _mix(tree, picture.outputs[0], tint, "MULTIPLY")
        grey = tree.nodes.new("ShaderNodeMapRange")
        grey.inputs[3].default_value, grey.inputs[4].default_value = 0.78, 1.12
        tree.links.new(tree.nodes.new("ShaderNodeObjectInfo").outputs["Random"], grey.inputs[0])
        worn = _mix(tree, dark, None, "MULTIPLY")
        tree.links.new(grey.outputs[0], worn.node.inputs[2])
        stain = tree.nodes.new("ShaderNodeTexNoise")
        stain.inputs["Scale"].default_value, stain.inputs["Detail"].default_value = 1.6, 6
        tree.links.new(tree.nodes.new("ShaderNodeNewGeometry").outputs["Position"], stain.inputs[0])
        spots = _mix(tree, worn, None, "OVERLAY", 0.45)
        tree.links.new(stain.outputs[0], spots.node.inputs[2])
        tree.links.new(spots, surface.inputs["Base Color"])
        _bump(tree, surface, picture.outputs[0], 0.25, 0.002)
        surface.inputs["Roughness"].default_value = rough

    def _leather(self, tree, surface, colour):
        clouds = tree.nodes.new("ShaderNodeTexNoise")
        clouds.inputs["Scale"].default_value, clouds.inputs["Detail"].default_value = 4, 8
        shade = _mix(tree, None, tuple(c * 1.25 for c in colour), "MIX")
        shade.node.inputs[1].default_value = (*(c * 0.7 for c in colour), 1)
        tree.links.new(clouds.outputs[0], shade.node.inputs[0])
        tree.links.new(shade, surface.inputs["Base Color"])
        pores = tree.nodes.new("ShaderNodeTexVoronoi")
        pores.inputs["Scale"].default_value = 160
        _bump(tree, surface, pores.outputs[0], 0.2, 0.002)
        surface.inputs["Roughness"].default_value = 0.46

    def put(self, mesh, material, at=(0, 0, 0), turn=0.0, lean=(0.0, 0.0), grain=None, tile=1.2):
        """Put a mesh down: `turn` about z, `lean` about its own x and y first (radians)."""
        mesh.materials.append(self.material(material))
        box_uv(mesh, tile, grain)
        thing = bpy.data.objects.new(mesh.name, mesh)
        thing.matrix_world = Matrix.Translation(at) @ Matrix.Rotation(turn, 4, "Z") @ Matrix.Rotation(lean[0], 4, "X") @ Matrix.Rotation(lean[1], 4, "Y")
        bpy.context.scene.collection.objects.link(thing)
        return thing

    def box(self, material, size, at, turn=0.0, lean=(0.0, 0.0), bevel=0.003, grain=None, tile=1.2):
        """Put a box of a size down on its foot's middle; the grain runs along its longest side."""
        longest = "xyz"[max(range(3), key=lambda i: size[i])]
        mesh = box_mesh("box", (-size[0] / 2, -size[1] / 2, 0), (size[0] / 2, size[1] / 2, size[2]), bevel=bevel)
        return self.put(mesh, material, at, turn, lean, grain or longest, tile)

    def rod(self, material, radius, length, at, turn=0.0, lean=(0.0, 0.0), segments=20):
        """Put an upright round bar down; lean it to lay it."""
        profile = [(0.0001, 0), (radius, 0), (radius, length), (0.0001, length)]
        mesh = turned_mesh("rod", profile, (0, 0, 0), segments)
        for face in mesh.polygons:
            face.use_smooth = abs(face.normal.z) < 0.9
        return self.put(mesh, material, at, turn, lean, "z")

    def turned(self, material, profile, at, turn=0.0, lean=(0.0, 0.0), scale=1.0):
        """Put a turned shape down."""
        mesh = turned_mesh("turned", [(max(r, 0.0001) * scale, h * scale) for r, h in profile], (0, 0, 0), 32)
        return self.put(mesh, material, at, turn, lean, "z")

    def model(self, name, at, height, turn=0.0, materials=None):
        """Put a library model down in the wanted height; `materials` is one name for all, or a map by the model's own names."""
        if name not in self.models:
            before = set(bpy.data.objects)
            bpy.ops.import_scene.obj(filepath=f"{self.library}/{name}/{name}.obj", use_split_objects=False, use_split_groups=False)
            thing = next(o for o in bpy.data.objects if o not in before and o.type == "MESH")
            thing.data.transform(thing.matrix_world)
            thing.matrix_world = Matrix.Identity(4)
            low, high = (Vector([f(v.co[i] for v in thing.data.vertices) for i in range(3)]) for f in (min, max))
            thing.data.transform(Matrix.Scale(1 / (high.z - low.z), 4) @ Matrix.Translation((-(low.x + high.x) / 2, -(low.y + high.y) / 2, -low.z)))
            self.models[name] = thing.data
            bpy.data.objects.remove(thing)
        mesh = self.models[name].copy()
        for index, slot in enumerate(mesh.materials):
            wanted = materials if isinstance(materials, str) else (materials or {}).get(slot.name.split(".")[0] if slot else "")
            if wanted:
                mesh.materials[index] = self.material(wanted)
        if isinstance(materials, str):
            box_uv(mesh, 1.2 / height)
        thing = bpy.data.objects.new(name, mesh)
        thing.matrix_world = Matrix.Translation(at) @ Matrix.Rotation(turn, 4, "Z") @ Matrix.Scale(height, 4)
        bpy.context.scene.collection.objects.link(thing)
        return thing


def _mix(tree, source, colour, how, amount=1.0):
    node = tree.nodes.new("ShaderNodeMixRGB")
    node.blend_type, node.inputs[0].default_value = how, amount
    if source:
        tree.links.new(source, node.inputs[1])
    if colour:
        node.inputs[2].default_value = (*colour, 1)
    return node.outputs[0]


def _bump(tree, surface, height, strength, distance):
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Strength"].default_value, bump.inputs["Distance"].default_value = strength, distance
    tree.links.new(height, bump.inputs["Height"])
    tree.links.new(bump.outputs[0], surface.inputs["Normal"])


def _brick(tree, surface):
    brick = tree.nodes.new("ShaderNodeTexBrick")
    for key, value in {"Scale": 1, "Brick Width": 0.24, "Row Height": 0.075, "Mortar Size": 0.008, "Mortar Smooth": 0.4}.items():
        brick.inputs[key].default_value = value
    for key, colour in {"Color1": (0.66, 0.60, 0.53), "Color2": (0.55, 0.47, 0.40), "Mortar": (0.62, 0.58, 0.52)}.items():
        brick.inputs[key].default_value = (*colour, 1)
    tree.links.new(tree.nodes.new("ShaderNodeUVMap").outputs[0], brick.inputs[0])
    paint = tree.nodes.new("ShaderNodeTexNoise")
    paint.inputs["Scale"].default_value, paint.inputs["Detail"].default_value = 2.2, 10
    tree.links.new(tree.nodes.new("ShaderNodeNewGeometry").outputs["Position"], paint.inputs[0])
    washed = _mix(tree, brick.outputs[0], None, "SOFT_LIGHT", 0.8)
    tree.links.new(paint.outputs[0], washed.node.inputs[2])
    tree.links.new(washed, surface.inputs["Base Color"])
    surface.inputs["Roughness"].default_value = 0.9
    height = _mix(tree, brick.outputs["Fac"], None, "SUBTRACT", 0.6)
    rough = tree.nodes.new("ShaderNodeTexNoise")
    rough.inputs["Scale"].default_value = 40
    tree.links.new(rough.outputs[0], height.node.inputs[2])
    invert = tree.nodes.new("ShaderNodeInvert")
    tree.links.new(height, invert.inputs[1])
    _bump(tree, surface, invert.outputs[0], 0.6, 0.008)


def ribbon(width, radius, turns, dice, steps=26):
    """Return a curled shaving as a mesh."""
    shape, rows = bmesh.new(), []
    for i in range(steps + 1):
        share = i / steps
        angle, reach = turns * 2 * math.pi * share, radius * (1 - 0.45 * share)
        spot = Vector((reach * math.cos(angle), 0.9 * width * turns * share + dice.uniform(-.001, .001), reach * math.sin(angle) + radius))
        rows.append([shape.verts.new(spot), shape.verts.new(spot + Vector((0.002, width, 0)))])
    for a, b in zip(rows, rows[1:]):
        shape.faces.new((a[0], a[1], b[1], b[0]))
    return to_mesh(shape, "shaving", smooth=True)


def sheet(place, columns=24, rows=16):
    """Return a cloth-like mesh: `place(u, v)` gives the (x, y, z) of a point of the sheet, u and v from 0 to 1."""
    shape = bmesh.new()
    grid = [[shape.verts.new(Vector(place(u / columns, v / rows))) for u in range(columns + 1)] for v in range(rows + 1)]
    for lower, upper in zip(grid, grid[1:]):
        for u in range(columns):
            shape.faces.new((lower[u], lower[u + 1], upper[u + 1], upper[u]))
    return to_mesh(shape, "sheet", smooth=True)
