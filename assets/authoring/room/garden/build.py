"""What stands in the garden."""
import random

from foliage import Foliage
from ground import build_ground
from lounge import build_lounge
from pergola import build_pergola
from planting import build_planting
from walls import build_walls


def build(parts, layout, library):
    """Build ground, walls, pergola, furniture and plants."""
    foliage = Foliage(random.Random(3))
    build_ground(parts)
    build_walls(parts, layout, foliage)
    build_pergola(parts)
    build_lounge(parts, layout)
    build_planting(parts, layout, foliage)
    foliage.emit(parts)
