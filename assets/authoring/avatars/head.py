"""Head and face fields; drawn at life size, then enlarged by HEAD about the neck."""
import numpy as np
from fields import cone, cut, ellipsoid, mirror, patch, path, union, vec

HEAD = 1.12
PIVOT = vec(0, .02, 1.455)


def enlarge(field):
    """The field of the enlarged head."""
    return lambda p: field((p - PIVOT) / HEAD + PIVOT) * HEAD


def grow(point):
    """A life-size point after enlarging."""
    return (vec(*point) - PIVOT) * HEAD + PIVOT


def skull(body):
    """Skin of head and neck."""
    soft, face = body["feminine"], body.get("face", {})
    jaw = (.058 if soft else .065) * face.get("jaw", 1)
    chin = (.024 if soft else .032) * face.get("chin", 1)
    neck = (.043 if soft else .053) * face.get("neck", 1)
    cheek, nostril = face.get("cheek", 1), face.get("nose", 1)

    def field(p):
        m = mirror(p)
        d = ellipsoid(p, (0, .012, 1.628 - .004 * (face.get("crown", 1) != 1)), (.079, .095, .099 * face.get("crown", 1)))
        d = union(d, ellipsoid(p, (0, -.024, 1.565), (jaw, .064, .068)), .045)
        d = union(d, ellipsoid(p, (0, -.060, 1.513), (chin, .026, .020)), .034)
        d = union(d, ellipsoid(m, (.040, -.056, 1.574 - .006 * (cheek - 1)), (.026 * cheek, .024 * cheek, .022 * cheek)), .028)
        d = cut(d, -ellipsoid(m, (.034, -.112, 1.604), (.023, .020, .017)), .022)
        nose = cone(p, (0, -.086, 1.605), (0, -.1065, 1.575), .0060, (.0088 if soft else .0104) * nostril)
        nose = union(nose, ellipsoid(m, (.0100 * nostril, -.098, 1.5725), (.0074 * nostril, .0084, .0060)), .008)
        d = union(d, nose, .014)
        ear = ellipsoid(m, (.082, .018, 1.588), (.009, .019, .030))
        ear = cut(ear, -ellipsoid(m, (.090, .012, 1.590), (.006, .010, .018)), .008)
        d = union(d, ear, .008)
        d = union(d, ellipsoid(p, (0, -.083, 1.5390), (.021, .011, .0105)), .012)
        d = cut(d, -ellipsoid(p, (0, -.098, 1.5245), (.020, .010, .0045)), .010)
        return union(d, path(p, [((0, .022, 1.53), neck), ((0, .026, 1.42), neck + .004), ((0, .022, 1.35), .072)]), .028)
    return enlarge(field)


def on_face(body, shape, proud):
    """A thin layer on the face whose outline is a shape of (x, z) at life size, negative inside."""
    face = skull(body)

    def field(p):
        q = (p - PIVOT) / HEAD + PIVOT
        front = q[..., 1] + .045
        return np.maximum(np.maximum(face(p) - proud, -.006 - face(p)), np.maximum(shape(q[..., 0], q[..., 2]), front))
    return field


def brow(thick=1.0):
    """Outline of the eyebrows."""
    return lambda x, z: brow_line(x, z, thick)


def brow_line(x, z, heavy):
    """Distance to the eyebrows' outline."""
    t = np.clip((np.abs(x) - .015) / .041, 0, 1)
    middle = 1.6385 + .0050 * np.sin(t * 2.9) - .0030 * t
    thick = (.0030 * (1 - t) ** .45 + .0006) * heavy
    return np.maximum(np.abs(z - middle) - thick, np.maximum(.0145 - np.abs(x), np.abs(x) - .056))


def mouth_line(x):
    """Height of the line between the lips: a light smile."""
    return 1.5412 + .0066 * (x / .027) ** 2


def lip(x, z, above, below):
    """Outline between two offsets of the mouth line, tapering to the corners."""
    taper = np.clip(1 - (x / .0275) ** 2, 0, 1) ** .7
    line = mouth_line(x)
    return np.maximum(np.maximum(z - line - above * taper, line - below * taper - z), np.abs(x) - .027)


def upper_lip(full):
    """Outline of the upper lip with a light bow."""
    return lambda x, z: lip(x, z, .0058 * full - .0012 * np.exp(-(x / .004) ** 2), -.0004)


def lower_lip(full):
    """Outline of the lower lip."""
    return lambda x, z: lip(x, z, -.0004, .0072 * full)


def gap(x, z):
    """Outline of the dark line between the lips."""
    return lip(x, z, .0011, .0011)


def glasses(p):
    """Thin round spectacles."""
    m = mirror(p)
    q = np.stack([m[..., 0] - .034, (p[..., 2] - 1.6045) * 1.08], -1)
    rim = np.sqrt((np.linalg.norm(q, axis=-1) - .0235) ** 2 + (p[..., 1] + .1045 - .35 * (m[..., 0] - .03)) ** 2) - .0019
    bridge = cone(p, (-.011, -.1105, 1.609), (.011, -.1105, 1.609), .0017, .0017)
    arm = cone(m, (.0575, -.094, 1.609), (.085, .015, 1.604), .0018, .0018)
    return np.minimum(np.minimum(rim, bridge), arm)


def eyes():
    """Eyeballs, lids and lashes as patches: (key, bone, vertices, triangles, normals)."""
    parts = []
    for x in (1, -1):
        def add(key, bone, centre, radii, across, up, steps):
            v, t, n = patch(grow(centre), np.array(radii) * HEAD, across, up, steps)
            parts.append((key, bone, v, t, n))
        ball, size = (x * .0335, -.0768, 1.6040), (.0165, .0150, .0128)
        add("white", "eyes", ball, size, (-95, 95), (-90, 60), (10, 7))
        add("iris", "eyes", (x * .0328, -.0872, 1.6035), (.0100, .0056, .0103), (-180, 180), None, (12, 3))
        add("pupil", "eyes", (x * .0326, -.0904, 1.6035), (.0056, .0030, .0060), (-180, 180), None, (10, 2))
        add("glint", "eyes", (x * .0326 - .0034, -.0925, 1.6072), (.0019, .0013, .0020), (-180, 180), None, (6, 2))
        add("skin", "head", ball, [r * 1.055 for r in size], (-100, 100), (37, 90), (12, 4))
        add("brow", "eyes", ball, [r * 1.085 for r in size], (-82 if x > 0 else -92, 92 if x > 0 else 82), (32, 43), (12, 1))
    return parts
