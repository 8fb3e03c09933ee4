"""Takes the noise out of a rendered panorama and writes it as a picture: python3 develop.py WORK_FOLDER OUT.png WIDTH [EXPOSURE]."""
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

FAR = 90.0  # metres at which nothing was hit: the sky beside the landscape
SKY = np.array([1.9, 2.2, 2.6], "f4")
CONTRAST = 1.16
KERNEL = np.array([1, 4, 6, 4, 1]) / 16.0


def shifted(array, dy, dx):
    """Move by texels: around in the length, held at the poles."""
    rows = np.clip(np.arange(array.shape[0]) + dy, 0, array.shape[0] - 1)
    return np.roll(array[rows], -dx, axis=1)


def quench(light):
    """Pull single sparks down to the brightest of their neighbours."""
    tone = light.mean(2)
    around = np.sort(np.stack([shifted(tone, dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]), 0)
    limit = around[5] * 1.15 + 0.01
    return light * np.minimum(1, limit / np.maximum(tone, 1e-6))[..., None]


def smooth(light, normal, depth, levels, tolerance):
    """Average light over a growing sparse kernel that stops at edges of shape and of light."""
    light = quench(light)
    for level in range(levels):
        step = 1 << level
        tone = np.log1p(gaussian_filter(light.mean(2), 0.8 if level == 0 else 0.5, mode=("nearest", "wrap")) * 4)
        total, weights = np.zeros_like(light), np.zeros(light.shape[:2], "f4")
        for j in range(5):
            for i in range(5):
                dy, dx = (j - 2) * step, (i - 2) * step
                w = KERNEL[j] * KERNEL[i] * np.exp(-np.abs(shifted(tone, dy, dx) - tone) / (tolerance / (1 + 0.4 * level)))
                w *= np.exp(-((shifted(normal, dy, dx) - normal) ** 2).sum(-1) * 10)
                w *= np.exp(-np.abs(shifted(depth, dy, dx) / depth - 1) / (0.012 * step + 0.01))
                total += shifted(light, dy, dx) * w[..., None]
                weights += w
        light = total / np.maximum(weights, 1e-6)[..., None]
    return light


def displayed(light):
    """Tone-map (bright parts run out softly and lose colour) and encode as sRGB."""
    peak = light.max(2, keepdims=True)
    start, room = 0.62, 0.38
    pressed = np.where(peak > start, start + room * (1 - np.exp(-(peak - start) / (room * 1.7))), peak)
    mapped = light * (pressed / np.maximum(peak, 1e-6))
    fade = np.clip((peak - 1) / 6, 0, 0.7)
    mapped = mapped * (1 - fade) + pressed * fade
    encoded = np.where(mapped <= 0.0031308, mapped * 12.92, 1.055 * np.maximum(mapped, 1e-9) ** (1 / 2.4) - 0.055)
    return encoded ** CONTRAST


def lay_on(light, small, large):
    """Bring small light onto the large picture's surfaces: of the texels around, those of the same surface count."""
    (height, width), (low, wide) = large["depth"].shape, light.shape[:2]
    y, x = (np.arange(height) + 0.5) * low / height - 0.5, (np.arange(width) + 0.5) * wide / width - 0.5
    top, left = np.floor(y).astype(int), np.floor(x).astype(int)
    total, weights = np.zeros((height, width, 3), "f4"), np.zeros((height, width), "f4")
    for j in (-1, 0, 1, 2):
        for i in (-1, 0, 1, 2):
            rows, columns = np.clip(top + j, 0, low - 1)[:, None], ((left + i) % wide)[None]
            w = np.exp(-0.9 * ((y - top - j) ** 2)[:, None] - 0.9 * ((x - left - i) ** 2)[None]).astype("f4")
            w *= np.exp(-((small["normal"][rows, columns] - large["normal"]) ** 2).sum(-1) * 6)
            w *= np.exp(-np.abs(small["depth"][rows, columns] / large["depth"] - 1) / 0.05) + 1e-6
            total += light[rows, columns] * w[..., None]
            weights += w
    return total / weights[..., None]


def read(folder):
    """Return the passes of one turn, and the shape of what is seen in it."""
    part = {name: layer.astype("f4") for name, layer in np.load(folder / "passes.npz").items()}
    return part, {"normal": part["Normal"], "depth": np.clip(part["Depth"][..., 0], 0.05, 100)}


def main():
    """Clean, add up, map and save."""
    folder, out, width = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    exposure = float(sys.argv[4]) if len(sys.argv) > 4 else 1.0
    sharp, large = read(folder / "sharp")
    diffuse = smooth(np.clip(sharp["DiffDir"], 0, 60), *large.values(), 1, 2.5)
    glossy = np.clip(sharp["GlossDir"], 0, 4)
    soft, sheen = 0, 0
    for turn in ("sun", "sky", "lamp"):
        part, small = read(folder / turn)
        shape = (small["normal"], small["depth"])
        soft = soft + smooth(np.clip(part["DiffInd"], 0, 30), *shape, 5, 0.7)
        sheen = sheen + smooth(np.clip(part["GlossInd"], 0, 8), *shape, 4, 0.6)
        if turn != "sun":
            soft = soft + smooth(np.clip(part["DiffDir"], 0, 60), *shape, 4, 0.5)
            sheen = sheen + smooth(np.clip(part["GlossDir"], 0, 8), *shape, 4, 0.6)
    diffuse, glossy = diffuse + lay_on(soft, small, large), glossy + lay_on(sheen, small, large)
    light = sharp["DiffCol"] * diffuse + sharp["GlossCol"] * glossy + np.clip(sharp["Emit"], 0, 14)
    light[large["depth"] > FAR] = SKY
    light *= exposure * np.array([1.04, 1.0, 0.95], "f4")
    glare = np.clip(light[::4, ::4] - 1, 0, 4)
    bloom = np.stack([gaussian_filter(glare[..., k], glare.shape[1] / 220, mode=("nearest", "wrap")) for k in range(3)], 2)
    light = light + 0.12 * np.kron(bloom, np.ones((4, 4, 1), "f4"))[:light.shape[0], :light.shape[1]]
    picture = Image.fromarray((np.clip(displayed(light), 0, 1) * 255 + 0.5).astype("uint8"))
    print("PICTURE", folder.name, "median", np.median(light).round(3), "mean", light.mean().round(3), flush=True)
    picture.resize((width, width // 2), Image.LANCZOS).save(out)


if __name__ == "__main__":
    main()
