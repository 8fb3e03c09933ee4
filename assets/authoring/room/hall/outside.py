"""Paints the harbour outside the hall: blender -b -noaudio -P outside.py -- WORK_FOLDER OUT_FOLDER [SAMPLES] [WIDTH]."""
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

sys.path.insert(0, str(Path(__file__).parents[1]))
from layout import Layout
from noise import normalised, srgb

WIDTH, SCALE = 3072, 2
ELEVATIONS = (0, 4, 10, 20, 40, 60)
SKY = ((.76, .80, .82), (.68, .76, .83), (.55, .68, .84), (.39, .57, .80), (.26, .45, .72), (.20, .38, .66))
WATER, QUAY = ((.60, .66, .69), (.40, .48, .53)), ((.46, .45, .42), (.40, .39, .37))
WATER_EDGE, QUAY_EDGE = -0.15, -2.6  # elevations at which water and quay begin
HAZE = np.array([.70, .75, .79])


class Sheet:
    """A drawing in degrees (azimuth, elevation), four times as fine as the picture."""

    def __init__(self, height, low, high):
        self.low, self.high, self.height = low, high, height
        self.image = Image.new("L", (WIDTH * SCALE, height * SCALE))
        self.pen = ImageDraw.Draw(self.image)

    def at(self, azimuth, elevation):
        """Return the pixel of a direction."""
        return (azimuth + 180) / 360 * WIDTH * SCALE, (self.high - elevation) / (self.high - self.low) * self.height * SCALE

    def box(self, azimuth, width, low, high):
        """Fill a rectangle."""
        (x0, y0), (x1, y1) = self.at(azimuth, high), self.at(azimuth + width, low)
        self.pen.rectangle([x0, y0, x1, y1], fill=255)

    def line(self, *points, thick=0.12):
        """Draw a line of some thickness in degrees."""
        self.pen.line([self.at(*p) for p in points], fill=255, width=max(1, round(thick * WIDTH * SCALE / 360)))

    def mask(self):
        """Return the drawing as shares of 0 to 1."""
        small = self.image.resize((WIDTH, self.height), Image.LANCZOS)
        return np.asarray(small).astype("f4")[..., None] / 255


def gantry(sheet, azimuth, size):
    """Draw a harbour crane with its boom."""
    a, s = azimuth, size
    for x in (0, 1.5, 2.3, 3.8):
        sheet.line((a + x * s, -0.3), (a + (x * 0.9 + 0.2) * s, 4.6 * s), thick=0.22 * s)
    for z in (1.7, 3.0, 4.6):
        sheet.line((a + 0.1 * s, z * s), (a + 3.7 * s, z * s), thick=0.20 * s)
    sheet.line((a - 4.6 * s, 4.9 * s), (a + 6.2 * s, 4.9 * s), thick=0.30 * s)
    sheet.line((a + 1.9 * s, 4.7 * s), (a + 1.9 * s, 7.6 * s), thick=0.18 * s)
    for end in (-4.2, 5.6, -1.8, 3.8):
        sheet.line((a + 1.9 * s, 7.5 * s), (a + end * s, 4.95 * s), thick=0.07 * s)
    sheet.box(a + 2.6 * s, 1.1 * s, 5.0 * s, 5.7 * s)


def far_shore(rng, sheet):
    """Draw low land, sheds, silos and chimneys on the other side."""
    azimuth = -180.0
    while azimuth < 180:
        width, high = rng.uniform(1.5, 7), rng.uniform(0.35, 1.5)
        sheet.box(azimuth, width, -0.4, high)
        if rng.random() < 0.3:
            sheet.box(azimuth + width * 0.4, 0.28, 0, high + rng.uniform(1.0, 2.6))
        if rng.random() < 0.25:
            for i in range(4):
                sheet.box(azimuth + width + 0.75 * i, 0.62, 0, 1.9)
        azimuth += width + rng.uniform(0.2, 4)


def near_sheds(rng, sheet):
    """Draw the neighbours: brick sheds with saw-tooth roofs and a few trees at both sides."""
    for azimuth, width, high in ((-92, 26, 6.2), (-62, 13, 3.6), (44, 15, 4.2), (64, 30, 6.8)):
        sheet.box(azimuth, width, -4, high)
        for i in range(round(width / 2.6)):
            x = azimuth + 2.6 * i
            sheet.pen.polygon([sheet.at(x, high), sheet.at(x + 0.3, high + 1.5), sheet.at(x + 2.6, high)], fill=255)
    for _ in range(26):
        a, r = rng.choice([rng.uniform(-44, -34), rng.uniform(30, 42)]), rng.uniform(0.45, 0.85)
        for _ in range(34):
            x, y = sheet.at(a + rng.normal(0, 0.55 * r), rng.uniform(-1.4, 2.4 * r))
            k = r * rng.uniform(0.10, 0.26) * WIDTH * SCALE / 360
            sheet.pen.ellipse([x - k, y - k, x + k, y + k], fill=255)


def containers(rng, sheet):
    """Draw stacks of containers on the quay; returns where each colour goes."""
    marks = []
    for start, count in ((-30, 5), (-11, 4), (13, 6)):
        for i in range(count):
            for level in range(int(rng.integers(1, 4))):
                sheet.box(start + 2.3 * i, 2.2, -2.9 + 0.95 * level, -2.0 + 0.95 * level)
                marks.append((start + 2.3 * i, -2.9 + 0.95 * level, int(rng.integers(0, 4))))
    return marks


def paint(rng, height, low, high):
    """Return the picture."""
    elevation = high - (high - low) * (np.arange(height) + 0.5) / height
    picture = np.stack([np.interp(elevation, ELEVATIONS, [c[k] for c in SKY]) for k in range(3)], 1)[:, None] * np.ones((1, WIDTH, 1))
    field = sum(w * normalised(gaussian_filter(rng.standard_normal((height, WIDTH)), s, mode=("reflect", "wrap"))) for w, s in ((1, (16, 80)), (.7, (8, 34)), (.4, (3, 12)), (.2, 2)))
    cover = np.clip((field - 0.35) * 0.5, 0, 1)[..., None] * np.clip((elevation - 1) / 9, 0, 1)[:, None, None]
    picture = picture * (1 - 0.85 * cover) + np.array([1.0, .985, .96]) * 0.85 * cover * (1 - 0.10 * np.clip(field - 1.4, 0, 1))[..., None]

    def lay(mask, colour, haze):
        nonlocal picture
        picture = picture * (1 - mask) + (np.array(colour) * (1 - haze) + HAZE * haze) * mask
    for (near, far), edge in ((WATER, WATER_EDGE), (QUAY, QUAY_EDGE)):
        share = np.clip((edge - elevation) / 8, 0, 1)[:, None, None]
        ripple = 1 + 0.035 * normalised(gaussian_filter(rng.standard_normal((height, WIDTH)), (0.8, 7), mode=("reflect", "wrap")))[..., None]
        mask = np.clip((edge - elevation) / 0.12, 0, 1)[:, None, None]
        picture = picture * (1 - mask) + (np.array(near) * (1 - share) + np.array(far) * share) * ripple * mask
    shore = Sheet(height, low, high)
    far_shore(rng, shore)
    lay(shore.mask(), (.22, .26, .31), 0.46)
    cranes = Sheet(height, low, high)
    for azimuth, size in ((-26, 1.5), (-9, 1.15), (17, 1.75), (36, 1.0), (-58, 1.2)):
        gantry(cranes, azimuth, size)
    lay(cranes.mask(), (.20, .25, .33), 0.20)
    stacks = Sheet(height, low, high)
    marks = containers(rng, stacks)
    tones = ((.40, .20, .14), (.16, .27, .36), (.45, .40, .30), (.22, .33, .27))
    for tone in range(4):
        part = Sheet(height, low, high)
        for azimuth, foot, colour in marks:
            if colour == tone:
                part.box(azimuth, 2.2, foot, foot + 0.9)
        lay(part.mask(), tones[tone], 0.22)
    sheds = Sheet(height, low, high)
    near_sheds(rng, sheds)
    lay(sheds.mask(), (.19, .205, .20), 0.14)
    return np.stack([gaussian_filter(picture[..., k], 0.7, mode=("reflect", "wrap")) for k in range(3)], 2)


def main():
    """Paint the picture and write outside.webp."""
    out = Path(sys.argv[sys.argv.index("--") + 2])
    low, high = Layout().data["outsideDome"]["elevation"]
    height = round(WIDTH * (high - low) / 360 / 2) * 2
    picture = paint(np.random.default_rng(8), height, low, high)
    Image.fromarray((srgb(picture) * 255 + 0.5).astype("uint8")).save(out / "outside.webp", quality=82, method=6)


main()
