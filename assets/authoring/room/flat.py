"""Flat pieces: floors put together from rectangles, discs."""
import math

import bmesh

from geometry import to_mesh

HOLE = "hole"


def patchwork(regions):
    """Return one flat mesh for each material: later regions (material, (x0, y0, x1, y1)) replace earlier ones."""
    xs = sorted({x for _, (x0, _, x1, _) in regions for x in (x0, x1)})
    ys = sorted({y for _, (_, y0, _, y1) in regions for y in (y0, y1)})
    faces = {}
    for x0, x1 in zip(xs, xs[1:]):
        for y0, y1 in zip(ys, ys[1:]):
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            over = [m for m, (a, b, c, d) in regions if a < x < c and b < y < d]
            if over:
                faces.setdefault(over[-1], []).append((x0, y0, x1, y1))
    meshes = {}
    for material, cells in faces.items():
        shape = bmesh.new()
        for x0, y0, x1, y1 in cells:
            shape.faces.new([shape.verts.new((x, y, 0)) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))])
        bmesh.ops.remove_doubles(shape, verts=shape.verts, dist=1e-4)
        meshes[material] = to_mesh(shape, material)
    return meshes


def disc(radius, lift, place, segments=56):
    """Return a flat disc looking along its place's z."""
    shape = bmesh.new()
    shape.faces.new([shape.verts.new((radius * math.cos(a), radius * math.sin(a), lift)) for a in (2 * math.pi * i / segments for i in range(segments))])
    bmesh.ops.transform(shape, matrix=place, verts=shape.verts)
    shape.normal_update()
    return to_mesh(shape, "disc")
