"""Signed distance fields and how to mesh them. x = the body's left, y = back (the face looks to -y), z = up; metres."""
import numpy as np
from scipy.interpolate import PchipInterpolator
from skimage.measure import marching_cubes


def vec(*values):
    """A float vector."""
    return np.array(values, "f")


def mirror(p):
    """Fold the right half onto the left."""
    return np.stack([np.abs(p[..., 0]), p[..., 1], p[..., 2]], -1)


def ellipsoid(p, centre, radii):
    """Ellipsoid (approximate distance)."""
    q = (p - vec(*centre)) / vec(*radii)
    k0 = np.linalg.norm(q, axis=-1)
    k1 = np.linalg.norm(q / vec(*radii), axis=-1)
    return k0 * (k0 - 1) / np.maximum(k1, 1e-6)


def cone(p, a, b, ra, rb):
    """Capsule whose radius goes from ra to rb."""
    a, b = vec(*a), vec(*b)
    ab = b - a
    t = np.clip(((p - a) @ ab) / (ab @ ab), 0, 1)
    return np.linalg.norm(p - a - t[..., None] * ab, axis=-1) - (ra + (rb - ra) * t)


def path(p, points, blend=0.02):
    """Smooth chain of capsules through [(point, radius), ...]."""
    d = None
    for (a, ra), (b, rb) in zip(points, points[1:]):
        e = cone(p, a, b, ra, rb)
        d = e if d is None else union(d, e, blend)
    return d


def box(p, centre, half, radius):
    """Rounded box."""
    q = np.abs(p - vec(*centre)) - vec(*half) + radius
    return np.linalg.norm(np.maximum(q, 0), axis=-1) + np.minimum(q.max(-1), 0) - radius


def union(a, b, k):
    """Smooth minimum."""
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return b + (a - b) * h - k * h * (1 - h)


def cut(a, b, k):
    """Smooth maximum: keep what lies in both."""
    return -union(-a, -b, k)


def loft(p, rows, power=2.35):
    """Tube of super-elliptic sections (z, half width, half depth, centre y) with smooth profile."""
    rows = np.array(sorted(rows), "f")
    z = p[..., 2]
    zc = np.clip(z, rows[0, 0], rows[-1, 0])
    rx, ry, cy = [PchipInterpolator(rows[:, 0], rows[:, i])(zc) for i in (1, 2, 3)]
    q = (np.abs(p[..., 0] / rx) ** power + np.abs((p[..., 1] - cy) / ry) ** power) ** (1 / power)
    return cut((q - 1) * np.minimum(rx, ry), np.maximum(rows[0, 0] - z, z - rows[-1, 0]), 0.02)


def ramp(x, low, high):
    """0 below low, 1 above high, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mesh(field, low, high, voxel):
    """Vertices and outward triangles of the zero level."""
    axes = [np.arange(a, b + voxel, voxel, dtype="f") for a, b in zip(low, high)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    vertices, triangles, _, _ = marching_cubes(field(grid), 0, spacing=(voxel,) * 3)
    return vertices + np.array(low), triangles


def gradient(field, points, step=0.002):
    """Unit normals of a field at points."""
    n = np.stack([field(points + step * np.eye(3)[i]) - field(points - step * np.eye(3)[i]) for i in range(3)], -1)
    return n / np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-9)


def patch(centre, radii, across, up, steps):
    """Part of an ellipsoid facing -y: across = azimuths, up = elevations in degrees; no elevations: a cap about -y."""
    columns, rows = steps
    u, v = np.meshgrid(np.radians(np.linspace(*across, columns + 1)), np.linspace(0, 1, rows + 1))
    if up is None:
        away = v * np.radians(88)
        unit = np.stack([np.sin(away) * np.cos(u), -np.cos(away), np.sin(away) * np.sin(u)], -1)
    else:
        lift = np.radians(up[0] + (up[1] - up[0]) * v)
        unit = np.stack([np.sin(u) * np.cos(lift), -np.cos(u) * np.cos(lift), np.sin(lift)], -1)
    unit = unit.reshape(-1, 3)
    quads = [(r * (columns + 1) + c, columns + 1) for r in range(rows) for c in range(columns)]
    faces = [f for i, w in quads for f in ((i, i + 1, i + w + 1), (i, i + w + 1, i + w))]
    faces = [f for f in faces if min(np.linalg.norm(unit[f[i]] - unit[f[i - 1]]) for i in range(3)) > 1e-6]
    normals = unit / np.array(radii)
    return unit * radii + np.array(centre), np.array(faces), normals / np.linalg.norm(normals, axis=1, keepdims=True)
