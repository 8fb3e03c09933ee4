"""Colours of furniture and decoration: one swatch each in a shared picture, so that they cost one draw call."""

from layout import own

COLUMNS, ROWS, CELL = 8, 4, 16

# name: (linear red, green, blue), roughness, metallic
SWATCHES = {
    "ivory": ((0.80, 0.76, 0.68), 0.55, 0.0),
    "clay": ((0.42, 0.20, 0.125), 0.85, 0.0),
    "stone": ((0.40, 0.375, 0.34), 0.88, 0.0),
    "sage": ((0.25, 0.29, 0.21), 0.82, 0.0),
    "ink": ((0.018, 0.018, 0.020), 0.45, 0.0),
    "navy": ((0.035, 0.055, 0.105), 0.6, 0.0),
    "ochre": ((0.44, 0.285, 0.125), 0.8, 0.0),
    "rust": ((0.27, 0.10, 0.058), 0.75, 0.0),
    "leaf": ((0.062, 0.115, 0.044), 0.55, 0.0),
    "leafPale": ((0.145, 0.20, 0.085), 0.6, 0.0),
    "stem": ((0.16, 0.12, 0.075), 0.85, 0.0),
    "soil": ((0.040, 0.028, 0.020), 1.0, 0.0),
    "petal": ((0.84, 0.79, 0.77), 0.6, 0.0),
    "paper": ((0.78, 0.74, 0.66), 0.9, 0.0),
    "brass": ((0.72, 0.53, 0.28), 0.34, 1.0),
    "bronze": ((0.30, 0.19, 0.10), 0.42, 1.0),
    "cognac": ((0.245, 0.118, 0.058), 0.5, 0.0),
    "walnut": ((0.16, 0.085, 0.045), 0.5, 0.0),
    "celadon": ((0.42, 0.50, 0.44), 0.3, 0.0),
    "charcoal": ((0.050, 0.048, 0.046), 0.8, 0.0),
    "gilt": ((0.50, 0.345, 0.165), 0.36, 0.45),
}

SURFACES = own("surfaces")
if SURFACES:
    SWATCHES.update(SURFACES.SWATCHES)


def swatch_uv(name):
    """Return the texture coordinate (v up) at the middle of a swatch."""
    index = list(SWATCHES).index(name)
    column, row = index % COLUMNS, index // COLUMNS
    return (column + 0.5) / COLUMNS, 1 - (row + 0.5) / ROWS
