"""Skin weights and shading of body parts."""
import numpy as np
from fields import ramp, vec
from head import grow
from skeleton import CHAIN

OCCLUSION_STEP = 0.02
SKIRT_POWER, POWER = 3, 6


def segment_distance(points, a, b):
    """Distance of points to a segment."""
    a, b = np.array(a), np.array(b)
    ab = b - a
    t = np.clip(((points - a) @ ab) / (ab @ ab), 0, 1)
    return np.linalg.norm(points - a - t[:, None] * ab, axis=1)


def arm_share(sleeve, height):
    """How far cloth follows the arm: softly at the shoulder, not at all on the torso below the armpit."""
    soft = ramp(height, 1.18, 1.31)
    return (1 / (1 + np.exp(-(sleeve - .014 + .004 * soft) / (.0042 + .0038 * soft)))) ** (3.5 - 1.5 * soft)


def weights(person, part, points, bones):
    """Up to four weights per vertex: inverse distance to the allowed bones, sides kept apart."""
    joints = person.joints
    table = np.zeros((len(points), len(bones)))
    sleeve = person.arm_side(points) - .035 * ramp(1.0 - points[:, 2], 0, .12) if part == "top" else None
    for i, bone in enumerate(bones):
        distance = segment_distance(points, joints[bone], joints[CHAIN[bone][0]])
        w = 1 / np.maximum(distance, .008) ** (SKIRT_POWER if part == "skirt" else POWER)
        side = 1 if bone.startswith("left") else -1 if bone.startswith("right") else 0
        if side:
            w *= 1 / (1 + np.exp(-side * points[:, 0] / (.050 if part == "skirt" else .012)))
        if part == "top":
            is_arm = bone.endswith(("UpperArm", "LowerArm"))
            w *= arm_share(sleeve, points[:, 2]) if is_arm else 1 / (1 + np.exp(-(.024 - sleeve) / .013)) + 1e-4
        if part == "top" and bone.endswith("UpperLeg"):
            w *= .30 * ramp(1.0 - points[:, 2], 0, .12) + .9 * ramp(.84 - points[:, 2], 0, .16)
        if part == "skirt" and bone.endswith("LowerLeg"):
            w *= .35 + 1.0 * ramp(.60 - points[:, 2], 0, .17)
        if part == "skirt" and bone.endswith("Foot"):
            w *= 0
        table[:, i] = w
    if "jaw" in bones and len(bones) > 1:
        table[:, bones.index("jaw")] = 0
        table /= np.maximum(table.sum(1, keepdims=True), 1e-12)
        low, high = grow((0, 0, 1.538))[2], grow((0, 0, 1.5435))[2]
        share = 1 - ramp(points[:, 2], low, high) if part == "gap" else (1 - ramp(points[:, 2], low - .010, high + .012)) * ramp(-points[:, 1], -.01, .05)
        share = share * ramp(points[:, 2], grow((0, 0, 1.475))[2], grow((0, 0, 1.50))[2])
        table *= 1 - share[:, None]
        table[:, bones.index("jaw")] = share
    table /= np.maximum(table.sum(1, keepdims=True), 1e-12)
    best = np.argsort(-table, 1)[:, :4]
    kept = np.take_along_axis(table, best, 1)
    kept[kept < .02] = 0
    return best, kept / kept.sum(1, keepdims=True)


def occlusion(fields, points, normals):
    """How open a point is, from the distance fields of all parts along its normal."""
    shade = np.zeros(len(points))
    for i in range(1, 6):
        reach = OCCLUSION_STEP * i
        sample = points + normals * reach
        nearest = np.min([field(sample) for field in fields], axis=0)
        shade += np.clip(reach - np.maximum(nearest, 0), 0, reach) / reach / 2 ** (i * .6)
    return 1 - .62 * np.clip(shade / 1.35, 0, 1)


def tint(part, points, shade):
    """Vertex colours: occlusion, and a little blush on cheeks, nose, ears and knuckles."""
    colour = np.repeat(shade[:, None], 3, 1)
    blush = np.zeros(len(points))
    if part == "head":
        for centre, size, amount in (((.046, -.078, 1.572), .026, .30), ((0, -.108, 1.574), .014, .26), ((.086, .018, 1.59), .022, .30)):
            spot = grow(centre)
            for side in (1, -1):
                away = np.linalg.norm(points - spot * vec(side, 1, 1), axis=1)
                blush = np.maximum(blush, amount * np.exp(-(away / size) ** 2))
    if part == "hand":
        blush = .16 * ramp(.86 - points[:, 2], 0, .10)
    return colour * (1 - blush[:, None] * np.array([.02, .42, .46]))
