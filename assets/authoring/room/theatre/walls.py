"""The theatre's hull: pleated side walls, rear wall with the desk's booth, doors, ceiling and acoustic sails."""
import math

from mathutils import Vector

from bits import LED, bar, block, line, smooth_mesh
from geometry import polygon_mesh
from measures import (APRON, BOOTH_FRONT, BOOTH_HALF, BOOTH_HEIGHT, DOOR_WIDTH, GALLERY, GALLERY_FRONT, HALF_Y, HEIGHT, PLEAT, PLEAT_SHORT,
                      PORTAL, RAKE, RIDGE, ROW_DEPTH, ROW_FRONT, VALLEY)

SAILS = (9.3, 3.9, -1.5, -7.0, -12.0)  # y of the middle of each row of sails
SAIL_DEPTH, SAIL_HEIGHT, SAIL_RISE = 3.3, 9.05, 0.28
SAIL_SPANS = ((-11.6, -4.0), (-3.7, 3.7), (4.0, 11.6))
COVE = 11.85  # the fascia that hides the grazing light along the side walls
FOOT = 0.34  # ledge along the parterre's walls
DOOR_RIM, DOOR_DEEP = 0.28, 0.30


def build_walls(parts, layout):
    """Build hull, doors and ceiling."""
    for side in (-1, 1):
        side_wall(parts, side)
        parterre_foot(parts, side)
    rear_wall(parts)
    booth(parts)
    for portal in layout.data["portals"]:
        doorway(parts, portal)
    ceiling(parts)


def ground(y):
    """Return the height of the floor at the side walls."""
    if y > ROW_FRONT:
        return 0.0
    return min(GALLERY, RAKE * (1 + int((ROW_FRONT - y) / ROW_DEPTH)))


def valleys():
    """Return the y of each pleat's valley, from the portal to the back."""
    return [PORTAL - PLEAT * i for i in range(math.ceil((PORTAL + HALF_Y) / PLEAT))]


def side_wall(parts, side):
    """Add one side wall: upright pleats of dark slats, each with a short face towards the stage and a long one towards the audience."""
    faces = []
    for y in valleys():
        ridge, end = max(y - PLEAT_SHORT, -HALF_Y), max(y - PLEAT, -HALF_Y)
        for (y0, x0), (y1, x1) in (((y, VALLEY), (ridge, RIDGE)), ((ridge, RIDGE), (end, VALLEY))):
            if y0 - y1 < 0.01:
                continue
            foot = max(0.0, ground(y0) - 0.36)
            corners = [(side * x0, y0, foot), (side * x1, y1, foot), (side * x1, y1, HEIGHT), (side * x0, y0, HEIGHT)]
            faces.append(corners if side > 0 else corners[::-1])
    for corners in faces:
        face = polygon_mesh("pleat", corners)
        thing = parts.add(face, "slatDark")
        upright_slats(thing.data, 0.64)


def upright_slats(mesh, tile):
    """Lay the slats along the face, however it is turned, so that they keep their width."""
    layer = mesh.uv_layers["UVMap"]
    for face in mesh.polygons:
        across = Vector((-face.normal.y, face.normal.x, 0)).normalized()
        for corner in face.loop_indices:
            point = mesh.vertices[mesh.loops[corner].vertex_index].co
            layer.data[corner].uv = across.dot(point) / tile, point.z / tile


def parterre_foot(parts, side):
    """Add the ledge at the foot of the parterre's walls with its line of light, and the brass rail along the tribune."""
    for y0, y1 in ((PORTAL, 5.0 + DOOR_WIDTH / 2 + DOOR_RIM), (5.0 - DOOR_WIDTH / 2 - DOOR_RIM, APRON)):
        block(parts, (side * (RIDGE - 0.06), y0, 0), (side * VALLEY, y1, FOOT), "walnut", without="-z", grain="y")
        line(parts, (side * (RIDGE - 0.02), y0 - 0.05, FOOT), (side * (RIDGE + 0.01), y1 + 0.05, FOOT + LED))
    x = side * (RIDGE - 0.11)
    low, high = ROW_FRONT + ROW_DEPTH * 0.5, GALLERY_FRONT + ROW_DEPTH
    bar(parts, (x, low, RAKE * 0.5 + 0.95), (x, high, GALLERY + 0.95), 0.024)
    bar(parts, (x, high, GALLERY + 0.95), (x, -HALF_Y + 0.4, GALLERY + 0.95), 0.024)


def rear_wall(parts):
    """Add the wall behind the gallery: slats between piers, and a skirting."""
    piers = (-VALLEY, -10.6, -BOOTH_HALF, BOOTH_HALF, 10.6, VALLEY)
    for left, right in zip(piers, piers[1:]):
        wall = polygon_mesh("rear", [(right, -HALF_Y, GALLERY), (left, -HALF_Y, GALLERY), (left, -HALF_Y, HEIGHT), (right, -HALF_Y, HEIGHT)])
        parts.add(wall, "slatDark")
    for x in piers[1:-1]:
        block(parts, (x - 0.12, -HALF_Y, GALLERY), (x + 0.12, -HALF_Y + 0.22, HEIGHT), "walnut", without="-y -z +z", grain="z")
    block(parts, (-RIDGE, -HALF_Y, GALLERY), (RIDGE, -HALF_Y + 0.05, GALLERY + 0.14), "walnut", without="-y -z", grain="x")


def booth(parts):
    """Add the booth from which light and sound are run: a walnut front, an open window, desks with a little light."""
    half, front, base, top = BOOTH_HALF, BOOTH_FRONT, GALLERY, GALLERY + BOOTH_HEIGHT
    sill, head = base + 1.05, base + 2.35
    block(parts, (-half, front, base), (half, front - 0.10, sill), "walnut", without="-z", grain="x")
    block(parts, (-half, front, head), (half, front - 0.10, top), "walnut", grain="x")
    for side in (-1, 1):
        block(parts, (side * half, front - 0.1, base), (side * (half - 0.1), -HALF_Y, top), "walnut", without="-z -y", grain="z")
        block(parts, (side * half, front, sill), (side * (half - 0.35), front - 0.1, head), "walnut", without="-z +z", grain="z")
    block(parts, (-half, front - 0.05, top), (half, -HALF_Y, top + 0.02), "gloom", without="-z")
    parts.add(polygon_mesh("boothBack", [(half, -HALF_Y + 0.3, base), (-half, -HALF_Y + 0.3, base), (-half, -HALF_Y + 0.3, top), (half, -HALF_Y + 0.3, top)]), "walnut", grain="x")
    block(parts, (-half - 0.04, front + 0.04, sill), (half + 0.04, front - 0.6, sill + 0.045), "walnut", grain="x", bevel=0.006)
    line(parts, (-half, front + 0.012, sill - 0.03), (half, front + 0.002, sill - 0.03 + LED))
    line(parts, (-half, front + 0.012, top - 0.03), (half, front + 0.002, top - 0.03 + LED))
    for x in (-2.3, -0.6, 1.3, 2.4):
        block(parts, (x - 0.34, front - 0.34, sill + 0.05), (x + 0.34, front - 0.38, sill + 0.42), "paletteVertex", swatch="ink", bevel=0.008)
    block(parts, (-1.7, front - 0.1, sill + 0.045), (-0.1, front - 0.5, sill + 0.12), "paletteVertex", swatch="charcoal")
    block(parts, (0.6, front - 0.1, sill + 0.045), (2.2, front - 0.5, sill + 0.12), "paletteVertex", swatch="charcoal")


def doorway(parts, portal):
    """Add a way out in front of the wall: a deep walnut frame with a line of light, two leaves, or a standing pane."""
    x, base, z = portal["position"]
    turn, half, top = portal["yaw"], portal["width"] / 2, portal["height"]
    out = Vector((-math.sin(turn), math.cos(turn), 0))
    side = Vector((out.y, -out.x, 0))
    origin = Vector((x, -z, base))

    def piece(u0, u1, w0, w1, d0, d1, material, **options):
        """Add a box by its width, height and depth before the wall."""
        a, b = (origin + side * u + out * d + Vector((0, 0, w)) for u, w, d in ((u0, w0, d0), (u1, w1, d1)))
        block(parts, a, b, material, **options)

    rim, deep = DOOR_RIM, DOOR_DEEP
    for sign in (-1, 1):
        piece(sign * half, sign * (half + rim), 0, top + rim, -0.6, deep, "walnut", without="-z", grain="z", bevel=0.006)
    piece(-half, half, top, top + rim, -0.6, deep, "walnut", grain="x" if abs(out.y) > 0.5 else "y", bevel=0.006)
    piece(-half + 0.02, half - 0.02, top - LED, top, 0.10, 0.13, "glow")
    for sign in (-1, 1):
        piece(sign * half, sign * (half - 0.02), 0, top, 0.02, 0.05, "paletteVertex", swatch="gilt")
    if portal["kind"] == "door":
        for sign in (-1, 1):
            piece(sign * 0.005, sign * half, 0.01, top, -0.05, 0, "accent", without="-z", bevel=0.004)
            piece(sign * 0.16, sign * (half - 0.12), 0.28, 1.0, 0, 0.012, "walnut", grain="z")
            piece(sign * 0.16, sign * (half - 0.12), 1.12, top - 0.14, 0, 0.012, "walnut", grain="z")
            piece(sign * 0.07, sign * 0.10, 0.80, 1.45, 0.045, 0.075, "paletteVertex", swatch="gilt")
    else:
        piece(-half, half, 0, top, -0.05, -0.03, "gloom")
        piece(-half, half, 0, 0.05, -0.03, 0.12, "paletteVertex", swatch="gilt")


def ceiling(parts):
    """Add the dark ceiling, the coves along the walls and the curved sails below it."""
    parts.add(polygon_mesh("ceiling", [(-VALLEY, -HALF_Y, HEIGHT), (-VALLEY, PORTAL, HEIGHT), (VALLEY, PORTAL, HEIGHT), (VALLEY, -HALF_Y, HEIGHT)]), "gloom")
    for side in (-1, 1):
        block(parts, (side * COVE, -HALF_Y, 9.35), (side * (COVE - 0.06), PORTAL, HEIGHT), "walnut", without="+z -y +y", grain="y")
    for y in SAILS:
        for left, right in SAIL_SPANS:
            sail(parts, left, right, y)
            for edge in (-1, 1):
                at = y + edge * (SAIL_DEPTH / 2 + 0.02)
                line(parts, (left + 0.05, at - 0.018, SAIL_HEIGHT + 0.02), (right - 0.05, at + 0.018, SAIL_HEIGHT + 0.035))


def sail(parts, left, right, y, steps=7):
    """Add one acoustic sail: a shallow arch of walnut, bulging downwards in the middle, with a thin edge."""
    vertices, faces = [], []
    for layer in (0, 0.07):
        for i in range(steps + 1):
            share = i / steps
            dip = SAIL_RISE * (1 - (2 * share - 1) ** 2)
            for x in (left, right):
                vertices.append((x, y + SAIL_DEPTH * (share - 0.5), SAIL_HEIGHT + SAIL_RISE - dip + layer))
    upper = 2 * (steps + 1)
    for i in range(steps):
        a = 2 * i
        faces += [(a, a + 2, a + 3, a + 1), (upper + a, upper + a + 1, upper + a + 3, upper + a + 2)]
        faces += [(a, upper + a, upper + a + 2, a + 2), (a + 1, a + 3, upper + a + 3, upper + a + 1)]
    last = 2 * steps
    faces += [(0, 1, upper + 1, upper), (last, upper + last, upper + last + 1, last + 1)]
    flat = [i for i in range(len(faces)) if i % 4 > 1 or i >= 4 * steps]
    mesh = smooth_mesh("sail", vertices, faces, flat)
    parts.add(mesh, "walnut", grain="x")
