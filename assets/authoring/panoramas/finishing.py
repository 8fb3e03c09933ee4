"""The finishing corner: what is done, and what is packed."""
import math
import random

from shell import HALF_X, HALF_Y, bulb

VASE = [(0.06, 0), (0.1, 0.03), (0.12, 0.1), (0.085, 0.2), (0.035, 0.27), (0.02, 0.3), (0.02, 0.33)]
CONE = [(0.17, 0), (0.1, 0.2), (0.095, 0.2), (0.165, 0)]


def table_lamp(kit, at, body, shade="linen", scale=1.0):
    """A turned lamp with a cloth shade; its bulb glows."""
    x, y, z = at
    kit.turned(body, VASE, at, scale=scale)
    kit.turned(shade, CONE, (x, y, z + 0.31 * scale), scale=scale)
    bulb(kit, [(0, 0), (0.03, 0.02), (0.03, 0.06), (0, 0.09)], (x, y, z + 0.36 * scale), scale)


def lamp_shelf(kit):
    """Put finished lamps, bags and boots on shelves at the end wall."""
    x, deep = HALF_X - 0.24, 0.42
    for y in (-0.35, 1.15, 2.65):
        kit.box("iron", (deep, 0.03, 2.5), (x, y, 0.1), bevel=0.002)
    for level in range(4):
        kit.box("walnut", (deep, 3.1, 0.035), (x, 1.15, 0.3 + level * 0.62))
    table_lamp(kit, (x, 0.05, 1.575), "cherry")
    table_lamp(kit, (x, 0.55, 1.575), "walnut", "sand")
    kit.model("desklamp", (x, 0.9, 1.575), 0.42, 1.57)
    table_lamp(kit, (x, 1.5, 1.575), "beech")
    table_lamp(kit, (x, 2.0, 1.575), "brass", "white", 0.85)
    kit.model("desklamp", (x, 2.4, 1.575), 0.42, 1.57)
    for i, leather in enumerate(("cognac", "ink", "sage")):
        kit.model("handbag", (x, 0.0 + i * 0.42, 0.955), 0.27, -1.57, leather)
    for i, leather in enumerate(("oxblood", "tan", "espresso")):
        kit.model("bootie", (x, 1.45 + i * 0.42, 0.955), 0.24, -1.57, leather)
    for i in range(7):
        kit.box("card", (0.3, 0.36, 0.2 + 0.03 * (i % 3)), (x, -0.1 + i * 0.42, 0.337), 0.02 * i, bevel=0.004)
    for i, (leather, wide) in enumerate((("tan", .34), ("espresso", .3), ("navy", .36), ("cognac", .3))):
        kit.model("briefcase", (x, 0.1 + i * 0.6, 2.195), wide, -1.57, leather)


def packing(kit):
    """The packing table with paper, twine and boxes, and crates ready to go."""
    y, top, dice = -HALF_Y + 0.48, 0.9, random.Random(7)
    kit.box("pine", (2.4, 0.8, 0.05), (4.6, y, top - 0.05), bevel=0.005)
    for x in (3.5, 5.7):
        for v in (-0.32, 0.32):
            kit.box("pine", (0.08, 0.08, top - 0.05), (x, y + v, 0))
    kit.rod("card", 0.11, 0.9, (3.5, y - 0.15, top + 0.115), 0, (0, math.pi / 2))
    kit.box("card", (1.1, 0.6, 0.002), (4.45, y + 0.05, top), 0.1, bevel=0)
    table_lamp(kit, (4.5, y + 0.05, top + 0.002), "oak")
    for i in range(3):
        kit.turned("twine", [(0, 0), (0.03, 0), (0.055, 0.03), (0.055, 0.07), (0.03, 0.1), (0, 0.1)], (5.1 + 0.13 * i, y + 0.2 - 0.1 * (i % 2), top))
    kit.box("card", (0.4, 0.34, 0.3), (5.5, y - 0.1, top), 0.2, bevel=0.004)
    kit.box("card", (0.32, 0.3, 0.2), (5.48, y - 0.1, top + 0.3), -0.1, bevel=0.004)
    for i in range(6):
        kit.box("card", (dice.uniform(.4, .6), dice.uniform(.35, .5), dice.uniform(.25, .4)), (3.8 + 0.6 * (i % 3), y + 0.02, 0.0 + 0.36 * (i // 3)), dice.uniform(-.1, .1), bevel=0.004)
    kit.model("crate", (2.9, -2.35, 0), 0.62, 0.25)
    kit.model("crate", (2.85, -2.3, 0.62), 0.48, 0.6)
    kit.model("pallet", (6.1, -3.0, 0), 0.13, 0.05)
    for i in range(3):
        kit.box("card", (0.75, 0.6, 0.42), (6.15, -3.05, 0.13 + i * 0.425), 0.04 * i, bevel=0.004)
    kit.box("oak", (1.6, 0.22, 0.035), (4.6, -HALF_Y + 0.12, 1.75))
    for i in range(6):
        kit.turned(("enamel", "brass", "white", "blue", "steel", "cherry")[i], [(0, 0), (0.05, 0), (0.052, 0.12), (0.03, 0.15), (0.025, 0.19), (0, 0.19)], (3.95 + i * 0.25, -HALF_Y + 0.13, 1.785))
    kit.box("white", (0.9, 0.02, 0.64), (4.6, -HALF_Y + 0.02, 2.25))
    for i in range(3):
        kit.box(("cognac", "enamel", "sand")[i], (0.2, 0.025, 0.36), (4.35 + 0.25 * i, -HALF_Y + 0.02, 2.4), bevel=0.001)


def build_finishing(kit):
    """Furnish the corner."""
    lamp_shelf(kit)
    packing(kit)
    kit.box("linen", (2.3, 1.7, 0.012), (5.0, 1.75, 0.0), 0.05, bevel=0.004)
    kit.model("modernArmchair", (5.35, 2.2, 0.012), 0.8, -0.6, {"leather": "cognac", "Leather": "cognac"})
    kit.model("osakaChair", (4.3, 2.35, 0.012), 0.8, 0.5, "oak")
    kit.model("osakaChair", (3.75, 1.75, 0.0), 0.8, 1.0, "walnut")
    kit.model("thonet", (2.95, 2.7, 0), 0.8, 0.3, "cherry")
    kit.turned("oak", [(0.22, 0), (0.22, 0.02), (0.03, 0.04), (0.025, 0.45), (0.08, 0.48), (0.27, 0.49), (0.27, 0.515), (0, 0.516)], (4.75, 1.7, 0.012))
    table_lamp(kit, (4.72, 1.68, 0.53), "walnut", "linen", 0.9)
    kit.turned("white", [(0.0, 0), (0.05, 0.0), (0.06, 0.05), (0.055, 0.05), (0.04, 0.01), (0, 0.01)], (4.9, 1.78, 0.53))
    kit.model("winchesterArmchair", (6.1, 3.0, 0), 0.8, -0.75, "cognac")
    kit.model("plant", (3.4, 3.2, 0.0), 1.35, 0.4)
    kit.model("oakChair", (3.0, 0.35, 0), 0.98, 2.2, "oak")
    kit.rod("black", 0.012, 1.5, (6.3, 2.1, 0.02))
    kit.turned("black", [(0.15, 0), (0.15, 0.02), (0.01, 0.03)], (6.3, 2.1, 0))
    kit.turned("linen", [(0.2, 0), (0.14, 0.26), (0.135, 0.26), (0.195, 0)], (6.3, 2.1, 1.42))
