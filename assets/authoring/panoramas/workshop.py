"""Renders the points of the tour "workshop": blender -b -noaudio -P workshop.py -- WORK LIBRARY OUTSIDE EFFORT WIDTH [POINT …]."""
import math
import sys
import time
from pathlib import Path

import addon_utils
import bpy
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from finishing import build_finishing
from joinery import build_joinery
from kit import Kit
from shell import build_daylight, build_shell
from store import build_store

EYE = 1.6
POINTS = {"bench": (-3.35, 1.25), "store": (0.15, -1.35), "finishing": (4.35, 0.35)}
# What is kept apart, so that the noise is taken out of light alone and never out of a texture.
PASSES = {"use_pass_diffuse_direct": "DiffDir", "use_pass_diffuse_indirect": "DiffInd", "use_pass_diffuse_color": "DiffCol", "use_pass_glossy_direct": "GlossDir",
          "use_pass_glossy_indirect": "GlossInd", "use_pass_glossy_color": "GlossCol", "use_pass_emit": "Emit", "use_pass_environment": "Env",
          "use_pass_normal": "Normal", "use_pass_z": "Depth"}


# What is rendered of each point: lights, share of the width, samples, bounces. Sunlight itself and all surfaces are sharp; light
# that is soft by nature is traced small, one kind of lamp at a time, and laid onto the sharp surfaces by develop.py.
TURNS = {"sharp": ("sun", 1, 6, 0), "sun": ("sun", 3 / 8, 6, 5), "sky": ("sky", 3 / 8, 10, 5), "lamp": ("lamp", 3 / 8, 6, 3)}


def set_up():
    """Set the path tracer, the all-round camera and the passes, each written to a file of its own."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.use_adaptive_sampling, cycles.use_denoising = False, False
    cycles.glossy_bounces, cycles.sample_clamp_indirect, cycles.blur_glossy = 2, 3, 1.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    scene.render.resolution_percentage = 100
    scene.render.use_persistent_data = True
    camera = bpy.data.cameras.new("eye")
    camera.type, camera.clip_start = "PANO", 0.02
    camera.cycles.panorama_type = "EQUIRECTANGULAR"
    scene.camera = bpy.data.objects.new("eye", camera)
    scene.collection.objects.link(scene.camera)
    scene.camera.rotation_euler = (math.pi / 2, 0, 0)
    layer = scene.view_layers[0]
    for name in PASSES:
        setattr(layer, name, True)
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    source = tree.nodes.new("CompositorNodeRLayers")
    sink = tree.nodes.new("CompositorNodeOutputFile")
    sink.format.file_format, sink.format.color_depth, sink.format.exr_codec = "OPEN_EXR", "16", "ZIP"
    sink.file_slots.clear()
    for name in PASSES.values():
        sink.file_slots.new(name)
        tree.links.new(source.outputs[name], sink.inputs[name])
    return sink


def gather(folder):
    """Read the passes back and keep them as one numpy file."""
    layers = {}
    for name in PASSES.values():
        image = bpy.data.images.load(str(folder / f"{name}0001.exr"))
        image.colorspace_settings.name = "Non-Color"
        texels = np.empty(image.size[0] * image.size[1] * 4, "f4")
        image.pixels.foreach_get(texels)
        layers[name] = texels.reshape(image.size[1], image.size[0], 4)[::-1, :, :3].astype("f2" if name != "Depth" else "f4")
        bpy.data.images.remove(image)
    np.savez(folder / "passes.npz", **layers)


def render(folder, sink, turn, effort, width):
    """Render one turn of the point at which the camera stands."""
    scene = bpy.context.scene
    kind, share, samples, bounces = TURNS[turn]
    for thing in bpy.data.objects:
        if thing.type == "LIGHT":
            thing.hide_render = not thing.name.startswith(kind)
    scene.cycles.samples = max(1, round(samples * effort)) if turn != "sharp" else samples
    scene.cycles.max_bounces, scene.cycles.diffuse_bounces = bounces, min(bounces, 4)
    scene.render.resolution_x, scene.render.resolution_y = round(width * share), round(width * share) // 2
    (folder / turn).mkdir(parents=True, exist_ok=True)
    sink.base_path = str(folder / turn)
    begun = time.time()
    bpy.ops.render.render()
    gather(folder / turn)
    print(f"PANORAMA {folder.name} {turn} {time.time() - begun:.0f} s", flush=True)


def main():
    """Build the hall once and render each point."""
    work, library, outside, effort, width, *points = sys.argv[sys.argv.index("--") + 1:]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon_utils.enable("io_scene_obj")
    sink = set_up()
    kit = Kit(Path(work) / "textures", library)
    build_shell(kit)
    build_joinery(kit)
    build_store(kit)
    build_finishing(kit)
    build_daylight(outside)
    for name in points or POINTS:
        bpy.context.scene.camera.location = (*POINTS[name], EYE)
        for turn in TURNS:
            render(Path(work) / name, sink, turn, float(effort), int(width))


main()
