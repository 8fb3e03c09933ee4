"""Seamless noise fields and image output shared by the texture scripts."""
import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter


class Canvas:
    """A seeded source of tileable noise that also writes finished pictures."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.rng = np.random.default_rng(seed)

    def blurred(self, shape, sigma):
        """Return white noise blurred by sigma, scaled to mean 0 and deviation 1."""
        return normalised(gaussian_filter(self.rng.standard_normal(shape), sigma, mode="wrap"))

    def grain(self, shape, sigma, spare=96):
        """Return blurred noise that does not tile, without the streaks that blurring leaves at the rim."""
        height, width = shape
        wide = self.rng.standard_normal((height + 2 * spare, width + 2 * spare))
        return normalised(gaussian_filter(wide, sigma)[spare:-spare, spare:-spare])

    def save(self, name, pixels):
        """Write an array of 0..1 values as an 8 bit PNG."""
        data = (np.clip(pixels, 0, 1) * 255 + 0.5).astype("uint8")
        Image.fromarray(data).save(self.folder / name)


def normalised(field):
    """Shift and scale a field to mean 0 and deviation 1."""
    return (field - field.mean()) / (field.std() + 1e-9)


def normal_map(height, strength):
    """Turn a tileable height field into a tangent space normal map (OpenGL, y up)."""
    dx = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * strength
    dy = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) * strength
    n = np.dstack([-dx, dy, np.ones_like(height)])
    n /= np.linalg.norm(n, axis=2, keepdims=True)
    return n * 0.5 + 0.5


def srgb(linear):
    """Encode linear light as sRGB."""
    c = np.clip(np.asarray(linear, dtype=float), 0, 1)
    return np.where(c <= 0.0031308, c * 12.92, 1.055 * np.power(np.maximum(c, 1e-9), 1 / 2.4) - 0.055)
