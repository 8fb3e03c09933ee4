"""Turns the light baked at furniture vertices into the colour attribute COLOR_0."""
import numpy as np
from scipy.spatial import cKDTree

from balance import WEIGHTS
from layers import encode, load_layer

GLARE = 1.2  # accent light above this at a surface's back is the inside of a lamp


def colour_furniture(furniture, folder, limit):
    """Write balanced, smoothed light into the furniture's colours: sqrt(light / limit) per vertex."""
    mesh = furniture.data
    count = len(mesh.vertices)
    edges = np.empty(len(mesh.edges) * 2, "i")
    mesh.edges.foreach_get("vertices", edges)
    points, normals = np.empty(count * 3, "f"), np.empty(count * 3, "f")
    mesh.vertices.foreach_get("co", points)
    mesh.vertices.foreach_get("normal", normals)
    edges, points, normals = edges.reshape(-1, 2), points.reshape(-1, 3), normals.reshape(-1, 3)
    total, buried = np.zeros((count, 3)), np.zeros(count)
    for layer, weight in WEIGHTS.items():
        baked = np.minimum(load_layer(folder, "furniture", layer).reshape(-1, 4)[:, :3], 8)
        front, back = baked[:count], baked[count:2 * count]
        if layer == "accent":
            back = np.where(back.mean(1, keepdims=True) > GLARE, 0, back)
        light = both_sides(front, back)
        if layer != "sun_direct":
            buried += light.mean(1)
            light = smooth(light, points, normals)
        total += light * weight
    total = fill_buried(total, edges, buried < 0.006)
    colours = np.ones((count, 4), "f")
    colours[:, :3] = encode(total, limit)
    attribute = mesh.color_attributes.new("Light", "FLOAT_COLOR", "POINT")
    attribute.data.foreach_set("color", colours.ravel())
    mesh.color_attributes.active_color = attribute
    mesh.attributes.active_color = attribute


def both_sides(front, back):
    """Return the lit side's light; thin sheets (lit on both sides) let a third of the other side through."""
    bright, dark = np.where((front.mean(1) >= back.mean(1))[:, None], front, back), np.where((front.mean(1) >= back.mean(1))[:, None], back, front)
    sheet = (dark.mean(1) > 0.15 * bright.mean(1))[:, None]
    return np.where(sheet, 0.66 * bright + 0.34 * dark, bright)


def smooth(light, points, normals, reach=0.05, neighbours=28):
    """Average light over near vertices that look the same way."""
    distance, index = cKDTree(points).query(points, k=neighbours, distance_upper_bound=3 * reach)
    known = index < len(points)
    index = np.where(known, index, 0)
    alike = np.clip((normals[:, None] * normals[index]).sum(2), 0, 1) ** 4
    weight = np.where(known, alike * np.exp(-0.5 * (np.where(known, distance, 0) / reach) ** 2), 0)[..., None]
    return (light[index] * weight).sum(1) / weight.sum(1)


def fill_buried(light, edges, buried):
    """Give vertices inside other things the light of their neighbours."""
    known = ~buried
    light = light.copy()
    for _ in range(12):
        total, share = np.zeros_like(light), np.zeros((len(light), 1))
        for a, b in ((0, 1), (1, 0)):
            seen = known[edges[:, b]][:, None]
            np.add.at(total, edges[:, a], light[edges[:, b]] * seen)
            np.add.at(share, edges[:, a], seen.astype(float))
        gain = ~known & (share[:, 0] > 0)
        light[gain] = (total / np.maximum(share, 1e-9))[gain]
        known |= gain
    return light
