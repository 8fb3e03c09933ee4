"""Turns CC0 furniture models into clean meshes in metres: welded, smooth, box-mapped, with occlusion in COLOR_0.

Run by build.mjs: blender -b -noaudio -P geometry.py -- RECIPES CATALOGUE_ZIP WORK [slug ...]
Writes WORK/raw/<slug>.glb and WORK/shadow/<slug>.png (soft contact shadow for the studio).
"""
import json
import math
import os
import sys
import zipfile

import addon_utils
import bmesh
import bpy
import numpy as np
from mathutils import Matrix, Vector
from mathutils.bvhtree import BVHTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shading import box_map, floor_shadow, occlusion  # noqa: E402


def unpack(archive, model, target):
    """Extract one model's folder from the catalogue."""
    with zipfile.ZipFile(archive) as z:
        for name in z.namelist():
            if name.startswith(f"blendswap-cc-0/{model}/"):
                z.extract(name, target)
    return os.path.join(target, "blendswap-cc-0", model, f"{model}.obj")


def load(path, recipe):
    """Import an OBJ as one welded object whose slots carry the recipe's material keys."""
    bpy.ops.import_scene.obj(filepath=path, use_split_objects=False, use_image_search=False)
    parts = [o for o in bpy.context.scene.objects if o.type == "MESH"]
    bpy.ops.object.select_all(action="DESELECT")
    for part in parts:
        part.select_set(True)
    bpy.context.view_layer.objects.active = parts[0]
    bpy.ops.object.transform_apply(location=True, rotation=True, scale=True)
    if len(parts) > 1:
        bpy.ops.object.join()
    obj = bpy.context.view_layer.objects.active
    bpy.ops.mesh.customdata_custom_splitnormals_clear()
    mesh = obj.data
    slots = [s.material.name.split("_NONE")[0] if s.material else "" for s in obj.material_slots]
    keys = [recipe["materials"].get(s) or recipe["materials"]["*"] for s in slots]
    names = list(dict.fromkeys(k for k in keys if k != "drop"))
    bm = bmesh.new()
    bm.from_mesh(mesh)
    dropped = [f for f in bm.faces if keys[f.material_index] == "drop"]
    bmesh.ops.delete(bm, geom=dropped, context="FACES")
    for face in bm.faces:
        face.material_index = names.index(keys[face.material_index])
        face.smooth = True
    bmesh.ops.remove_doubles(bm, verts=bm.verts, dist=recipe.get("weld", 0.004))
    bmesh.ops.dissolve_degenerate(bm, edges=bm.edges, dist=1e-4)
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
    mesh.materials.clear()
    for name in names:
        mesh.materials.append(bpy.data.materials.get(name) or bpy.data.materials.new(name))
    bm.to_mesh(mesh)
    bm.free()
    for layer in list(mesh.uv_layers):
        mesh.uv_layers.remove(layer)
    return obj


def apply_modifier(obj, kind, **settings):
    """Add a modifier with settings and bake it into the mesh."""
    modifier = obj.modifiers.new(kind.lower(), kind)
    for key, value in settings.items():
        setattr(modifier, key, value)
    bpy.context.view_layer.objects.active = obj
    bpy.ops.object.modifier_apply(modifier=modifier.name)


def hold_edges(mesh, angle):
    """Crease edges sharper than the angle, so that subdivision keeps them."""
    bm = bmesh.new()
    bm.from_mesh(mesh)
    layer = bm.edges.layers.crease.verify()
    for edge in bm.edges:
        if len(edge.link_faces) == 2 and edge.calc_face_angle(0) > math.radians(angle):
            edge[layer] = 1.0
    bm.to_mesh(mesh)
    bm.free()


def refine(obj, recipe):
    """Bevel, subdivide or reduce to the recipe's density, then weight the normals by area."""
    mesh = obj.data
    if recipe.get("bevel"):
        apply_modifier(obj, "BEVEL", width=recipe["bevel"], segments=2, limit_method="ANGLE",
                       angle_limit=math.radians(recipe.get("crease", 40)), harden_normals=False)
    if recipe.get("subdivide"):
        hold_edges(mesh, recipe.get("hold", 180))
        apply_modifier(obj, "SUBSURF", levels=recipe["subdivide"], render_levels=recipe["subdivide"])
    bm = bmesh.new()
    bm.from_mesh(mesh)
    bmesh.ops.triangulate(bm, faces=bm.faces)
    bm.to_mesh(mesh)
    bm.free()
    if len(mesh.polygons) > recipe["triangles"]:
        apply_modifier(obj, "DECIMATE", ratio=recipe["triangles"] / len(mesh.polygons))
    mesh = obj.data
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.use_auto_smooth = True
    mesh.auto_smooth_angle = math.radians(recipe.get("crease", 40))
    apply_modifier(obj, "WEIGHTED_NORMAL", weight=50, keep_sharp=True)


def place(obj, recipe):
    """Scale to true height, turn the front to glTF +z and stand it on the origin."""
    mesh = obj.data
    mesh.transform(Matrix.Rotation(math.radians(recipe.get("tilt", 0)), 4, "X"))
    mesh.transform(Matrix.Rotation(math.radians(recipe.get("yaw", 0)), 4, "Z"))
    points = np.array([v.co[:] for v in mesh.vertices])
    low, high = points.min(0), points.max(0)
    scale = recipe["height"] / (high[2] - low[2])
    middle = Vector(((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]))
    mesh.transform(Matrix.Scale(scale, 4) @ Matrix.Translation(-middle))


def split_by_height(obj, splits):
    """Give faces whose middle lies in a height range another material: [{from, to, material, into}]."""
    mesh = obj.data
    for rule in splits:
        names = [m.name for m in mesh.materials]
        if rule["into"] not in names:
            mesh.materials.append(bpy.data.materials.get(rule["into"]) or bpy.data.materials.new(rule["into"]))
            names.append(rule["into"])
        for poly in mesh.polygons:
            inside = rule["from"] <= poly.center.z <= rule["to"]
            if inside and rule.get("material", names[poly.material_index]) == names[poly.material_index]:
                poly.material_index = names.index(rule["into"])


def fill(obj, recipe):
    """Put liquid into a hollow vessel: its inner wall, turned outwards and cut at the level, becomes the liquid."""
    mesh = obj.data
    index = [m.name for m in mesh.materials].index(recipe["vessel"])
    tree = BVHTree.FromObject(obj, bpy.context.evaluated_depsgraph_get())
    inner = {p.index for p in mesh.polygons if p.material_index == index
             and tree.ray_cast(p.center + p.normal * 1e-5, p.normal)[0] is not None}
    bm = bmesh.new()
    bm.from_mesh(mesh)
    bmesh.ops.delete(bm, geom=[f for f in bm.faces if f.index in inner], context="FACES")
    outer = bm
    bm = bmesh.new()
    bm.from_mesh(mesh)
    bmesh.ops.delete(bm, geom=[f for f in bm.faces if f.index not in inner], context="FACES")
    outer.to_mesh(mesh)
    outer.free()
    bmesh.ops.reverse_faces(bm, faces=bm.faces)
    everything = bm.verts[:] + bm.edges[:] + bm.faces[:]
    cut = bmesh.ops.bisect_plane(bm, geom=everything, plane_co=(0, 0, recipe["level"]), plane_no=(0, 0, 1), clear_outer=True)
    rim = [e for e in cut["geom_cut"] if isinstance(e, bmesh.types.BMEdge)]
    bmesh.ops.holes_fill(bm, edges=rim)
    bmesh.ops.triangulate(bm, faces=bm.faces)
    liquid = bpy.data.meshes.new("liquid")
    for face in bm.faces:
        face.material_index = 0
    bm.to_mesh(liquid)
    bm.free()
    liquid.materials.append(bpy.data.materials.new(recipe["liquid"]))
    liquid.use_auto_smooth, liquid.auto_smooth_angle = True, math.radians(40)
    part = bpy.data.objects.new("liquid", liquid)
    bpy.context.scene.collection.objects.link(part)
    bpy.ops.object.select_all(action="DESELECT")
    part.select_set(True)
    obj.select_set(True)
    bpy.context.view_layer.objects.active = obj
    bpy.ops.object.join()


def main():
    """Build every recipe named on the command line, or all."""
    recipes_path, archive, work, *only = sys.argv[sys.argv.index("--") + 1:]
    with open(recipes_path, encoding="utf-8") as f:
        recipes = json.load(f)
    for folder in ("raw", "shadow", "cc0"):
        os.makedirs(os.path.join(work, folder), exist_ok=True)
    for recipe in recipes["products"]:
        slug = recipe["slug"]
        if only and slug not in only:
            continue
        bpy.ops.wm.read_factory_settings(use_empty=True)
        for addon in ("io_scene_gltf2", "io_scene_obj"):
            addon_utils.enable(addon)
        obj = load(unpack(archive, recipe["model"], os.path.join(work, "cc0")), recipe)
        place(obj, recipe)
        refine(obj, recipe)
        place(obj, {**recipe, "yaw": 0, "tilt": 0})
        if recipe.get("fill"):
            fill(obj, recipe["fill"])
        split_by_height(obj, recipe.get("split", []))
        box_map(obj, {k: m.get("tile", 0.2) for k, m in recipes["materials"].items()},
                recipe.get("grain", {}))
        occlusion(obj, recipe.get("occlusion", 0.75))
        obj.name = obj.data.name = slug
        width = floor_shadow(obj, os.path.join(work, "shadow", f"{slug}.png"))
        with open(os.path.join(work, "shadow", f"{slug}.json"), "w", encoding="utf-8") as f:
            json.dump({"halfWidth": width}, f)
        bpy.ops.export_scene.gltf(filepath=os.path.join(work, "raw", f"{slug}.glb"), export_format="GLB",
                                  export_colors=True, export_animations=False, export_materials="EXPORT")
        print("PRODUCT", slug, "triangles", len(obj.data.polygons), "size", [round(d, 3) for d in obj.dimensions])
        sys.stdout.flush()


main()
