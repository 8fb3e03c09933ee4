"""How much each baked light layer of the atelier counts; changing it needs no new bake."""
import numpy as np

BALANCE = np.array([0.90, 1.0, 1.16])  # the camera's white balance: the oak floor makes all bounced light warm

OUTSIDE_FROM = 6.45  # the terrace: y beyond the window wall

WEIGHTS = {
    "sun_direct": 3.8 * BALANCE,
    "sun_indirect": 2.9 * BALANCE,
    "sky": 2.3 * BALANCE,
    "accent": 1.7 * BALANCE,
}
