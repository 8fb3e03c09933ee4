"""Reads the scene file, the one source of the layout, and turns its glTF coordinates into Blender's.

The scene is named by the environment variable VITRINE_SCENE; its own modules lie in the folder of that name.
"""
import importlib
import json
import math
import os
import sys
from pathlib import Path

SCENE = os.environ.get("VITRINE_SCENE", "atelier")
SCENE_FILE = Path(__file__).resolve().parents[3] / "scenes" / SCENE / f"{SCENE}.scene.json"
sys.path.insert(0, str(Path(__file__).resolve().parent / SCENE))


class Layout:
    """The room's layout in Blender's coordinates: metres, z up, windows towards +y, screen towards +x."""

    def __init__(self, path=SCENE_FILE):
        self.data = json.loads(Path(path).read_text())
        width, height, depth = self.data["size"]
        self.half_x, self.half_y, self.height = width / 2, depth / 2, height
        self.range = self.data["lightmapRange"]
        self.furniture = self.data["authoring"]

    def stands(self):
        """Return each stand as (x, y, top, width, depth, shape, finish)."""
        for stand in self.data["stands"]:
            x, top, z = stand["position"]
            yield x, -z, top, *stand["size"], stand["shape"], stand["finish"]

    def screen(self):
        """Return the main screen as (y, z, width, height) on the +x wall."""
        screen = self.data["screens"][0]
        _, y, z = screen["centre"]
        return -z, y, screen["width"], screen["height"]

    def sun_direction(self):
        """Return the direction in which sunlight travels."""
        return to_blender(self.data["sun"]["direction"])


def own(name):
    """Return the scene's own module of that name, or None if it has none."""
    there = Path(__file__).resolve().parent / SCENE / f"{name}.py"
    return importlib.import_module(name) if there.exists() else None


def to_blender(point):
    """Turn a glTF point (y up) into Blender's axes (z up)."""
    x, y, z = point
    return x, -z, y


def turn(yaw):
    """Return the rotation about z, in radians, that turns a model facing -y to the scene's yaw."""
    return yaw + math.pi
