"""The building: floor, walls, niches, windows, beams, screen wall, door, terrace and stands."""
import math

import bmesh
import bpy
from mathutils import Vector

from geometry import box_mesh, cylinder_mesh, polygon_mesh, to_mesh
from pictures import picture_cell

SILL, HEAD = 0.18, 3.62
BAYS, PIER, GLAZED = 5, 0.42, 6.8
NICHES, NICHE_WIDTH, NICHE_FOOT, NICHE_SPRING, NICHE_DEPTH = (-1.0, 2.2, 5.4), 1.7, 0.40, 2.05, 0.45
SHELVES = (1.08, 1.86)
TERRACE_END = 10.8
BEAM_BOTTOM = 3.90
TRACKS = (2.3, -2.9)


def build_shell(parts, layout):
    """Build everything that the lightmap lights."""
    floor_and_ceiling(parts, layout)
    niche_wall(parts, layout)
    window_wall(parts, layout)
    screen_wall(parts, layout)
    door_wall(parts, layout)
    terrace(parts, layout)
    stands(parts, layout)


def floor_and_ceiling(parts, layout):
    """Add floor, ceiling, oak beams above, light tracks and skirting."""
    x, y, top = layout.half_x, layout.half_y, layout.height
    parts.add(polygon_mesh("floor", [(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0)]), "oak")
    parts.add(polygon_mesh("ceiling", [(-x, -y, top), (-x, y, top), (x, y, top), (x, -y, top)]), "ceiling")
    for i in range(9):
        middle = -6.8 + 1.7 * i
        beam = box_mesh(f"beam{i}", (middle - 0.06, -y, BEAM_BOTTOM), (middle + 0.06, y, top), without="+z +y -y")
        parts.add(beam, "timber", grain="y")
    for track in TRACKS:
        parts.add(box_mesh("track", (-6.5, track - 0.018, BEAM_BOTTOM - 0.035), (6.5, track + 0.018, BEAM_BOTTOM)), "metal")
    for spot_x, spot_y, _ in spot_places(layout):
        parts.add(cylinder_mesh("spot", spot_x, spot_y, BEAM_BOTTOM - 0.17, BEAM_BOTTOM - 0.02, 0.038, segments=14, bevel=0), "metal")
    for low, high, grain in (((-x, -y, 0), (x, -y + 0.016, 0.08), "x"), ((-x, -y, 0), (-x + 0.016, y, 0.08), "y"),
                             ((x - 0.016, -y, 0), (x, y, 0.08), "y")):
        parts.add(box_mesh("skirting", low, high, without="-z"), "timber", grain=grain)


def spot_places(layout):
    """Return where on the tracks the spot of each stand hangs, with the stand: (x, y, (x, y, top))."""
    for x, y, top, *_ in layout.stands():
        track = TRACKS[0] if y > 0 else TRACKS[1]
        yield x + (0.9 if abs(track - y) < 0.7 else 0.3), track, (x, y, top)


def arch_outline(centre, steps=22):
    """Return the outline of a niche as (x, z) points."""
    half = NICHE_WIDTH / 2
    curve = [(centre + half * math.cos(math.pi * i / steps), NICHE_SPRING + half * math.sin(math.pi * i / steps))
             for i in range(steps + 1)]
    return [(centre - half, NICHE_FOOT), (centre + half, NICHE_FOOT)] + curve


def niche_wall(parts, layout):
    """Add the wall with three arched niches, their reveals and shelves."""
    x, y, top = layout.half_x, layout.half_y, layout.height
    outlines = [[(-x, 0), (x, 0), (x, top), (-x, top)]] + [arch_outline(c) for c in NICHES]
    parts.add(pierced_wall("nicheWall", outlines, -y), "lime")
    for centre in NICHES:
        parts.add(niche_mesh(centre, -y), "lime")
        for height in SHELVES:
            low = (centre - NICHE_WIDTH / 2 + 0.002, -y - NICHE_DEPTH + 0.002, height)
            high = (centre + NICHE_WIDTH / 2 - 0.002, -y - 0.03, height + 0.04)
            parts.add(box_mesh("shelf", low, high, without="-x +x -y"), "timber", grain="x")
        sill = box_mesh("nicheSill", (centre - NICHE_WIDTH / 2 - 0.03, -y - NICHE_DEPTH, NICHE_FOOT - 0.04),
                        (centre + NICHE_WIDTH / 2 + 0.03, -y + 0.02, NICHE_FOOT + 0.005), without="-y")
        parts.add(sill, "timber", grain="x")


def pierced_wall(name, outlines, y):
    """Return a wall in the xz plane at y, looking to +y, with holes along the inner outlines."""
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.fill_mode = "2D", "BOTH"
    for outline in outlines:
        spline = curve.splines.new("POLY")
        spline.points.add(len(outline) - 1)
        spline.use_cyclic_u = True
        for point, (u, v) in zip(spline.points, outline):
            point.co = (u, v, 0, 1)
    holder = bpy.data.objects.new(name, curve)
    bpy.context.scene.collection.objects.link(holder)
    graph = bpy.context.evaluated_depsgraph_get()
    shape = bmesh.new()
    shape.from_mesh(bpy.data.meshes.new_from_object(holder.evaluated_get(graph)))
    bpy.data.objects.remove(holder)
    for vertex in shape.verts:
        vertex.co = Vector((vertex.co.x, y, vertex.co.y))
    bmesh.ops.remove_doubles(shape, verts=shape.verts, dist=1e-5)
    for face in shape.faces:
        face.normal_update()
        if face.normal.y < 0:
            face.normal_flip()
    bmesh.ops.dissolve_limit(shape, angle_limit=0.01, verts=shape.verts, edges=shape.edges)
    return to_mesh(shape, name)


def niche_mesh(centre, y):
    """Return the reveal and back of a niche, looking inwards, with a smooth arch."""
    outline = arch_outline(centre)
    count = len(outline)
    vertices = [(u, y, v) for u, v in outline] + [(u, y - NICHE_DEPTH, v) for u, v in outline]
    sides = [[i, (i + 1) % count, count + (i + 1) % count, count + i] for i in range(count)]
    mesh = bpy.data.meshes.new("niche")
    mesh.from_pydata(vertices, [], sides + [list(range(count, 2 * count))])
    shape = bmesh.new()
    shape.from_mesh(mesh)
    inside = Vector((centre, y - NICHE_DEPTH / 2, 1.5))
    for face in shape.faces:
        face.normal_update()
        if (face.calc_center_median() - inside).dot(face.normal) > 0:
            face.normal_flip()
    return to_mesh(shape, "niche")


def bays():
    """Return the glazed bays as (from x, to x)."""
    width = (2 * GLAZED - PIER * (BAYS - 1)) / BAYS
    return [(-GLAZED + i * (width + PIER), -GLAZED + i * (width + PIER) + width) for i in range(BAYS)]


def window_wall(parts, layout):
    """Add the window wall with deep reveals, piers, oak sill and slim black frames."""
    x, y, top, depth = layout.half_x, layout.half_y, layout.height, 0.40
    parts.add(box_mesh("windowFoot", (-x, y, 0), (x, y + depth, SILL - 0.03), without="-z"), "lime")
    parts.add(box_mesh("windowSill", (-GLAZED, y - 0.05, SILL - 0.03), (GLAZED, y + depth, SILL), bevel=0.006), "timber", grain="x")
    parts.add(box_mesh("windowHead", (-x, y, HEAD), (x, y + depth, top), without="+z"), "lime")
    parts.add(box_mesh("windowLeft", (-x, y, SILL - 0.03), (-GLAZED, y + depth, HEAD), without="-x -z +z"), "lime")
    parts.add(box_mesh("windowRight", (GLAZED, y, SILL - 0.03), (x, y + depth, HEAD), without="+x -z +z"), "lime")
    spans = bays()
    for (_, left), (right, _) in zip(spans, spans[1:]):
        parts.add(box_mesh("pier", (left, y, SILL), (right, y + depth, HEAD), without="-z +z"), "lime")
    front, back, bar = y + 0.20, y + 0.26, 0.05
    for a, b in spans:
        middle = (a + b) / 2
        for u0, u1, v0, v1 in ((a, a + bar, SILL, HEAD), (b - bar, b, SILL, HEAD), (a, b, SILL, SILL + bar), (a, b, HEAD - bar, HEAD),
                               (middle - 0.02, middle + 0.02, SILL, HEAD), (a, b, 2.72, 2.755)):
            parts.add(box_mesh("frame", (u0, front, v0), (u1, back, v1)), "metal")


def screen_wall(parts, layout):
    """Add the wall behind the screen: slatted oak panel, dark frame and a low shelf; the picture is the client's."""
    x, y, top = layout.half_x, layout.half_y, layout.height
    parts.add(polygon_mesh("screenWall", [(x, y, 0), (x, -y, 0), (x, -y, top), (x, y, top)]), "lime")
    middle, height, width, tall = layout.screen()
    panel = box_mesh("panel", (x - 0.10, -4.56, 0.08), (x - 0.04, 4.56, 3.78), without="+x")
    parts.add(panel, "slat")
    rim = 0.045
    parts.add(box_mesh("screenFrame", (x - 0.19, middle - width / 2 - rim, height - tall / 2 - rim),
                       (x - 0.10, middle + width / 2 + rim, height + tall / 2 + rim), without="+x", bevel=0.008), "metal")
    parts.add(box_mesh("shelf", (x - 0.55, -3.84, 0.20), (x - 0.10, 3.84, 0.38), without="+x", bevel=0.008), "timber", grain="y")
    parts.add(box_mesh("halo", (x - 0.095, -4.4, 3.781), (x - 0.045, 4.4, 3.786), without="-z"), "glow")


def door_wall(parts, layout):
    """Add the wall with the oak double door, and the pictures."""
    x, y, top = layout.half_x, layout.half_y, layout.height
    parts.add(polygon_mesh("doorWall", [(-x, -y, 0), (-x, y, 0), (-x, y, top), (-x, -y, top)]), "lime")
    _, z = layout.furniture["door"]["position"]
    middle = -z
    parts.add(box_mesh("doorCase", (-x, middle - 1.02, 0), (-x + 0.05, middle + 1.02, 2.32), without="-x -z", bevel=0.005), "timber", grain="z")
    for side in (-1, 1):
        low, high = sorted((middle + side * 0.006, middle + side * 0.95))
        parts.add(box_mesh("doorLeaf", (-x + 0.05, low, 0.01), (-x + 0.075, high, 2.25), without="-x", bevel=0.006), "timber", grain="z")
        grip = middle + side * 0.09
        parts.add(box_mesh("doorGrip", (-x + 0.11, grip - 0.012, 0.80), (-x + 0.13, grip + 0.012, 1.40)), "metal")
    hang(parts, "arch", (-4.3, -y, 1.85), (1.25, 1.66), "y")
    hang(parts, "stones", (-x, 1.2, 1.9), (1.65, 2.2), "x")


def hang(parts, name, place, size, facing):
    """Hang a framed picture; facing y looks to +y, facing x looks to +x."""
    (w, h), edge, deep = size, 0.03, 0.04
    def at(along, out, up):
        px, py, pz = place
        return (px - along, py + out, pz + up) if facing == "y" else (px + out, py + along, pz + up)
    corners = [at(-w / 2 - edge, 0, -h / 2 - edge), at(w / 2 + edge, deep, h / 2 + edge)]
    low, high = ([f(a, b) for a, b in zip(*corners)] for f in (min, max))
    parts.add(box_mesh("pictureFrame", low, high, without="-y" if facing == "y" else "-x"), "timber", grain="z")
    quad = [at(-w / 2, deep + 0.002, -h / 2), at(w / 2, deep + 0.002, -h / 2), at(w / 2, deep + 0.002, h / 2), at(-w / 2, deep + 0.002, h / 2)]
    parts.add(polygon_mesh("picture", quad), "pictures", uv=picture_cell(name))


def terrace(parts, layout):
    """Add the stone terrace outside and its low wall, which hides where the outside picture begins."""
    x, y = layout.half_x + 4, layout.half_y + 0.4
    parts.add(polygon_mesh("terrace", [(-x, y, -0.02), (x, y, -0.02), (x, TERRACE_END, -0.02), (-x, TERRACE_END, -0.02)]), "paving")
    parts.add(box_mesh("terraceWall", (-x, TERRACE_END, -0.02), (x, TERRACE_END + 0.35, 0.42), without="-z +y"), "paving")


def stands(parts, layout):
    """Add the six stands on which products are put at run time."""
    for x, y, top, width, depth, shape, finish in layout.stands():
        if shape == "round":
            parts.add(cylinder_mesh("stand", x, y, 0, top, width / 2), finish)
        else:
            box = box_mesh("stand", (x - width / 2, y - depth / 2, 0), (x + width / 2, y + depth / 2, top), without="-z", bevel=0.008)
            parts.add(box, finish)
