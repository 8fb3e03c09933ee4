"""What hangs above: trusses on cables, moving heads where the light show's beams begin, and the spots of the baked light."""
import math

from mathutils import Matrix, Vector

from bits import PLAIN, smooth_mesh
from measures import HEIGHT, STAGE_FRONT, STAGE_HEIGHT, TRUSSES, TRUSS_SIZE

CELL = 0.55  # metres between a truss's diagonals
CHORD, BRACE = 0.024, 0.012  # radii of its tubes
HEAD_RADIUS, HEAD_LENGTH = 0.125, 0.36
ASIDE = 0.7  # a stand's spot hangs between two of the show's lamps
LENS_DROP = 0.42  # a beam begins this far below the chords (plan.py)
WASH_TARGETS = ((-5.55, (-3.2, 11.0, STAGE_HEIGHT)), (-2.8, (-1.4, 12.4, STAGE_HEIGHT)), (2.8, (1.4, 12.4, STAGE_HEIGHT)), (5.55, (3.2, 11.0, STAGE_HEIGHT)))


def build_rigging(parts, layout):
    """Build trusses and fixtures."""
    for y, z, half in TRUSSES:
        truss(parts, y, z, half)
    for beam in layout.data["lights"]:
        x, y, z = beam["position"]
        tx, ty, tz = beam["target"]
        fixture(parts, (x, -z, y), (tx, -tz, ty), 1.0, False)
    for place, aim in spot_places(layout) + wash_places():
        fixture(parts, place, aim, 0.72, True)


def spot_places(layout):
    """Return where the spot of each stand hangs and where it looks: on the truss that sees it from the audience's side."""
    result = []
    for stand in layout.data["stands"]:
        x, top, z = stand["position"]
        y, height, _ = TRUSSES[0 if -z > STAGE_FRONT else 1 if -z > 4 else 2]
        aside = math.copysign(ASIDE, x) if x else 0.0
        result.append(((x + aside, y, height - LENS_DROP), (x, -z, top + 0.1)))
    return result


def wash_places():
    """Return the lamps that wash the stage: (place, aim)."""
    y, z, _ = TRUSSES[0]
    return [((x, y + 0.05, z - LENS_DROP), aim) for x, aim in WASH_TARGETS]


def rig(parts, name, vertices, faces):
    """Add a piece of black metal."""
    mesh = smooth_mesh(name, vertices, faces)
    parts.add(mesh, "rigVertex", uv=PLAIN * len(mesh.loops))


class Tubes:
    """Gathers thin tubes in one mesh."""

    def __init__(self):
        self.vertices, self.faces = [], []

    def add(self, start, end, radius, sides=3, cuts=1):
        """Add an open tube from point to point."""
        start, end = Vector(start), Vector(end)
        across = (end - start).orthogonal().normalized()
        over = (end - start).normalized().cross(across)
        first = len(self.vertices)
        for cut in range(cuts + 1):
            for i in range(sides):
                angle = 2 * math.pi * i / sides
                self.vertices.append(start.lerp(end, cut / cuts) + radius * (math.cos(angle) * across + math.sin(angle) * over))
        for cut in range(cuts):
            for i in range(sides):
                a, b = first + cut * sides + i, first + cut * sides + (i + 1) % sides
                self.faces.append((a, b, b + sides, a + sides))


def truss(parts, y, z, half):
    """Add a box truss across the hall with cables to the ceiling."""
    tubes, edge = Tubes(), TRUSS_SIZE / 2
    corners = ((y - edge, z), (y + edge, z), (y + edge, z + TRUSS_SIZE), (y - edge, z + TRUSS_SIZE))
    for at, height in corners:
        tubes.add((-half, at, height), (half, at, height), CHORD, sides=5, cuts=10)
    cells = int(2 * half / CELL)
    for i in range(cells):
        a, b = -half + i * 2 * half / cells, -half + (i + 1) * 2 * half / cells
        for side in ((0, 1), (3, 0), (1, 2)):
            (y0, z0), (y1, z1) = (corners[k] for k in (side if i % 2 else side[::-1]))
            tubes.add((a, y0, z0), (b, y1, z1), BRACE)
    for x in (-half + 1, -half / 3, half / 3, half - 1):
        tubes.add((x, y, z + TRUSS_SIZE), (x, y, HEIGHT), 0.008)
    rig(parts, "truss", tubes.vertices, tubes.faces)


def fixture(parts, lens, aim, size, lit):
    """Hang one lamp: its lens at a place, its body along the beam, a yoke up to the truss."""
    lens, direction = Vector(lens), (Vector(aim) - Vector(lens)).normalized()
    turn = direction.to_track_quat("-Z", "Y").to_matrix().to_4x4()
    frame = Matrix.Translation(lens) @ turn
    radius, length = HEAD_RADIUS * size, HEAD_LENGTH * size
    profile = ((radius * 0.86, -0.004), (radius, 0), (radius, length * 0.55), (radius * 0.72, length * 0.8), (radius * 0.70, length), (0, length))
    sides = 10
    vertices, faces = [], []
    for r, up in profile:
        vertices += [frame @ Vector((r * math.cos(2 * math.pi * i / sides), r * math.sin(2 * math.pi * i / sides), up)) for i in range(sides)]
    for ring in range(len(profile) - 1):
        for i in range(sides):
            a, b = ring * sides + i, ring * sides + (i + 1) % sides
            faces.append((a, b, b + sides, a + sides))
    rig(parts, "head", vertices, faces)
    disc = [frame @ Vector((radius * 0.85 * math.cos(2 * math.pi * i / sides), radius * 0.85 * math.sin(2 * math.pi * i / sides), 0.006)) for i in range(sides)]
    lens_face = smooth_mesh("lens", disc, [tuple(range(sides))[::-1]])
    if lit:
        parts.add(lens_face, "glow")
    else:
        parts.add(lens_face, "paletteVertex", swatch="navy")
    yoke(parts, lens - direction * length * 0.45, radius + 0.03, size)


def yoke(parts, middle, reach, size):
    """Add the fork that holds a lamp, and the clamp's stem up to the truss."""
    tubes = Tubes()
    top = middle + Vector((0, 0, 0.2 * size))
    for side in (-1, 1):
        tubes.add(middle + Vector((side * reach, 0, -0.02)), top + Vector((side * reach, 0, 0)), 0.016, sides=4)
    tubes.add(top - Vector((reach, 0, 0)), top + Vector((reach, 0, 0)), 0.018, sides=4)
    tubes.add(top, top + Vector((0, 0, 0.18)), 0.02, sides=4)
    rig(parts, "yoke", tubes.vertices, tubes.faces)
