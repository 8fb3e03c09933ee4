"""Head, face and hair fields; drawn at life size, then enlarged by HEAD about the neck."""
import numpy as np
from fields import box, cone, cut, ellipsoid, mirror, patch, path, ramp, union, vec

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
    soft = body["feminine"]
    jaw = .058 if soft else .066
    chin = .024 if soft else .033
    neck = .041 if soft else .053

    def field(p):
        m = mirror(p)
        d = ellipsoid(p, (0, .012, 1.628), (.079, .095, .099))
        d = union(d, ellipsoid(p, (0, -.024, 1.565), (jaw, .064, .068)), .045)
        d = union(d, ellipsoid(p, (0, -.060, 1.513), (chin, .026, .020)), .034)
        d = union(d, ellipsoid(m, (.040, -.056, 1.574), (.026, .024, .022)), .028)
        d = cut(d, -ellipsoid(m, (.034, -.112, 1.604), (.023, .020, .017)), .022)
        nose = cone(p, (0, -.086, 1.605), (0, -.107, 1.574), .0065, .0100 if soft else .0118)
        nose = union(nose, ellipsoid(m, (.0105, -.098, 1.5715), (.0078, .0088, .0066)), .008)
        d = union(d, nose, .014)
        ear = ellipsoid(m, (.082, .018, 1.588), (.009, .019, .030))
        ear = cut(ear, -ellipsoid(m, (.090, .012, 1.590), (.006, .010, .018)), .008)
        d = union(d, ear, .008)
        d = union(d, ellipsoid(p, (0, -.083, 1.5390), (.021, .011, .0105)), .012)
        d = cut(d, -ellipsoid(p, (0, -.098, 1.5245), (.020, .010, .0045)), .010)
        return union(d, path(p, [((0, .022, 1.53), neck), ((0, .026, 1.42), neck + .004), ((0, .022, 1.35), .072)]), .028)
    return enlarge(field)


def face_window(width, low, brow):
    """Space in front of the face that hair must leave free."""
    return lambda p: box(p, (0, -.115, (low + brow) / 2), (width, .085, (brow - low) / 2), .045)


def strands(p, count, depth, sway=0.0):
    """Grooves that run from the crown downwards."""
    angle = np.arctan2(p[..., 0], p[..., 1] - .01)
    return depth * np.cos(angle * count + sway * np.sin((p[..., 2] - 1.6) * 40))


def hair_short(p, detail):
    """Cropped sides with a fuller, swept top."""
    m = mirror(p)
    cap = ellipsoid(p, (0, .018, 1.632), (.0865, .104, .104))
    d = cut(cap, -face_window(.072, 1.40, 1.672)(p), .018)
    d = cut(d, 1.545 + .22 * np.clip(-p[..., 1], -.06, .05) - p[..., 2], .012)
    d = cut(d, -ellipsoid(m, (.088, -.006, 1.575), (.022, .034, .044)), .010)
    wave = (.0012 + .0018 * detail) * np.cos(p[..., 0] * 150 + p[..., 1] * 60)
    top = union(ellipsoid(p, (.014, -.048, 1.708), (.066, .050, .026)), ellipsoid(p, (-.006, .014, 1.716), (.070, .080, .024)), .03)
    return union(d, top - wave, .018)


def hair_curls(p, detail):
    """Short rounded curls."""
    m = mirror(p)
    bumps = (.0016 + .0022 * detail) * np.cos(p[..., 0] * 230) * np.cos(p[..., 1] * 230 + 1) * np.cos(p[..., 2] * 230)
    d = ellipsoid(p, (0, .020, 1.640), (.0885, .104, .106))
    d = cut(d, -face_window(.068, 1.40, 1.676)(p), .016)
    d = cut(d, 1.560 + .20 * np.clip(-p[..., 1], -.06, .05) - p[..., 2], .012)
    d = cut(d, -ellipsoid(m, (.088, -.006, 1.575), (.022, .034, .046)), .010)
    return union(d, ellipsoid(p, (0, -.012, 1.712), (.074, .080, .036)), .02) - bumps


def hair_bob(p, detail):
    """Chin-length bob with a side parting."""
    groove = detail * strands(p, 22, .0020)
    cap = ellipsoid(p, (0, .018, 1.634), (.090, .107, .107)) - groove
    curl = 1.478 + .018 * ramp(-p[..., 1], -.02, .07)
    sides = cut(ellipsoid(p, (0, .022, 1.572), (.1035, .106, .150)), curl - p[..., 2], .02) - groove
    d = cut(union(cap, sides, .03), -face_window(.066, 1.38, 1.668)(p), .022)
    d = cut(d, -box(p, (0, -.02, 1.46), (.062, .12, .075), .03), .034)
    fringe = path(p, [((.040, -.050, 1.722), .013), ((-.030, -.088, 1.688), .018), ((-.074, -.068, 1.635), .018), ((-.090, -.040, 1.575), .014)], .03)
    lock = path(p, [((.042, -.050, 1.721), .012), ((.078, -.062, 1.665), .015), ((.090, -.040, 1.585), .013)], .03)
    return union(union(d, fringe - groove, .018), lock - groove, .016)


def hair_long(p, detail):
    """Long waves behind the shoulders, parted in the middle."""
    groove = detail * strands(p, 20, .0024, 1.6)
    cap = ellipsoid(p, (0, .018, 1.634), (.090, .107, .107)) - groove
    back = path(p, [((0, .050, 1.62), .088), ((0, .074, 1.50), .086), ((0, .088, 1.40), .080), ((0, .094, 1.31), .058)], .04)
    back = cut(back, .018 - p[..., 1], .03) - groove - .004 * np.sin(p[..., 2] * 55)
    d = cut(union(cap, back, .04), -face_window(.064, 1.38, 1.680)(p), .022)
    m = mirror(p)
    lock = path(m, [((.010, -.056, 1.728), .013), ((.056, -.078, 1.684), .017), ((.087, -.048, 1.615), .016),
                    ((.094, -.010, 1.52), .020), ((.086, .024, 1.43), .022)], .03)
    return union(d, lock - groove, .018)


def beard(p):
    """Short beard over jaw and chin, leaving the lips free."""
    m = mirror(p)
    d = ellipsoid(p, (0, -.024, 1.558), (.0680, .0672, .0640))
    d = union(d, ellipsoid(p, (0, -.062, 1.512), (.0355, .028, .0225)), .034)
    low = cut(d, p[..., 2] - 1.556 + .35 * np.clip(p[..., 1] + .06, -.02, .08) - .055 * ramp(m[..., 0], .030, .062), .008)
    low = cut(low, -ellipsoid(p, (0, -.100, 1.5435), (.0215, .030, .0085)), .006)
    return cut(low, p[..., 1] - .022, .01)


HAIR = {"short": hair_short, "curls": hair_curls, "bob": hair_bob, "long": hair_long}


def on_face(body, shape, proud):
    """A thin layer on the face whose outline is a shape of (x, z) at life size, negative inside."""
    face = skull(body)

    def field(p):
        q = (p - PIVOT) / HEAD + PIVOT
        front = q[..., 1] + .045
        return np.maximum(np.maximum(face(p) - proud, -.006 - face(p)), np.maximum(shape(q[..., 0], q[..., 2]), front))
    return field


def brow(x, z):
    """Outline of the eyebrows."""
    t = np.clip((np.abs(x) - .015) / .041, 0, 1)
    middle = 1.6385 + .0050 * np.sin(t * 2.9) - .0030 * t
    thick = .0030 * (1 - t) ** .45 + .0006
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
        add("iris", "eyes", (x * .0328, -.0872, 1.6035), (.0092, .0056, .0096), (-180, 180), None, (12, 3))
        add("pupil", "eyes", (x * .0326, -.0904, 1.6035), (.0052, .0030, .0056), (-180, 180), None, (10, 2))
        add("glint", "eyes", (x * .0326 - .0034, -.0925, 1.6072), (.0019, .0013, .0020), (-180, 180), None, (6, 2))
        add("skin", "head", ball, [r * 1.055 for r in size], (-100, 100), (44, 90), (12, 3))
        add("brow", "eyes", ball, [r * 1.085 for r in size], (-82 if x > 0 else -92, 92 if x > 0 else 82), (39, 49), (12, 1))
    return parts
