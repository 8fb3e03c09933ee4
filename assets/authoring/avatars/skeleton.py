"""Joint positions and bone chain (names after HumanoidVRM, plus `eyes`)."""

SIDES = (("left", 1), ("right", -1))

# bone: (tail joint, parent bone)
CHAIN = {
    "hips": ("spine", None), "spine": ("chest", "hips"), "chest": ("upperChest", "spine"),
    "upperChest": ("neck", "chest"), "neck": ("head", "upperChest"), "head": ("headEnd", "neck"),
    "eyes": ("eyesEnd", "head"), "jaw": ("jawEnd", "head"),
}
for side, _ in SIDES:
    CHAIN |= {
        f"{side}Shoulder": (f"{side}UpperArm", "upperChest"), f"{side}UpperArm": (f"{side}LowerArm", f"{side}Shoulder"),
        f"{side}LowerArm": (f"{side}Hand", f"{side}UpperArm"), f"{side}Hand": (f"{side}Fingers", f"{side}LowerArm"),
        f"{side}Fingers": (f"{side}FingersEnd", f"{side}Hand"),
        f"{side}UpperLeg": (f"{side}LowerLeg", "hips"), f"{side}LowerLeg": (f"{side}Foot", f"{side}UpperLeg"),
        f"{side}Foot": (f"{side}Toes", f"{side}LowerLeg"), f"{side}Toes": (f"{side}ToesEnd", f"{side}Foot"),
    }


def joints(body):
    """Joint name -> position for a body's shoulder and hip width."""
    s, h = body["shoulder"], body["hip"]
    points = {
        "hips": (0, 0, .95), "spine": (0, .005, 1.04), "chest": (0, .01, 1.17), "upperChest": (0, .012, 1.29),
        "neck": (0, .022, 1.43), "head": (0, .012, 1.51), "headEnd": (0, .01, 1.76),
        "eyes": (0, -.075, 1.6215), "eyesEnd": (0, -.115, 1.6215), "jaw": (0, -.012, 1.585), "jawEnd": (0, -.090, 1.530),
    }
    for side, x in SIDES:
        points |= {
            f"{side}Shoulder": (x * .03, .015, 1.395), f"{side}UpperArm": (x * s, .015, 1.362),
            f"{side}LowerArm": (x * (s + .098), .024, 1.132), f"{side}Hand": (x * (s + .182), -.004, .902),
            f"{side}Fingers": (x * (s + .205), -.016, .822), f"{side}FingersEnd": (x * (s + .218), -.024, .750),
            f"{side}UpperLeg": (x * h, 0, .90), f"{side}LowerLeg": (x * (h + .006), -.006, .49),
            f"{side}Foot": (x * (h + .010), .020, .085), f"{side}Toes": (x * (h + .016), -.088, .025),
            f"{side}ToesEnd": (x * (h + .018), -.158, .025),
        }
    return points
