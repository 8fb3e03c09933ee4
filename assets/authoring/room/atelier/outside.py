"""Renders the view outside the windows: blender -b -noaudio -P outside.py -- WORK_FOLDER OUT_FOLDER [SAMPLES] [WIDTH]."""
import math
import random
import sys
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector, noise
from PIL import Image
from scipy.ndimage import gaussian_filter

sys.path.insert(0, str(Path(__file__).parents[1]))
from layout import Layout, to_blender
from lights import sky_world
from noise import srgb

HAZE = np.array([0.86, 0.90, 0.93])


def ground_height(x, y):
    """Return the land's height: a meadow falling to a valley, wooded hills behind."""
    far = math.hypot(x, y)
    meadow = -0.05 - 4.5 * smooth(20, 130, far) + 0.5 * noise.noise(Vector((x / 35, y / 35, 3))) * smooth(14, 60, far)
    swell = 0.5 + 0.5 * noise.noise(Vector((x / 190, y / 190, 0))) + 0.25 * noise.noise(Vector((x / 70, y / 70, 5)))
    ridge = 0.62 + 0.5 * noise.noise(Vector((x / 420, y / 420, 7))) + 0.12 * noise.noise(Vector((x / 120, y / 120, 2)))
    return meadow + 80 * swell * smooth(130, 620, far) + 150 * ridge * smooth(480, 1150, far)


def smooth(low, high, value):
    """Return the smooth step of a value between two borders."""
    t = min(max((value - low) / (high - low), 0), 1)
    return t * t * (3 - 2 * t)


def shaded(name, colours, through=0.0, scale=None, rough=1.0):
    """Return a material between two colours, by noise of a scale or by object; through lets light pass leaves."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    tree = material.node_tree
    link, surface = tree.links.new, tree.nodes["Principled BSDF"]
    surface.inputs["Roughness"].default_value = rough
    surface.inputs["Specular"].default_value = 0.15
    mix = tree.nodes.new("ShaderNodeMixRGB")
    mix.inputs[1].default_value, mix.inputs[2].default_value = (*colours[0], 1), (*colours[1], 1)
    if scale:
        pattern = tree.nodes.new("ShaderNodeTexNoise")
        pattern.inputs["Scale"].default_value, pattern.inputs["Detail"].default_value = scale, 8
        place = tree.nodes.new("ShaderNodeNewGeometry")
        link(place.outputs["Position"], pattern.inputs["Vector"])
        link(pattern.outputs["Fac"], mix.inputs[0])
    else:
        link(tree.nodes.new("ShaderNodeObjectInfo").outputs["Random"], mix.inputs[0])
    link(mix.outputs[0], surface.inputs["Base Color"])
    if through:
        thin, both = tree.nodes.new("ShaderNodeBsdfTranslucent"), tree.nodes.new("ShaderNodeMixShader")
        link(mix.outputs[0], thin.inputs[0])
        both.inputs[0].default_value = through
        link(surface.outputs[0], both.inputs[1])
        link(thin.outputs[0], both.inputs[2])
        link(both.outputs[0], tree.nodes["Material Output"].inputs[0])
    return material


def add(mesh, material):
    """Give a mesh its material and put it into the scene."""
    mesh.materials.append(material)
    thing = bpy.data.objects.new(mesh.name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def land():
    """Add the ground as a fan of rings that grow with distance."""
    rings, spokes = 90, 200
    vertices, faces = [], []
    for r in range(rings + 1):
        far = 9 * (1400 / 9) ** (r / rings)
        for s in range(spokes + 1):
            angle = math.radians(-100 + 200 * s / spokes)
            x, y = math.sin(angle) * far, math.cos(angle) * far
            vertices.append((x, y, ground_height(x, y)))
    for r in range(rings):
        for s in range(spokes):
            a = r * (spokes + 1) + s
            faces.append((a, a + 1, a + spokes + 2, a + spokes + 1))
    mesh = bpy.data.meshes.new("land")
    mesh.from_pydata(vertices, [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
    add(mesh, shaded("grass", [(0.115, 0.155, 0.045), (0.235, 0.235, 0.095)], scale=0.16))


def leaves_mesh(dice, name, blobs, count, size):
    """Return a crown: small quads scattered over the shells of several blobs."""
    vertices, faces = [], []
    for _ in range(count):
        centre, radius = dice.choice(blobs)
        way = Vector((dice.gauss(0, 1), dice.gauss(0, 1), dice.gauss(0, 1))).normalized()
        at = Vector(centre) + Vector((way.x * radius, way.y * radius, way.z * radius * 0.8)) * dice.uniform(0.55, 1.05)
        u = Vector((dice.gauss(0, 1), dice.gauss(0, 1), dice.gauss(0, 1))).normalized()
        v = u.cross(way).normalized() if abs(u.dot(way)) < 0.95 else Vector((0, 0, 1))
        s = size * dice.uniform(0.6, 1.3)
        first = len(vertices)
        vertices += [at - u * s, at + v * s * 0.6, at + u * s, at - v * s * 0.6]
        faces.append((first, first + 1, first + 2, first + 3))
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    return mesh


def tree_kinds(dice):
    """Return crowns of round and slender trees, each with its trunk, one unit being a metre."""
    leaf = shaded("leaves", [(0.060, 0.110, 0.028), (0.170, 0.205, 0.060)], through=0.38)
    bark = shaded("bark", [(0.07, 0.055, 0.04), (0.12, 0.10, 0.08)])
    kinds = []
    for kind in range(5):
        tall = kind == 1
        height, spread = (9.0, 2.0) if tall else (7.5, 3.1)
        blobs = []
        for i in range(17):
            up = 0.26 + 0.70 * (i + dice.random()) / 17
            reach = spread * math.sin(math.pi * min(up * 0.85 + 0.12, 1)) * 0.8
            turn = dice.uniform(0, 2 * math.pi)
            blobs.append(((math.cos(turn) * reach * dice.random(), math.sin(turn) * reach * dice.random(), height * up), dice.uniform(0.7, 1.25) * spread * 0.42))
        crown = leaves_mesh(dice, f"crown{kind}", blobs, 5200, 0.15)
        crown.materials.append(leaf)
        trunk = bpy.data.meshes.new("trunk")
        ring = [(0.16 * math.cos(a), 0.16 * math.sin(a)) for a in (2 * math.pi * i / 7 for i in range(7))]
        trunk.from_pydata([(x, y, -0.5) for x, y in ring] + [(x * 0.4, y * 0.4, height * 0.7) for x, y in ring], [],
                          [(i, (i + 1) % 7, 7 + (i + 1) % 7, 7 + i) for i in range(7)])
        trunk.materials.append(bark)
        kinds.append((crown, trunk))
    return kinds


def put(meshes, x, y, scale, dice):
    """Put an instance of some meshes on the ground."""
    for mesh in meshes:
        thing = bpy.data.objects.new(mesh.name, mesh)
        thing.location = (x, y, ground_height(x, y))
        thing.rotation_euler = (0, 0, dice.uniform(0, 6.28))
        thing.scale = (scale * dice.uniform(0.85, 1.15), scale * dice.uniform(0.85, 1.15), scale)
        bpy.context.scene.collection.objects.link(thing)


def plant_trees(dice):
    """Scatter woods on the hills, groups in the valley and a few trees near the terrace."""
    kinds = tree_kinds(dice)
    near = [(-27, 38, 1.25), (-33, 30, 1.0), (-16, 58, 1.1), (25, 34, 1.1), (31, 44, 1.35), (40, 27, 1.0), (7, 84, 1.1), (-46, 24, 1.2), (13, 92, 1.2), (-3, 70, 0.8)]
    for x, y, scale in near:
        put(dice.choice(kinds), x, y, scale, dice)
    placed = 0
    while placed < 2600:
        angle, far = math.radians(dice.uniform(-95, 95)), 75 + 575 * dice.random() ** 0.8
        x, y = math.sin(angle) * far, math.cos(angle) * far
        wood = noise.noise(Vector((x / 80, y / 80, 9))) + smooth(150, 420, far) * 0.75
        if wood > 0.22 + dice.uniform(-0.1, 0.1):
            put(dice.choice(kinds), x, y, dice.uniform(0.8, 1.4), dice)
            placed += 1


def plant_grasses(dice):
    """Scatter tall grasses and low shrubs behind the terrace wall."""
    blade = shaded("blade", [(0.20, 0.215, 0.075), (0.40, 0.345, 0.17)], through=0.4)
    tufts = []
    for _ in range(4):
        vertices, faces = [], []
        for _ in range(150):
            turn, lean, tall = dice.uniform(0, 6.28), dice.uniform(0.03, 0.42), dice.uniform(0.45, 1.0)
            base = (math.cos(turn) * 0.09 * dice.random(), math.sin(turn) * 0.09 * dice.random())
            w = (-math.sin(turn) * 0.008, math.cos(turn) * 0.008)
            knee = (base[0] + math.cos(turn) * lean * 0.35, base[1] + math.sin(turn) * lean * 0.35, tall * 0.62)
            tip = (base[0] + math.cos(turn) * lean, base[1] + math.sin(turn) * lean, tall)
            first = len(vertices)
            vertices += [(base[0] - w[0], base[1] - w[1], 0), (base[0] + w[0], base[1] + w[1], 0),
                         (knee[0] + w[0], knee[1] + w[1], knee[2]), (knee[0] - w[0], knee[1] - w[1], knee[2]), tip]
            faces += [(first, first + 1, first + 2, first + 3), (first + 3, first + 2, first + 4)]
        mesh = bpy.data.meshes.new("tuft")
        mesh.from_pydata(vertices, [], faces)
        mesh.materials.append(blade)
        tufts.append((mesh,))
    shrub_leaf = shaded("shrub", [(0.075, 0.115, 0.045), (0.17, 0.19, 0.105)], through=0.3)
    shrub = leaves_mesh(dice, "shrub", [((dice.uniform(-.4, .4), dice.uniform(-.4, .4), dice.uniform(.2, .5)), .34) for _ in range(7)], 1600, 0.045)
    shrub.materials.append(shrub_leaf)
    for _ in range(800):
        x, y = dice.uniform(-34, 34), 11.6 + abs(dice.gauss(0, 1)) * 4.5
        if noise.noise(Vector((x / 5, y / 5, 1))) > -0.12:
            put(dice.choice(tufts), x, y, dice.uniform(0.55, 1.0), dice)
    for _ in range(70):
        x, y = dice.uniform(-34, 34), 12.5 + abs(dice.gauss(0, 1)) * 4
        put((shrub,), x, y, dice.uniform(0.7, 1.5), dice)


def camera(layout, width):
    """Set a panorama camera that sees just the part of the sphere the client shows."""
    dome = layout.data["outsideDome"]
    data = bpy.data.cameras.new("camera")
    data.type, data.cycles.panorama_type, data.clip_end = "PANO", "EQUIRECTANGULAR", 3000
    data.cycles.longitude_min, data.cycles.longitude_max = (math.radians(a) for a in dome["azimuth"])
    data.cycles.latitude_min, data.cycles.latitude_max = (math.radians(a) for a in dome["elevation"])
    eye = bpy.data.objects.new("camera", data)
    eye.location, eye.rotation_euler = to_blender(dome["centre"]), (math.pi / 2, 0, 0)
    scene = bpy.context.scene
    scene.collection.objects.link(eye)
    scene.camera = eye
    azimuth, elevation = (dome[k][1] - dome[k][0] for k in ("azimuth", "elevation"))
    scene.render.resolution_x, scene.render.resolution_y = width, round(width * elevation / azimuth / 2) * 2


def render(work, samples):
    """Render colour and depth and return them as arrays, top row first."""
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", samples, False
    scene.cycles.max_bounces, scene.cycles.sample_clamp_indirect, scene.view_settings.view_transform = 4, 3, "Raw"
    scene.view_layers[0].use_pass_z = True
    scene.render.image_settings.file_format, scene.render.image_settings.color_depth = "OPEN_EXR_MULTILAYER", "32"
    scene.use_nodes = True
    tree = scene.node_tree
    layers = tree.nodes.get("Render Layers") or tree.nodes.new("CompositorNodeRLayers")
    out = tree.nodes.new("CompositorNodeOutputFile")
    out.base_path, out.format.file_format, out.format.color_depth = str(work), "OPEN_EXR", "32"
    out.file_slots.clear()
    for name, source in (("outside-colour-", "Image"), ("outside-depth-", "Depth")):
        out.file_slots.new(name)
        tree.links.new(layers.outputs[source], out.inputs[name])
    bpy.ops.render.render()
    pictures = []
    for name in ("outside-colour-", "outside-depth-"):
        image = bpy.data.images.load(str(next(work.glob(f"{name}*.exr"))))
        image.colorspace_settings.name = "Non-Color"
        width, height = image.size
        pixels = np.empty(width * height * 4, "f")
        image.pixels.foreach_get(pixels)
        pictures.append(pixels.reshape(height, width, 4)[::-1, :, :3].copy())
    return pictures[0], pictures[1][..., 0]


def develop(colour, depth):
    """Add haze with distance, soften like a lens focused on the room, and bring the range to 0..1."""
    depth = np.where(depth > 5000, 5000, depth)
    ground = depth < 4000
    haze = np.where(ground, 1 - np.exp(-np.maximum(depth - 40, 0) / 800), 0)[..., None] * 0.85
    level = np.percentile(colour[~ground].mean(1), 60) if (~ground).any() else 1.0
    colour = colour / level
    tone = colour.mean(2, keepdims=True)
    sky = colour / np.maximum(tone, 1e-6) * (tone ** 0.35) * 0.72
    sky = 0.72 * sky + 0.28 * HAZE * np.minimum(tone ** 0.35, 1.6) * 0.80
    glow = np.clip((tone - 1.2) / 4, 0, 1) * 0.75
    sky = sky * (1 - glow) + glow * np.array([1.05, 1.0, 0.93])
    land = colour * 1.5 * (1 - haze) + HAZE * 0.62 * haze
    picture = np.where(ground[..., None], land, sky)
    picture = np.stack([gaussian_filter(picture[..., k], 0.8) for k in range(3)], 2)
    return picture / (1 + np.maximum(picture.max(2, keepdims=True) - 0.8, 0))


def main():
    """Build the landscape, render it and write outside.webp."""
    arguments = sys.argv[sys.argv.index("--") + 1:]
    work, out = Path(arguments[0]), Path(arguments[1])
    samples = int(arguments[2]) if len(arguments) > 2 else 48
    width = int(arguments[3]) if len(arguments) > 3 else 1792
    bpy.ops.wm.read_factory_settings(use_empty=True)
    layout, dice = Layout(), random.Random(11)
    direction = Vector(layout.sun_direction()).normalized()
    sky_world(direction)
    bpy.context.scene.world.node_tree.nodes["Background"].inputs[1].default_value = 0.4
    sun = bpy.data.lights.new("sun", "SUN")
    sun.energy, sun.color, sun.angle = 16, (1, 0.91, 0.78), math.radians(1)
    lamp = bpy.data.objects.new("sun", sun)
    lamp.rotation_euler = direction.to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(lamp)
    land()
    plant_trees(dice)
    plant_grasses(dice)
    camera(layout, width)
    colour, depth = render(work, samples)
    picture = develop(colour, depth)
    Image.fromarray((srgb(picture) * 255 + 0.5).astype("uint8")).save(out / "outside.webp", quality=80, method=6)


main()
