"""Hair, beard and headscarf fields, at the drawn size of the head."""
import numpy as np
from fields import box, cut, ellipsoid, mirror, path, ramp, union


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
    back = cut(back, -.004 - p[..., 1], .03) - groove - .004 * np.sin(p[..., 2] * 55)
    d = cut(union(cap, back, .04), -face_window(.064, 1.38, 1.680)(p), .022)
    m = mirror(p)
    lock = path(m, [((.010, -.056, 1.728), .013), ((.056, -.078, 1.684), .017), ((.087, -.048, 1.615), .016),
                    ((.094, -.010, 1.52), .020), ((.086, .024, 1.43), .022)], .03)
    d = union(d, ellipsoid(m, (.084, .026, 1.585), (.018, .036, .055)), .02)
    return union(d, lock - groove, .018)

def beard(body):
    """Short beard with a moustache over jaw and chin, leaving the lips free."""
    wide, face = (.065 if not body["feminine"] else .058), body.get("face", {})
    jaw, chin = wide * face.get("jaw", 1) + .0022, .032 * face.get("chin", 1) + .0035
    cheek = face.get("cheek", 1)

    def field(p):
        m = mirror(p)
        d = ellipsoid(p, (0, -.024, 1.560), (jaw, .0672, .0660))
        d = union(d, ellipsoid(p, (0, -.062, 1.512), (chin, .028, .0225)), .034)
        d = union(d, ellipsoid(m, (.040, -.056, 1.572 - .006 * (cheek - 1)), (.0275 * cheek, .0255 * cheek, .0235 * cheek)), .028)
        edge = 1.553 + .35 * np.clip(p[..., 1] + .06, -.02, .08) * -1 + .040 * ramp(m[..., 0], .030, .062)
        low = cut(d, p[..., 2] - edge, .006)
        low = cut(low, -ellipsoid(p, (0, -.100, 1.5415), (.0235, .030, .0100)), .005)
        lip = path(m, [((.003, -.1000, 1.5575), .0050), ((.017, -.0950, 1.5560), .0052), ((.029, -.0820, 1.5450), .0042)], .006)
        return cut(union(low, lip, .005), p[..., 1] - .022, .01)
    return field


def hair_afro(p, detail):
    """A round afro, full and soft."""
    m = mirror(p)
    bumps = (.0020 + .0014 * detail) * np.cos(p[..., 0] * 190 + 1) * np.cos(p[..., 1] * 190) * np.cos(p[..., 2] * 190 + .5)
    d = ellipsoid(p, (0, .034, 1.668), (.138, .132, .122))
    d = cut(d, -ellipsoid(m, (0, -.128, 1.566), (.080, .118, .130)), .022)
    return cut(d, 1.565 + .10 * np.clip(-p[..., 1], -.08, .05) - p[..., 2], .03) - bumps


def hair_bun(p, detail):
    """Swept back from the face into a bun at the crown."""
    flow = detail * .0020 * np.cos(np.arctan2(p[..., 0], p[..., 2] - 1.60) * 26)
    m = mirror(p)
    cap = ellipsoid(p, (0, .018, 1.634), (.0865, .105, .105)) - flow
    d = cut(cap, -face_window(.070, 1.40, 1.676)(p), .022)
    d = cut(d, 1.540 + .30 * np.clip(-p[..., 1], -.06, .06) - p[..., 2], .014)
    d = cut(d, -ellipsoid(m, (.090, .006, 1.575), (.022, .034, .042)), .010)
    front = path(m, [((.004, -.074, 1.700), .014), ((.050, -.062, 1.690), .015), ((.080, -.020, 1.640), .012)], .03)
    turn = np.arctan2(p[..., 2] - 1.722, p[..., 0])
    bun = ellipsoid(p, (0, .088, 1.722), (.046, .042, .043)) - .0022 * detail * np.cos(turn * 5 + p[..., 1] * 160)
    return union(union(d, front - flow, .02), bun, .010)


def headscarf(p, detail):
    """A scarf round head and neck, its end laid over the chest."""
    m = mirror(p)
    fold = (.0008 + .0018 * detail) * np.cos(p[..., 2] * 105 + 26 * m[..., 0] + 14 * p[..., 1])
    d = ellipsoid(p, (0, .022, 1.630), (.0925, .113, .113))
    d = union(d, ellipsoid(p, (0, -.010, 1.556), (.0895, .0890, .100)), .05)
    wrap = path(p, [((0, .026, 1.50), .074), ((0, .014, 1.425), .090), ((0, .010, 1.392), .098)], .05)
    d = union(d, cut(wrap, 1.372 - .35 * np.clip(-p[..., 1], 0, .2) * (m[..., 0] < .2) - p[..., 2], .02) - fold, .035)
    roll = path(p, [((-.082, -.020, 1.480), .016), ((-.040, -.074, 1.446), .019), ((.040, -.074, 1.434), .020), ((.084, -.016, 1.452), .018)], .03)
    d = union(d, roll - fold, .014)
    oval = ellipsoid(p, (0, -.118, 1.589), (.0640, .068, .0870))
    return cut(d, -oval, .010) - .25 * fold


HAIR = {"short": hair_short, "curls": hair_curls, "bob": hair_bob, "long": hair_long, "afro": hair_afro, "bun": hair_bun, "scarf": headscarf}
