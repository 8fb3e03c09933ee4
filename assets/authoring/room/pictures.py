"""The abstract pictures on the walls: one atlas, drawn from flat shapes with paper grain."""
import numpy as np
from PIL import Image, ImageDraw

# Each picture: its cell in the atlas as fractions (x0, y0, x1, y1), ground colour, and shapes with boxes in 0..1.
PICTURES = {
    "arch": ((0.0, 0.0, 0.5, 1.0), "#efe8dc", [
        ("ellipse", "#c4744f", (.30, .10, .70, .37)),
        ("rectangle", "#3a524e", (.28, .52, .72, .99)),
        ("ellipse", "#3a524e", (.28, .37, .72, .67)),
        ("rectangle", "#d6b88d", (.10, .82, .90, .86))]),
    "stones": ((0.5, 0.0, 1.0, 1.0), "#eae3d7", [
        ("ellipse", "#d3a65e", (.42, .14, .84, .42)),
        ("ellipse", "#8d9b80", (.12, .38, .62, .72)),
        ("rectangle", "#a9573f", (.16, .745, .84, .765)),
        ("ellipse", "#42403c", (.50, .54, .82, .745))]),
}


def abstract_pictures(canvas, width=768, height=512):
    """Write the atlas of wall pictures."""
    scale = 3
    sheet = Image.new("RGB", (width * scale, height * scale))
    draw = ImageDraw.Draw(sheet)
    for (x0, y0, x1, y1), ground, shapes in PICTURES.values():
        cell = np.array([x0 * width, y0 * height, x1 * width, y1 * height]) * scale
        size = cell[2:] - cell[:2]
        draw.rectangle(cell.tolist(), fill=ground)
        for kind, colour, box in shapes:
            corners = np.concatenate([cell[:2] + size * box[:2], cell[:2] + size * box[2:]])
            getattr(draw, kind)(corners.tolist(), fill=colour)
    pixels = np.asarray(sheet.resize((width, height), Image.LANCZOS)) / 255.0
    grain = canvas.blurred((height, width), 1.1)
    canvas.save("pictures.png", pixels * (1 + 0.016 * grain[..., None]))


def picture_cell(name):
    """Return the texture coordinates of a picture's corners, counter-clockwise from the lower left."""
    x0, y0, x1, y1 = PICTURES[name][0]
    return [(x0, 1 - y1), (x1, 1 - y1), (x1, 1 - y0), (x0, 1 - y0)]
