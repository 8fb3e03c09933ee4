"""Reads the baked light layers and balances them with the scene's weights; changing a weight needs no new bake."""
import numpy as np


def load_layer(folder, thing, layer):
    """Load a baked layer; the sun's indirect light is all its light less the direct part (Cycles bakes no indirect alone)."""
    if layer != "sun_indirect":
        return rounds(folder, thing, layer)
    total, direct = (rounds(folder, thing, name) for name in ("sun_total", "sun_direct_coarse"))
    total[..., :3] = np.maximum(total[..., :3] - direct[..., :3], 0)
    return total


def rounds(folder, thing, layer):
    """Return the mean of a layer's rounds."""
    files = sorted(folder.glob(f"{thing}_{layer}_[0-9]*.npy"))
    return sum(np.load(file) for file in files) / len(files)


def encode(light, limit):
    """Encode light as sqrt(light / limit), so that eight bits are enough."""
    return np.sqrt(np.clip(light / limit, 0, 1))
