"""Blender's entry: blender -b -noaudio -P room.py -- bake|export WORK_FOLDER LIBRARY_FOLDER [SAMPLES] [LIGHTMAP_SIZE]."""
import sys
from pathlib import Path

import addon_utils
import bpy

sys.path.insert(0, str(Path(__file__).parent))
from bake import bake_furniture, bake_guides, bake_shell, join, lightmap_uv
from geometry import Parts
from layout import Layout
from materials import Materials, use_normal_maps
from vertexlight import colour_furniture

from build import build  # the scene's own, found through layout
from light import build_light


ROUND = 10  # samples per round: rounds are averaged, so a bake may be stopped and taken up again


def empty_scene():
    """Start Blender without any object."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    for addon in ("io_scene_obj", "io_scene_gltf2"):
        addon_utils.enable(addon)


def set_up_cycles():
    """Set the path tracer: enough diffuse bounces for a bright room, no caustics."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.use_denoising = cycles.use_adaptive_sampling = False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 7, 6, 2
    cycles.sample_clamp_indirect, cycles.sample_clamp_direct = 4, 0
    cycles.caustics_reflective = cycles.caustics_refractive = False


def build_room(work, library, lightmap_size):
    """Build the whole room and return its three joined objects, the layout and the materials."""
    layout = Layout()
    materials = Materials(work / "textures")
    parts = Parts(materials)
    build(parts, layout, library)
    shell, furniture, glow = join(parts.shell, "shell"), join(parts.furniture, "furniture"), join(parts.glow, "glow")
    lightmap_uv(shell, lightmap_size)
    for thing in (shell, furniture, glow):
        print("TRIANGLES", thing.name, sum(len(f.vertices) - 2 for f in thing.data.polygons), flush=True)
    return layout, materials, shell, furniture, glow


def export(path, things):
    """Write the room as an uncompressed GLB."""
    bpy.ops.object.select_all(action="DESELECT")
    for thing in things:
        thing.select_set(True)
    bpy.ops.export_scene.gltf(filepath=str(path), use_selection=True, export_format="GLB", export_texcoords=True, export_normals=True,
                              export_colors=True, export_materials="EXPORT", export_yup=True, export_animations=False)


def main():
    """Build the room, then bake its light or export it with the light baked before."""
    mode, work, library, *rest = sys.argv[sys.argv.index("--") + 1:]
    work, library = Path(work), Path(library)
    samples = int(rest[0]) if rest else 64
    size = int(rest[1]) if len(rest) > 1 else 2048
    empty_scene()
    set_up_cycles()
    layout, materials, shell, furniture, glow = build_room(work, library, 2048)
    lights = build_light(layout)
    if mode == "bake":
        folder = work / "light"
        folder.mkdir(parents=True, exist_ok=True)
        use_normal_maps(False)
        if not (folder / f"shell_normal_{size // 2}.npy").exists():
            bake_guides(shell, size, folder)
        for turn in range(max(1, round(samples / ROUND))):
            bake_furniture(furniture, lights, materials["plaster"], min(samples, ROUND), folder, turn)
            bake_shell(shell, lights, size, min(samples, ROUND), folder, turn)
    else:
        colour_furniture(furniture, work / "light", layout.range)
        export(work / "room-raw.glb", (shell, furniture, glow))


main()
