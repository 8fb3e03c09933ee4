"""Writes the studio's light as a small equirectangular HDR picture: paper walls, a large window, a strip and a lamp.

python3 studio_light.py OUT.hdr
"""
import sys

import numpy as np

WIDTH, HEIGHT = 512, 256


def box(azimuth, elevation, centre, size, soft):
    """Mask of a soft-edged rectangle of light; angles in degrees."""
    across = np.abs((azimuth - centre[0] + 180) % 360 - 180) - size[0]
    up = np.abs(elevation - centre[1]) - size[1]
    return 1 / (1 + np.exp(np.maximum(across, up) / soft))


def studio():
    """Radiance of the studio; azimuth 0 is in front (+z), 90 to the right (+x)."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    elevation = 90 - (y + 0.5) / HEIGHT * 180
    azimuth = (x + 0.5) / WIDTH * 360 - 180
    rise = np.clip(elevation / 90, -1, 1)[..., None]
    wall = np.array([0.74, 0.715, 0.675]) * (0.85 + 0.40 * rise)
    floor = np.array([0.60, 0.55, 0.49]) * (0.80 + 0.2 * rise)
    light = np.where(rise > 0, wall, floor)
    for centre, size, soft, colour in (
            ((-58, 34), (27, 25), 1.6, (5.2, 4.95, 4.55)),
            ((-58, 34), (1.2, 26), 0.4, (-4.0, -3.8, -3.5)),
            ((72, 22), (6, 34), 1.2, (3.4, 3.35, 3.25)),
            ((165, 40), (34, 12), 2.0, (2.6, 2.45, 2.2)),
            ((20, 78), (60, 9), 3.0, (1.6, 1.5, 1.35)),
            ((30, 4), (18, 14), 4.0, (-0.32, -0.31, -0.29)),
            ((118, 8), (16, 18), 4.0, (-0.34, -0.33, -0.31))):
        light = light + box(azimuth, elevation, centre, size, soft)[..., None] * np.array(colour)
    return np.maximum(light, 0.03)


def write_hdr(path, pixels):
    """Radiance RGBE, uncompressed."""
    peak = pixels.max(-1)
    mantissa, exponent = np.frexp(peak)
    scale = mantissa * 256 / peak
    rgbe = np.dstack([pixels * scale[..., None], exponent + 128]).astype("uint8")
    with open(path, "wb") as f:
        f.write(f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {HEIGHT} +X {WIDTH}\n".encode())
        f.write(rgbe.tobytes())


write_hdr(sys.argv[1], studio())
