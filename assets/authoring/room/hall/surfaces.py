"""Materials, swatches and textures that only the hall has: polished concrete, brick, trapezoid sheet, painted steel, worn lines."""
import numpy as np
from scipy.ndimage import gaussian_filter

from noise import normal_map

SPECS = {
    "concrete": dict(texture="concrete", orm="concrete_orm"),
    "line": dict(texture="line", rough=0.5),
    "brick": dict(texture="brick", normal="brick_n", normal_strength=0.9, rough=0.9),
    "sheet": dict(texture="sheet", normal="sheet_n", normal_strength=0.8, rough=0.6),
    "render": dict(texture="render", rough=0.92),
    "steel": dict(colour=(0.150, 0.170, 0.170), rough=0.5),
    "platform": dict(colour=(0.070, 0.070, 0.072), rough=0.55),
    "blockwork": dict(texture="render", rough=0.8),
    "doorLeaf": dict(texture="leaf", rough=0.5),
    "feltVertex": dict(texture="felt", rough=1.0),
    "glow": dict(colour=(1, 1, 1), rough=1.0, emission=(1.0, 0.86, 0.68), emission_strength=2.0),
}
TILE = {"concrete": 6.0, "line": 1.2, "brick": 1.92, "sheet": 1.0, "render": 3.0, "blockwork": 1.6, "feltVertex": 0.6, "doorLeaf": 1.0}
DENSITY = {"concrete": 1.2, "line": 1.2, "brick": 0.75, "sheet": 0.36, "render": 0.55, "steel": 0.5, "timber": 0.9, "metal": 0.5, "platform": 1.3, "blockwork": 1.3, "doorLeaf": 0.7}
SWATCHES = {
    "signal": ((0.62, 0.335, 0.030), 0.45, 0.0),
    "truss": ((0.205, 0.228, 0.228), 0.5, 0.0),
    "zinc": ((0.50, 0.51, 0.52), 0.45, 0.15),
    "yard": ((0.36, 0.345, 0.32), 0.95, 0.0),
    "leafDeep": ((0.045, 0.092, 0.035), 0.5, 0.0),
    "leafFresh": ((0.110, 0.185, 0.060), 0.5, 0.0),
    "grass": ((0.190, 0.235, 0.085), 0.8, 0.0),
    "straw": ((0.42, 0.355, 0.19), 0.8, 0.0),
    "bark": ((0.150, 0.118, 0.088), 0.9, 0.0),
    "petrol": ((0.045, 0.105, 0.120), 0.6, 0.0),
    "extinguisher": ((0.42, 0.035, 0.025), 0.4, 0.0),
}


def concrete(canvas, size=1024):
    """Write a power-floated floor with saw cuts every 3 m: 6 m per tile, and its polish."""
    clouds = 0.55 * canvas.blurred((size, size), 90) + 0.40 * canvas.blurred((size, size), 28) + 0.22 * canvas.blurred((size, size), 9)
    swirl = 0.25 * canvas.blurred((size, size), (3, 30)) + 0.25 * canvas.blurred((size, size), (30, 3))
    grit = canvas.blurred((size, size), 0.7)
    stain = np.clip(canvas.blurred((size, size), 20) - 1.5, 0, 2)
    tone = 1 + 0.036 * clouds + 0.014 * swirl + 0.014 * grit - 0.07 * stain
    at = np.arange(size) / size * 2 % 1
    near = np.minimum(at, 1 - at) * size / 2
    cut = np.minimum(near[:, None] + 0 * near[None], near[None] + 0 * near[:, None])
    joint = np.clip((cut - 0.2) / 1.3, 0, 1)
    halo = np.clip(cut / 12, 0, 1)
    albedo = np.array([0.640, 0.630, 0.612]) * (tone * (0.40 + 0.60 * joint) * (0.95 + 0.05 * halo))[..., None]
    canvas.save("concrete.png", albedo)
    rough = 0.34 + 0.045 * clouds + 0.03 * swirl + 0.10 * stain + 0.35 * (1 - joint)
    half = gaussian_filter(np.clip(rough, 0.2, 0.8), 1, mode="wrap")[::2, ::2]
    canvas.save("concrete_orm.png", np.dstack([np.ones_like(half), half, np.zeros_like(half)]))


def brick(canvas, size=1024, rows=24, columns=8):
    """Write old red-brown brick in running bond, 0.24 x 0.08 m: 1.92 m per tile."""
    yy, xx = np.mgrid[0:size, 0:size].astype(float)
    yy += 1.2 * canvas.blurred((size, size), 7)
    xx += 1.2 * canvas.blurred((size, size), 7)
    tall, long = size / rows, size / columns
    row = np.floor(yy / tall).astype(int) % rows
    along = xx + (row % 2) * long / 2
    column = np.floor(along / long).astype(int) % columns
    rim = np.minimum(np.minimum(yy % tall, tall - yy % tall), np.minimum(along % long, long - along % long))
    face = np.clip((rim - 2.6) / 2.6, 0, 1)
    kinds = np.array([[.560, .405, .340], [.515, .360, .305], [.600, .450, .378], [.470, .340, .298], [.575, .455, .392]])
    pick = canvas.rng.integers(0, len(kinds), (rows, columns))
    tint = 1 + canvas.rng.normal(0, 0.055, (rows, columns))
    stone = kinds[pick[row, column]] * tint[row, column][..., None]
    grain = 1 + 0.05 * canvas.blurred((size, size), 2.5) + 0.035 * canvas.blurred((size, size), 0.8) + 0.035 * canvas.blurred((size, size), 60)
    mortar = np.array([0.600, 0.565, 0.520]) * (1 + 0.03 * canvas.blurred((size, size), 2))[..., None]
    colour = np.where(face[..., None] > 0, stone * grain[..., None] * (0.78 + 0.22 * face[..., None]), mortar * 0.86)
    canvas.save("brick.png", colour)
    relief = face + 0.05 * canvas.blurred((size, size), 2.5)
    canvas.save("brick_n.png", normal_map(gaussian_filter(relief, 1.0, mode="wrap"), 1.3)[::2, ::2])


def sheet(canvas, size=256, ribs=4):
    """Write pale trapezoid sheet: ribs along v, four per metre."""
    u = np.arange(size) / size * ribs % 1
    profile = np.clip((np.abs(u - 0.5) - 0.16) / 0.10, 0, 1)
    slope = np.gradient(profile) * size / ribs
    shade = 1 - 0.10 * np.clip(slope / 8, -1, 1) - 0.06 * (1 - profile)
    grain = 1 + 0.012 * canvas.blurred((size, size), (30, 2)) + 0.008 * canvas.blurred((size, size), 1)
    canvas.save("sheet.png", np.array([0.800, 0.805, 0.795]) * (shade[None] * grain)[..., None])
    canvas.save("leaf.png", np.array([0.345, 0.410, 0.420]) * (shade[None] * (1 + 0.03 * canvas.blurred((size, size), (40, 3))))[..., None])
    canvas.save("sheet_n.png", normal_map(np.repeat(gaussian_filter(profile, 2.5, mode="wrap")[None], size, 0), 4.0))


def plain(canvas, size=512):
    """Write board-marked concrete (3 m per tile), the worn floor line (1.2 m) and felt (0.6 m)."""
    board = np.floor(np.arange(size) / size * 12).astype(int)
    tint = canvas.rng.normal(0, 0.014, 12)[board]
    edge = np.clip(np.abs((np.arange(size) / size * 12) % 1 - 0.5) * -2 + 1, 0, 1)
    seam = np.clip(edge / 0.06, 0, 1)
    tone = 1 + tint[:, None] + 0.022 * canvas.blurred((size, size), 40) + 0.016 * canvas.blurred((size, size), (2, 22)) + 0.010 * canvas.blurred((size, size), 1)
    pits = np.clip(canvas.blurred((size, size), 1.4) - 2.3, 0, 1) * 0.25
    canvas.save("render.png", np.array([0.735, 0.725, 0.705]) * (tone * (0.93 + 0.07 * seam[:, None]) - pits)[..., None])
    half = (size // 2, size // 2)
    wear = 0.6 * canvas.blurred(half, (5, 9)) + 0.6 * canvas.blurred(half, 2)
    left = np.clip(0.75 - 0.55 * (wear - 0.55), 0, 1)[..., None]
    canvas.save("line.png", np.array([0.86, 0.68, 0.24]) * left + np.array([0.60, 0.59, 0.57]) * (1 - left))
    fibre = 0.5 * canvas.blurred(half, (1, 5)) + 0.5 * canvas.blurred(half, (5, 1)) + 0.4 * canvas.blurred(half, 18)
    canvas.save("felt.png", np.array([0.385, 0.400, 0.405]) * (1 + 0.05 * fibre)[..., None])


TEXTURES = (concrete, brick, sheet, plain)
