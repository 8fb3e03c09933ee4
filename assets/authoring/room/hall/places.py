"""The hall's plan in Blender's axes (metres, x along the hall, y towards the windows, z up)."""

WEST, EAST, SOUTH, NORTH = -17.7, 17.7, -12.7, 12.7  # inner faces of the walls; the windows and the sun are at NORTH
WALL = 0.35
BAYS = (-15, -9, -3, 3, 9, 15)
COLUMNS = (-18, -12, -6, 0, 6, 12, 18)
COLUMN = 0.17  # half a column
WINDOW_WIDTH, SILL, HEAD = 4.7, 1.05, 5.75
EAVES, RIDGE = 7.0, 9.0
TEETH = tuple((-13 + 6.5 * i, -13 + 6.5 * (i + 1)) for i in range(4))
LEAN = 0.55  # by how much the glass of a tooth leans
BRICK_TOP = 3.3
TRUSSES = (-12, -6, 0, 6, 12)
CHORDS = (6.2, 6.9)
PANELS = 13
RUNWAY = (5.25, 5.6)
CRANE_X, CRANE = -2.0, (5.62, 6.14)
MEZZANINE, MEZZANINE_TOP = (-17.7, -10.5, 9.0, 3.25), 3.25  # from x, to y, to x
SCREEN_X = 15.3
SLIDING = (-4.0, 4.4, 4.3)  # middle y, width, height of the sliding door in the west
SIDE_DOOR = (-8.9, 1.6, 2.3)
ROUND, ROUND_MIDDLE, ROUND_Y = 0.95, 1.6, 10.3
CURTAINS = ((4.3, 8.4), (-7.4, -4.3))
CURTAIN_X, CURTAIN_TOP = 16.6, 5.4
LINES = ((-17.0, -8.6, 13.6), (-17.0, 1.35, 13.6))  # floor lines along x: from x, y, to x
LINE = 0.10
NUMBER = ((-10.6, 0.45), 1.5, 0.85, 0.17)  # "07" painted on the floor: upper left corner's foot (x, y), height, width, stroke
DIGITS = ("abcdef", "abc")  # segments: a top, b and c right, d bottom, e and f left
LAMPS = tuple((x, y) for x in (-9, -3, 3, 9) for y in (-5.2, 5.2))
LAMP_Z = 5.0


def number_boxes():
    """Return the strokes of the painted number as (x0, y0, x1, y1); it is read looking along x."""
    (x, y), tall, wide, stroke = NUMBER
    for i, segments in enumerate(DIGITS):
        left = y - i * (wide + 0.32)
        middle = x + tall / 2
        strokes = {"a": (x + tall - stroke, left - wide, x + tall, left), "d": (x, left - wide, x + stroke, left),
                   "b": (middle, left - wide, x + tall - stroke, left - wide + stroke), "c": (x + (stroke if "d" in segments else 0), left - wide, middle, left - wide + stroke),
                   "e": (x + stroke, left - stroke, middle, left), "f": (middle, left - stroke, x + tall - stroke, left)}
        yield from (strokes[s] for s in segments)


def spot_places(stands):
    """Return the spot of each stand: (x, y, z), its stand's (x, y, top), and whether it is a platform."""
    for x, y, top, width, *_ in stands:
        big = width > 2
        far = 2.2 if big else 1.1
        yield (x - far * 0.6, y - far, 6.02), (x, y, top), big


def roof_height(y):
    """Return the height of the roof's underside at y."""
    for low, high in TEETH:
        if low <= y <= high:
            top = low + LEAN
            return EAVES + (RIDGE - EAVES) * ((y - low) / LEAN if y < top else (high - y) / (high - top))
    return EAVES
