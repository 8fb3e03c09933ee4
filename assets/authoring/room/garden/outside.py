"""Paints the evening around the garden: blender -b -noaudio -P outside.py -- WORK_FOLDER OUT_FOLDER [SAMPLES] [WIDTH]."""
import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

sys.path.insert(0, str(Path(__file__).parents[1]))
from layout import Layout
from noise import normalised, srgb

WIDTH = 3072
# Linear colours of the sky by elevation, away from the sun and towards it.
ELEVATIONS = (-8, 0, 3, 8, 16, 30, 55, 90)
AWAY = ((.36, .33, .38), (.47, .40, .44), (.52, .44, .49), (.47, .46, .56), (.34, .40, .55), (.21, .30, .49), (.115, .195, .385), (.080, .145, .315))
TOWARDS = ((1.0, .55, .25), (1.08, .62, .28), (1.05, .66, .34), (.92, .66, .44), (.66, .60, .54), (.33, .40, .52), (.135, .215, .39), (.080, .145, .315))
# Ridges, far to near: height of their middle and swing (degrees), waves per turn, colour, how much of the sky's glow they take.
RIDGES = ((3.6, 1.7, 7, (.225, .235, .335), .55), (2.3, 1.3, 11, (.125, .145, .205), .34), (0.9, .7, 17, (.058, .074, .090), .15), (-0.9, .5, 26, (.024, .034, .030), .04))
LIGHTS = 46


def waves(rng, azimuth, lowest, octaves=5):
    """Return a line of hills over the whole turn, about -1 to 1, that closes on itself."""
    line = np.zeros_like(azimuth)
    for octave in range(octaves):
        for _ in range(3):
            count = max(1, round(lowest * 2 ** octave * rng.uniform(0.7, 1.3)))
            line += np.sin(azimuth * count + rng.uniform(0, 2 * np.pi)) * 0.55 ** octave / 3
    return line * 1.4


def crowns(rng, width, count, tall, wide):
    """Return the height of a line of trees: round crowns and slim poplars."""
    line = np.zeros(width)
    columns = np.arange(width)
    for _ in range(count):
        middle, slim = rng.uniform(0, width), rng.random() < 0.22
        half = wide * rng.uniform(0.5, 1.4) * (0.32 if slim else 1.0)
        top = tall * rng.uniform(0.45, 1.0) * (1.9 if slim else 1.0)
        away = np.abs((columns - middle + width / 2) % width - width / 2) / half
        line = np.maximum(line, top * np.sqrt(np.clip(1 - away ** 2, 0, 1)) ** (0.6 if slim else 1.0))
    return line


def sky(azimuth, elevation, sun):
    """Return the clear sky's colour."""
    near = np.clip(np.cos(azimuth - sun) * 0.5 + 0.5, 0, 1)[None, :, None] ** 2.6
    away, towards = (np.stack([np.interp(elevation, ELEVATIONS, [c[k] for c in colours]) for k in range(3)], 1)[:, None] for colours in (AWAY, TOWARDS))
    return away * (1 - near) + towards * near


def clouds(rng, colour, azimuth, elevation, sun):
    """Lay thin bands of cloud over the sky, lit from below where the sun went down."""
    rows, columns = len(elevation), len(azimuth)
    field = sum(weight * normalised(gaussian_filter(rng.standard_normal((rows, columns)), (tall, long), mode=("reflect", "wrap")))
                for weight, tall, long in ((1.0, 9, 150), (0.7, 5, 60), (0.4, 2.4, 22), (0.25, 1.2, 8)))
    band = np.exp(-((elevation - 13) / 9.5) ** 2)[:, None] + 0.45 * np.exp(-((elevation - 38) / 14) ** 2)[:, None]
    cover = np.clip((field - 0.75) * 0.42, 0, 1) * band
    near = np.clip(np.cos(azimuth - sun) * 0.5 + 0.5, 0, 1)[None, :] ** 2
    lit = np.array([.62, .43, .44]) * (1 - near[..., None]) + np.array([1.12, .60, .36]) * near[..., None]
    thick = np.clip(field - 1.6, 0, 1)[..., None]
    lit = lit * (1 - 0.30 * thick) * np.ones((rows, 1, 1))
    return colour * (1 - 0.72 * cover[..., None]) + lit * 0.72 * cover[..., None]


def ridges(rng, picture, azimuth, elevation, sun):
    """Paint hills behind each other, the nearer the darker, with trees on their edges."""
    width = len(azimuth)
    near = np.clip(np.cos(azimuth - sun) * 0.5 + 0.5, 0, 1)[None, :, None] ** 3
    for i, (height, swing, lowest, colour, glow) in enumerate(RIDGES):
        edge = height + swing * waves(rng, azimuth, lowest / 4)
        if i == 2:
            edge += crowns(rng, width, 420, 0.9, 8)
        if i == 3:
            edge += crowns(rng, width, 90, 3.3, 22) + 0.10 * normalised(gaussian_filter(rng.standard_normal(width), 1.4, mode="wrap"))
        inside = np.clip((edge[None] - elevation[:, None]) / 0.16, 0, 1)[..., None]
        depth = np.clip((edge[None] - elevation[:, None]) / 5, 0, 1)[..., None]
        tone = np.array(colour) * (1 - glow * near) + np.array([1.0, .60, .30]) * glow * near * 0.55
        tone = tone * (1 + 0.25 * depth) + glow * 0.10 * depth * np.array([.5, .5, .6])
        leaves = 1 + 0.10 * normalised(gaussian_filter(rng.standard_normal(picture.shape[:2]), 1.6, mode=("reflect", "wrap")))[..., None] * (i / 3)
        picture = picture * (1 - inside) + tone * leaves * inside
    ground = np.clip((-1.6 - elevation) / 2.5, 0, 1)[:, None, None]  # the meadow this side of the trees
    return picture * (1 - ground) + ground * (np.array([.040, .052, .030]) + np.clip(-elevation / 120, 0, 0.2)[:, None, None] * np.array([.05, .07, .03]))


def village(rng, picture, elevation):
    """Put a few lit windows on the hills."""
    rows = np.where((elevation > -0.3) & (elevation < 1.6))[0]
    for _ in range(LIGHTS):
        y, x = rng.choice(rows), int(rng.normal(0.33, 0.09) * picture.shape[1]) % picture.shape[1]
        if picture[y, x].max() < 0.16:
            picture[y:y + 2, x:x + 2] = np.array([1.0, .66, .30]) * rng.uniform(0.5, 1.0)
    return picture


def main():
    """Paint the picture and write outside.webp."""
    arguments = sys.argv[sys.argv.index("--") + 1:]
    out = Path(arguments[1])
    layout, rng = Layout(), np.random.default_rng(5)
    low, high = layout.data["outsideDome"]["elevation"]
    left, right = (math.radians(a) for a in layout.data["outsideDome"]["azimuth"])
    height = round(WIDTH * (high - low) / 360 / 2) * 2
    azimuth = left + (right - left) * (np.arange(WIDTH) + 0.5) / WIDTH
    elevation = high - (high - low) * (np.arange(height) + 0.5) / height
    x, _, z = layout.data["sun"]["direction"]
    sun = math.atan2(-x, z)
    picture = clouds(rng, sky(azimuth, elevation, sun), azimuth, elevation, sun)
    picture = ridges(rng, picture, azimuth, elevation, sun)
    picture = village(rng, picture, elevation)
    picture = np.stack([gaussian_filter(picture[..., k], 0.35, mode=("reflect", "wrap")) for k in range(3)], 2)
    picture *= 1 + 0.008 * rng.standard_normal((*picture.shape[:2], 1))  # grain keeps the gradient free of bands
    Image.fromarray((srgb(picture * 0.80) * 255 + 0.5).astype("uint8")).save(out / "outside.webp", quality=88, method=6)


main()
