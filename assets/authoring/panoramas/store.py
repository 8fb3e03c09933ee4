"""The leather store: rolls on shelves, hides over a horse, the cutting table."""
import math
import random

from mathutils import Matrix

from geometry import turned_mesh
from kit import sheet
from shell import HALF_Y

COLOURS = ("cognac", "tan", "espresso", "ink", "sage", "oxblood", "sand", "navy", "cognac", "tan")


def roll(kit, leather, radius, long, at, turn=0.0, lean=(0.0, 0.0)):
    """A roll of leather: a spiral seen at its ends, lying along its own y when leant, else upright."""
    profile = [(0.018, 0), (0.018, 0.001)]
    steps = max(4, int(radius / 0.008))
    for i in range(steps):
        profile += [(radius * (i + 0.15) / steps + 0.0, 0.004), (radius * (i + 0.8) / steps, 0.0), (radius * (i + 1) / steps, 0.006)]
    profile += [(radius, 0.01), (radius * 1.015, long / 2), (radius, long - 0.01)]
    for i in reversed(range(steps)):
        profile += [(radius * (i + 1) / steps, long - 0.006), (radius * (i + 0.8) / steps, long), (radius * (i + 0.15) / steps, long - 0.004)]
    profile = [(max(r, 0.002), h) for r, h in profile]
    kit.put(turned_mesh("roll", profile, (0, 0, 0), 26), leather, at, turn, lean)


def shelves(kit):
    """Put up the long shelf and fill it with rolls, stacks of hides and boxes."""
    dice = random.Random(12)
    y, deep = -HALF_Y + 0.36, 0.62
    for x in (-1.9, -0.63, 0.63, 1.9):
        for v in (-deep / 2, deep / 2):
            kit.box("oak", (0.06, 0.06, 2.75), (x, y + v, 0), bevel=0.004)
    for level in range(5):
        z = 0.14 + level * 0.6
        kit.box("oak", (3.9, deep, 0.035), (0, y, z), bevel=0.004)
        for bay in range(3):
            left = -1.86 + bay * 1.27
            kind = "boxes" if level == 4 else dice.choice(("rolls", "rolls", "rolls", "stack"))
            if kind == "rolls":
                _rolls(kit, dice, left, y, z + 0.035, deep)
            elif kind == "stack":
                for i in range(dice.randint(7, 13)):
                    kit.box(dice.choice(COLOURS), (dice.uniform(.85, 1.05), dice.uniform(.42, .54), 0.014), (left + 0.62, y + dice.uniform(-.02, .03), z + 0.036 + i * 0.0155), dice.uniform(-.03, .03), bevel=0.005)
            else:
                x = left + 0.08
                while x < left + 1.0:
                    wide = dice.uniform(.22, .36)
                    kit.box(dice.choice(("card", "card", "white", "enamel")), (wide, 0.42, dice.uniform(.16, .3)), (x + wide / 2, y, z + 0.036), dice.uniform(-.04, .04), bevel=0.006)
                    x += wide + 0.03


def _rolls(kit, dice, left, y, z, deep):
    x, radius = left + 0.09, 0.075
    while x + radius < left + 1.2:
        radius = dice.uniform(.05, .085)
        roll(kit, dice.choice(COLOURS), radius, deep + dice.uniform(-.06, .14), (x + radius, y - deep / 2, z + radius), 0, (-math.pi / 2, 0))
        if dice.random() < 0.75:
            small = dice.uniform(.045, .065)
            roll(kit, dice.choice(COLOURS), small, deep + dice.uniform(-.06, .12), (x + radius * 2, y - deep / 2, z + radius * 2 + small * 0.75), 0, (-math.pi / 2, 0))
        x += radius * 2 + 0.006


def hide(kit, leather, at, turn, half=0.95, drop=0.75):
    """A hide hung over a bar at `at`: falls on both sides in soft folds, its rim uneven."""
    def fall(u, v):
        along = (u - 0.5) * 2 * half * (1 - 0.16 * abs(2 * v - 1) ** 2)
        side = 2 * v - 1
        hang = abs(side) * drop * (1 + 0.12 * math.sin(u * 9) - 0.35 * abs(2 * u - 1) ** 3)
        round_ = min(1, abs(side) * 6)
        wave = 0.05 * math.sin(u * 17 + side) * abs(side)
        return along, math.copysign(0.045 * round_, side) + wave + side * 0.08, -max(0, hang - 0.03)
    mesh = sheet(fall, 48, 36)
    mesh.transform(Matrix.Rotation(turn, 4, "Z"))
    kit.put(mesh, leather, at)


def build_store(kit):
    """Furnish the store and its cutting table."""
    shelves(kit)
    top = 0.92
    kit.box("oak", (2.5, 1.15, 0.06), (0, 0.55, top - 0.06), bevel=0.006)
    for x in (-1.1, 1.1):
        for y in (0.1, 1.0):
            kit.box("oak", (0.09, 0.09, top - 0.06), (x, y, 0), bevel=0.005)
    kit.box("oak", (2.1, 0.8, 0.03), (0, 0.55, 0.3))
    for i, leather in enumerate(("tan", "espresso", "sand", "cognac", "oxblood", "sage", "ink")):
        roll(kit, leather, 0.075, 0.95, (-0.95 + i * 0.27, 0.08, 0.41), 0.04 * (i % 3 - 1), (-math.pi / 2, 0))
    kit.box("mat", (1.5, 0.85, 0.006), (-0.25, 0.5, top), bevel=0.002)
    flat = sheet(lambda u, v: (1.15 * (u - .5) * (1 - 0.25 * (2 * v - 1) ** 4) + 0.03 * math.sin(7 * v), 0.7 * (v - .5) * (1 - 0.2 * (2 * u - 1) ** 4) + 0.04 * math.sin(6 * u),
                                              0.004 + 0.05 * max(0, u - 0.86) ** 1.2 * 4 + 0.003 * math.sin(11 * u) * math.sin(9 * v)), 50, 40)
    kit.put(flat, "cognac", (-0.3, 0.52, top + 0.007), 0.15)
    kit.box("steel", (0.6, 0.035, 0.003), (-0.15, 0.36, top + 0.02), 0.35)
    kit.model("cissors_swap", (0.28, 0.2, top + 0.008), 0.025, 2.2)
    kit.turned("cherry", [(0, 0), (0.016, 0.004), (0.019, 0.05), (0.012, 0.1), (0, 0.105)], (0.2, 0.75, top + 0.02), 0.7, (0, math.pi / 2))
    kit.box("steel", (0.09, 0.02, 0.003), (0.35, 0.88, top + 0.02), 0.7)
    kit.model("handbag", (0.85, 0.72, top), 0.24, -0.4, "oxblood")
    for i, colour in enumerate(("twine", "red", "navy", "white")):
        kit.turned(colour, [(0.0, 0), (0.034, 0), (0.034, 0.006), (0.024, 0.01), (0.026, 0.05), (0.024, 0.085), (0.034, 0.09), (0.034, 0.096), (0, 0.096)], (0.72 + 0.1 * i, 0.2 + 0.02 * (i % 2), top))
    for i in range(5):
        kit.box(COLOURS[i], (0.2, 0.14, 0.003), (0.9 + 0.01 * i, 1.0 - 0.02 * i, top + i * 0.0035), 0.2 * i)
    for x in (-1.55, 1.65):
        kit.rod("oak", 0.035, 2.0, (x - 1.0, 2.9, 1.37), 0, (0, math.pi / 2))
    for x in (-2.45, -0.65, 0.75, 2.55):
        kit.box("oak", (0.06, 0.06, 1.4), (x, 2.9, 0), bevel=0.004)
        kit.box("oak", (0.06, 0.5, 0.06), (x, 2.9, 0), bevel=0.004)
    hide(kit, "tan", (-1.6, 2.9, 1.4), 0, 0.7, 0.85)
    hide(kit, "espresso", (1.3, 2.9, 1.41), 0, 0.5, 0.9)
    hide(kit, "sage", (2.1, 2.9, 1.41), 0, 0.38, 0.7)
    for i, leather in enumerate(("cognac", "ink", "sand", "oxblood", "navy")):
        roll(kit, leather, 0.08 + 0.01 * (i % 2), 1.25 + 0.1 * (i % 3), (2.35 + 0.19 * (i % 3), -3.3 + 0.2 * (i // 3), 0), 0.3 * i, (0.04, 0.05))
    kit.model("stool2", (1.55, 1.4, 0), 0.66, 0.4, "walnut")
