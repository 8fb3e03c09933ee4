"""Small pieces of the theatre: bars that carry light per vertex, LED lines, lofts and curtains."""
import math

import bpy
from mathutils import Vector

from geometry import box_mesh

LED = 0.018  # height of an LED line
PLAIN = [(0.0, 0.0)]  # texture coordinate of what has no texture


def block(parts, low, high, material, without="", grain=None, bevel=0.0, swatch=None):
    """Add a box between two corners."""
    low, high = [[pick(pair) for pair in zip(low, high)] for pick in (min, max)]
    return parts.add(box_mesh("block", low, high, without=without, bevel=bevel, segments=1), material, swatch=swatch, grain=grain)


def line(parts, low, high):
    """Add a glowing line, seen from all sides but its back; it gives no light of its own to the bake."""
    return block(parts, low, high, "glow")


def bar(parts, start, end, radius, material="paletteVertex", swatch="gilt", sides=6, step=1.2):
    """Add a round bar from point to point, cut often enough to carry the light along it."""
    start, end = Vector(start), Vector(end)
    along = end - start
    across = along.orthogonal().normalized()
    over = along.normalized().cross(across)
    cuts = max(1, round(along.length / step))
    vertices, faces = [], []
    for cut in range(cuts + 1):
        middle = start + along * cut / cuts
        for side in range(sides):
            angle = 2 * math.pi * side / sides
            vertices.append(middle + radius * (math.cos(angle) * across + math.sin(angle) * over))
    for cut in range(cuts):
        for side in range(sides):
            a, b = cut * sides + side, cut * sides + (side + 1) % sides
            faces.append((a, b, b + sides, a + sides))
    return parts.add(smooth_mesh("bar", vertices, faces), material, swatch=swatch)


def smooth_mesh(name, vertices, faces, flat=()):
    """Return a mesh that is shaded smoothly but for the named faces."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    flat = set(flat)
    mesh.polygons.foreach_set("use_smooth", [i not in flat for i in range(len(faces))])
    mesh.update()
    return mesh


def curtain(parts, left, right, y, bottom, top, folds, deep=0.16, rows=9):
    """Add a heavy curtain: deep folds, pinched at the top, a little wider below."""
    columns = folds * 10
    vertices, faces = [], []
    for r in range(rows + 1):
        share = r / rows
        for c in range(columns + 1):
            phase = 2 * math.pi * folds * c / columns
            swing = deep * (1 - 0.45 * share ** 3) * (0.82 + 0.18 * math.sin(c * 0.21 + 1))
            x = left + (right - left) * c / columns + 0.05 * math.sin(2 * phase + 0.6) + 0.03 * math.sin(c * 0.13) * (1 - share)
            vertices.append((x, y + swing * math.sin(phase) + 0.02 * math.sin(phase * 0.37 + 2 * share), bottom + (top - bottom) * share))
    for r in range(rows):
        for c in range(columns):
            a = r * (columns + 1) + c
            faces.append((a, a + 1, a + columns + 2, a + columns + 1))
    mesh = smooth_mesh("curtain", vertices, faces)
    return parts.add(mesh, "curtainVertex", uv=PLAIN * len(mesh.loops))
