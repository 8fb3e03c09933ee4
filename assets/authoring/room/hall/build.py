"""What stands in the hall."""
from fittings import build_fittings
from furnish import build_furnish
from structure import build_structure


def build(parts, layout, library):
    """Build the shell, what is mounted and what stands on the floor."""
    build_structure(parts, layout)
    build_fittings(parts, layout)
    build_furnish(parts, layout)
