"""The garden's plan in Blender's axes (metres, x east, y north, z up)."""
import math

WEST, EAST, SOUTH, NORTH = -13.4, 13.0, -11.4, 11.2  # inner faces of what bounds the garden
TERRACE = (2.6, -5.4, 12.6, 5.4)
PATH = (-13.4, -1.35, 2.6, 1.35)
BASIN = (-6.8, 4.2, 1.4, 8.0)
COPING, COPING_TOP, WATER = 0.42, 0.10, -0.05
NORTH_BED = (-12.4, 9.2, 13.0, 11.2)
SOUTH_BEDS = ((-12.4, -11.4, -0.2, -10.2), (9.0, -11.4, 13.0, -10.2))
WEST_BEDS = ((-13.4, 1.9, -12.4, 11.2), (-13.4, -11.4, -12.4, -5.6))
EAST_BED = (11.8, 5.9, 13.0, 9.2)
KERB, KERB_TOP = 0.07, 0.11

SCREEN_WALL = (-4.3, 4.3, 4.35)  # south end, north end, height
SCREEN_WALL_THICK = 0.55
WING_HEIGHT = 2.95
WING_NORTH = 5.6
DOOR_THEATRE, DOOR_WIDTH, DOOR_HEIGHT = -7.3, 1.9, 2.35
GATE_ATELIER, GATE_WIDTH, GATE_HEIGHT = -3.3, 2.0, 2.35
WEST_HEIGHT = 2.6
LOW_WALL = 0.52
HEDGE_HEIGHT, HEDGE_DEPTH = 2.3, 0.9
PANEL = (3.2, 7.4, 3.0)  # plaster wall of the panorama in the south hedge: from x, to x, height
PANEL_ROUND, PANEL_MIDDLE = 0.95, 1.55

POSTS_X, POSTS_Y = (3.2, 7.0, 10.8), (-4.7, 4.7)
BEAM_BOTTOM, BEAM_TOP, RAFTER_TOP = 3.72, 3.92, 4.06
RAFTERS = 15
POLES = ((-3.0, -3.4), (-3.0, 2.9))
BRACKETS = ((WEST + 0.02, -5.9), (WEST + 0.02, 3.3))  # on the west wall
POLE_TOP, BRACKET_TOP = 3.6, 3.1

FIRE = (-2.6, -7.0)
BENCH_RADIUS, BENCH_DEPTH, BENCH_ANGLES = 2.05, 0.5, (200, 340)
SEAT_HEIGHT = 0.43


def strings():
    """Return the light strings as (from, to, sag)."""
    high = BEAM_BOTTOM - 0.06
    lines = []
    for x0, x1, sag in zip(POSTS_X, POSTS_X[1:], (0.38, 0.16)):  # the far ones hang higher: from the path they must not cross the screen
        lines += [((x0, POSTS_Y[0], high), (x1, POSTS_Y[1], high), sag), ((x0, POSTS_Y[1], high), (x1, POSTS_Y[0], high), sag)]
    for x, y in POLES:
        lines.append(((x, y, POLE_TOP), (POSTS_X[0], math.copysign(POSTS_Y[1], y), high), 0.6))
    for (x0, y0), (x1, y1) in zip(POLES, BRACKETS):
        lines.append(((x1, y1, BRACKET_TOP), (x0, y0, POLE_TOP), 0.75))
    lines.append(((*POLES[0], POLE_TOP), (*POLES[1], POLE_TOP), 0.5))
    return lines


def bulbs(step=0.62):
    """Return the places of the bulbs, and the curve of each string."""
    places, curves = [], []
    for (x0, y0, z0), (x1, y1, z1), sag in strings():
        length = math.hypot(x1 - x0, y1 - y0)
        count = round(length / step)

        def at(t):
            return x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, z0 + (z1 - z0) * t - 4 * sag * t * (1 - t)
        places += [at((i + 0.5) / count) for i in range(count)]
        curves.append([at(i / 10) for i in range(11)])
    return places, curves
