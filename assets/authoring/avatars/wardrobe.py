"""More garments: hoodie, button shirt and coat, as fields over a person."""
import numpy as np
from fields import cut, ellipsoid, mirror, path, ramp, union


def hoodie(person, p, detail):
    """Sweatshirt with a hood lying on the shoulders, a pouch pocket."""
    hem = .865
    d = person.trunk(p, .012, .006 + .014 * ramp(1.06 - p[..., 2], 0, .12)) - (.25 + .75 * detail) * person.wrinkles(p)
    band = np.clip(1 - np.abs(p[..., 2] - hem - .022) / .026, 0, 1)
    d = d + .005 * ramp(band, 0, .5)
    pocket = np.maximum(np.abs(p[..., 0]) - .105 + .22 * np.clip(p[..., 2] - .985, 0, .1), np.abs(p[..., 2] - .985) - .070)
    d = d - .0065 * ramp(-pocket, -.002, .005) * (p[..., 1] < 0)
    d = cut(person.cuffs(p, d), hem - p[..., 2], .016)
    d, ring, slope = person.neckline(p, d, .064, 1.400)
    m = mirror(p)
    rim = path(m, [((0, .098, 1.425), .030), ((.062, .072, 1.432), .030), ((.086, .012, 1.420), .024), ((.064, -.044, 1.398), .017), ((.034, -.074, 1.380), .012)], .03)
    bag = ellipsoid(p, (0, .112, 1.372), (.098, .044, .070))
    hood = cut(union(rim, bag, .035), -ellipsoid(p, (0, .012, 1.47), (.062, .072, .075)), .016)
    return union(d, hood, .012)


def shirt(person, p, detail):
    """Button shirt with a folded collar, a placket, a pocket and a curved hem."""
    hem = .855 + .030 * ramp(np.abs(p[..., 0]), .07, .16)
    d = person.trunk(p, .008, .004 + .012 * ramp(1.04 - p[..., 2], 0, .16)) - (.35 + .9 * detail) * person.wrinkles(p)
    d = cut(person.cuffs(p, d, .006), hem - p[..., 2], .014)
    d, ring, _ = person.neckline(p, d, .062, 1.394)
    open_v = np.abs(p[..., 0]) - .60 * np.clip(p[..., 2] - 1.325, 0, .1)
    d = np.where(p[..., 1] < -.02, cut(d, -open_v, .014), d)
    front = p[..., 1] < 0
    placket = np.abs(p[..., 0]) - .015
    d = d - .0032 * ramp(-placket, -.001, .002) * front
    button = (np.abs(np.mod(p[..., 2] + .012, .082) - .041) ** 2 + p[..., 0] ** 2) ** .5
    d = d - .0030 * detail * ramp(.006 - button, 0, .003) * front
    pocket = np.maximum(np.abs(p[..., 0] - .086) - .036, np.abs(p[..., 2] - 1.225) - .042)
    d = d - .0035 * ramp(-pocket, -.001, .003) * front
    lean = 1.412 + .40 * (p[..., 1] - .02)
    spread = .24 * np.clip(lean + .02 - p[..., 2], 0, .05)
    collar = cut(np.abs(ring - .074 - spread) - .0058, np.abs(p[..., 2] - lean + .004) - .023, .008)
    collar = cut(collar, np.where(front, .010 + .42 * np.clip(1.43 - p[..., 2], 0, .06) - np.abs(p[..., 0]), -1), .006)
    return union(d, collar - .003, .010)


def coat(person, p, detail):
    """Long straight coat, buttoned, with a wide collar and a belt."""
    hem = .600
    sway = .006 + .050 * ramp(1.00 - p[..., 2], 0, .42)
    turn = np.arctan2(p[..., 1], p[..., 0])
    fold = .0045 * np.cos(turn * 7 + .5) * ramp(.92 - p[..., 2], 0, .3)
    d = person.cuffs(p, person.trunk(p, .013, 0) - (.25 + .75 * detail) * person.wrinkles(p), .004)
    d = union(d, person.skirt_of(p, sway) - fold, .03)
    belt = np.exp(-((p[..., 2] - 1.045) / .018) ** 6)
    d = d - .007 * belt * (np.abs(p[..., 0]) < .215)
    d = cut(d, hem - p[..., 2], .012)
    d, ring, _ = person.neckline(p, d, .070, 1.398)
    front = p[..., 1] < 0
    seam = np.abs(p[..., 0] + .030)
    d = d + .006 * np.exp(-(seam / .0035) ** 2) * front * (p[..., 2] < 1.34)
    lean = 1.410 + .36 * (p[..., 1] - .02)
    collar = cut(np.abs(ring - .086 - .45 * np.clip(lean + .016 - p[..., 2], 0, .06)) - .0065, np.abs(p[..., 2] - lean + .008) - .030, .010)
    collar = cut(collar, np.where(front, .010 + .35 * np.clip(1.43 - p[..., 2], 0, .08) - np.abs(p[..., 0]), -1), .008)
    return union(d, collar - .004, .012)
