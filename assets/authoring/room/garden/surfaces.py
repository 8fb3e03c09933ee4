"""Materials, swatches and textures that only the garden has: gravel, rubble stone, hedge, flagstones, water, woven cloth."""
import numpy as np
from scipy.ndimage import gaussian_filter, zoom
from scipy.spatial import cKDTree

from noise import normal_map, normalised

SPECS = {
    "flag": dict(texture="flag", normal="flag_n", normal_strength=0.6, rough=0.62),
    "gravel": dict(texture="gravel", normal="gravel_n", normal_strength=0.8, rough=0.95),
    "rubble": dict(texture="rubble", normal="rubble_n", normal_strength=1.0, rough=0.9),
    "hedge": dict(texture="hedge", rough=0.9),
    "soil": dict(colour=(0.135, 0.100, 0.070), rough=1.0),
    "terracotta": dict(texture="terracotta", rough=0.85),
    "stoneBlock": dict(texture="travertine", rough=0.8),
    "waterVertex": dict(colour=(0.34, 0.38, 0.44), rough=0.04, metal=1.0, normal="ripple", normal_strength=0.35),
    "canvasVertex": dict(texture="weave", rough=1.0),
    "glow": dict(colour=(1, 1, 1), rough=1.0, emission=(1.0, 0.58, 0.22), emission_strength=1.35),
}
TILE = {"flag": 2.4, "terracotta": 0.8, "stoneBlock": 1.2, "gravel": 0.9, "rubble": 2.4, "hedge": 1.0, "waterVertex": 2.6, "canvasVertex": 0.4}
DENSITY = {"flag": 1.15, "gravel": 0.9, "rubble": 1.0, "hedge": 0.55, "soil": 0.6, "timber": 0.6, "lime": 0.8, "metal": 0.45,
           "terracotta": 1.4, "stoneBlock": 1.3}
SWATCHES = {
    "olive": ((0.105, 0.132, 0.072), 0.6, 0.0),
    "olivePale": ((0.185, 0.215, 0.140), 0.6, 0.0),
    "bark": ((0.120, 0.098, 0.078), 0.9, 0.0),
    "grass": ((0.190, 0.215, 0.085), 0.8, 0.0),
    "straw": ((0.42, 0.355, 0.19), 0.8, 0.0),
    "lavender": ((0.255, 0.165, 0.47), 0.8, 0.0),
    "lavenderLeaf": ((0.20, 0.25, 0.17), 0.8, 0.0),
    "hedgeLeaf": ((0.068, 0.108, 0.042), 0.6, 0.0),
    "hedgePale": ((0.115, 0.160, 0.065), 0.6, 0.0),
    "cypress": ((0.040, 0.062, 0.034), 0.9, 0.0),
    "meadow": ((0.050, 0.063, 0.034), 1.0, 0.0),
    "ember": ((0.10, 0.045, 0.03), 1.0, 0.0),
}


def cells(canvas, size, count, stretch=(1.0, 1.0), jitter=0.0):
    """Return for each texel of a tile the nearest point, and the distance to it and to the second one."""
    points = canvas.rng.uniform(0, size, (count, 2))
    for _ in range(3):  # even the points out
        far = cKDTree(points, boxsize=size).query(points, k=2)
        push = points - points[far[1][:, 1]]
        points = (points + push / np.maximum(far[0][:, 1:2], 1e-6) * 0.22 * size / np.sqrt(count)) % size
    weight = np.array(stretch)
    tree = cKDTree(np.concatenate([(points + (i * size, j * size)) * weight for i in (-1, 0, 1) for j in (-1, 0, 1)]))
    yy, xx = np.mgrid[0:size, 0:size].astype(float)
    yy += jitter * canvas.blurred((size, size), 4)
    xx += jitter * canvas.blurred((size, size), 4)
    distance, nearest = tree.query(np.stack([yy.ravel(), xx.ravel()], 1) * weight, k=2)
    shape = (size, size)
    return (nearest[:, 0] % count).reshape(shape), distance[:, 0].reshape(shape), distance[:, 1].reshape(shape)


def smaller(picture, share=0.75):
    """Return a picture with fewer pixels: fine patterns cost many bytes."""
    return np.stack([zoom(gaussian_filter(picture[..., k], 0.5, mode="wrap"), share, order=1, mode="grid-wrap", grid_mode=True) for k in range(3)], 2)


def gravel(canvas, size=512, count=2600):
    """Write rolled pea gravel in warm greys: 0.9 m per tile."""
    stone, near, second = cells(canvas, size, count, jitter=1.0)
    dome = np.clip((second - near) / 5.5, 0, 1) ** 0.6
    kinds = np.array([[.74, .68, .58], [.69, .635, .55], [.64, .60, .535], [.78, .73, .65], [.71, .63, .52], [.60, .565, .515]])
    tone = kinds[canvas.rng.integers(0, len(kinds), count)] * (1 + canvas.rng.normal(0, 0.06, (count, 1)))
    colour = tone[stone] * (0.66 + 0.34 * dome)[..., None] * (1 + 0.03 * canvas.blurred((size, size), 1))[..., None]
    canvas.save("gravel.png", smaller(colour))
    canvas.save("gravel_n.png", normal_map(gaussian_filter(dome, 0.9, mode="wrap"), 1.5)[::2, ::2])


def rubble(canvas, size=640, count=118):
    """Write a dry wall of flat field stones: 2.4 m per tile."""
    stone, near, second = cells(canvas, size, count, stretch=(1.9, 1.0), jitter=2.4)
    edge = np.clip((second - near - 4) / 12, 0, 1)
    kinds = np.array([[.66, .60, .51], [.58, .53, .46], [.70, .62, .50], [.52, .49, .45], [.62, .53, .42]])
    tone = kinds[canvas.rng.integers(0, len(kinds), count)] * (1 + canvas.rng.normal(0, 0.07, (count, 1)))
    relief = 0.5 * canvas.blurred((size, size), (5, 16)) + 0.35 * canvas.blurred((size, size), 3)
    grain = 1 + 0.045 * canvas.blurred((size, size), (3, 9)) + 0.035 * canvas.blurred((size, size), 1) + 0.03 * relief
    canvas.save("rubble.png", tone[stone] * (grain * (0.34 + 0.66 * edge ** 0.7))[..., None])
    tilt = canvas.rng.normal(0, 0.16, count)[stone]
    canvas.save("rubble_n.png", normal_map(gaussian_filter(edge * (1 + tilt) + 0.07 * relief, 1.2, mode="wrap"), 1.7)[::2, ::2])


def hedge(canvas, size=512, leaves=5200):
    """Write the clipped face of a hedge, leaf upon leaf: 1 m per tile."""
    picture = np.zeros((size, size, 3)) + np.array([0.12, 0.145, 0.075])
    yy, xx = np.mgrid[-9:10, -9:10]
    for i in range(leaves):
        depth = i / leaves
        a, length, wide = canvas.rng.uniform(0, np.pi), canvas.rng.uniform(5, 8.5), canvas.rng.uniform(2.4, 4)
        u, v = xx * np.cos(a) + yy * np.sin(a), yy * np.cos(a) - xx * np.sin(a)
        inside = (u / length) ** 2 + (v / wide) ** 2 < 1
        shade = (0.40 + 0.75 * depth) * canvas.rng.uniform(0.8, 1.2) * (1 + 0.10 * np.sign(v))
        colour = np.array([0.285, 0.375, 0.175]) + canvas.rng.normal(0, 0.02, 3)
        y, x = canvas.rng.integers(0, size, 2)
        rows, columns = (yy + y) % size, (xx + x) % size
        picture[rows[inside], columns[inside]] = np.clip(colour * shade[inside][:, None], 0, 1)
    canvas.save("hedge.png", smaller(picture))


def flag(canvas, size=1024, rows=4):
    """Write sawn sandstone slabs in running bond, 0.6 m deep: 2.4 m per tile."""
    height, tone, warm = np.ones((size, size)), np.zeros((size, size)), np.zeros((size, size))
    edges = np.linspace(0, size, rows + 1).astype(int)
    for r, (top, bottom) in enumerate(zip(edges, edges[1:])):
        cuts = np.cumsum([0, .38, .27, .35]) * size + (0, .29, .61, .13)[r] * size
        for a, b in zip(cuts[:-1].astype(int), cuts[1:].astype(int)):
            columns = np.arange(a, b) % size
            yy, xx = np.mgrid[0:bottom - top, 0:b - a]
            rim = np.minimum(np.minimum(yy, bottom - top - 1 - yy), np.minimum(xx, b - a - 1 - xx))
            height[top:bottom][:, columns] = np.clip((rim - 0.6) / 2.4, 0, 1)
            tone[top:bottom][:, columns] = canvas.rng.normal(0, 0.045)
            warm[top:bottom][:, columns] = canvas.rng.normal(0, 0.012)
    bands = 0.010 * canvas.blurred((size, size), (9, 40)) + 0.026 * canvas.blurred((size, size), 26)
    pits = np.clip(canvas.blurred((size, size), 1.3) - 1.7, 0, 1) * 0.10
    bed = canvas.blurred((size, size), (5, 24))
    colour = np.array([0.665, 0.610, 0.525]) * (1 + tone + bands - pits + 0.012 * canvas.blurred((size, size), 0.8))[..., None]
    colour += np.dstack([warm, 0 * warm, -warm])
    canvas.save("flag.png", colour * (0.5 + 0.5 * height)[..., None])
    canvas.save("flag_n.png", normal_map(gaussian_filter(height, 0.8, mode="wrap") + 0.03 * bed, 0.9)[::2, ::2])


def blocks(canvas, size=512):
    """Write travertine (1.2 m per tile, beds along u) and fired clay (0.8 m per tile)."""
    beds = 0.5 * canvas.blurred((size, size), (3, 60)) + 0.6 * canvas.blurred((size, size), (12, 130)) + 0.35 * canvas.blurred((size, size), 40)
    pits = np.clip(canvas.blurred((size, size), (1.6, 5)) - 1.55, 0, 1) * 0.30
    tone = 1 + 0.034 * beds - pits + 0.010 * canvas.blurred((size, size), 0.8)
    canvas.save("travertine.png", np.array([0.765, 0.715, 0.640]) * tone[..., None])
    half = (size // 2, size // 2)
    fired = 0.6 * canvas.blurred(half, 30) + 0.5 * canvas.blurred(half, (3, 26)) + 0.3 * canvas.blurred(half, 2)
    bloom = np.clip(canvas.blurred(half, (10, 22)), 0, 2)[..., None]
    canvas.save("terracotta.png", np.array([0.665, 0.490, 0.400]) * (1 + 0.028 * fired)[..., None] + 0.022 * bloom)


def cloth_and_water(canvas, size=256):
    """Write woven outdoor cloth (0.4 m per tile) and the ripples of still water (2.6 m per tile)."""
    yy, xx = np.mgrid[0:size, 0:size]
    weave = np.sin(2 * np.pi * xx * 40 / size) * np.sign(np.sin(2 * np.pi * yy * 20 / size))
    streak = 0.5 * canvas.blurred((size, size), (1, 12)) + 0.5 * canvas.blurred((size, size), (12, 1))
    canvas.save("weave.png", np.array([0.815, 0.775, 0.705]) * (1 + 0.035 * normalised(weave) + 0.03 * streak)[..., None])
    waves = 0.6 * canvas.blurred((size, size), 14) + 0.4 * canvas.blurred((size, size), (7, 13))
    canvas.save("ripple.png", normal_map(waves, 0.55))


TEXTURES = (gravel, blocks, rubble, hedge, flag, cloth_and_water)
