"""UVs by box projection, ray-cast occlusion and the floor shadow of a product (inside Blender)."""
import math

import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree

OCCLUSION_RAYS = 96
SHADOW_SIZE = 96
SHADOW_RAYS = 160


def box_map(obj, tiles, grain):
    """Project UVs along each face's main axis in units of the tile size; u follows the material's grain axis."""
    mesh = obj.data
    layer = mesh.uv_layers.new(name="UVMap")
    axes = {0: (1, 2), 1: (0, 2), 2: (0, 1)}
    names = [m.name for m in mesh.materials]
    for poly in mesh.polygons:
        u, v = axes[int(np.argmax(np.abs(poly.normal)))]
        name = names[poly.material_index]
        if grain.get(name) == v:
            u, v = v, u
        size = tiles.get(name, 0.2)
        for loop in poly.loop_indices:
            co = mesh.vertices[mesh.loops[loop].vertex_index].co
            layer.data[loop].uv = (co[u] / size, co[v] / size)


def directions(count, seed=3):
    """Cosine-weighted directions about +z."""
    rng = np.random.default_rng(seed)
    r, a = np.sqrt((np.arange(count) + rng.random(count)) / count), rng.random(count) * 2 * math.pi
    return np.stack([r * np.cos(a), r * np.sin(a), np.sqrt(np.maximum(0, 1 - r * r))], 1)


def occlusion(obj, strength):
    """Ray-cast ambient occlusion (the floor counts) into a point colour attribute."""
    mesh = obj.data
    tree = BVHTree.FromObject(obj, bpy.context.evaluated_depsgraph_get())
    size = max(obj.dimensions)
    reach, lift = size * 0.5, size * 0.002
    base = directions(OCCLUSION_RAYS)
    shade = np.ones(len(mesh.vertices))
    for i, vertex in enumerate(mesh.vertices):
        normal = vertex.normal
        turn = normal.to_track_quat("Z", "Y").to_matrix()
        origin = vertex.co + normal * lift
        open_sky = 0.0
        for d in base:
            ray = turn @ Vector(d)
            hit = tree.ray_cast(origin, ray, reach)
            free = 1.0 if hit[0] is None else (hit[3] / reach) ** 1.5
            if ray.z < -0.01 and -origin.z / ray.z < reach:
                free = min(free, 0.35 + 0.65 * -origin.z / ray.z / reach)
            open_sky += free
        shade[i] = open_sky / OCCLUSION_RAYS
    shade = smooth(mesh, shade)
    shade = 1 - strength * (1 - np.clip(shade * 1.12, 0, 1))
    attribute = mesh.color_attributes.new("Occlusion", "FLOAT_COLOR", "POINT")
    attribute.data.foreach_set("color", np.column_stack([shade, shade, shade, np.ones_like(shade)]).ravel())


def smooth(mesh, values, rounds=2):
    """Average vertex values over the edges to hide the noise of few rays."""
    edges = np.array([e.vertices[:] for e in mesh.edges])
    for _ in range(rounds):
        total, count = values.copy(), np.ones_like(values)
        for a, b in ((0, 1), (1, 0)):
            np.add.at(total, edges[:, a], values[edges[:, b]])
            np.add.at(count, edges[:, a], 1)
        values = total / count
    return values


def floor_shadow(obj, path):
    """Soft shadow of sky and one large key light on the floor, as a grey picture 3 product widths wide."""
    tree = BVHTree.FromObject(obj, bpy.context.evaluated_depsgraph_get())
    width = 1.5 * max(obj.dimensions.x, obj.dimensions.y, 0.6 * obj.dimensions.z)
    key = Vector((-0.55, -0.6, 0.9)).normalized()
    sky = [Vector(d) for d in directions(SHADOW_RAYS)]
    spread = [(key + 0.42 * Vector(d - np.array([0, 0, 0.66]))).normalized() for d in directions(SHADOW_RAYS, 9)]
    grey = np.ones((SHADOW_SIZE, SHADOW_SIZE))
    for j in range(SHADOW_SIZE):
        for i in range(SHADOW_SIZE):
            x, y = ((i + .5) / SHADOW_SIZE * 2 - 1) * width, ((j + .5) / SHADOW_SIZE * 2 - 1) * width
            spot = Vector((x, y, 1e-4))
            free_sky = sum(tree.ray_cast(spot, d)[0] is None for d in sky) / SHADOW_RAYS
            free_key = sum(tree.ray_cast(spot, d)[0] is None for d in spread) / SHADOW_RAYS
            grey[j, i] = 0.55 * free_sky + 0.45 * free_key
    image = bpy.data.images.new("shadow", SHADOW_SIZE, SHADOW_SIZE, float_buffer=False)
    image.colorspace_settings.name = "Non-Color"
    image.pixels.foreach_set(np.column_stack([grey.ravel()] * 3 + [np.ones(grey.size)]).ravel().astype("f"))
    image.filepath_raw, image.file_format = path, "PNG"
    image.save()
    return width
