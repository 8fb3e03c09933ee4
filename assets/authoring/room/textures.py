"""Make the room's textures with numpy alone: wood, lime plaster, stone, cloth, pictures and the colour palette."""
import sys
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

sys.path.insert(0, str(Path(__file__).parent))
from evening import evening_textures
from layout import own
from noise import Canvas, normal_map, normalised, srgb
from palette import CELL, COLUMNS, ROWS, SWATCHES
from pictures import abstract_pictures

OAK = np.array([0.810, 0.735, 0.635])


def board(canvas, height, length):
    """Return one board's brightness pattern and fine grain (rows across, columns along the fibre)."""
    rng = canvas.rng
    yy, xx = np.mgrid[0:height, 0:length]
    warp = canvas.grain((height, length), (6, 90))
    centre = rng.uniform(-60, height + 60)
    bend = (xx - length / 2) ** 2 * rng.uniform(-5e-6, 5e-6)
    ring = np.sin((yy - centre) * rng.uniform(0.10, 0.17) + warp * 1.7 + bend)
    fine = canvas.grain((height, length), (0.6, 26))
    pore = canvas.grain((height, length), (0.5, 8))
    tone = 0.022 * ring + 0.026 * fine - 0.028 * np.clip(pore - 1.4, 0, 2)
    return tone, ring, fine


def oak_floor(canvas, size=1024, rows=12):
    """Write oak boards: 2.4 m per tile, boards 0.2 m wide along u."""
    albedo, height, rough = np.zeros((size, size, 3)), np.ones((size, size)), np.zeros((size, size))
    edges = np.round(np.linspace(0, size, rows + 1)).astype(int)
    shift = 0
    for top, bottom in zip(edges, edges[1:]):
        shift = (shift + int(size * canvas.rng.uniform(0.28, 0.46))) % size
        cut = shift + int(size * canvas.rng.uniform(0.44, 0.56))
        for a, b in ((shift, cut), (cut, shift + size)):
            columns = np.arange(a, b) % size
            tone, ring, fine = board(canvas, bottom - top, b - a)
            tint, warm = canvas.rng.normal(0, 0.028), canvas.rng.normal(0, 0.008)
            colour = OAK * (1 + tint + tone)[..., None] + np.array([warm, 0, -warm])
            yy, xx = np.mgrid[0:bottom - top, 0:b - a]
            rim = np.minimum(np.minimum(yy, bottom - top - 1 - yy), np.minimum(xx, b - a - 1 - xx))
            albedo[top:bottom][:, columns] = colour
            height[top:bottom][:, columns] = np.clip(rim / 2.0, 0, 1) + 0.02 * fine
            rough[top:bottom][:, columns] = 0.29 + 0.03 * ring - 0.03 * fine + tint * 0.6
    gap = np.clip(gaussian_filter(height, 0.5, mode="wrap"), 0, 1)[..., None]
    wear = canvas.blurred((size, size), 40)
    canvas.save("oak.png", albedo * (0.62 + 0.38 * gap))
    canvas.save("oak_n.png", normal_map(gaussian_filter(height, 0.6, mode="wrap"), 0.22))
    save_orm(canvas, "oak_orm.png", np.clip(rough + 0.02 * wear, 0.2, 0.55))


def save_orm(canvas, name, rough):
    """Write a glTF occlusion-roughness-metallic picture of a material without metal."""
    canvas.save(name, np.dstack([np.ones_like(rough), rough, np.zeros_like(rough)]))


def plain_wood(canvas, size=512):
    """Write continuous oak grain for beams and furniture: 1.2 m per tile, fibre along u."""
    yy, _ = np.mgrid[0:size, 0:size]
    warp = canvas.blurred((size, size), (22, 120))
    ring = np.sin(yy * 2 * np.pi * 9 / size + warp * 2.4)
    fine, pore = canvas.blurred((size, size), (0.6, 22)), canvas.blurred((size, size), (0.5, 7))
    tone = 1 + 0.035 * ring + 0.035 * fine - 0.03 * np.clip(pore - 1.3, 0, 2)
    canvas.save("grain.png", np.array([0.745, 0.645, 0.520]) * tone[..., None])


def lime_plaster(canvas, size=1024):
    """Write lime plaster: 4 m per tile, cloudy brush work with a faint relief."""
    clouds = 0.5 * canvas.blurred((size, size), 95) + 0.3 * canvas.blurred((size, size), 36)
    brush = 0.22 * canvas.blurred((size, size), (8, 26)) + 0.22 * canvas.blurred((size, size), (26, 8))
    tone = normalised(clouds + brush + 0.08 * canvas.blurred((size, size), 2))
    canvas.save("lime.png", np.array([0.915, 0.893, 0.858]) * (1 + 0.013 * tone)[..., None])
    relief = 0.6 * canvas.blurred((size, size), (4, 10)) + 0.6 * canvas.blurred((size, size), (10, 4))
    canvas.save("lime_n.png", normal_map(relief + 0.2 * canvas.blurred((size, size), 1.6), 0.08)[::2, ::2])


def terrazzo(canvas, size=512, chips=2100):
    """Write fine terrazzo: 0.8 m per tile."""
    points = canvas.rng.uniform(0, size, (chips, 2))
    radius = canvas.rng.gamma(2.0, 1.05, chips)
    shifts = [(i * size, j * size) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    tree = cKDTree(np.concatenate([points + s for s in shifts]))
    yy, xx = np.mgrid[0:size, 0:size]
    jitter = [2 * canvas.blurred((size, size), 5).ravel() for _ in range(2)]
    distance, nearest = tree.query(np.stack([yy.ravel() + jitter[0], xx.ravel() + jitter[1]], 1))
    chip = nearest % chips
    colours = np.array([[.82, .77, .69], [.70, .61, .52], [.56, .53, .50], [.95, .94, .91], [.80, .68, .57], [.69, .71, .68]])
    inside = (distance < radius[chip] * 0.95 + 0.5)[:, None]
    stone = np.where(inside, colours[chip % len(colours)], np.array([[0.885, 0.868, 0.838]])).reshape(size, size, 3)
    canvas.save("terrazzo.png", stone * (1 + 0.008 * canvas.blurred((size, size), 1))[..., None])


def cloth(canvas, size=512):
    """Write bouclé (0.5 m per tile, sofa and curtains) and a wool rug (1 m per tile) with their relief."""
    curls = normalised(np.abs(canvas.blurred((size, size), 3.2)) + 0.5 * np.abs(canvas.blurred((size, size), 1.6)))
    canvas.save("boucle.png", np.array([0.875, 0.850, 0.810]) * (1 + 0.045 * curls)[..., None])
    canvas.save("boucle_n.png", normal_map(curls, 0.35))
    weave = 0.5 * canvas.blurred((size, size), (1, 4)) + 0.5 * canvas.blurred((size, size), (4, 1))
    clouds = 0.4 * canvas.blurred((size, size), 30)
    canvas.save("rug.png", np.array([0.845, 0.815, 0.765]) * (1 + 0.04 * (weave + clouds))[..., None])


def slats(canvas, size=512, count=8):
    """Write upright oak slats: 0.48 m per tile, gaps and edges shaded in."""
    u = (np.arange(size) % (size // count)) / (size // count)
    solid, edge = u < 0.66, np.minimum(u, np.abs(0.66 - u))
    step = np.where(solid, np.clip(edge / 0.06, 0, 1), 0.0)
    fine, warp = canvas.blurred((size, size), (36, 0.7)), canvas.blurred((size, size), (110, 14))
    tint = np.repeat(canvas.rng.normal(0, 0.04, count), size // count)
    shade = np.where(solid, 0.84 + 0.16 * np.clip(edge / 0.10, 0, 1), 0.10 + 0.05 * np.abs((u - 0.83) / 0.17))
    tone = (1 + 0.04 * fine + 0.03 * np.sin(3 * warp) + tint) * shade
    canvas.save("slat.png", np.array([0.715, 0.600, 0.465]) * tone[..., None])
    canvas.save("slat_n.png", normal_map(np.repeat(gaussian_filter(step, 1.4, mode="wrap")[None], size, 0), 1.0))


def paving(canvas, size=512, rows=4):
    """Write pale stone slabs for the terrace: 2.4 m per tile."""
    height, tone = np.ones((size, size)), np.zeros((size, size))
    edges = np.linspace(0, size, rows + 1).astype(int)
    for r, (top, bottom) in enumerate(zip(edges, edges[1:])):
        for a in (0, size // 2):
            columns = (np.arange(a, a + size // 2) + (size // 4) * (r % 2)) % size
            yy, xx = np.mgrid[0:bottom - top, 0:size // 2]
            rim = np.minimum(np.minimum(yy, bottom - top - 1 - yy), np.minimum(xx, size // 2 - 1 - xx))
            height[top:bottom][:, columns] = np.clip(rim / 1.5, 0, 1)
            tone[top:bottom][:, columns] = canvas.rng.normal(0, 0.02)
    grain = 0.02 * canvas.blurred((size, size), 18) + 0.012 * canvas.blurred((size, size), 1.2)
    canvas.save("paving.png", np.array([0.60, 0.585, 0.56]) * ((1 + tone + grain) * (0.72 + 0.28 * height))[..., None])


def palette(canvas):
    """Write the swatch pictures (colour, and roughness with metallic) of the palette."""
    colour, orm = np.zeros((ROWS, COLUMNS, 3)), np.ones((ROWS, COLUMNS, 3))
    for index, (rgb, rough, metal) in enumerate(SWATCHES.values()):
        colour[index // COLUMNS, index % COLUMNS] = srgb(rgb)
        orm[index // COLUMNS, index % COLUMNS] = (1, rough, metal)
    grow = np.ones((CELL, CELL, 1))
    canvas.save("palette.png", np.kron(colour, grow))
    canvas.save("palette_orm.png", np.kron(orm, grow))


def main():
    """Write every texture into the folder given as argument."""
    canvas = Canvas(Path(sys.argv[1]), 7)
    canvas.folder.mkdir(parents=True, exist_ok=True)
    for make in (oak_floor, plain_wood, lime_plaster, terrazzo, cloth, slats, paving, palette, abstract_pictures):
        make(canvas)
    evening_textures(Canvas(canvas.folder, 11))
    surfaces = own("surfaces")
    for make in surfaces.TEXTURES if surfaces else ():
        make(canvas)


if __name__ == "__main__":
    main()
