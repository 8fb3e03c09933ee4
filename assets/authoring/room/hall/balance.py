"""How much each baked light layer of the hall counts; changing it needs no new bake."""
import numpy as np

OUTSIDE_FROM = 1e6  # there is no terrace
REACH = 0.75  # large plain surfaces: light changes slowly
BALANCE = np.array([1.04, 1.0, 0.95])  # the sky is bluer than one sees it
SUNNY = np.array([1.05, 0.99, 0.90])

WEIGHTS = {
    "sun_direct": 1.15 * SUNNY,
    "sun_indirect": 8.0 * BALANCE,
    "sky": 2.2 * BALANCE,
    "accent": 3.4 * BALANCE,
}
