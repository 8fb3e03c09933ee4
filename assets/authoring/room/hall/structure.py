"""The building: floor, walls, tall windows, columns, saw-tooth roof and trusses."""
from mathutils import Vector

from flat import HOLE, patchwork
from foliage import tube_mesh
from geometry import box_mesh, polygon_mesh
from places import (BAYS, BRICK_TOP, CHORDS, COLUMN, COLUMNS, EAST, EAVES, HEAD, LEAN, LINE, LINES, NORTH, PANELS, RIDGE, RUNWAY, SIDE_DOOR, SILL, SLIDING, SOUTH,
                    TEETH, TRUSSES, WALL, WEST, WINDOW_WIDTH, number_boxes, roof_height)

BAR, RIM = 0.022, 0.045
PANES_X, PANES_Z = 5, 6
YARD = 24


def build_structure(parts, layout):
    """Build the shell of the hall."""
    floor(parts, layout)
    window_wall(parts)
    back_wall(parts)
    for x, inwards in ((WEST, 1), (EAST, -1)):
        gable(parts, x, inwards)
    columns(parts)
    roof(parts)
    trusses(parts)
    yard = [(-34, NORTH + WALL, -0.15), (34, NORTH + WALL, -0.15), (34, NORTH + YARD, -0.15), (-34, NORTH + YARD, -0.15)]
    parts.add(polygon_mesh("yard", yard), "paletteVertex", swatch="yard")


def floor(parts, layout):
    """Lay the concrete with its worn lines; what the platforms cover is left out."""
    regions = [("concrete", (WEST, SOUTH, EAST, NORTH))]
    for x0, y, x1 in LINES:
        regions.append(("line", (x0, y, x1, y + LINE)))
    regions += [("line", stroke) for stroke in number_boxes()]
    for x, y, _, width, depth, shape, _ in layout.stands():
        if shape == "box" and width > 2:
            a, b, m = width / 2, depth / 2, 0.35
            regions += [("line", (x - a - m - LINE, y - b - m - LINE, x + a + m + LINE, y + b + m + LINE)), ("concrete", (x - a - m, y - b - m, x + a + m, y + b + m)),
                        (HOLE, (x - a + 0.25, y - b + 0.25, x + a - 0.25, y + b - 0.25))]
    for material, mesh in patchwork(regions).items():
        if material != HOLE:
            parts.add(mesh, material)


def window_wall(parts):
    """Add the wall of tall windows: brick below and between, concrete lintels, steel frames with many panes."""
    y0, y1, half = NORTH, NORTH + WALL, WINDOW_WIDTH / 2
    parts.add(box_mesh("sillWall", (WEST, y0, 0), (EAST, y1, SILL - 0.06), without="-z -x +x"), "brick")
    edges = [WEST] + [x + side * half for x in BAYS for side in (-1, 1)] + [EAST]
    for a, b in zip(edges[::2], edges[1::2]):
        parts.add(box_mesh("pier", (a, y0, SILL - 0.06), (b, y1, HEAD), without="-z +z"), "brick")
    parts.add(box_mesh("lintel", (WEST, y0 - 0.03, HEAD), (EAST, y1, HEAD + 0.42), without="-x +x"), "render")
    parts.add(box_mesh("upper", (WEST, y0, HEAD + 0.42), (EAST, y1, EAVES), without="-x +x -z +z"), "sheet")
    for x in BAYS:
        a, b = x - half, x + half
        parts.add(box_mesh("sill", (a - 0.05, y0 - 0.07, SILL - 0.06), (b + 0.05, y1, SILL), bevel=0.008, segments=1), "render")
        u, v = y0 + 0.16, y0 + 0.22
        for low, high in (((a, u, SILL), (a + RIM, v, HEAD)), ((b - RIM, u, SILL), (b, v, HEAD)), ((a, u, SILL), (b, v, SILL + RIM)), ((a, u, HEAD - RIM), (b, v, HEAD)),
                          ((a, u - 0.02, 4.05), (b, v + 0.02, 4.14))):
            parts.add(box_mesh("frame", low, high), "metal")
        for i in range(1, PANES_X):
            at = a + (b - a) * i / PANES_X
            parts.add(box_mesh("bar", (at - BAR, u + 0.01, SILL), (at + BAR, v - 0.01, HEAD), without="+z -z"), "metal")
        for i in range(1, PANES_Z):
            at = SILL + (HEAD - SILL) * i / PANES_Z
            parts.add(box_mesh("bar", (a, u + 0.012, at - BAR), (b, v - 0.012, at + BAR), without="+x -x"), "metal")


def back_wall(parts):
    """Add the long wall without windows: brick below, a concrete band, sheet above."""
    y = SOUTH
    for low, high, material in ((0, BRICK_TOP, "brick"), (BRICK_TOP + 0.35, EAVES, "sheet")):
        parts.add(polygon_mesh("back", [(EAST, y, low), (WEST, y, low), (WEST, y, high), (EAST, y, high)]), material)
    parts.add(box_mesh("band", (WEST, y - 0.1, BRICK_TOP), (EAST, y + 0.03, BRICK_TOP + 0.35), without="-x +x -y"), "render")


def gable(parts, x, inwards):
    """Add an end wall below the teeth, with the openings of its doors."""
    y0, width, height = SLIDING if inwards > 0 else SIDE_DOOR
    outer = x - inwards * WALL
    a, b = sorted((x, outer))
    out = "-x" if inwards > 0 else "+x"
    for low, high in (((a, SOUTH, 0), (b, y0 - width / 2, BRICK_TOP)), ((a, y0 + width / 2, 0), (b, NORTH, BRICK_TOP))):
        parts.add(box_mesh("gable", low, high, without=f"-z {out}"), "brick")
    if height < BRICK_TOP:
        parts.add(box_mesh("overDoor", (a, y0 - width / 2, height), (b, y0 + width / 2, BRICK_TOP), without=out), "brick")
        gaps = ((SOUTH, NORTH),)
    else:
        gaps = ((SOUTH, y0 - width / 2), (y0 + width / 2, NORTH))
        parts.add(box_mesh("doorSides", (a, y0 - width / 2, height), (b, y0 + width / 2, height + 0.35), without=out), "render")
    for south, north in gaps:
        c, d = sorted((x + inwards * 0.03, outer))
        parts.add(box_mesh("band", (c, south, BRICK_TOP), (d, north, BRICK_TOP + 0.35), without=out), "render")
    points = [(NORTH, EAVES)]
    for low, high in reversed(TEETH):
        points += [(min(high, NORTH), roof_height(min(high, NORTH) - 1e-6)), (low + LEAN, RIDGE), (max(low, SOUTH), roof_height(max(low, SOUTH) + 1e-6) if low < SOUTH else EAVES)]
    foot = BRICK_TOP + 0.35
    upper = [(SOUTH, foot)] + ([(y0 - width / 2, foot), (y0 - width / 2, height + 0.35), (y0 + width / 2, height + 0.35), (y0 + width / 2, foot)] if height > BRICK_TOP else []) + [(NORTH, foot)]
    outline = [Vector((x, y, z)) for y, z in upper + points[1:]]
    mesh = polygon_mesh("gableTop", outline)
    if mesh.polygons[0].normal.x * inwards < 0:
        mesh.flip_normals()
    parts.add(mesh, "sheet")


def columns(parts):
    """Add the rolled columns: web and two flanges, on base plates."""
    for x in COLUMNS[1:-1]:
        for y, side in ((NORTH - COLUMN - 0.02, -1), (SOUTH + COLUMN + 0.02, 1)):
            c, t = COLUMN, 0.022
            for low, high in (((x - c, y - c, 0.03), (x + c, y - c + t, CHORDS[1])), ((x - c, y + c - t, 0.03), (x + c, y + c, CHORDS[1])),
                              ((x - 0.011, y - c + t, 0.03), (x + 0.011, y + c - t, CHORDS[1]))):
                parts.add(box_mesh("column", low, high, without="-z +z"), "steel")
            parts.add(box_mesh("base", (x - c - 0.07, y - c - 0.07, 0), (x + c + 0.07, y + c + 0.07, 0.03), without="-z"), "steel")
            g = c + 0.004
            parts.add(box_mesh("warning", (x - g, y - g, 0.25), (x + g, y + g, 1.15), without="-z +z"), "line")
            a, b = sorted((y, y + side * 0.55))
            parts.add(box_mesh("bracket", (x - 0.09, a, RUNWAY[0] - 0.22), (x + 0.09, b, RUNWAY[0])), "steel")


def roof(parts):
    """Add the teeth: sheet slopes, purlins, gutters and glass bars; the glass itself is not there."""
    a, b = WEST, EAST
    for low, high in TEETH:
        top = low + LEAN
        parts.add(polygon_mesh("slope", [(a, high, EAVES), (b, high, EAVES), (b, top, RIDGE), (a, top, RIDGE)]), "sheet")
        for share in (0.22, 0.5, 0.78):
            y = top + (high - top) * share
            z = RIDGE + (EAVES - RIDGE) * share
            parts.add(box_mesh("purlin", (a, y - 0.04, z - 0.20), (b, y + 0.04, z - 0.03), without="+z -x +x"), "steel")
        parts.add(box_mesh("ridge", (a, top - 0.06, RIDGE - 0.16), (b, top + 0.06, RIDGE), without="-x +x"), "steel")
        if low > SOUTH:
            parts.add(box_mesh("gutter", (a, low - 0.22, EAVES - 0.16), (b, low + 0.12, EAVES + 0.10), without="-x +x"), "steel")
        else:
            parts.add(box_mesh("gutter", (a, SOUTH, EAVES - 0.16), (b, SOUTH + 0.12, EAVES + 0.25), without="-x +x"), "steel")
        count = 30
        for i in range(count + 1):
            x = a + (b - a) * i / count
            low_y = max(low, SOUTH) + 0.02
            parts.add(tube_mesh("glassBar", [(x, low_y, roof_height(low_y)), (x, top, RIDGE - 0.05)], (0.03, 0.03), 4), "paletteVertex", swatch="truss")
        middle = (max(low, SOUTH) + top) / 2
        for share in range(6):
            u, v = a + (b - a) * share / 6, a + (b - a) * (share + 1) / 6
            parts.add(tube_mesh("glassRail", [(u, middle, (EAVES + RIDGE) / 2), (v, middle, (EAVES + RIDGE) / 2)], (0.025, 0.025), 4), "paletteVertex", swatch="truss")


def trusses(parts):
    """Add the lattice girders across the hall."""
    low, high = CHORDS
    step = (NORTH - SOUTH) / PANELS
    for x in TRUSSES:
        for i in range(PANELS):
            y0, y1 = SOUTH + step * i, SOUTH + step * (i + 1)
            for z in (low, high):
                parts.add(box_mesh("chord", (x - 0.085, y0, z - 0.06), (x + 0.085, y1, z + 0.06), without="-y +y"), "paletteVertex", swatch="truss")
            ends = ((y0, low), (y1, high)) if i % 2 else ((y0, high), (y1, low))
            parts.add(tube_mesh("diagonal", [(x, *ends[0]), (x, *ends[1])], (0.042, 0.042), 4), "paletteVertex", swatch="truss")
            parts.add(tube_mesh("upright", [(x, y1, low), (x, y1, high)], (0.034, 0.034), 4), "paletteVertex", swatch="truss")
