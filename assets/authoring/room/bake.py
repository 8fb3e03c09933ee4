"""Bakes light into the lightmap's texels and, for furniture, into vertices; every layer goes into a file of its own."""
import math
import time
from pathlib import Path

import bpy
import numpy as np

from geometry import STRIP
from layout import own

# Texels per metre of each material against the average.
DENSITY = {"oak": 1.35, "lime": 0.85, "ceiling": 0.55, "paving": 0.40, "timber": 0.75, "slat": 0.7, "metal": 0.5,
           "plaster": 1.3, "terrazzo": 1.3, "rug": 1.2, "pictures": 0.9,
           "smoked": 1.35, "stage": 1.3, "walnut": 0.9, "slatDark": 0.85, "carpet": 0.9, "nero": 1.5, "gloom": 0.35, "accent": 1.0}
SURFACES = own("surfaces")
if SURFACES:
    DENSITY.update(SURFACES.DENSITY)
STRIP_RADIUS = 0.36  # the stands' usual radius: one scale keeps an unrolled strip in one piece
PROBE_SIZE, PROBE_LIFT = 0.0015, 0.006
PROBE_EFFORT = 5  # a vertex spreads its noise over whole triangles (it looked like chrome), so it gets more samples than a texel


def join(things, name):
    """Join objects into one."""
    bpy.ops.object.select_all(action="DESELECT")
    for thing in things:
        thing.select_set(True)
    bpy.context.view_layer.objects.active = things[0]
    bpy.ops.object.join()
    joined = bpy.context.view_layer.objects.active
    joined.name = joined.data.name = name
    return joined


def lightmap_uv(thing, size):
    """Unwrap an object into its second texture coordinates with the wanted texel density."""
    mesh = thing.data
    mesh.uv_layers.new(name="Lightmap")
    mesh.uv_layers["Lightmap"].active = True
    select_only(thing)
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.select_all(action="SELECT")
    bpy.ops.uv.smart_project(angle_limit=math.radians(66), island_margin=4 / size, correct_aspect=True, scale_to_bounds=False)
    bpy.ops.uv.select_all(action="SELECT")
    bpy.ops.uv.average_islands_scale()
    bpy.ops.object.mode_set(mode="OBJECT")
    layer = mesh.uv_layers["Lightmap"].data
    unroll_cylinders(mesh, layer)
    for face in mesh.polygons:
        scale = DENSITY.get(mesh.materials[face.material_index].name, 1.0)
        for corner in face.loop_indices:
            layer[corner].uv *= scale
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.uv.select_all(action="SELECT")
    bpy.ops.uv.pack_islands(margin=4 / size)
    bpy.ops.object.mode_set(mode="OBJECT")


def unroll_cylinders(mesh, layer):
    """Lay the side of each cylinder out as one strip, in the scale of the other islands."""
    wide = max(mesh.polygons, key=lambda face: face.area)
    corners = [layer[c].uv.copy() for c in wide.loop_indices]
    flat = abs(sum(a.x * b.y - b.x * a.y for a, b in zip(corners, corners[1:] + corners[:1]))) / 2
    scale = math.sqrt(flat / wide.area)
    for face, mark in zip(mesh.polygons, mesh.attributes[STRIP].data):
        if mark.value == 0:
            continue
        x, y = mark.value // 10000 / 100 - 50, mark.value % 10000 / 100 - 50
        middle = math.atan2(face.center.y - y, face.center.x - x)
        for corner in face.loop_indices:
            point = mesh.vertices[mesh.loops[corner].vertex_index].co
            radius = math.hypot(point.x - x, point.y - y)
            angle = math.atan2(point.y - y, point.x - x)
            angle += 2 * math.pi * round((middle - angle) / (2 * math.pi))
            layer[corner].uv = (angle * STRIP_RADIUS * scale, (point.z - radius) * scale)


def select_only(thing):
    """Make an object the only selected and the active one."""
    bpy.ops.object.select_all(action="DESELECT")
    thing.select_set(True)
    bpy.context.view_layer.objects.active = thing


def bake_pass(thing, uv, size, kind, samples, passes=()):
    """Bake one pass of an object and return its texels, bottom row first, as RGBA."""
    image = bpy.data.images.new("bake", size, size, float_buffer=True, alpha=True)
    image.colorspace_settings.name = "Non-Color"
    nodes = []
    for slot in thing.material_slots:
        tree = slot.material.node_tree
        node = tree.nodes.new("ShaderNodeTexImage")
        node.image = image
        tree.nodes.active = node
        nodes.append((tree, node))
    settings = bpy.context.scene.render.bake
    settings.use_pass_color, settings.margin, settings.use_clear = False, 0, True
    bpy.context.scene.cycles.samples = samples
    select_only(thing)
    start = time.time()
    extra = {"normal_space": "OBJECT"} if kind == "NORMAL" else {}
    if passes:
        extra["pass_filter"] = set(passes)
    bpy.ops.object.bake(type=kind, uv_layer=uv, **extra)
    texels = np.empty(size * size * 4, "f")
    image.pixels.foreach_get(texels)
    for tree, node in nodes:
        tree.nodes.remove(node)
    bpy.data.images.remove(image)
    print(f"BAKE {thing.name} {kind} {'+'.join(passes)} {size} px {samples} spp {time.time() - start:.0f} s", flush=True)
    return texels.reshape(size, size, 4)


def bake_layers(thing, uv, lights, fine, coarse, samples, prefix, turn, effort):
    """Bake one round of each light layer into PREFIX_layer_TURN.npy, sunlight itself at the fine size; what is there is kept."""
    bpy.context.scene.cycles.seed = turn
    few, both = max(8, samples // 4), ("DIRECT", "INDIRECT")
    plan = [("sun_direct", "sun", fine, few, ("DIRECT",)), ("sun_direct_coarse", "sun", coarse, few, ("DIRECT",)),
            ("sun_total", "sun", coarse, samples, both), ("sky", "sky", coarse, samples, both)]
    plan = [step for step in plan if step[1] in lights.lamps]
    plan += [(layer, layer, coarse, 2 * samples * effort.get(layer, 1), both) for layer in lights.lamps if layer not in ("sun", "sky")]
    for layer, lit, size, count, passes in plan:
        path = Path(f"{prefix}_{layer}_{turn}.npy")
        if path.exists():
            continue
        lights.only(lit)
        np.save(path, bake_pass(thing, uv, size, "DIFFUSE", count, passes))


def bake_guides(shell, size, folder):
    """Bake the position and normal of each texel, at both sizes."""
    for edge in (size, size // 2):
        for kind in ("POSITION", "NORMAL"):
            np.save(folder / f"shell_{kind.lower()}_{edge}.npy", bake_pass(shell, "Lightmap", edge, kind, 1).astype("f4"))


def bake_shell(shell, lights, size, samples, folder, turn):
    """Bake one round of the lightmap's layers."""
    bake_layers(shell, "Lightmap", lights, size, size // 2, samples, folder / "shell", turn, lights.effort)


def probe_object(furniture, material):
    """Return an unseen object with two tiny triangles per vertex, one on each side of the surface, and its texture size."""
    mesh = furniture.data
    count = len(mesh.vertices)
    points, normals = np.empty(count * 3, "f"), np.empty(count * 3, "f")
    mesh.vertices.foreach_get("co", points)
    mesh.vertices.foreach_get("normal", normals)
    points, normals = points.reshape(-1, 3), normals.reshape(-1, 3)
    normals[np.abs(normals).sum(1) < 0.5] = (0, 0, 1)
    spots = np.concatenate([points + normals * PROBE_LIFT, points - normals * PROBE_LIFT])
    facing = np.concatenate([normals, -normals])
    helper = np.where(np.abs(facing[:, 2:3]) < 0.9, [[0, 0, 1.0]], [[1.0, 0, 0]])
    side = np.cross(helper, facing)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(facing, side)
    corners = [spots + PROBE_SIZE * (a * side + b * up) for a, b in ((1, 0), (-0.5, 0.87), (-0.5, -0.87))]
    total, size = len(spots), int(math.ceil(math.sqrt(2 * count)))
    probe = bpy.data.meshes.new("probe")
    probe.vertices.add(total * 3)
    probe.vertices.foreach_set("co", np.stack(corners, 1).astype("f").ravel())
    probe.loops.add(total * 3)
    probe.loops.foreach_set("vertex_index", np.arange(total * 3, dtype="i"))
    probe.polygons.add(total)
    probe.polygons.foreach_set("loop_start", np.arange(total, dtype="i") * 3)
    probe.polygons.foreach_set("loop_total", np.full(total, 3, "i"))
    probe.update()
    column, row = np.arange(total) % size, np.arange(total) // size
    uv = [np.stack([column + a, row + b], 1) for a, b in ((0.05, 0.05), (0.95, 0.2), (0.3, 0.95))]
    probe.uv_layers.new(name="Probe").data.foreach_set("uv", (np.stack(uv, 1) / size).astype("f").ravel())
    probe.materials.append(material)
    thing = bpy.data.objects.new("probe", probe)
    bpy.context.scene.collection.objects.link(thing)
    for ray in ("camera", "diffuse", "glossy", "transmission", "shadow"):
        setattr(thing, f"visible_{ray}", False)
    return thing, size


def bake_furniture(furniture, lights, material, samples, folder, turn):
    """Bake one round of light on both sides of every furniture vertex."""
    probe, size = probe_object(furniture, material)
    bake_layers(probe, "Probe", lights, size, size, PROBE_EFFORT * samples, folder / "furniture", turn, {})
    bpy.data.objects.remove(probe)
