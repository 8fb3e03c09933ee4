"""Seamless surface detail from numpy: leather grain, brushing, stoneware, marble, wood, amber.

python3 textures.py OUT writes OUT/<surface>-{base,normal,orm,emissive}.png; ORM = occlusion, roughness, metallic.
"""
import os
import sys

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

SIZE = 512
random = np.random.default_rng(11)


def noise(sigma, size=SIZE):
    """Seamless smooth noise with zero mean and unit deviation."""
    n = gaussian_filter(random.standard_normal((size, size)), sigma, mode="wrap")
    return (n - n.mean()) / n.std()


def normal_map(height, strength):
    """Tangent-space normals (OpenGL convention) of a seamless height field."""
    dx = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * strength
    dy = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) * strength
    n = np.dstack([-dx, dy, np.ones_like(height)])
    return n / np.linalg.norm(n, axis=2, keepdims=True) * 0.5 + 0.5


def cells(count, size=SIZE):
    """Distances to the first and second nearest of jittered points on a torus, in cell widths."""
    side = int(np.sqrt(count))
    grid = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2)
    points = (grid + 0.5 + random.uniform(-0.42, 0.42, grid.shape)) * size / side
    around = np.concatenate([points + [i * size, j * size] for i in (-1, 0, 1) for j in (-1, 0, 1)])
    y, x = np.mgrid[0:size, 0:size]
    warp = [2.2 * noise(5, size), 2.2 * noise(5, size)]
    near, _ = cKDTree(around).query(np.stack([x + warp[0], y + warp[1]], -1).reshape(-1, 2), k=2)
    return near.reshape(size, size, 2) * side / size


class Surface:
    """The pictures of one surface, with grey values around 1 for the base colour."""

    def __init__(self, base=None, normal=None, orm=None, emissive=None):
        self.pictures = {"base": base, "normal": normal, "orm": orm, "emissive": emissive}

    def save(self, folder, name):
        """Write the pictures that exist."""
        for kind, data in self.pictures.items():
            if data is not None:
                if data.ndim == 2:
                    data = np.dstack([data] * 3)
                picture = Image.fromarray((np.clip(data, 0, 1) * 255 + 0.5).astype("uint8"))
                picture.save(os.path.join(folder, f"{name}-{kind}.png"))


def orm(occlusion, roughness, metallic=0.0):
    """Pack occlusion, roughness and metallic."""
    one = np.ones((SIZE, SIZE))
    return np.dstack([occlusion * one, roughness * one, metallic * one])


def leather(count, depth, base_roughness):
    """Pebbled hide: rounded cells between fine creases, mottled dye."""
    near = cells(count)
    crease = np.clip((near[..., 1] - near[..., 0]) / 0.28, 0, 1)
    dome = crease ** 0.6 * (1 - 0.25 * near[..., 0])
    height = gaussian_filter(dome, 1.2, mode="wrap") + 0.05 * noise(1.2) + 0.10 * noise(24)
    mottle = 0.94 + 0.025 * noise(30) + 0.02 * noise(8) + 0.05 * (crease - 1)
    rough = base_roughness + 0.10 * (1 - crease) + 0.02 * noise(20)
    return Surface(mottle, normal_map(height, depth), orm(0.72 + 0.28 * crease, rough))


def brushed(metallic, roughness):
    """Fine lines along u in roughness and a trace of relief."""
    lines = gaussian_filter(random.standard_normal((SIZE, SIZE)), (0.7, 60), mode="wrap")
    lines /= lines.std()
    return Surface(None, normal_map(lines, 0.035), orm(1.0, roughness + 0.05 * lines + 0.02 * noise(40), metallic))


def bronze():
    """Hand-worked bronze: soft tool marks, darker and rougher in the hollows."""
    marks = 0.6 * noise(9) + 0.4 * noise(22)
    low = np.clip(-marks, 0, 2)
    grey = 0.95 + 0.05 * marks - 0.05 * low
    tint = np.dstack([grey - 0.02 * low, grey - 0.005 * low, grey + 0.012 * low])
    return Surface(tint, normal_map(marks, 0.45), orm(1.0, 0.36 + 0.07 * low + 0.02 * noise(4), 1.0))


def stoneware():
    """Cream glaze with iron speckles of several sizes."""
    grey = 0.96 + 0.012 * noise(40)
    base = np.dstack([grey, grey * 0.985, grey * 0.955])
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    for _ in range(420):
        cx, cy, r = random.uniform(0, SIZE, 2).tolist() + [random.gamma(2.0, 0.45) + 0.5]
        dx, dy = (x - cx + SIZE / 2) % SIZE - SIZE / 2, (y - cy + SIZE / 2) % SIZE - SIZE / 2
        spot = np.clip(r + 0.7 - np.hypot(dx, dy), 0, 1) * random.uniform(0.25, 0.75)
        base *= 1 - spot[..., None] * np.array([0.55, 0.70, 0.82])
    return Surface(base, normal_map(noise(26) + 0.25 * noise(9), 0.12), None)


def marble():
    """Warm travertine: bands, pores and cloudy tone."""
    y = np.mgrid[0:SIZE, 0:SIZE][0] / SIZE
    band = np.sin(2 * np.pi * (4 * y + 0.16 * noise(45))) * 0.5 + np.sin(2 * np.pi * (11 * y + 0.2 * noise(30))) * 0.25
    pores = np.clip(noise((1.3, 4)) - 1.9, 0, 1)
    grey = 0.90 + 0.05 * band + 0.02 * noise(3) - 0.35 * pores
    base = np.dstack([grey, grey * (0.955 + 0.01 * band), grey * (0.88 + 0.02 * band)])
    return Surface(base, normal_map(-pores, 0.6), orm(1 - 0.5 * pores, 0.5 + 0.3 * pores))


def wood():
    """Stacked leather or straight-grained timber: lines along u."""
    rings = np.sin(2 * np.pi * (9 * np.mgrid[0:SIZE, 0:SIZE][0] / SIZE + 0.22 * noise((20, 60))))
    fibre = gaussian_filter(random.standard_normal((SIZE, SIZE)), (0.8, 26), mode="wrap")
    fibre /= fibre.std()
    grey = 0.86 + 0.07 * rings + 0.05 * fibre
    return Surface(np.dstack([grey, grey * 0.97, grey * 0.94]), normal_map(0.4 * rings + fibre, 0.05), orm(1.0, 0.52 + 0.05 * fibre))


def amber():
    """Light that comes through a tinted liquid: strong in the middle of each 5 cm tile, dark at its edges."""
    x = np.mgrid[0:SIZE, 0:SIZE][1] / SIZE
    thick = np.cos(np.pi * x) ** 2
    light = (0.10 + 0.90 * thick ** 1.6)[..., None] * np.array([1.0, 0.52, 0.15]) ** (1.5 - 0.6 * thick)[..., None]
    return Surface(None, None, None, light)


def main():
    """Write every surface."""
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    surfaces = {
        "leather": leather(1600, 1.1, 0.46), "calf": leather(5200, 0.45, 0.36), "brushed": brushed(1.0, 0.30), "bronze": bronze(),
        "stoneware": stoneware(), "travertine": marble(), "wood": wood(), "amber": amber(),
    }
    for name, surface in surfaces.items():
        surface.save(folder, name)


main()
