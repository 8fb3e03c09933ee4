"""How much each baked light layer of the garden counts; changing it needs no new bake."""
import numpy as np

OUTSIDE_FROM = 1e6  # all of it is outside: the blue of the shade stays

WEIGHTS = {
    "sun_direct": 2.5 * np.array([1.0, 0.80, 0.62]),
    "sun_indirect": 1.6 * np.array([1.0, 0.84, 0.70]),
    "sky": 0.92 * np.array([0.76, 0.95, 1.30]),
    "accent": 2.35 * np.array([1.0, 0.93, 0.82]),
}
