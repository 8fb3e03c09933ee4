"""Writes scenes/theatre/theatre.scene.json from the measures: python3 plan.py (then `npx biome check --write scenes`)."""
import json
import math
from pathlib import Path

from measures import (AISLES, APRON, BLOCKS, BOOTH_FRONT, BOOTH_HALF, DOOR_FACE, DOOR_HEIGHT, DOOR_WIDTH, GALLERY, GALLERY_FRONT, HALF_X,
                      HALF_Y, HEIGHT, LECTERN, PORTAL, RIDGE, ROWS, ROW_DEPTH, ROW_FRONT, SCREEN_HEIGHT, SCREEN_MIDDLE, SCREEN_WIDTH,
                      SCREEN_Y, SEAT_HEIGHT, SIDE_SCREEN_HEIGHT, SIDE_SCREEN_WIDTH, SIDE_SCREEN_X, SIDE_SCREEN_Y, SIDE_SCREEN_Z, STAGE_BACK,
                      STAGE_FRONT, STAGE_HALF, STAGE_HEIGHT, STAIR_FAR, STAIR_NEAR, STAIR_RUN, TABLES, TABLE_RADIUS, TRUSSES, row_front,
                      row_height, seats)

OUT = Path(__file__).resolve().parents[4] / "scenes/theatre/theatre.scene.json"
EYE, SIT_MARGIN, STRIP = 1.65, 0.12, 0.40  # eye height; a block's hole beyond its seats; the free strip before the seats
WALL = 12.0  # people keep this far from the middle
WARM, COOL, AMBER = "#ffd9a8", "#bcd4ff", "#ffb066"

# id, x, z, floor, height of the top, size, shape, finish, where one looks from (x, z, floor)
STANDS = (
    ("stand-1", -7.4, -2.9, 0, 0.92, 0.72, "box", "nero", (-5.3, -4.3, 0)),
    ("stand-2", 7.4, -2.9, 0, 0.92, 0.72, "box", "nero", (5.3, -4.3, 0)),
    ("stand-3", -7.4, -6.7, 0, 1.0, 0.72, "round", "nero", (-5.4, -5.2, 0)),
    ("stand-4", 7.4, -6.7, 0, 1.0, 0.72, "round", "nero", (5.4, -5.2, 0)),
    ("stand-5", -7.55, -10.7, STAGE_HEIGHT, 0.95, 0.72, "box", "nero", (-5.6, -9.6, STAGE_HEIGHT)),
    ("stand-6", 7.55, -10.7, STAGE_HEIGHT, 0.95, 0.72, "box", "nero", (5.6, -9.6, STAGE_HEIGHT)),
    ("stand-7", 0, -10.6, STAGE_HEIGHT, 0.3, 2.0, "round", "nero", (1.5, -8.05, 0)),
)


def rounded(value):
    """Round every number to the millimetre, however deep it is."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return round(value, 3) if isinstance(value, float) else value


def rectangle(x0, z0, x1, z1):
    """Return a rectangle counter-clockwise as seen from above, x0 < x1 and z0 < z1."""
    return [[x0, z1], [x1, z1], [x1, z0], [x0, z0]]


def ring(x, z, radius, corners=12):
    """Return a round hole."""
    return [[x + radius * math.cos(2 * math.pi * i / corners), z - radius * math.sin(2 * math.pi * i / corners)] for i in range(corners)]


def stands():
    """Return the stands; each is looked at from the side where people stand."""
    for name, x, z, floor, height, size, shape, finish, (fx, fz, ground) in STANDS:
        top = floor + height
        yield {"id": name, "position": [x, top, z], "yaw": math.atan2(x - fx, z - fz), "size": [size, size], "shape": shape,
               "finish": finish, "view": {"from": [fx, ground + 1.55, fz], "to": [x, top + 0.18, z]}}


def holes():
    """Return what stands on the floor: the stage's edge, the tribune's front, seats, stands and tables."""
    edge, side, stair = STAGE_HALF, -STAIR_NEAR, STAGE_HALF + STAIR_RUN
    front = -STAGE_FRONT
    result = [[[-edge - 0.3, front + 0.3], [edge + 0.3, front + 0.3], [edge + 0.3, side + 0.3], [stair, side + 0.3], [stair, side],
               [edge - 0.3, side], [edge - 0.3, front - 0.3], [-edge + 0.3, front - 0.3], [-edge + 0.3, side], [-stair, side],
               [-stair, side + 0.3], [-edge - 0.3, side + 0.3]]]
    for left, right in BLOCKS:
        result.append(rectangle(left - SIT_MARGIN, -APRON - 0.25, right + SIT_MARGIN, -APRON + 0.2))
        for row in range(ROWS):
            start = -row_front(row)
            result.append(rectangle(left - SIT_MARGIN, start + STRIP, right + SIT_MARGIN, start + ROW_DEPTH))
    for _, x, z, _, _, size, shape, _, _ in STANDS:
        reach = size / 2 + 0.3
        result.append(ring(x, z, reach) if shape == "round" else rectangle(x - reach, z - reach, x + reach, z + reach))
    x, y = LECTERN
    result.append(rectangle(x - 0.5, -y - 0.45, x + 0.5, -y + 0.45))
    return result + [ring(x, -y, TABLE_RADIUS + 0.25) for x, y in TABLES]


def heights():
    """Return where the floor is not at height 0; the aisles come before the rows they cut."""
    first = -ROW_FRONT + ROW_DEPTH / 4  # where an aisle's evened steps are at the height of row 0
    low, high = first - ROW_DEPTH, first + (ROWS - 1) * ROW_DEPTH
    for left, right in AISLES:
        x = (left + right) / 2
        yield {"area": rectangle(left, low, right, high), "slope": {"from": [x, 0, low], "to": [x, GALLERY, high]}}
    for row in range(ROWS):
        start = -APRON if row == 0 else -row_front(row)
        yield {"area": rectangle(-HALF_X, start, HALF_X, -row_front(row) + ROW_DEPTH), "height": row_height(row)}
    yield {"area": rectangle(-HALF_X, -GALLERY_FRONT, HALF_X, HALF_Y), "height": GALLERY}
    yield {"area": rectangle(-STAGE_HALF, -STAGE_BACK, STAGE_HALF, -STAGE_FRONT), "height": STAGE_HEIGHT}
    z = -(STAIR_NEAR + STAIR_FAR) / 2
    for sign in (-1, 1):
        inner, outer = sign * STAGE_HALF, sign * (STAGE_HALF + STAIR_RUN)
        yield {"area": rectangle(min(inner, outer), -STAIR_FAR - 0.1, max(inner, outer), -STAIR_NEAR),
               "slope": {"from": [outer, 0, z], "to": [inner, STAGE_HEIGHT, z]}}


def beams():
    """Yield the light show: washes on the stage and the screen's edges, sweeps over the audience."""
    (front, front_z, _), (middle, middle_z, _), (rear, rear_z, _) = TRUSSES
    hang = 0.42  # from the chords to the lens
    for i, x in enumerate((-9.6, -6.9, -4.2, -1.5, 1.5, 4.2, 6.9, 9.6)):
        edge = i in (0, 7)
        target = (math.copysign(6.7, x), 4.8, -SCREEN_Y) if edge else (x * 0.62, STAGE_HEIGHT, -11.4)
        yield f"stage-{i + 1}", (x, front_z - hang, -front), target, (COOL if i % 2 else WARM), 0.26, 2.2, "programme", 0.22
    for i, x in enumerate((-9.0, -3.0, 3.0, 9.0)):
        yield f"screen-{i + 1}", (x, middle_z - hang, -middle), (x * 0.72, 8.2 if i in (1, 2) else 2.2, -SCREEN_Y), COOL, 0.18, 1.8, "programme", 0.3
    for i, x in enumerate((-6.0, 6.0)):
        yield f"floor-{i + 1}", (x, middle_z - hang, -middle), (x * 0.5, 0, -4.8), AMBER, 0.34, 1.6, "applause", 0.5
    for i, x in enumerate((-9.5, -5.7, -1.9, 1.9, 5.7, 9.5)):
        yield f"seats-{i + 1}", (x, rear_z - hang, -rear), (x * 0.9, 1.6, 1.6 + 1.1 * (i % 2)), AMBER, 0.32, 1.6, "applause", 0.55


def scene():
    """Return the whole scene file."""
    keys = ("id", "position", "target", "colour", "angle", "strength", "follows", "sweep")
    door = -5.0
    deep, wing = 12.6, STAGE_HALF - 0.35  # how far one may go up the stage, and to its sides
    side = {"width": SIDE_SCREEN_WIDTH, "height": SIDE_SCREEN_HEIGHT, "yaw": math.pi}
    return {
        "$schema": "../scene.schema.json", "format": 1, "name": "theatre", "mood": "evening", "size": [2 * HALF_X, HEIGHT, 2 * HALF_Y],
        "files": {"room": "room.glb", "roomLow": "room-low.glb", "lightmap": "lightmap.webp", "lightmapLow": "lightmap-low.webp",
                  "probe": "probe.env", "poster": "poster.webp"},
        "lightmapRange": 4, "exposure": 1.15,
        "probeBox": {"size": [2 * RIDGE, HEIGHT, 24.0], "position": [0, HEIGHT / 2, -2.2]},
        "spawn": [{"position": list(at), "yaw": yaw, "radius": radius} for at, yaw, radius in (
            ((-2.0, 10.6), -0.1, 0.9), ((2.0, 10.6), 0.1, 0.9), ((-5.0, 13.0), -0.2, 0.9), ((5.0, 13.0), 0.2, 0.9),
            ((-8.5, 13.0), -0.3, 1.3), ((8.5, 13.0), 0.3, 1.3), ((0, -4.7), 0.0, 3.3), ((-4.9, -4.7), -0.3, 1.6), ((4.9, -4.7), 0.3, 1.6),
            ((-10.3, -6.6), -0.7, 1.6), ((10.3, -6.6), 0.7, 1.6), ((-10.3, -2.9), -0.6, 1.5), ((10.3, -2.9), 0.6, 1.5))],
        "walkable": {
            "outline": [[-WALL, 14.6], [-BOOTH_HALF - 0.3, 14.6], [-BOOTH_HALF - 0.3, -BOOTH_FRONT - 0.3], [BOOTH_HALF + 0.3, -BOOTH_FRONT - 0.3],
                        [BOOTH_HALF + 0.3, 14.6], [WALL, 14.6], [WALL, -STAIR_FAR], [wing, -STAIR_FAR], [wing, -deep],
                        [-wing, -deep], [-wing, -STAIR_FAR], [-WALL, -STAIR_FAR]],
            "holes": holes(), "heights": list(heights())},
        "stands": list(stands()),
        "screens": [{"id": "main", "centre": [0, SCREEN_MIDDLE, -SCREEN_Y], "width": SCREEN_WIDTH, "height": SCREEN_HEIGHT, "yaw": math.pi},
                    {"id": "left", "centre": [-SIDE_SCREEN_X, SIDE_SCREEN_Z, -SIDE_SCREEN_Y], **side},
                    {"id": "right", "centre": [SIDE_SCREEN_X, SIDE_SCREEN_Z, -SIDE_SCREEN_Y], **side}],
        "seats": [{"position": [x, floor + SEAT_HEIGHT, -y], "yaw": 0} for x, y, floor, _ in seats()],
        "lights": [dict(zip(keys, beam)) for beam in beams()],
        "portals": [
            {"id": "atelier", "kind": "door", "position": [-DOOR_FACE, 0, door], "to": "atelier", "yaw": -math.pi / 2,
             "width": DOOR_WIDTH, "height": DOOR_HEIGHT},
            {"id": "hall", "kind": "door", "position": [DOOR_FACE, 0, door], "to": "hall", "yaw": math.pi / 2,
             "width": DOOR_WIDTH, "height": DOOR_HEIGHT},
            {"id": "garden", "kind": "door", "position": [7.6, GALLERY, HALF_Y - 0.34], "to": "garden", "yaw": 0,
             "width": DOOR_WIDTH, "height": DOOR_HEIGHT},
            {"id": "workshop", "kind": "panorama", "position": [-7.6, GALLERY, HALF_Y - 0.34], "to": "workshop", "yaw": 0,
             "width": 1.8, "height": 2.0}],
        "sound": {"floor": "wood", "tone": "hall", "reverb": 1.1},
        "slots": {"logos": [{"id": "portal", "centre": [-SIDE_SCREEN_X, 6.7, -PORTAL + 0.03], "width": 2.8, "height": 0.8, "yaw": math.pi},
                            {"id": "booth", "centre": [0, GALLERY + 0.52, -BOOTH_FRONT - 0.05], "width": 2.6, "height": 0.5, "yaw": 0}],
                  "colours": [{"id": "portal", "material": "accent"}],
                  "fabrics": [{"id": "seats", "material": "velvetVertex"}, {"id": "curtains", "material": "curtainVertex"}]},
        "firstView": {"from": [-3.7, GALLERY + 1.6, 9.4], "to": [0.45, 2.55, -12.0], "fov": 1.21},
        "sun": {"direction": [0.25, -0.85, -0.46], "colour": [1, 0.9, 0.76], "intensity": 1.7},
        "authoring": {"probeAt": [0, 2.0, -4.9]},
        "budget": {"triangles": 140000, "drawCalls": 40, "bytes": 2600000},
    }


if __name__ == "__main__":
    OUT.write_text(json.dumps(rounded(scene()), indent=1))
