"""What to mesh for a person: field, bounds, density, palette key and bones of every part."""
from functools import partial
from typing import Callable, NamedTuple, Optional

import wardrobe
from hair import HAIR, beard
from head import brow, enlarge, gap, glasses, grow, lower_lip, on_face, skull, upper_lip

HANDS = ["leftHand", "leftFingers", "leftLowerArm", "rightHand", "rightFingers", "rightLowerArm"]
FEET = ["leftFoot", "leftToes", "rightFoot", "rightToes", "leftLowerLeg", "rightLowerLeg"]
LEGS = ["leftUpperLeg", "leftLowerLeg", "leftFoot", "rightUpperLeg", "rightLowerLeg", "rightFoot"]
TRUNK = ["hips", "spine", "chest", "upperChest", "neck"]
SCARF = ["head", "neck", "upperChest"]
ARMS = [f"{s}{b}" for s in ("left", "right") for b in ("Shoulder", "UpperArm", "LowerArm")]


class Part(NamedTuple):
    """What to mesh: field, bounds, voxel, triangles, palette key, bones, and the field that gives the normals."""

    field: Callable
    low: tuple
    high: tuple
    voxel: float
    triangles: int
    key: str
    bones: list
    normals: Optional[Callable] = None
    thin: bool = False


def parts(person):
    """Every part of a body by name."""
    b = person.body
    x = b["shoulder"] + .26
    face, jaw = ["head"], ["head", "jaw"]
    lower = lambda z: (-.32, -.30, z)
    skin, full = skull(b), b.get("lips", 1.0)
    scarf = b["hair"] == "scarf"
    layer = lambda shape, proud, low, high, voxel, count, key, bones: Part(
        on_face(b, shape, proud), grow((-.07, -.13, low)), grow((.07, -.03, high)), voxel, count, key, bones, skin, True)
    parts = {
        "head": Part(skin, grow((-.11, -.14, 1.34)), grow((.11, .13, 1.75)), .0055, 1580, "skin", ["head", "jaw", "neck", "upperChest"]),
        "brow": layer(brow(b.get("brow", 1)), .0019, 1.61, 1.66, .0018, 110, "brow", face),
        "upperLip": layer(upper_lip(full), .0013, 1.52, 1.57, .0016, 110, "lips", face),
        "lowerLip": layer(lower_lip(full), .0016, 1.52, 1.57, .0016, 110, "lips", ["jaw"]),
        "gap": layer(gap, .0021, 1.52, 1.57, .0012, 90, "mouth", jaw),
        "hand": Part(person.hand, (-x, -.10, .72), (x, .10, 1.14), .0038, 1100, "skin", HANDS),
        "shoe": Part(person.shoe, (-.22, -.20, -.01), (.22, .12, .14), .0068, 440, "shoe", FEET),
        "sole": Part(person.sole, (-.22, -.20, -.01), (.22, .12, .035), .0068, 150, "sole", FEET[:4], None, True),
    }
    if b["hair"] in HAIR:
        style = HAIR[b["hair"]]
        low, count = (1.24, 1500) if scarf else (1.22, 1300)
        parts["hair"] = Part(enlarge(lambda p: style(p, 0)), grow((-.16, -.17, low)), grow((.16, .19, 1.82)), .0060, count, "hair",
                             SCARF if scarf else face, enlarge(lambda p: style(p, 1)))
    outer = {"sweater": person.sweater, "blazer": person.blazer, "overshirt": person.overshirt, "dress": person.bodice,
             **{name: partial(getattr(wardrobe, name), person) for name in ("hoodie", "shirt", "coat")}}[b["top"]]
    parts["top"] = Part(lambda p: outer(p, 0), (-x, -.24, .57), (x, .22, 1.52), .0060, 1750, "top", [*TRUNK, *ARMS, "leftUpperLeg", "rightUpperLeg"], lambda p: outer(p, 1))
    if b["top"] in ("blazer", "overshirt"):
        parts["shirt"] = Part(person.shirt, (-.14, -.20, .85), (.14, .06, 1.46), .0056, 330, "shirt", TRUNK)
    if b["top"] == "dress" or b.get("skirt"):
        parts["skirt"] = Part(person.skirt, lower(.38), (.32, .30, 1.05), .0095, 780, "legs" if b.get("skirt") else "top", ["hips", "spine", *LEGS])
        parts["legs"] = Part(person.bare_legs, (-.22, -.12, 0), (.22, .14, .62), .0085, 380, "skin", LEGS)
    else:
        parts["legs"] = Part(lambda p: person.trousers(p, .15), lower(.05), (.32, .30, 1.08), .0095, 800, "legs", ["hips", *LEGS],
                             lambda p: person.trousers(p, 1))
    if b.get("beard"):
        parts["beard"] = Part(enlarge(beard(b)), grow((-.09, -.14, 1.47)), grow((.09, .05, 1.62)), .0038, 400, "hair", jaw, skin)
    if b.get("glasses"):
        parts["glasses"] = Part(enlarge(glasses), grow((-.10, -.13, 1.57)), grow((.10, .04, 1.64)), .0017, 380, "frame", face, None, True)
    return parts
