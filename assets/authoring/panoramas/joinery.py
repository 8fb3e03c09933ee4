"""The joiner's corner: benches, tools, clamps, planks, shavings."""
import math
import random

from kit import ribbon
from shell import HALF_X, HALF_Y

SHAVINGS = 8


def bench(kit, x, y, turn, long=2.0, deep=0.68, top=0.88):
    """Put up a joiner's bench with its vices, and return a function from bench coordinates to the room's."""
    c, s = math.cos(turn), math.sin(turn)

    def at(u, v, z=0.0):
        return (x + c * u - s * v, y + s * u + c * v, z)

    kit.box("beech", (long, deep, 0.085), at(0, 0, top - 0.085), turn, bevel=0.006)
    kit.box("beech", (long, 0.06, 0.14), at(0, -deep / 2 + 0.03, top - 0.2), turn, bevel=0.004)
    for u in (-long / 2 + 0.18, long / 2 - 0.18):
        for v in (-deep / 2 + 0.1, deep / 2 - 0.1):
            kit.box("beech", (0.09, 0.09, top - 0.085), at(u, v), turn, bevel=0.005)
        kit.box("beech", (0.09, deep - 0.1, 0.1), at(u, 0, 0.02), turn, bevel=0.005)
    for v in (-deep / 2 + 0.1, deep / 2 - 0.1):
        kit.box("beech", (long - 0.4, 0.05, 0.12), at(0, v, 0.24), turn, bevel=0.004)
    kit.box("pine", (long - 0.4, deep - 0.22, 0.025), at(0, 0, 0.36), turn)
    for i in range(7):
        kit.rod("black", 0.011, 0.002, at(-long / 2 + 0.25 + i * 0.22, -deep / 2 + 0.09, top), segments=12)
    kit.box("beech", (0.5, 0.075, 0.17), at(-long / 2 + 0.42, -deep / 2 - 0.075, top - 0.172), turn, bevel=0.008)
    kit.rod("steel", 0.016, 0.16, at(-long / 2 + 0.42, -deep / 2 - 0.26, top - 0.1), turn, lean=(-math.pi / 2, 0))
    kit.rod("beech", 0.013, 0.34, at(-long / 2 + 0.25, -deep / 2 - 0.25, top - 0.12), turn, lean=(0, 1.35))
    return at, turn, top


def plane_tool(kit, at, turn):
    """A hand plane of steel with wooden handles."""
    x, y, z = at
    c, s = math.cos(turn), math.sin(turn)
    kit.box("steel", (0.25, 0.062, 0.012), at, turn, bevel=0.002)
    for side in (-0.028, 0.028):
        kit.box("iron", (0.19, 0.005, 0.04), (x - s * side, y + c * side, z + 0.01), turn, bevel=0.002)
    kit.box("steel", (0.02, 0.05, 0.15), (x - c * 0.01, y - s * 0.01, z + 0.02), turn, lean=(0, -0.75), bevel=0.003)
    kit.turned("cherry", [(0.014, 0), (0.018, 0.015), (0.012, 0.03), (0.02, 0.055), (0.012, 0.07), (0, 0.072)], (x + c * 0.08, y + s * 0.08, z + 0.012))
    kit.box("cherry", (0.035, 0.024, 0.1), (x - c * 0.08, y - s * 0.08, z + 0.012), turn, lean=(0, 0.3), bevel=0.01)


CHISEL = [(0.0, 0), (0.014, 0.004), (0.017, 0.03), (0.013, 0.08), (0.016, 0.11), (0.011, 0.118)]


def chisel(kit, at, turn, lying=True, wood="cherry", width=0.02):
    """A chisel: lying its handle begins at `at`, hanging its handle's end is at the top."""
    lean = (0, math.pi / 2) if lying else (math.pi, 0)
    x, y, z = at
    kit.turned(wood, CHISEL, (x, y, z + (0.017 if lying else 0)), turn, lean)
    c, s = math.cos(turn), math.sin(turn)
    if lying:
        kit.box("steel", (0.15, width, 0.004), (x + c * 0.19, y + s * 0.19, z + 0.012), turn, bevel=0.001)
    else:
        kit.box("steel", (width, 0.004, 0.15), (x, y, z - 0.265), turn, bevel=0.001)


def mallet(kit, at, turn):
    """A round-headed wooden mallet lying on its side."""
    x, y, z = at
    kit.turned("beech", [(0, 0), (0.045, 0.003), (0.05, 0.06), (0.045, 0.117), (0, 0.12)], (x, y, z + 0.05), turn, (0, math.pi / 2))
    kit.turned("cherry", [(0.012, 0), (0.015, 0.06), (0.012, 0.14), (0.016, 0.2), (0, 0.205)], (x, y, z + 0.05), turn, (0, -math.pi / 2))


def saw(kit, at, turn, hanging=True):
    """A hand saw: a tapering blade with a wooden handle, flat against a wall or on a bench."""
    from geometry import polygon_mesh
    lean = (math.pi / 2, 0) if hanging else (0, 0)
    blade = polygon_mesh("blade", [(0, 0, 0.004), (0.5, 0.02, 0.004), (0.5, 0.07, 0.004), (0, 0.13, 0.004)])
    kit.put(blade, "steel", at, turn, lean)
    c, s = math.cos(turn), math.sin(turn)
    x, y, z = at
    if hanging:
        kit.box("cherry", (0.11, 0.024, 0.14), (x - c * 0.04, y - s * 0.04, z), turn, bevel=0.011)
    else:
        kit.box("cherry", (0.11, 0.14, 0.024), (x - c * 0.04 - s * 0.07, y - s * 0.04 + c * 0.07, z), turn, bevel=0.011)


def clamp(kit, at, turn, long=0.6, upright=True):
    """A screw clamp hanging by its head, or lying."""
    x, y, z = at
    if upright:
        c, s = math.cos(turn), math.sin(turn)
        kit.box("steel", (0.022, 0.008, long), (x, y, z - long), turn, bevel=0.001)
        for part, reach in ((0.0, 0.1), (long * 0.62, 0.1)):
            kit.box("iron", (reach, 0.018, 0.028), (x + c * reach / 2, y + s * reach / 2, z - part - 0.03), turn, bevel=0.004)
        kit.rod("steel", 0.007, 0.16, (x + c * 0.088, y + s * 0.088, z - long * 0.62 - 0.12), segments=10)
        kit.rod("red", 0.015, 0.1, (x + c * 0.088, y + s * 0.088, z - long * 0.62 - 0.22), segments=12)
    else:
        kit.box("steel", (long, 0.022, 0.008), (x, y, z + 0.03), turn, bevel=0.001)
        kit.box("iron", (0.028, 0.09, 0.02), (x, y, z + 0.02), turn, bevel=0.004)


def tool_wall(kit):
    """Hang saws, chisels, hammers and clamps on boards at the far wall."""
    x, dice = -HALF_X + 0.03, random.Random(4)
    for i in range(9):
        kit.box("pine", (0.03, 0.235, 1.5), (x, -1.1 + i * 0.24, 1.05), bevel=0.004)
    face = x + 0.03
    for i, wood in enumerate(("cherry", "beech", "cherry", "walnut", "beech", "cherry", "walnut", "beech")):
        chisel(kit, (face + 0.02, -1.08 + i * 0.085, 2.38), math.pi / 2, False, wood, 0.01 + 0.003 * i)
    kit.box("beech", (0.05, 0.75, 0.02), (face + 0.02, -0.78, 2.28))
    for i in range(3):
        saw(kit, (face + 0.012, -0.2, 2.3 - i * 0.22), math.pi / 2)
    for i in range(4):
        y = -1.05 + i * 0.15
        kit.rod("cherry", 0.013, 0.3, (face + 0.03, y, 1.6))
        kit.box("iron", (0.03, 0.11, 0.028), (face + 0.03, y, 1.88), bevel=0.006)
    for i in range(3):
        kit.turned("white", [(0.04 - i * 0.008, 0), (0.06 - i * 0.008, 0.002), (0.06 - i * 0.008, 0.012), (0.04 - i * 0.008, 0.014)], (face + 0.005, 0.45 + i * 0.2, 1.65), lean=(0, math.pi / 2))
    kit.box("brass", (0.004, 0.03, 0.45), (face + 0.01, -0.2, 1.12))
    kit.box("steel", (0.004, 0.3, 0.03), (face + 0.01, -0.05, 1.12))
    kit.box("beech", (0.14, 2.2, 0.03), (x + 0.07, 0, 1.02))
    for i in range(9):
        _pot(kit, (x + 0.09, -0.95 + i * 0.24, 1.05), dice)
    kit.box("steel", (0.02, 1.5, 0.04), (x, 2.35, 2.3))
    for i in range(11):
        clamp(kit, (x + 0.03, 1.68 + i * 0.13, 2.34), 0, dice.choice((0.6, 0.75, 0.9)))


def _pot(kit, at, dice):
    tall, wide = dice.uniform(0.07, 0.14), dice.uniform(0.028, 0.045)
    kit.turned(dice.choice(("white", "blue", "enamel", "brass", "card", "steel")), [(0, 0), (wide, 0), (wide, tall), (wide * 0.9, tall), (wide * 0.9, 0.01)], at)
    for _ in range(dice.choice((0, 3, 5))):
        kit.rod(dice.choice(("beech", "cherry", "black")), 0.004, tall + dice.uniform(0.05, 0.1), at, lean=(dice.uniform(-.15, .15), dice.uniform(-.15, .15)), segments=8)


def plank_rack(kit):
    """Stack planks of many woods on brackets along the inner wall, and lean some beside."""
    dice = random.Random(9)
    y = -HALF_Y
    for x in (-6.2, -5.1, -4.0, -2.9):
        kit.box("iron", (0.05, 0.05, 2.9), (x, y + 0.03, 0), bevel=0.003)
        for level in range(4):
            kit.box("iron", (0.04, 0.55, 0.05), (x, y + 0.3, 0.5 + level * 0.65), bevel=0.003)
    for level in range(4):
        for row in range(dice.choice((4, 6, 8))):
            edge = y + 0.06
            while edge < y + 0.48:
                wide = dice.uniform(0.1, 0.2)
                kit.box(dice.choice(("oak", "pine", "walnut", "cherry", "beech", "oak")), (dice.uniform(3.1, 3.9), wide, 0.03),
                        (-4.55 + dice.uniform(-.2, .2), edge + wide / 2, 0.55 + level * 0.65 + row * 0.033))
                edge += wide + 0.008
    for i in range(7):
        kit.box(dice.choice(("oak", "pine", "walnut", "cherry")), (dice.uniform(.12, .22), 0.03, dice.uniform(1.9, 2.7)), (-2.45 + i * 0.14 - 0.1, y + 0.45 - 0.03 * (i % 3), 0),
                dice.uniform(-.05, .05), lean=(0.12, 0))


def shavings(kit, middle, reach, count, z=0.0, seed=1):
    """Scatter curled shavings around a place."""
    dice = random.Random(seed)
    kinds = [ribbon(dice.uniform(.012, .03), dice.uniform(.012, .026), dice.uniform(0.8, 2.4), dice) for _ in range(SHAVINGS)]
    for _ in range(count):
        far, angle = reach * dice.random() ** 0.8, dice.uniform(0, 6.28)
        kit.put(dice.choice(kinds).copy(), dice.choice(("shaving", "shaving", "pine", "oak")), (middle[0] + far * math.cos(angle), middle[1] + 0.6 * far * math.sin(angle), z),
                dice.uniform(0, 6.28), (dice.uniform(-.4, .4), dice.uniform(-.3, .3)))


def build_joinery(kit):
    """Furnish the corner."""
    at, turn, top = bench(kit, -5.2, 2.95, 0.0, 2.3)
    plane_tool(kit, at(0.75, -0.05, top), 2.8)
    for i in range(5):
        chisel(kit, at(-0.1 + i * 0.06, -0.02 - 0.02 * (i % 2), top), -1.5 + 0.07 * i, wood=("cherry", "beech")[i % 2])
    mallet(kit, at(0.36, 0.1, top), 0.5)
    saw(kit, at(-0.95, 0.0, top), 0.1, False)
    for i in range(5):
        _pot(kit, at(-0.6 + i * 0.13, 0.26, top), random.Random(i + 20))
    kit.model("cissors_swap", at(0.95, 0.2, top), 0.02, 0.8)
    at, turn, top = bench(kit, -4.75, 0.1, 0.12)
    kit.box("walnut", (1.25, 0.2, 0.045), at(-0.15, -0.08, top), turn + 0.06)
    plane_tool(kit, at(0.2, -0.07, top + 0.045), turn + 0.06)
    mallet(kit, at(0.72, 0.12, top), 2.4)
    for i in range(3):
        chisel(kit, at(0.66 + 0.05 * i, -0.24, top), 1.75 + 0.1 * i)
    clamp(kit, at(-0.3, 0.24, top), turn + 0.1, 0.7, False)
    kit.box("paper", (0.6, 0.42, 0.002), at(-0.6, 0.1, top), turn + 0.3, bevel=0)
    kit.box("pine", (0.3, 0.02, 0.008), at(-0.5, 0.12, top + 0.002), turn + 0.5)
    kit.turned("white", [(0, 0), (0.035, 0), (0.041, 0.09), (0.038, 0.09), (0.03, 0.01)], at(0.85, 0.22, top))
    shavings(kit, at(0.35, 0, 0), 0.5, 30, top + 0.001, 3)
    shavings(kit, (-4.5, -0.75), 1.3, 330, 0.0, 5)
    shavings(kit, (-5.0, 2.2), 1.2, 170, 0.0, 6)
    tool_wall(kit)
    plank_rack(kit)
    for i, (x, y, turn) in enumerate(((-3.0, 2.85, 0.2), (-2.6, 2.7, 1.2))):
        kit.model("stool2", (x, y, 0), 0.62, turn, "beech")
    kit.model("crate", (-6.4, 1.3, 0), 0.42, 0.2)
    kit.model("barrel", (-6.5, -2.5, 0), 0.85, 0.5)
    kit.model("dustbin", (-2.5, -2.2, 0), 0.6, 0)
    for u in (-0.5, 0.0, 0.45):
        kit.box("pine", (0.36, 0.3, 0.22), (-4.75 + u, 0.12 + 0.1 * u, 0.385), 0.12 + u * 0.1, bevel=0.004)
    _extras(kit)
    kit.rod("cherry", 0.014, 1.3, (-6.75, 1.1, 0.1), lean=(0, -0.1))
    kit.box("twine", (0.08, 0.34, 0.14), (-6.66, 1.1, 0.0), bevel=0.03)


def _extras(kit):
    """Sawhorses with planks, dowels in the barrel, drawings on the wall, a chair in the making."""
    dice = random.Random(3)
    for x in (-3.9, -2.6):
        kit.box("pine", (0.07, 0.9, 0.1), (x, -1.55, 0.66))
        for v in (-0.36, 0.36):
            for side in (-1, 1):
                kit.box("pine", (0.06, 0.035, 0.72), (x + side * 0.17, -1.55 + v, 0), lean=(0, -side * 0.21))
    for i, wood in enumerate(("oak", "cherry", "oak", "walnut")):
        kit.box(wood, (2.2 - 0.1 * i, 0.18, 0.03), (-3.25 + 0.05 * i, -1.78 + 0.19 * (i % 3), 0.76 + 0.03 * (i // 3)), 0.02 * i)
    for _ in range(16):
        kit.rod(dice.choice(("beech", "pine", "oak")), dice.uniform(.008, .02), dice.uniform(1.0, 1.5), (-6.5 + dice.uniform(-.18, .18), -2.5 + dice.uniform(-.18, .18), 0.1),
                lean=(dice.uniform(-.12, .12), dice.uniform(-.12, .12)), segments=10)
    for i in range(5):
        kit.box("paper", (0.003, dice.uniform(.2, .42), dice.uniform(.28, .32)), (-HALF_X + 0.004, -2.9 + i * 0.33, 1.5 + 0.12 * (i % 2)), lean=(dice.uniform(-.05, .05), 0), bevel=0)
    kit.model("osakaChair", (-3.9, 2.25, 0), 0.8, 0.9, "pine")
    kit.model("crate", (-2.6, 0.15, 0), 0.36, 0.3)
