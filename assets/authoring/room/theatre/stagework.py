"""Parterre, stage with its stairs, portal, screens' frames, curtains and the product stands."""
from bits import LED, bar, block, curtain, line
from geometry import cylinder_mesh, polygon_mesh, turned_mesh
from measures import (APRON, HEIGHT, LECTERN, PORTAL, PORTAL_HALF, PORTAL_TOP, SCREEN_HEIGHT, SCREEN_MIDDLE, SCREEN_WIDTH, SCREEN_Y,
                      SIDE_SCREEN_HEIGHT, SIDE_SCREEN_WIDTH, SIDE_SCREEN_X, SIDE_SCREEN_Y, SIDE_SCREEN_Z, STAGE_BACK, STAGE_FRONT,
                      STAGE_HALF, STAGE_HEIGHT, STAIR_FAR, STAIR_NEAR, STAIR_RUN, STAIR_STEPS, VALLEY)

FRAME, REVEAL = 0.46, 0.55  # the portal's band and its depth
RIM = 0.09  # black rim around a screen
NOSING = 0.035
SLAB, FOOT, SHRINK = 0.07, 0.06, 0.05  # a stand's top, its brass foot, and how much its body is set back


def build_stage(parts, layout):
    """Build all that lies before the tribune."""
    parts.add(polygon_mesh("parterre", [(-VALLEY, APRON, 0), (VALLEY, APRON, 0), (VALLEY, PORTAL, 0), (-VALLEY, PORTAL, 0)]), "smoked")
    platform(parts)
    for side in (-1, 1):
        stairs(parts, side)
        pylon(parts, side)
    portal(parts)
    screens(parts)
    curtains(parts)
    lectern(parts, *LECTERN)
    for stand in layout.data["stands"]:
        build_stand(parts, stand)


def platform(parts):
    """Add the stage: black oak, a walnut front with upright joints, a nosing and a line of light below it."""
    half, front, top = STAGE_HALF, STAGE_FRONT, STAGE_HEIGHT
    floor = [(-half, front, top), (half, front, top), (half, STAGE_BACK, top), (-half, STAGE_BACK, top)]
    parts.add(polygon_mesh("stageFloor", floor), "stage")
    panels = 12
    width = 2 * half / panels
    for i in range(panels):
        left = -half + i * width
        block(parts, (left + 0.008, front, 0.1), (left + width - 0.008, front + 0.05, top - 0.09), "walnut", without="+y", grain="x")
    block(parts, (-half, front + 0.04, 0), (half, front + 0.3, top - 0.06), "gloom", without="+y -z +z")
    block(parts, (-half - NOSING, front - NOSING, top - 0.055), (half + NOSING, front + 0.02, top + 0.004), "stage", without="+y", grain="x")
    line(parts, (-half, front - 0.012, top - 0.095), (half, front - 0.002, top - 0.095 + 2 * LED))
    for sign in (-1, 1):
        block(parts, (sign * half, front + 0.02, 0), (sign * (half - 0.05), PORTAL, top - 0.055), "walnut", without="-z +z", grain="y")
        block(parts, (sign * (half + NOSING), front, top - 0.055), (sign * (half - 0.02), PORTAL, top + 0.004), "stage", grain="y")


def stairs(parts, side):
    """Add the stairs at one side of the stage with their LED lines and a brass rail."""
    rise, run = STAGE_HEIGHT / STAIR_STEPS, STAIR_RUN / (STAIR_STEPS - 1)
    for step in range(1, STAIR_STEPS):
        outer = STAGE_HALF + STAIR_RUN - run * (step - 1)
        block(parts, (side * outer, STAIR_NEAR, rise * (step - 1)), (side * STAGE_HALF, STAIR_FAR + 0.3, rise * step), "stage", without="-z +y", grain="y")
        x0, x1 = sorted((side * (outer + 0.004), side * (outer + 0.012)))
        line(parts, (x0, STAIR_NEAR + 0.06, rise * step - 0.03), (x1, STAIR_FAR + 0.1, rise * step - 0.03 + LED))
    low, high = (side * (STAGE_HALF + STAIR_RUN), STAIR_NEAR + 0.08, 1.0), (side * (STAGE_HALF - 0.1), STAIR_NEAR + 0.08, STAGE_HEIGHT + 1.0)
    bar(parts, low, high, 0.022)
    for x, y, z in (low, high):
        bar(parts, (x, y, z - 1.0), (x, y, z), 0.018)


def pylon(parts, side):
    """Add the wall beside the portal: slats between walnut edges, and the frame of the side screen."""
    inner, outer = PORTAL_HALF + FRAME, VALLEY
    wall = [(side * inner, PORTAL, 0), (side * outer, PORTAL, 0), (side * outer, PORTAL, HEIGHT), (side * inner, PORTAL, HEIGHT)]
    parts.add(polygon_mesh("pylon", wall if side > 0 else wall[::-1]), "slatDark")
    block(parts, (side * inner, PORTAL - 0.03, 0), (side * outer, PORTAL, 0.34), "walnut", without="+y -z", grain="x")
    x, z, w, h = side * SIDE_SCREEN_X, SIDE_SCREEN_Z, SIDE_SCREEN_WIDTH / 2 + RIM / 2, SIDE_SCREEN_HEIGHT / 2 + RIM / 2
    block(parts, (x - w, SIDE_SCREEN_Y + 0.02, z - h), (x + w, PORTAL, z + h), "metal", without="+y", bevel=0.006)


def portal(parts):
    """Add the portal: a lacquered frame with a brass bead and a line of light, and the dark stage house behind it."""
    half, top, front = PORTAL_HALF, PORTAL_TOP, PORTAL - 0.14
    for side in (-1, 1):
        block(parts, (side * half, front, 0), (side * (half + FRAME), PORTAL + REVEAL, top), "accent", without="-z +y +z", bevel=0.012)
        bar(parts, (side * (half + 0.03), front - 0.015, STAGE_HEIGHT), (side * (half + 0.03), front - 0.015, top + 0.03), 0.02)
        line(parts, (side * (half - 0.001), front + 0.1, STAGE_HEIGHT + 0.02), (side * (half - 0.012), front + 0.14, top))
    block(parts, (-half - FRAME, front, top), (half + FRAME, PORTAL + REVEAL, top + 0.30), "accent", without="+y", bevel=0.012)
    bar(parts, (-half - 0.03, front - 0.015, top + 0.03), (half + 0.03, front - 0.015, top + 0.03), 0.02)
    line(parts, (-half, front + 0.1, top - 0.012), (half, front + 0.14, top - 0.001))
    head = [(-half - FRAME, PORTAL, top + 0.3), (half + FRAME, PORTAL, top + 0.3), (half + FRAME, PORTAL, HEIGHT), (-half - FRAME, PORTAL, HEIGHT)]
    parts.add(polygon_mesh("header", head), "walnut", grain="x")
    house = half + FRAME
    for corners in ([(-house, STAGE_BACK, 0), (house, STAGE_BACK, 0), (house, STAGE_BACK, HEIGHT), (-house, STAGE_BACK, HEIGHT)],
                    [(-house, PORTAL, 0), (-house, STAGE_BACK, 0), (-house, STAGE_BACK, HEIGHT), (-house, PORTAL, HEIGHT)],
                    [(house, STAGE_BACK, 0), (house, PORTAL, 0), (house, PORTAL, HEIGHT), (house, STAGE_BACK, HEIGHT)],
                    [(-house, PORTAL, 9.6), (-house, STAGE_BACK, 9.6), (house, STAGE_BACK, 9.6), (house, PORTAL, 9.6)]):
        parts.add(polygon_mesh("stageHouse", corners), "gloom")


def screens(parts):
    """Add the LED wall's body: a thin black rim on a plinth with a line of light at its foot."""
    w, h, z = SCREEN_WIDTH / 2 + RIM, SCREEN_HEIGHT / 2 + RIM, SCREEN_MIDDLE
    block(parts, (-w, SCREEN_Y + 0.03, z - h), (w, SCREEN_Y + 0.3, z + h), "metal", without="+y", bevel=0.01)
    block(parts, (-w + 0.1, SCREEN_Y + 0.08, STAGE_HEIGHT), (w - 0.1, SCREEN_Y + 0.3, z - h), "gloom", without="+y -z +z")
    line(parts, (-w + 0.2, SCREEN_Y + 0.06, STAGE_HEIGHT + 0.005), (w - 0.2, SCREEN_Y + 0.075, STAGE_HEIGHT + 0.03))


def curtains(parts):
    """Hang the curtains: legs beside the screen, the house curtain gathered at the portal, a valance above."""
    for side in (-1, 1):
        for inner, outer, y, folds in ((6.35, 8.95, 13.75, 9), (7.75, 8.95, 13.05, 6)):
            left, right = sorted((side * inner, side * outer))
            curtain(parts, left, right, y, STAGE_HEIGHT + 0.01, 9.3, folds)
    curtain(parts, -8.9, 8.9, 12.95, 8.62, 9.5, 30, deep=0.09, rows=3)


def build_stand(parts, stand):
    """Add one stand: dark marble with a set-back body, a brass foot and a brass line under the top."""
    x, top, z = stand["position"]
    y, half, finish = -z, stand["size"][0] / 2, stand["finish"]
    base = STAGE_HEIGHT if y > STAGE_FRONT else 0.0
    seam = top - SLAB
    if stand["shape"] == "round":
        parts.add(cylinder_mesh("top", x, y, seam, top, half, bevel=0.008), finish)
        parts.add(cylinder_mesh("body", x, y, base + FOOT, seam, half - SHRINK, bevel=0), finish)
        for radius, low, high in ((half - SHRINK - 0.03, base, base + FOOT), (half - SHRINK + 0.006, seam - 0.03, seam - 0.008)):
            parts.add(turned_mesh("brass", [(radius, low), (radius, high)], (x, y, 0), segments=40), "paletteVertex", swatch="gilt")
        if half > 0.8:
            ring = half - SHRINK + 0.01
            parts.add(turned_mesh("led", [(ring, base + FOOT), (ring, base + FOOT + LED)], (x, y, 0), segments=56), "glow")
        return
    block(parts, (x - half, y - half, seam), (x + half, y + half, top), finish, bevel=0.008)
    body = half - SHRINK
    block(parts, (x - body, y - body, base + FOOT), (x + body, y + body, seam), finish, without="-z +z", bevel=0)
    for out, low, high in ((body - 0.03, base, base + FOOT), (body + 0.006, seam - 0.03, seam - 0.008)):
        block(parts, (x - out, y - out, low), (x + out, y + out, high), "paletteVertex", without="-z +z", swatch="gilt")


def lectern(parts, x, y):
    """Put up the host's lectern: a walnut leaf on a brass post with a stone foot."""
    base = STAGE_HEIGHT
    block(parts, (x - 0.26, y - 0.2, base), (x + 0.26, y + 0.2, base + 0.03), "paletteVertex", without="-z", swatch="ink", bevel=0.008)
    for side in (-1, 1):
        bar(parts, (x + side * 0.16, y, base + 0.03), (x + side * 0.16, y, base + 1.05), 0.018, step=0.4)
    block(parts, (x - 0.30, y - 0.05, base + 0.62), (x + 0.30, y - 0.02, base + 1.08), "walnutVertex", bevel=0.006)
    top = [(x - 0.32, y - 0.16, base + 1.12), (x + 0.32, y - 0.16, base + 1.12), (x + 0.32, y + 0.24, base + 1.04), (x - 0.32, y + 0.24, base + 1.04)]
    parts.add(polygon_mesh("leaf", top), "paletteVertex", swatch="walnut")
    bar(parts, (x + 0.1, y - 0.05, base + 1.1), (x + 0.06, y + 0.12, base + 1.38), 0.006, swatch="ink", sides=4, step=0.2)
