"""Meshes from numbers: boxes, quads, turned shapes, cushions and arches, with texture coordinates in metres."""
import math

import bmesh
import bpy
from mathutils import Matrix, Vector

from layout import own
from palette import swatch_uv

# Face attribute that marks the round side of a cylinder with its axis, so that the lightmap unrolls it in one piece.
STRIP = "strip"

# Metres covered by one tile of each material's texture.
TILE = {"oak": 2.4, "lime": 4.0, "terrazzo": 0.8, "paving": 2.4, "rug": 1.0, "slat": 0.48,
        "timber": 1.2, "timberVertex": 1.2, "boucleVertex": 0.5,
        "smoked": 2.4, "stage": 2.4, "walnut": 1.2, "walnutVertex": 1.2, "slatDark": 0.64, "carpet": 1.0, "nero": 2.2, "velvetVertex": 0.6}

SURFACES = own("surfaces")
if SURFACES:
    TILE.update(SURFACES.TILE)


class Parts:
    """Collects the room's objects: shell (lightmap), furniture (light per vertex) and glow (gives light)."""

    def __init__(self, materials):
        self.materials = materials
        self.shell, self.furniture, self.glow = [], [], []

    def add(self, mesh, material, swatch=None, uv=None, grain=None):
        """Make an object of a mesh; swatch picks a palette colour, uv overrides the box projection."""
        mesh.materials.append(self.materials[material])
        thing = bpy.data.objects.new(mesh.name, mesh)
        bpy.context.scene.collection.objects.link(thing)
        if swatch or material == "glow":  # light needs no texture: one point keeps its vertices whole
            flat_uv(mesh, swatch_uv(swatch or "ivory"))
        elif uv:
            layer = mesh.uv_layers.new(name="UVMap")
            for index, corner in enumerate(uv):
                layer.data[index].uv = corner
        else:
            box_uv(mesh, TILE.get(material, 1.0), grain)
        if material == "glow":
            self.glow.append(thing)
        else:
            (self.furniture if material.endswith("Vertex") else self.shell).append(thing)
        return thing


def flat_uv(mesh, point):
    """Give every corner the same texture coordinate."""
    layer = mesh.uv_layers.new(name="UVMap")
    for corner in layer.data:
        corner.uv = point


def box_uv(mesh, tile, grain=None):
    """Project texture coordinates along the main axis of each face; grain turns u along x, y or z."""
    layer = mesh.uv_layers.get("UVMap") or mesh.uv_layers.new(name="UVMap")
    along = {"x": 0, "y": 1, "z": 2}.get(grain)
    for face in mesh.polygons:
        axis = max(range(3), key=lambda i: abs(face.normal[i]))
        u, v = [(1, 2), (0, 2), (0, 1)][axis]
        if along == v:
            u, v = v, u
        for corner in face.loop_indices:
            point = mesh.vertices[mesh.loops[corner].vertex_index].co
            layer.data[corner].uv = point[u] / tile, point[v] / tile


def to_mesh(shape, name, smooth=False):
    """Turn a bmesh into a mesh and free it."""
    mesh = bpy.data.meshes.new(name)
    shape.to_mesh(mesh)
    shape.free()
    mesh.polygons.foreach_set("use_smooth", [smooth] * len(mesh.polygons))
    return mesh


def drop_faces(shape, sides):
    """Delete the faces that look to the given sides, e.g. "-z +y"."""
    def hidden(face):
        return any(face.normal["xyz".index(s[1])] * (1 if s[0] == "+" else -1) > 0.9 for s in sides.split())
    bmesh.ops.delete(shape, geom=[f for f in shape.faces if hidden(f)], context="FACES")


def box_mesh(name, low, high, without="", bevel=0.0, matrix=None, segments=2):
    """Return a box between two corners, optionally bevelled, without its hidden sides."""
    shape = bmesh.new()
    bmesh.ops.create_cube(shape, size=1)
    low, high = Vector(low), Vector(high)
    place = Matrix.Translation((low + high) / 2) @ Matrix.Diagonal((*(high - low), 1))
    bmesh.ops.transform(shape, matrix=place, verts=shape.verts)
    if bevel:
        bmesh.ops.bevel(shape, geom=shape.edges[:], offset=bevel, segments=segments, affect="EDGES", profile=0.5)
        shape.normal_update()
    drop_faces(shape, without)
    if matrix:
        bmesh.ops.transform(shape, matrix=matrix, verts=shape.verts)
    return to_mesh(shape, name)


def polygon_mesh(name, corners):
    """Return one flat face."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([Vector(c) for c in corners], [], [list(range(len(corners)))])
    mesh.update()
    return mesh


def cylinder_mesh(name, x, y, bottom, top, radius, segments=56, bevel=0.01):
    """Return an upright cylinder without its bottom."""
    shape = bmesh.new()
    bmesh.ops.create_cone(shape, cap_ends=True, segments=segments, radius1=radius, radius2=radius, depth=top - bottom)
    drop_faces(shape, "-z")
    if bevel:
        rim = [e for e in shape.edges if all(v.co.z > 0 for v in e.verts)]
        bmesh.ops.bevel(shape, geom=rim, offset=bevel, segments=2, affect="EDGES", profile=0.5)
    bmesh.ops.translate(shape, vec=(x, y, (bottom + top) / 2), verts=shape.verts)
    mesh = to_mesh(shape, name)
    strip = mesh.attributes.new(STRIP, "INT", "FACE")
    for face in mesh.polygons:
        face.use_smooth = abs(face.normal.z) < 0.95
        strip.data[face.index].value = round(100 * (x + 50)) * 10000 + round(100 * (y + 50)) if abs(face.normal.z) < 0.95 else 0
    return mesh


def turned_mesh(name, profile, position, segments=28):
    """Return a shape turned about z from (radius, height) pairs, bottom to top."""
    shape = bmesh.new()
    rings = []
    for radius, height in profile:
        angles = (2 * math.pi * i / segments for i in range(segments))
        rings.append([shape.verts.new((radius * math.cos(a), radius * math.sin(a), height)) for a in angles])
    for lower, upper in zip(rings, rings[1:]):
        for i in range(segments):
            j = (i + 1) % segments
            shape.faces.new((lower[i], lower[j], upper[j], upper[i]))
    bmesh.ops.translate(shape, vec=position, verts=shape.verts)
    bmesh.ops.remove_doubles(shape, verts=shape.verts, dist=1e-4)
    bmesh.ops.recalc_face_normals(shape, faces=shape.faces)
    return to_mesh(shape, name, smooth=True)


def cushion_mesh(name, size, matrix, puff=0.12, cuts=7, power=5.0):
    """Return a stuffed cushion: a cube rounded to a superellipsoid and blown up in the middle."""
    shape = bmesh.new()
    bmesh.ops.create_cube(shape, size=2)
    bmesh.ops.subdivide_edges(shape, edges=shape.edges[:], cuts=cuts, use_grid_fill=True)
    for vertex in shape.verts:
        p = vertex.co
        q = Vector([math.copysign(math.sin(abs(c) * math.pi / 2) * 0.6 + abs(c) * 0.4, c) for c in p])
        q = q / (sum(abs(c) ** power for c in q) ** (1 / power)) * max(abs(c) for c in q)
        bulge = 1 + puff * max(0.0, 1 - q.x * q.x) * max(0.0, 1 - q.y * q.y)
        vertex.co = Vector((q.x * size[0] / 2, q.y * size[1] / 2, q.z * bulge * size[2] / 2))
    bmesh.ops.transform(shape, matrix=matrix, verts=shape.verts)
    bmesh.ops.recalc_face_normals(shape, faces=shape.faces)
    return to_mesh(shape, name, smooth=True)
