"""The theatre's measures, in metres and Blender's axes (x right, y towards the stage, z up)."""

HALF_X, HALF_Y, HEIGHT = 13.0, 15.0, 10.0

# Side walls: pleats between a valley line and a ridge line.
VALLEY, RIDGE, PLEAT, PLEAT_SHORT = 12.95, 12.30, 1.70, 0.30
DOOR_FACE = 12.24  # the doors' leaves stand in front of the ridges
DOOR_WIDTH, DOOR_HEIGHT = 1.9, 2.3

# Stage and portal.
STAGE_FRONT, STAGE_BACK, STAGE_HALF, STAGE_HEIGHT = 8.6, 14.9, 9.0, 0.9
PORTAL, PORTAL_HALF, PORTAL_TOP = 12.2, 8.95, 8.95
STAIR_NEAR, STAIR_FAR, STAIR_RUN, STAIR_STEPS = 10.4, 11.9, 1.6, 6
LECTERN = (-4.3, 10.0)
SCREEN_Y, SCREEN_WIDTH, SCREEN_HEIGHT, SCREEN_MIDDLE = 14.2, 12.8, 7.2, 4.85
SIDE_SCREEN_X, SIDE_SCREEN_Y, SIDE_SCREEN_Z = 11.05, 12.08, 4.6
SIDE_SCREEN_WIDTH, SIDE_SCREEN_HEIGHT = 3.2, 1.8

# Tribune: row 0 is the lowest; its front edge is ROW_FRONT, the platform below it begins at APRON.
ROWS, ROW_DEPTH, RAKE, ROW_FRONT, APRON = 10, 0.95, 0.35, 0.4, 0.7
BLOCKS, SEATS_PER_BLOCK, PITCH = ((-10.3, -4.5), (-2.9, 2.9), (4.5, 10.3)), 10, 0.58
AISLES = ((-RIDGE, -10.3), (-4.5, -2.9), (2.9, 4.5), (10.3, RIDGE))
SEAT_BACK, SEAT_HEIGHT = 0.62, 0.45  # from a row's front edge to the middle of a seat; above the row
GALLERY_FRONT = ROW_FRONT - ROWS * ROW_DEPTH
GALLERY = ROWS * RAKE

# Light and sound desk at the back, and the standing tables on the gallery.
BOOTH_HALF, BOOTH_FRONT, BOOTH_HEIGHT = 3.6, -12.5, 2.9
TABLES = ((-10.4, -11.2), (-6.6, -11.2), (6.6, -11.2), (10.4, -11.2))
TABLE_RADIUS, TABLE_HEIGHT = 0.34, 1.08

# Trusses across the hall: (y, height of the lower chords, half their length).
TRUSSES = ((6.4, 8.35, 11.0), (1.4, 8.55, 11.0), (-4.2, 8.75, 11.0))
TRUSS_SIZE = 0.30


def row_front(row):
    """Return the y of a row's front edge."""
    return ROW_FRONT - ROW_DEPTH * row


def row_height(row):
    """Return the height of a row's floor."""
    return RAKE * (row + 1)


def seats():
    """Yield each seat as (x, y, floor height, whether it ends its block on the right)."""
    for row in range(ROWS):
        for left, _ in BLOCKS:
            for place in range(SEATS_PER_BLOCK):
                yield left + PITCH * (place + 0.5), row_front(row) - SEAT_BACK, row_height(row), place == SEATS_PER_BLOCK - 1
