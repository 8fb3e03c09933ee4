"""How much each baked light layer of the theatre counts; changing it needs no new bake."""
import numpy as np

REACH = 0.5  # a hall's texels are wider than a room's
BALANCE = np.array([0.88, 1.0, 1.20])  # the camera's white balance

WEIGHTS = {
    "stage": 2.0 * BALANCE,
    "walls": 1.1 * BALANCE,
    "folds": 2.2 * BALANCE,
    "house": 1.6 * BALANCE,
    "paths": 2.0 * BALANCE,
    "accent": 5.0 * BALANCE,
}
