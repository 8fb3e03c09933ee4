"""What stands in the atelier."""
from decoration import build_decoration
from seating import build_seating
from shell import build_shell


def build(parts, layout, library):
    """Build shell, furniture and decoration."""
    build_shell(parts, layout)
    build_seating(parts, layout)
    build_decoration(parts, layout, library)
