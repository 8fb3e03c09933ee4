"""Plants made by script: crowns of single leaves, grasses, lavender, clipped hedges; few triangles, all from the palette."""
import math

import bpy
from mathutils import Vector

from geometry import to_mesh
import bmesh


class Foliage:
    """Collects leaves by swatch, so that all leaves of a colour become one object."""

    def __init__(self, dice):
        self.dice = dice
        self.shapes = {}

    def _grow(self, swatch, points, face):
        """Add a face made of new points."""
        vertices, faces = self.shapes.setdefault(swatch, ([], []))
        first = len(vertices)
        vertices.extend(points)
        faces.append([first + i for i in face])

    def leaf(self, swatch, at, along, side):
        """Add a pointed leaf: a rhombus around its middle."""
        self._grow(swatch, [at - along, at + side, at + along, at - side], (0, 1, 2, 3))

    def chip(self, swatch, at, along, side):
        """Add the cheapest leaf: one triangle."""
        self._grow(swatch, [at - along * 0.7 + side, at - along * 0.7 - side, at + along], (0, 1, 2))

    def blade(self, swatch, foot, tip, width, bend):
        """Add a blade of grass, bent at two thirds."""
        way = Vector((tip.y - foot.y, foot.x - tip.x, 0))
        side = (way.normalized() if way.length > 1e-4 else Vector((1, 0, 0))) * width
        knee = foot.lerp(tip, 0.6) + Vector((0, 0, bend))
        self._grow(swatch, [foot - side, foot + side, knee + side * 0.8, tip, knee - side * 0.8], (0, 1, 2, 3, 4))

    def some_way(self):
        """Return a direction by chance."""
        dice = self.dice
        return Vector((dice.gauss(0, 1), dice.gauss(0, 1), dice.gauss(0, 1))).normalized()

    def cloud(self, swatches, blobs, count, length, width, flat=0.8):
        """Scatter leaves over the shells of some blobs ((x, y, z), radius)."""
        dice = self.dice
        sizes = [radius ** 2 for _, radius in blobs]
        for centre, radius in dice.choices(blobs, sizes, k=count):
            way = self.some_way()
            at = Vector(centre) + Vector((way.x, way.y, way.z * flat)) * radius * dice.uniform(0.55, 1.05)
            along = (self.some_way() + way * 0.6).normalized()
            side = along.cross(way + self.some_way() * 0.5).normalized()
            scale = dice.uniform(0.7, 1.25)
            self.leaf(dice.choice(swatches), at, along * length / 2 * scale, side * width / 2 * scale)

    def grass(self, place, height, blades, swatches=("grass", "straw"), spread=0.10, lean=0.45):
        """Add a tuft of grass."""
        dice = self.dice
        for _ in range(blades):
            turn, tall = dice.uniform(0, 2 * math.pi), height * dice.uniform(0.6, 1.0)
            way = Vector((math.cos(turn), math.sin(turn), 0))
            foot = Vector(place) + way * spread * dice.random()
            tip = foot + way * lean * height * dice.uniform(0.2, 1.0) + Vector((0, 0, tall))
            self.blade(dice.choice(swatches), foot, tip, 0.013, 0.10 * tall)

    def lavender(self, place, height, stalks):
        """Add a clump of lavender: grey leaves below, violet spikes above."""
        dice, place = self.dice, Vector(place)
        for i in range(stalks):
            turn, lean = dice.uniform(0, 2 * math.pi), dice.uniform(0.05, 0.62)
            way = Vector((math.cos(turn) * lean, math.sin(turn) * lean, 1)).normalized()
            tall = height * dice.uniform(0.75, 1.0)
            side = way.cross(self.some_way()).normalized()
            head = place + way * tall
            self.leaf("lavender", head, way * 0.075, side * 0.02)
            self.chip("sage" if i % 2 else "lavenderLeaf", place + way * tall * 0.45, way * tall * 0.42, side * 0.011)

    def hedge(self, low, high, swatches, per_metre=26, size=0.085):
        """Scatter leaves over the sides and top of a clipped box."""
        dice = self.dice
        (x0, y0, z0), (x1, y1, z1) = low, high
        sides = [((x0, y0, z0), (x1 - x0, 0, 0), (0, 0, z1 - z0), (0, -1, 0)), ((x0, y1, z0), (x1 - x0, 0, 0), (0, 0, z1 - z0), (0, 1, 0)),
                 ((x0, y0, z0), (0, y1 - y0, 0), (0, 0, z1 - z0), (-1, 0, 0)), ((x1, y0, z0), (0, y1 - y0, 0), (0, 0, z1 - z0), (1, 0, 0)),
                 ((x0, y0, z1), (x1 - x0, 0, 0), (0, y1 - y0, 0), (0, 0, 1))]
        for corner, u, v, out in sides:
            corner, u, v, out = Vector(corner), Vector(u), Vector(v), Vector(out)
            for _ in range(round(u.length * v.length * per_metre)):
                at = corner + u * dice.random() + v * dice.random() + out * dice.uniform(-0.01, 0.035)
                along = (self.some_way() + out * 0.9).normalized()
                side = along.cross(self.some_way()).normalized()
                scale = size * dice.uniform(0.35, 0.62)
                self.chip(dice.choice(swatches), at, along * scale, side * scale * 0.55)

    def emit(self, parts):
        """Make one object for each swatch."""
        for swatch, (vertices, faces) in self.shapes.items():
            mesh = bpy.data.meshes.new(f"foliage-{swatch}")
            mesh.from_pydata(vertices, [], faces)
            mesh.update()
            parts.add(mesh, "paletteVertex", swatch=swatch)


def tube_mesh(name, points, radii, sides=7):
    """Return a bent tube through some points, a radius at each; ends stay open."""
    shape = bmesh.new()
    rings = []
    points = [Vector(point) for point in points]
    for i, (point, radius) in enumerate(zip(points, radii)):
        way = (points[min(i + 1, len(points) - 1)] - points[max(i - 1, 0)]).normalized()
        helper = Vector((1, 0, 0)) if abs(way.x) < 0.8 else Vector((0, 1, 0))
        u = way.cross(helper).normalized()
        v = way.cross(u)
        rings.append([shape.verts.new(point + (u * math.cos(a) + v * math.sin(a)) * radius)
                      for a in (2 * math.pi * k / sides for k in range(sides))])
    for lower, upper in zip(rings, rings[1:]):
        for k in range(sides):
            j = (k + 1) % sides
            shape.faces.new((lower[k], lower[j], upper[j], upper[k]))
    bmesh.ops.recalc_face_normals(shape, faces=shape.faces)
    return to_mesh(shape, name, smooth=True)


def tree(parts, foliage, place, height, crown, leaves, swatches=("olive", "olivePale"), trunk=0.11, leaf=(0.185, 0.05), bark="bark"):
    """Add a small tree: bent trunk, boughs to the blobs of its crown, single leaves."""
    dice, foot = foliage.dice, Vector(place)
    fork = height - crown * 1.45
    bend = Vector((dice.uniform(-0.12, 0.12), dice.uniform(-0.12, 0.12), 0)) * height / 3
    top = foot + bend + Vector((0, 0, fork))
    stem = [foot - Vector((0, 0, 0.05)), foot + bend * 0.9 + Vector((0, 0, fork * 0.45)), top]
    parts.add(tube_mesh("trunk", stem, (trunk * 1.25, trunk * 0.9, trunk * 0.75), 9), "paletteVertex", swatch=bark)
    blobs = []
    boughs = 7
    for i in range(boughs):
        turn = 2 * math.pi * (i + dice.uniform(-0.2, 0.2)) / (boughs - 1)
        reach = 0.0 if i == boughs - 1 else crown * dice.uniform(0.45, 0.62)
        up = crown * (1.05 if i == boughs - 1 else dice.uniform(0.45, 0.95))
        centre = top + Vector((math.cos(turn) * reach, math.sin(turn) * reach, up))
        blobs.append((centre, crown * dice.uniform(0.40, 0.55)))
        knee = top.lerp(centre, 0.5) + Vector((math.cos(turn), math.sin(turn), -0.6)) * 0.10 * crown
        parts.add(tube_mesh("bough", [top - Vector((0, 0, 0.03)), knee, centre], (trunk * 0.55, trunk * 0.36, 0.012), 5), "paletteVertex", swatch=bark)
    foliage.cloud(swatches, blobs, leaves, *leaf)
