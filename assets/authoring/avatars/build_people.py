"""Meshes and skins the people: blender -b -noaudio -P build_people.py -- WORK [name ...]"""
import json
import os
import sys

import addon_utils
import bmesh
import bpy
import numpy as np
from mathutils import Vector

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from body import Person  # noqa: E402
from fields import gradient, mesh  # noqa: E402
from head import eyes  # noqa: E402
from parts import parts as parts_of  # noqa: E402
from skeleton import CHAIN  # noqa: E402
from skin import occlusion, tint, weights  # noqa: E402

PALETTE = 8


def reduced(name, vertices, triangles, budget):
    """A mesh object reduced to a triangle budget."""
    data = bpy.data.meshes.new(name)
    data.from_pydata(vertices.tolist(), [], triangles.tolist())
    data.validate()
    obj = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(obj)
    bpy.context.view_layer.objects.active = obj
    if len(data.polygons) > budget:
        modifier = obj.modifiers.new("reduce", "DECIMATE")
        modifier.ratio = budget / len(data.polygons)
        bpy.ops.object.modifier_apply(modifier=modifier.name)
    return obj


def octahedral(normals):
    """Unit vectors folded into a square of -1..1."""
    n = normals / np.abs(normals).sum(1, keepdims=True)
    folded = (1 - np.abs(n[:, 1::-1])) * np.where(n[:, :2] >= 0, 1, -1)
    return np.where(n[:, 2:] < 0, folded, n[:, :2])


def finish(obj, part, key, normals, shade, person, keys, material, bones):
    """Palette UVs, vertex colours, vertex groups; the fields' normals travel as a second UV set (pack.mjs moves them)."""
    data = obj.data
    points = np.array([v.co[:] for v in data.vertices])
    bm = bmesh.new()
    bm.from_mesh(data)
    bm.faces.ensure_lookup_table()
    if sum(f.normal.dot(Vector(normals[f.verts[0].index])) for f in bm.faces) < 0:
        bmesh.ops.reverse_faces(bm, faces=bm.faces)
        bm.to_mesh(data)
    bm.free()
    index = keys.index(key)
    u, v = (index % PALETTE + .5) / PALETTE, 1 - (index // PALETTE + .5) / PALETTE
    layer = data.uv_layers.new(name="UVMap")
    layer.data.foreach_set("uv", np.tile([u, v], len(data.loops)).astype("f"))
    colour = np.column_stack([tint(part, points, shade), np.ones(len(points))])
    data.color_attributes.new("Shade", "FLOAT_COLOR", "POINT").data.foreach_set("color", colour.ravel())
    corner = np.empty(len(data.loops), "i")
    data.loops.foreach_get("vertex_index", corner)
    data.uv_layers.new(name="Normal").data.foreach_set("uv", octahedral(normals)[corner].astype("f").ravel())
    data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
    data.materials.append(material)
    best, kept = weights(person, part, points, bones)
    for bone in bones:
        obj.vertex_groups.new(name=bone)
    for vertex in range(len(points)):
        for slot, weight in zip(best[vertex], kept[vertex]):
            if weight > 0:
                obj.vertex_groups[bones[slot]].add([vertex], float(weight), "REPLACE")


def build_body(person, keys):
    """All parts joined into one mesh."""
    material = bpy.data.materials.new(person.body["name"])
    parts = parts_of(person)
    fields = [part.field for part in parts.values() if not part.thin]
    objects = []
    for name, part in parts.items():
        obj = reduced(name, *mesh(part.field, part.low, part.high, part.voxel), part.triangles)
        points = np.array([v.co[:] for v in obj.data.vertices])
        normals = gradient(part.normals or part.field, points, .001 if name == "glasses" else .0035)
        finish(obj, name, part.key, normals, occlusion(fields, points, normals), person, keys, material, part.bones)
        objects.append(obj)
    for key, bone, vertices, triangles, normals in eyes():
        obj = reduced(key, vertices, triangles, 10_000)
        height = (vertices[:, 2] - vertices[:, 2].min()) / np.ptp(vertices[:, 2])
        shade = 1 - .35 * np.clip(height - .35, 0, 1) if key == "white" else np.full(len(vertices), .93 if key == "skin" else 1.0)
        finish(obj, key, key, normals, shade, person, keys, material, [bone])
        objects.append(obj)
    bpy.ops.object.select_all(action="DESELECT")
    for obj in objects:
        obj.select_set(True)
    bpy.context.view_layer.objects.active = objects[0]
    bpy.ops.object.join()
    obj = bpy.context.view_layer.objects.active
    obj.name = obj.data.name = "body"
    return obj


def build_rig(person, body):
    """Armature with the person's joints, scaled to true height."""
    armature = bpy.data.armatures.new("rig")
    rig = bpy.data.objects.new(person.body["name"], armature)
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    for bone, (tail, parent) in CHAIN.items():
        edit = armature.edit_bones.new(bone)
        edit.head, edit.tail = person.joints[bone], person.joints[tail]
        edit.parent = armature.edit_bones[parent] if parent else None
    bpy.ops.object.mode_set(mode="OBJECT")
    body.parent = rig
    body.modifiers.new("skin", "ARMATURE").object = rig
    return rig


def main():
    """Build the people named on the command line, or all."""
    work, *only = sys.argv[sys.argv.index("--") + 1:]
    with open(os.path.join(HERE, "people.json"), encoding="utf-8") as f:
        people = json.load(f)
    os.makedirs(os.path.join(work, "people"), exist_ok=True)
    for description in people["bodies"]:
        if only and description["name"] not in only:
            continue
        bpy.ops.wm.read_factory_settings(use_empty=True)
        addon_utils.enable("io_scene_gltf2")
        person = Person(description)
        body = build_body(person, people["keys"])
        build_rig(person, body)
        bpy.ops.object.select_all(action="SELECT")
        bpy.ops.export_scene.gltf(
            filepath=os.path.join(work, "people", f"{description['name']}.glb"), export_format="GLB", export_animations=False, export_skins=True,
            export_colors=True, export_def_bones=False, export_materials="EXPORT")
        print("PERSON", description["name"], "triangles", sum(len(p.vertices) - 2 for p in body.data.polygons), "bones", len(CHAIN))
        sys.stdout.flush()


main()
