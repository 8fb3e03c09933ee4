"""The tribune: rows, aisles with their steps and lights, 300 chairs, parapet, gallery and its tables."""
from mathutils import Vector

from bits import LED, bar, block, line, smooth_mesh
from geometry import polygon_mesh, turned_mesh
from measures import (AISLES, APRON, BLOCKS, GALLERY, GALLERY_FRONT, HALF_X, HALF_Y, RAKE, ROWS, ROW_DEPTH, TABLES, TABLE_HEIGHT,
                      TABLE_RADIUS, VALLEY, row_front, row_height, seats)

PARAPET = 0.46
CLOTH = 0.7  # metres of cloth in one tile of its texture
# The chair as seen from its side: (y towards the stage, z) around the seat's middle.
SEAT = ((-0.25, 0.425), (0.02, 0.445), (0.17, 0.462), (0.245, 0.425), (0.225, 0.345), (-0.21, 0.315))
BACK = ((-0.195, 0.40), (-0.205, 0.68), (-0.275, 0.965), (-0.315, 0.985), (-0.345, 0.945), (-0.285, 0.33))
SEAT_HALF, BACK_HALF, BACK_FLAT = 0.258, 0.272, 0.185
ARM_X, ARM_HALF, ARM_TOP = 0.29, 0.028, 0.655


def build_tribune(parts):
    """Build rows, aisles, chairs and the gallery."""
    rows(parts)
    for left, right in AISLES:
        aisle(parts, left, right)
    parapets(parts)
    chairs(parts)
    gallery(parts)


def rows(parts):
    """Add each row's carpeted floor and riser, and the platform before the first row."""
    for row in range(ROWS):
        front, height = APRON if row == 0 else row_front(row), row_height(row)
        back = row_front(row) - ROW_DEPTH
        parts.add(polygon_mesh("tread", [(-VALLEY, back, height), (VALLEY, back, height), (VALLEY, front, height), (-VALLEY, front, height)]), "carpet")
        below = height - RAKE
        parts.add(polygon_mesh("riser", [(VALLEY, front, below), (-VALLEY, front, below), (-VALLEY, front, height), (VALLEY, front, height)]), "carpet")


def aisle(parts, left, right):
    """Add an aisle's half steps, their brass noses, the lines of light under them and the lamps at the rows' ends."""
    outer_left, outer_right = left < -HALF_X + 2, right > HALF_X - 2
    for row in range(ROWS):
        front, height = row_front(row), row_height(row)
        half = front + ROW_DEPTH / 2
        block(parts, (left, front, height - RAKE), (right, half, height - RAKE / 2), "carpet", without="-z -y")
        for y, z in ((half, height - RAKE / 2), (front, height)):
            block(parts, (left + 0.02, y - 0.03, z), (right - 0.02, y + 0.006, z + 0.006), "paletteVertex", without="-z -y", swatch="gilt")
        line(parts, (left + 0.06, front + 0.002, height - 0.035), (right - 0.06, front + 0.008, height - 0.035 + LED))
        for x, inward, wall in ((left, 1, outer_left), (right, -1, outer_right)):
            if not wall:
                end_lamp(parts, x, inward, front, height)


def end_lamp(parts, x, inward, front, height):
    """Add the panel at the end of a row with its small lamp."""
    face = x + inward * 0.075
    block(parts, (face, front - 0.31, height), (face - inward * 0.04, front - 0.88, height + 0.70), "walnutVertex", without="-z", bevel=0.012)
    line(parts, (face + inward * 0.004, front - 0.46, height + 0.30), (face - inward * 0.001, front - 0.58, height + 0.33))


def parapets(parts):
    """Add the low walnut walls before the first row, with a brass rail and a line of light at the foot."""
    for left, right in BLOCKS:
        top = RAKE + PARAPET
        panels = 5
        width = (right - left + 0.1) / panels
        for i in range(panels):
            x = left - 0.05 + i * width
            block(parts, (x + 0.006, APRON + 0.02, 0.08), (x + width - 0.006, APRON - 0.06, top), "walnut", without="-z", grain="x", bevel=0.004)
        block(parts, (left - 0.04, APRON + 0.005, 0), (right + 0.04, APRON - 0.05, top - 0.02), "gloom", without="-z +z")
        line(parts, (left - 0.04, APRON + 0.012, 0.055), (right + 0.04, APRON + 0.022, 0.055 + LED))
        bar(parts, (left - 0.02, APRON - 0.02, top + 0.09), (right + 0.02, APRON - 0.02, top + 0.09), 0.02)
        for i in range(panels + 1):
            x = left - 0.02 + i * (right - left + 0.04) / panels
            bar(parts, (x, APRON - 0.02, top), (x, APRON - 0.02, top + 0.09), 0.012, sides=5)


def chairs(parts):
    """Add all chairs: two meshes, one of cloth and one of walnut."""
    cloth, wood = Gathered(), Gathered()
    for x, y, floor, last in seats():
        at = Vector((x, y, floor))
        cloth.loft([(-SEAT_HALF, SEAT), (SEAT_HALF, SEAT)], at, closed=False)
        side = [(y0 * 0.5 + (-0.262) * 0.5, z if z < 0.9 else z - 0.045) for y0, z in BACK]
        cloth.loft([(-BACK_HALF, side), (-BACK_FLAT, BACK), (BACK_FLAT, BACK), (BACK_HALF, side)], at, closed=True)
        for along in (-ARM_X, ARM_X)[:2 if last else 1]:
            wood.box(at, (along - ARM_HALF, -0.235, ARM_TOP - 0.045), (along + ARM_HALF, 0.15, ARM_TOP))
            wood.box(at, (along - 0.016, -0.20, 0), (along + 0.016, 0.09, ARM_TOP - 0.045), ends=False)
    parts.add(smooth_mesh("chairs", cloth.vertices, cloth.faces, cloth.flat), "velvetVertex", uv=cloth.uv)
    parts.add(smooth_mesh("arms", wood.vertices, wood.faces, range(len(wood.faces))), "walnutVertex", uv=wood.uv)


class Gathered:
    """Gathers many small shapes in one mesh; each has its own texture coordinates between 0 and 1 (they pack better)."""

    def __init__(self):
        self.vertices, self.faces, self.flat, self.uv = [], [], [], []

    def lay(self, at, face, across):
        """Give the corners of a face texture coordinates: across the seat and along it, or along and up on a side."""
        for index in face:
            x, y, z = self.vertices[index] - at
            self.uv.append((0.5 + (y if across else x) / CLOTH, 0.1 + (z - (0 if across else y)) / CLOTH / 2))

    def loft(self, sections, at, closed):
        """Add a skin over side profiles [(x, [(y, z), …])] with flat ends; an open one has no face from the last point to the first."""
        start, count = len(self.vertices), len(sections[0][1])
        for x, profile in sections:
            self.vertices += [at + Vector((x, y, z)) for y, z in profile]
        for s in range(len(sections) - 1):
            for i in range(count if closed else count - 1):
                a, b = start + s * count + i, start + s * count + (i + 1) % count
                self.faces.append((a, a + count, b + count, b))
                self.lay(at, self.faces[-1], False)
        for ring, flip in ((start, True), (start + (len(sections) - 1) * count, False)):
            face = [ring + i for i in range(count)]
            self.flat.append(len(self.faces))
            self.faces.append(face if flip else face[::-1])
            self.lay(at, self.faces[-1], True)

    def box(self, at, low, high, ends=True):
        """Add a box without its bottom; without ends it has no top either."""
        start = len(self.vertices)
        self.vertices += [at + Vector((x, y, z)) for z in (low[2], high[2]) for x, y in ((low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]))]
        sides = ((0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)) + (((4, 5, 6, 7),) if ends else ())
        for face in sides:
            self.faces.append(tuple(start + i for i in face))
            self.lay(at, self.faces[-1], True)


def gallery(parts):
    """Add the gallery's floor and its standing tables, each with a small lamp."""
    corners = [(-VALLEY, -HALF_Y, GALLERY), (VALLEY, -HALF_Y, GALLERY), (VALLEY, GALLERY_FRONT, GALLERY), (-VALLEY, GALLERY_FRONT, GALLERY)]
    parts.add(polygon_mesh("gallery", corners), "smoked")
    for x, y in TABLES:
        top = TABLE_HEIGHT
        stem = [(0.24, 0), (0.24, 0.012), (0.03, 0.03), (0.024, top - 0.05), (0.10, top - 0.03)]
        parts.add(turned_mesh("stem", stem, (x, y, GALLERY), segments=20), "paletteVertex", swatch="gilt")
        plate = [(0.001, top - 0.03), (TABLE_RADIUS, top - 0.028), (TABLE_RADIUS + 0.006, top - 0.014), (TABLE_RADIUS, top), (TABLE_RADIUS - 0.006, top), (TABLE_RADIUS * 0.5, top), (0.001, top)]
        parts.add(turned_mesh("plate", plate, (x, y, GALLERY), segments=32), "paletteVertex", swatch="walnut")
        foot = [(0.055, top), (0.055, top + 0.012), (0.010, top + 0.02), (0.010, top + 0.16)]
        parts.add(turned_mesh("lampFoot", foot, (x, y, GALLERY), segments=14), "paletteVertex", swatch="gilt")
        shade = [(0.030, top + 0.16), (0.065, top + 0.16), (0.045, top + 0.25), (0.001, top + 0.255)]
        parts.add(turned_mesh("shade", shade, (x, y, GALLERY), segments=16), "glow")
