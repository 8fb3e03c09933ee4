"""Plants from the CC0 library, thinned and coloured from the palette."""
import bmesh
import bpy
from mathutils import Matrix, Vector

from geometry import flat_uv
from palette import swatch_uv

# Model folder, and the swatch for each of its materials.
PLANTS = {
    "palm": ("plant", 9500, {"grass_shader_1": "leaf", "ground": "soil", "pot": "stone"}),
    "tree": ("decorativePlant", 11000, {"Branches": "stem", "GroundMat": "soil", "Leaves": "leafPale", "PotMat": "clay", "Wood": "stem"}),
    "orchid": ("orchids", 4500, {"Flower": "petal", "Ground": "soil", "Leaf": "leaf", "Pot": "ivory", "Stalk": "leafPale", "Stem": "leafPale"}),
}


def library_plant(parts, library, kind, place, height, quarter=0.0, most=None):
    """Import a plant, thin it to its budget, colour it from the palette and put it down; most overrides the budget of triangles."""
    folder, budget, swatches = PLANTS[kind]
    before = set(bpy.data.objects)
    bpy.ops.import_scene.obj(filepath=f"{library}/{folder}/{folder}.obj", use_split_objects=False, use_image_search=False)
    thing = next(o for o in bpy.data.objects if o not in before and o.type == "MESH")
    bpy.ops.object.select_all(action="DESELECT")
    thing.select_set(True)
    bpy.context.view_layer.objects.active = thing
    bpy.ops.object.transform_apply(location=True, rotation=True, scale=True)
    bpy.ops.mesh.customdata_custom_splitnormals_clear()
    names = [slot.material.name.split(".")[0] if slot.material else "" for slot in thing.material_slots]
    thin(thing, most or budget)
    mesh = thing.data
    low, high = (Vector([f(v.co[i] for v in mesh.vertices) for i in range(3)]) for f in (min, max))
    mesh.transform(Matrix.Translation(place) @ Matrix.Rotation(quarter, 4, "Z") @ Matrix.Scale(height / (high.z - low.z), 4)
                   @ Matrix.Translation((-(low.x + high.x) / 2, -(low.y + high.y) / 2, -low.z)))
    while mesh.uv_layers:
        mesh.uv_layers.remove(mesh.uv_layers[0])
    flat_uv(mesh, (0, 0))
    for face in mesh.polygons:
        point = swatch_uv(swatches.get(names[face.material_index], "leaf"))
        for corner in face.loop_indices:
            mesh.uv_layers[0].data[corner].uv = point
        face.use_smooth = True
    mesh.materials.clear()
    mesh.materials.append(parts.materials["paletteVertex"])
    for face in mesh.polygons:
        face.material_index = 0
    parts.furniture.append(thing)


def thin(thing, budget):
    """Weld a mesh and bring it down to a number of triangles."""
    shape = bmesh.new()
    shape.from_mesh(thing.data)
    bmesh.ops.remove_doubles(shape, verts=shape.verts, dist=1e-4)
    bmesh.ops.triangulate(shape, faces=shape.faces)
    count = len(shape.faces)
    shape.to_mesh(thing.data)
    shape.free()
    print("plant", thing.name, count, "triangles, budget", budget)
    if count > budget:
        modifier = thing.modifiers.new("thin", "DECIMATE")
        modifier.ratio = budget / count
        bpy.ops.object.modifier_apply(modifier="thin")
