"""What stands in the theatre."""
from rigging import build_rigging
from stagework import build_stage
from tribune import build_tribune
from walls import build_walls


def build(parts, layout, library):
    """Build walls and ceiling, the stage, the tribune and what hangs above."""
    build_walls(parts, layout)
    build_stage(parts, layout)
    build_tribune(parts)
    build_rigging(parts, layout)
