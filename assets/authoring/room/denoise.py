"""Cleans the baked layers, adds them up and writes the lightmaps: python3 denoise.py WORK_FOLDER OUT_FOLDER."""
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt, gaussian_filter, median_filter, zoom

sys.path.insert(0, str(Path(__file__).parent))
from layout import Layout  # first: it finds the scene's own modules
import balance
from balance import WEIGHTS
from layers import encode, load_layer

KERNEL = np.array([1, 4, 6, 4, 1]) / 16.0
POSITION_REACH = getattr(balance, "REACH", 0.22)  # metres over which light may be averaged at the widest step
OUTSIDE_FROM = getattr(balance, "OUTSIDE_FROM", None)  # y from which the ground lies outdoors
BURIED = 0.0015
FINER = 2  # by which sunlight, and the finished lightmap, is finer than the soft layers
TOLERANCE = {"sun_indirect": 0.4, "sky": 0.35}  # how different light may be and still be averaged
LAMPS = 0.6  # the same for layers of lamps


def shifted(array, dy, dx):
    """Return an array moved by whole texels, edges repeated."""
    height, width = array.shape[:2]
    rows = np.clip(np.arange(height) + dy, 0, height - 1)
    columns = np.clip(np.arange(width) + dx, 0, width - 1)
    return array[rows][:, columns]


def atrous(light, normal, position, levels, tolerance):
    """Blur light with a growing sparse kernel that stops at edges of light, normal and position."""
    for level in range(levels):
        step = 1 << level
        tone = np.log1p(light.mean(2) * 4)
        total, weights = np.zeros_like(light), np.zeros(light.shape[:2], "f4")
        limit = tolerance / (1 + 0.5 * level)
        for j in range(5):
            for i in range(5):
                dy, dx = (j - 2) * step, (i - 2) * step
                w = KERNEL[j] * KERNEL[i] * np.exp(-np.abs(shifted(tone, dy, dx) - tone) / limit)
                w *= np.exp(-((shifted(normal, dy, dx) - normal) ** 2).sum(-1) * 12)
                w *= np.exp(-((shifted(position, dy, dx) - position) ** 2).sum(-1) / POSITION_REACH ** 2)
                total += shifted(light, dy, dx) * w[..., None]
                weights += w
        light = total / np.maximum(weights, 1e-9)[..., None]
    return light


def quench_sparks(light):
    """Pull single hot texels down to their surroundings."""
    tone = light.mean(2)
    middle = median_filter(tone, 5)
    hot = tone > 1.7 * middle + 0.006
    light[hot] *= ((1.7 * middle + 0.006) / np.maximum(tone, 1e-6))[hot][:, None]
    return light


def spread(light, valid):
    """Fill texels without valid light from the nearest valid one."""
    nearest = distance_transform_edt(~valid, return_distances=False, return_indices=True)
    return light[tuple(nearest)]


def soft_layers(folder):
    """Return the sum of the soft layers at half size, and which texels are lit at all."""
    total, valid = None, None
    for layer in (each for each in WEIGHTS if each != "sun_direct"):
        raw = load_layer(folder, "shell", layer)
        if total is None:
            size = raw.shape[0]
            position = np.load(folder / f"shell_position_{size}.npy")[..., :3].astype("f4")
            normal = np.load(folder / f"shell_normal_{size}.npy")[..., :3].astype("f4") * 2 - 1
            covered = raw[..., 3] > 0.5
            total, strength = np.zeros((size, size, 3), "f4"), np.zeros((size, size), "f4")
        light = np.clip(raw[..., :3], 0, 12).astype("f4")
        strength += median_filter(light.mean(2), 3)
        light = spread(light, covered)
        light = atrous(quench_sparks(light), normal, position, 5, TOLERANCE.get(layer, LAMPS))
        total += light * WEIGHTS[layer].astype("f4")
    if OUTSIDE_FROM is not None:
        total = calm_outside(total, position)
    valid = covered & (strength > BURIED)
    return spread(total, valid)


def soften_edges(light, covered, reach=0.9):
    """Blur sunlight by about a texel, so that the edges of its patches are no stairs, and fill the gutters."""
    share = np.maximum(gaussian_filter(covered.astype("f4"), reach), 1e-6)
    blurred = np.stack([gaussian_filter(light[..., k] * covered, reach) / share for k in range(3)], 2)
    return spread(blurred, covered)


def calm_outside(light, position):
    """Take most of the blue out of the shade on the terrace."""
    outside = (position[..., 1] > OUTSIDE_FROM)[..., None]
    grey = light.mean(2, keepdims=True) * np.array([1.0, 1.0, 1.03], "f4")
    return np.where(outside, 0.25 * light + 0.75 * grey, light)


def pack(folder, limit):
    """Return the finished lightmap as encoded values, top row first."""
    soft = soft_layers(folder)
    soft = np.stack([zoom(soft[..., k], FINER, order=1, mode="nearest", grid_mode=True) for k in range(3)], 2)
    if "sun_direct" not in WEIGHTS:
        return encode(soft, limit)[::-1]
    sun = load_layer(folder, "shell", "sun_direct")
    direct = soften_edges(np.clip(sun[..., :3], 0, 12), sun[..., 3] > 0.5) * WEIGHTS["sun_direct"]
    return encode(soft + direct, limit)[::-1]


def main():
    """Write lightmap.webp and lightmap-low.webp."""
    work, out = Path(sys.argv[1]), Path(sys.argv[2])
    values = pack(work / "light", Layout().range)
    picture = Image.fromarray((values * 255 + 0.5).astype("uint8"))
    print("LIGHTMAP mean", values.mean((0, 1)).round(3), "clipped", float((values > 0.999).mean()))
    picture.save(work / "lightmap.png")
    picture.save(out / "lightmap.webp", quality=95, method=6)
    small = picture.resize((picture.width // 2, picture.height // 2), Image.LANCZOS)
    small.save(out / "lightmap-low.webp", quality=90, method=6)


if __name__ == "__main__":
    main()
