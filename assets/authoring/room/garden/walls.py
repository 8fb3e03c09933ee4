"""What bounds the garden: the stone wall of the screen, plaster walls with gate and door, hedges, the round panorama."""
import math

from mathutils import Matrix

from flat import disc
from geometry import box_mesh, turned_mesh
from places import (DOOR_HEIGHT, DOOR_THEATRE, DOOR_WIDTH, EAST, GATE_ATELIER, GATE_HEIGHT, GATE_WIDTH, HEDGE_DEPTH, HEDGE_HEIGHT, LOW_WALL,
                    NORTH, PANEL, PANEL_MIDDLE, PANEL_ROUND, SCREEN_WALL, SCREEN_WALL_THICK, SOUTH, WEST, WEST_HEIGHT, WING_HEIGHT, WING_NORTH)

THICK, CAP, CAP_OVER = 0.36, 0.07, 0.03
RIM, CANOPY = 0.05, 0.42


def build_walls(parts, layout, foliage):
    """Build everything upright."""
    screen_wall(parts, layout)
    east_wings(parts)
    west_wall(parts)
    low_walls(parts)
    hedges(parts, foliage)
    panorama(parts)


def wall(parts, low, high, without="-z"):
    """Add a plaster wall with a stone cap."""
    parts.add(box_mesh("wall", low, high, without=without), "lime")
    over = CAP_OVER
    parts.add(box_mesh("cap", (low[0] - over, low[1] - over, high[2]), (high[0] + over, high[1] + over, high[2] + CAP), bevel=0.01, segments=1),
              "stoneBlock")


def screen_wall(parts, layout):
    """Add the rubble wall with the screen's frame, a stone hearth below and a hidden line of light above."""
    south, north, top = SCREEN_WALL
    back = EAST + SCREEN_WALL_THICK
    parts.add(box_mesh("screenWall", (EAST, south, 0), (back, north, top), without="-z"), "rubble")
    parts.add(box_mesh("screenCap", (EAST - CANOPY, south - 0.06, top), (back + 0.06, north + 0.06, top + 0.10), bevel=0.012, segments=1), "stoneBlock")
    middle, height, width, tall = layout.screen()
    parts.add(box_mesh("screenFrame", (EAST - 0.13, middle - width / 2 - RIM, height - tall / 2 - RIM),
                       (EAST, middle + width / 2 + RIM, height + tall / 2 + RIM), without="+x", bevel=0.008), "metal")
    parts.add(box_mesh("hearth", (EAST - 0.62, south + 0.4, 0), (EAST, north - 0.4, 0.34), without="-z +x", bevel=0.014), "flag")
    parts.add(box_mesh("hearthLight", (EAST - 0.57, south + 0.5, 0.012), (EAST - 0.555, north - 0.5, 0.03)), "glow")
    parts.add(box_mesh("wash", (EAST - CANOPY + 0.05, south + 0.15, top - 0.03), (EAST - CANOPY + 0.09, north - 0.15, top - 0.001)), "glow")


def doorway(parts, x, y, width, height, inwards):
    """Add a timber door with its stone frame in a wall along y; inwards is +1 or -1 along x."""
    jamb, deep = 0.14, 0.07
    face = x + inwards * deep
    a, b = sorted((x - inwards * 0.10, face))
    for y0, y1 in ((y - width / 2 - jamb, y - width / 2), (y + width / 2, y + width / 2 + jamb)):
        parts.add(box_mesh("jamb", (a, y0, 0), (b, y1, height), without="-z", bevel=0.01, segments=1), "stoneBlock")
    parts.add(box_mesh("lintel", (a, y - width / 2 - jamb, height), (b, y + width / 2 + jamb, height + jamb), bevel=0.01, segments=1), "stoneBlock")
    parts.add(box_mesh("threshold", (a - 0.12, y - width / 2, 0), (b + 0.12, y + width / 2, 0.02), without="-z"), "stoneBlock")
    leaf_a, leaf_b = sorted((x - inwards * 0.04, x + inwards * 0.012))
    slats = 7
    for side in (-1, 1):
        for i in range(slats):  # boards with shadow gaps
            u0 = side * (0.012 + (width / 2 - 0.02) * i / slats)
            u1 = side * ((width / 2 - 0.02) * (i + 1) / slats)
            y0, y1 = sorted((y + u0, y + u1))
            parts.add(box_mesh("board", (leaf_a, y0, 0.03), (leaf_b, y1, height - 0.01), bevel=0.006, segments=1), "timber", grain="z")
        for z in (0.35, height - 0.45):
            y0, y1 = sorted((y + side * 0.05, y + side * (width / 2 - 0.06)))
            s0, s1 = sorted((leaf_b if inwards > 0 else leaf_a, (leaf_b if inwards > 0 else leaf_a) + inwards * 0.014))
            parts.add(box_mesh("strap", (s0, y0, z), (s1, y1, z + 0.05)), "metal")
        grip = y + side * 0.10
        g0, g1 = sorted((x + inwards * 0.045, x + inwards * 0.065))
        parts.add(box_mesh("grip", (g0, grip - 0.012, 0.85), (g1, grip + 0.012, 1.45)), "metal")
    back_a, back_b = sorted((x - inwards * 0.05, x - inwards * 0.10))
    parts.add(box_mesh("doorBack", (back_a, y - width / 2, 0), (back_b, y + width / 2, height)), "metal")


def east_wings(parts):
    """Add the plaster wings beside the screen wall, one with the door to the theatre."""
    south, north, _ = SCREEN_WALL
    back = EAST + THICK
    half = DOOR_WIDTH / 2
    parts.add(box_mesh("wing", (EAST, DOOR_THEATRE + half, 0), (back, south, WING_HEIGHT), without="-z +y"), "lime")
    parts.add(box_mesh("wing", (EAST, SOUTH, 0), (back, DOOR_THEATRE - half, WING_HEIGHT), without="-z"), "lime")
    parts.add(box_mesh("wingHead", (EAST, DOOR_THEATRE - half, DOOR_HEIGHT), (back, DOOR_THEATRE + half, WING_HEIGHT)), "lime")
    parts.add(box_mesh("wingCap", (EAST - CAP_OVER, SOUTH, WING_HEIGHT), (back + CAP_OVER, south, WING_HEIGHT + CAP), without="+y", bevel=0.01, segments=1), "stoneBlock")
    wall(parts, (EAST, north, 0), (back, WING_NORTH, WING_HEIGHT), without="-z -y")
    doorway(parts, EAST, DOOR_THEATRE, DOOR_WIDTH, DOOR_HEIGHT, -1)
    canopy = box_mesh("canopy", (EAST - 0.95, DOOR_THEATRE - 1.35, 2.62), (EAST, DOOR_THEATRE + 1.35, 2.68), bevel=0.008, segments=1)
    parts.add(canopy, "metal")


def west_wall(parts):
    """Add the western wall with the gate to the atelier."""
    half, x = GATE_WIDTH / 2, WEST
    low, high = GATE_ATELIER - half, GATE_ATELIER + half
    parts.add(box_mesh("west", (x - THICK, SOUTH - HEDGE_DEPTH, 0), (x, low, WEST_HEIGHT), without="-z"), "lime")
    parts.add(box_mesh("west", (x - THICK, high, 0), (x, 3.6, WEST_HEIGHT), without="-z"), "lime")
    parts.add(box_mesh("westHead", (x - THICK, low, GATE_HEIGHT), (x, high, WEST_HEIGHT)), "lime")
    parts.add(box_mesh("westCap", (x - THICK - CAP_OVER, SOUTH - HEDGE_DEPTH, WEST_HEIGHT), (x + CAP_OVER, 3.63, WEST_HEIGHT + CAP), bevel=0.01, segments=1), "stoneBlock")
    doorway(parts, x, GATE_ATELIER, GATE_WIDTH, GATE_HEIGHT, 1)


def low_walls(parts):
    """Add the low walls towards the view."""
    wall(parts, (WEST - THICK, NORTH, 0), (EAST + THICK, NORTH + THICK, LOW_WALL))
    wall(parts, (WEST - THICK, 3.6, 0), (WEST, NORTH, LOW_WALL), without="-z -y +y")
    wall(parts, (EAST, WING_NORTH, 0), (EAST + THICK, NORTH, LOW_WALL), without="-z -y +y")


def hedges(parts, foliage):
    """Add the clipped hedges: the tall one in the south, and two low ones that frame the terrace."""
    tall = (SOUTH - HEDGE_DEPTH, SOUTH, HEDGE_HEIGHT)
    boxes = [((WEST, tall[0], 0), (PANEL[0], tall[1], tall[2]), 9), ((PANEL[1], tall[0], 0), (EAST, tall[1], tall[2]), 9),
             ((2.6, 5.55, 0), (9.6, 6.15, 0.72), 48), ((4.2, -6.15, 0), (10.4, -5.55, 0.72), 48)]
    for low, high, leaves in boxes:
        parts.add(box_mesh("hedge", low, high, without="-z", bevel=0.05, segments=1), "hedge")
        foliage.hedge(low, high, ("hedgeLeaf", "hedgeLeaf", "hedgePale"), per_metre=leaves)


def panorama(parts):
    """Add the plaster panel in the hedge with a round opening: bronze ring, dark glass, a line of light behind the ring."""
    x0, x1, top = PANEL
    y, middle = SOUTH + 0.02, (x0 + x1) / 2
    wall(parts, (x0, SOUTH - HEDGE_DEPTH, 0), (x1, y, top))
    r = PANEL_ROUND
    upright = Matrix.Translation((middle, y, PANEL_MIDDLE)) @ Matrix.Rotation(-math.pi / 2, 4, "X")
    glass = disc(r, 0.012, upright)
    parts.add(glass, "metal")
    ring = turned_mesh("ring", [(r - 0.01, 0), (r - 0.01, 0.07), (r + 0.05, 0.075), (r + 0.06, 0.03), (r + 0.03, 0.03)], (0, 0, 0), segments=56)
    ring.transform(upright)
    parts.add(ring, "paletteVertex", swatch="bronze")
    halo = turned_mesh("halo", [(r + 0.028, 0.002), (r + 0.075, 0.002)], (0, 0, 0), segments=56)
    halo.transform(upright)
    parts.add(halo, "glow")
    parts.add(box_mesh("step", (middle - 1.15, y, 0), (middle + 1.15, y + 0.55, 0.09), without="-z -y", bevel=0.01, segments=1), "flag")
