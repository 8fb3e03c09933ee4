"""Textures of the dark rooms: smoked and black oak, walnut, carpet, velvet (recoloured from the pale ones) and dark marble."""
import numpy as np
from PIL import Image

from noise import normalised

# Name: the texture it is made of, its mean colour (sRGB), and how much stronger the pattern is.
RECOLOURED = {
    "smoked": ("oak", (0.285, 0.232, 0.190), 2.2),
    "stage": ("oak", (0.172, 0.155, 0.142), 2.6),
    "walnut": ("grain", (0.360, 0.275, 0.215), 3.0),
    "slat_dark": ("slat", (0.315, 0.245, 0.195), 1.15),
    "carpet": ("rug", (0.245, 0.218, 0.205), 2.2),
    "velvet": ("rug", (0.190, 0.262, 0.278), 1.2),
}


def recoloured(canvas, source, colour, contrast):
    """Return a texture's pattern in another colour."""
    pixels = np.asarray(Image.open(canvas.folder / f"{source}.png").convert("RGB")) / 255.0
    tone = pixels.mean(2) / pixels.mean()
    return np.array(colour) * (tone ** contrast)[..., None]


def marble(canvas, size=512):
    """Write black marble with fine warm veins: 1.6 m per tile."""
    bend = 1.1 * canvas.blurred((size, size), 46) + 0.35 * canvas.blurred((size, size), 14)
    veins = np.exp(-np.abs(bend) / 0.035) * np.clip(0.5 + 0.6 * canvas.blurred((size, size), 60), 0, 1)
    hair = np.exp(-np.abs(normalised(bend + 0.9 * canvas.blurred((size, size), 22))) / 0.02) * 0.4
    cloud = 0.012 * canvas.blurred((size, size), 30) + 0.006 * canvas.blurred((size, size), 1.5)
    base = np.array([0.250, 0.235, 0.218]) + cloud[..., None]
    canvas.save("nero.png", base + np.clip(veins + hair, 0, 1)[..., None] * np.array([0.13, 0.12, 0.10]))


def evening_textures(canvas):
    """Write every texture of the dark rooms."""
    for name, (source, colour, contrast) in RECOLOURED.items():
        canvas.save(f"{name}.png", recoloured(canvas, source, colour, contrast))
    marble(canvas)
