"""Body, hands and clothes fields of one person."""
import numpy as np
from fields import cone, cut, ellipsoid, loft, mirror, path, ramp, union, vec
from skeleton import joints


class Person:
    """Fields of one body, all sharing its measures."""

    def __init__(self, body):
        self.body = body
        self.joints = joints(body)
        self.girth = body["girth"]
        self.rows = [self.rounded(row) for row in self.profile()]

    def profile(self):
        """Torso sections: height, half width, half depth, centre y."""
        g = self.girth
        if self.body["feminine"]:
            return [(.78, .160 * g, .106 * g, .014), (.90, .172 * g, .116 * g, .014), (.99, .150 * g, .098 * g, .006),
                    (1.08, .127 * g, .086 * g, .004), (1.18, .139 * g, .099 * g, -.006), (1.25, .150 * g, .110 * g, -.012),
                    (1.33, .148 * g, .090, .008), (1.385, .098, .068, .018), (1.44, .060, .056, .022)]
        return [(.78, .156 * g, .104 * g, .008), (.92, .160 * g, .106 * g, .008), (1.05, .157 * g, .104 * g, .002),
                (1.17, .170 * g, .110 * g, 0), (1.28, .187 * g, .118 * g, .002), (1.345, .178, .098, .012),
                (1.40, .112, .072, .018), (1.45, .070, .060, .022)]

    def rounded(self, row):
        """A torso section with the person's belly."""
        z, wide, deep, middle = row
        belly = self.body.get("belly", 0) * float(np.exp(-((z - 1.03) / .135) ** 2))
        return z, wide + .45 * belly, deep + .62 * belly, middle - .48 * belly

    def sleeve(self, p, loose):
        """Left sleeve as a chain from the shoulder to the wrist."""
        s, g = self.body["shoulder"], self.girth
        elbow, wrist = self.joints["leftLowerArm"], self.joints["leftHand"]
        middle = tuple((vec(s, .015, 1.35) + vec(*elbow)) / 2)
        chain = [((s - .062, .018, 1.368), .050), ((s - .006, .015, 1.348), .0555 * g), (middle, .050 * g),
                 (elbow, .0445 * g), (tuple((vec(*elbow) + vec(*wrist)) / 2), .041 * g), (wrist, .033)]
        return path(p, chain, .022) - loose

    def wrinkles(self, p):
        """Soft folds at elbows and waist."""
        m = mirror(p)
        elbow, wrist = vec(*self.joints["leftLowerArm"]), vec(*self.joints["leftHand"])
        near = np.exp(-(((m - elbow) ** 2).sum(-1)) / .0036) + .6 * np.exp(-(((m - wrist) ** 2).sum(-1)) / .0016)
        waist = np.exp(-((p[..., 2] - 1.02) / .06) ** 2) * .5
        return .0030 * near * np.cos(p[..., 2] * 190 + p[..., 1] * 60) + .0028 * waist * np.cos(p[..., 2] * 120 + p[..., 0] * 26)

    def trunk(self, p, loose, hang=0.0):
        """Torso and both sleeves under cloth of some thickness; the torso alone may hang looser."""
        armpit = .004 + .032 * ramp(p[..., 2], 1.10, 1.26)
        return union(loft(p, self.rows) - .004 - loose - hang, self.sleeve(mirror(p), loose), armpit)

    def arm_side(self, points):
        """Positive where a point belongs to the sleeve rather than the torso."""
        return loft(points, self.rows) - self.sleeve(mirror(points), 0)

    def cuffs(self, p, d, reach=.012):
        """End the sleeves before the hand."""
        m = mirror(p)
        elbow, wrist = vec(*self.joints["leftLowerArm"]), vec(*self.joints["leftHand"])
        along = (wrist - elbow) / np.linalg.norm(wrist - elbow)
        end = (m - wrist) @ along + reach
        return np.where(m[..., 0] > self.body["shoulder"] + .02, cut(d, end, .008), d)

    def neckline(self, p, d, radius, height):
        """Open the top around the neck."""
        ring = np.sqrt(p[..., 0] ** 2 + (p[..., 1] - .02) ** 2)
        slope = height + .16 * (p[..., 1] - .02)
        return cut(d, -cut(ring - radius, slope - p[..., 2], .004), .012), ring, slope

    def sweater(self, p, detail):
        """Crew-neck knit with ribbed hem, cuffs and collar."""
        hem = .885
        d = self.trunk(p, .009, .004 + .012 * ramp(1.06 - p[..., 2], 0, .12)) - (.25 + .75 * detail) * self.wrinkles(p)
        band = np.clip(1 - np.abs(p[..., 2] - hem - .022) / .024, 0, 1)
        angle = np.arctan2(p[..., 0], p[..., 1])
        d = d + .004 * ramp(band, 0, .5) - .0010 * detail * np.cos(angle * 90) * band
        d = cut(self.cuffs(p, d), hem - p[..., 2], .016)
        d, ring, slope = self.neckline(p, d, .066, 1.405)
        collar = cut(np.abs(ring - .073) - .006, np.abs(p[..., 2] - slope - .012) - .014, .008)
        return union(d, collar - .004, .012)

    def opening(self, p, width):
        """Half width of the V between lapels at each height."""
        return width * ramp(p[..., 2], 1.06, 1.40)

    def blazer(self, p, detail):
        """Jacket with lapels, open over a shirt."""
        hem = .825
        d = self.trunk(p, .010, .002 + .024 * ramp(1.02 - p[..., 2], 0, .18)) - (.25 + .75 * detail) * self.wrinkles(p)
        d = cut(self.cuffs(p, d, .006), hem - p[..., 2] + .25 * p[..., 0] ** 2, .016)
        d, _, _ = self.neckline(p, d, .066, 1.400)
        front = p[..., 1] < -.01
        gap = np.abs(p[..., 0]) - self.opening(p, .080)
        d = np.where(front & (p[..., 2] > 1.04), cut(d, -gap, .010), d)
        seam = np.abs(p[..., 0] - .004) + .6 * np.clip(p[..., 2] - 1.07, 0, 1)
        d = d + .006 * np.exp(-(seam / .0035) ** 2) * front
        shell = np.abs(self.trunk(p, .020)) - .0065
        lapel = cut(shell, np.abs(gap - .019) - .021 * ramp(p[..., 2], 1.05, 1.22), .005)
        lapel = cut(lapel, np.maximum(p[..., 1] - .012, np.maximum(1.07 - p[..., 2], p[..., 2] - 1.415)), .006)
        notch = np.abs(p[..., 2] - 1.318 + .25 * (gap - .02)) - .004
        lapel = cut(lapel, -np.maximum(notch, .018 - gap), .004)
        ring = np.sqrt(p[..., 0] ** 2 + (p[..., 1] - .024) ** 2)
        collar = np.maximum(np.abs(ring - .076) - .008, np.maximum(np.abs(p[..., 2] - 1.412 - .12 * p[..., 1]) - .024, -.02 - p[..., 1]))
        return union(union(d, lapel, .006), collar - .004, .012)

    def overshirt(self, p, detail):
        """Straight shirt jacket worn open, with a folded collar and a chest pocket."""
        hem = .80
        d = self.trunk(p, .012, .002 + .020 * ramp(1.05 - p[..., 2], 0, .2)) - (.25 + .75 * detail) * self.wrinkles(p)
        d = cut(self.cuffs(p, d, .004), hem - p[..., 2], .016)
        d, ring, _ = self.neckline(p, d, .068, 1.402)
        gap = np.abs(p[..., 0]) - .034 - .030 * ramp(p[..., 2], 1.15, 1.40)
        d = np.where(p[..., 1] < 0, cut(d, -gap, .008), d)
        placket = np.exp(-((gap - .026) / .003) ** 2) * (p[..., 1] < 0) * .003
        pocket = np.maximum(np.abs(p[..., 0] - .098) - .040, np.abs(p[..., 2] - 1.215) - .046)
        d = d + placket - .0045 * ramp(-pocket, -.001, .003) * (p[..., 1] < 0)
        lean = 1.412 + .42 * (p[..., 1] - .02)
        collar = cut(np.abs(ring - .078 - .25 * np.clip(lean + .02 - p[..., 2], 0, .04)) - .005, np.abs(p[..., 2] - lean) - .021, .008)
        collar = cut(collar, np.where(p[..., 1] < 0, -gap - .004, -1), .008)
        return union(d, collar - .004, .012)

    def bodice(self, p, detail):
        """Upper half of the dress with three-quarter sleeves and a boat neck."""
        d = self.trunk(p, .003) - .4 * detail * self.wrinkles(p)
        d = cut(self.cuffs(p, d, .075), 1.015 - p[..., 2], .006)
        d, _, _ = self.neckline(p, d, .088, 1.382)
        return d

    def skirt(self, p):
        """Midi skirt in soft folds with a belt seam."""
        g = self.girth
        rows = [(.40, .262, .224, .016), (.58, .226, .192, .014), (.76, .194 * g, .150 * g, .014), (.90, .180 * g, .124 * g, .014),
                (.99, .154 * g, .102 * g, .006), (1.035, .140 * g, .095 * g, .005)]
        turn = np.arctan2(p[..., 1], p[..., 0])
        fold = (.011 * np.cos(turn * 11 + .6 * np.sin(turn * 3)) + .004 * np.cos(turn * 23)) * ramp(.95 - p[..., 2], 0, .45)
        belt = .006 * np.exp(-((p[..., 2] - 1.012) / .012) ** 2)
        return cut(loft(p, rows, 2.1) - fold - belt, .41 - p[..., 2], .008)

    def skirt_of(self, p, loose):
        """The lower half of a coat: hips and thighs in one tube."""
        g = self.girth
        rows = [(.50, .196 * g, .140 * g, .014), (.74, .186 * g, .132 * g, .014), (.90, .176 * g, .122 * g, .012)]
        rows = [self.rounded(r) for r in rows] + [r for r in self.rows if .95 < r[0] < 1.20]
        return loft(p, rows) - .016 - loose

    def shirt(self, p):
        """Shirt front that shows under an open jacket."""
        d = cut(loft(p, self.rows) - .001, np.maximum(self.body["waist"] - .03 - p[..., 2], np.abs(p[..., 0]) - .115), .008)
        neck = np.sqrt(p[..., 0] ** 2 + (p[..., 1] - .02) ** 2)
        return cut(cut(d, p[..., 1] - .035, .006), -cut(neck - .057, 1.392 + .16 * p[..., 1] - p[..., 2], .006), .014)

    def trousers(self, p, detail):
        """Two straight legs and the seat, with creases at the knee and hem."""
        g, wide = self.girth, self.body["leg"]
        hip, knee, foot = self.joints["leftUpperLeg"], self.joints["leftLowerLeg"], self.joints["leftFoot"]
        m = mirror(p)
        d = path(m, [((hip[0] + .004, .012, .90), .089 * g), ((hip[0] + .004, .004, .70), .081 * g),
                     ((knee[0], -.002, .50), .062 * wide * g), ((foot[0], .016, .10), .054 * wide)], .03)
        d = union(d, loft(p, [r for r in self.rows if r[0] <= 1.06]) - .005, .03)
        d = np.where(p[..., 2] < .80, cut(d, .003 - m[..., 0], .010), d)
        fold = .0035 * (np.exp(-((p[..., 2] - .49) / .05) ** 2) + np.exp(-((p[..., 2] - .12) / .035) ** 2)) * np.cos(p[..., 2] * 150 + p[..., 1] * 40)
        crease = .0035 * np.exp(-((m[..., 0] - knee[0]) / .006) ** 2) * (p[..., 1] < 0) * ramp(.80 - p[..., 2], 0, .1)
        return cut(cut(d - detail * (fold + crease), p[..., 2] - self.body["waist"], .01), .070 - p[..., 2], .006)

    def bare_legs(self, p):
        """Legs below a skirt."""
        h = self.body["hip"]
        d = path(mirror(p), [((h, .004, .62), .070), ((h + .004, -.004, .48), .051), ((h + .007, .016, .34), .053),
                             ((h + .010, .020, .12), .034), ((h + .010, .020, .05), .036)], .03)
        return cut(d, p[..., 2] - .60, .01)

    def shoe(self, p):
        """Sneaker or ballet flat."""
        foot = self.joints["leftFoot"]
        m = mirror(p)
        low = self.body["shoe"] == "flat"
        toe = ellipsoid(m, (foot[0] + .006, -.062, .040), (.044, .098, .036 if low else .042))
        heel = ellipsoid(m, (foot[0], .030, .052), (.038, .048, .050 if low else .056))
        d = union(toe, heel, .035)
        if low:
            hollow = ellipsoid(m, (foot[0] + .002, -.004, .088), (.031, .066, .045))
            return cut(cut(d, -hollow, .006), .004 - m[..., 2], .005)
        d = union(d, cone(m, (foot[0], .022, .06), (foot[0], .024, .108), .043, .041), .02)
        laces = .0028 * np.clip(np.cos(m[..., 1] * 330), 0, 1) * np.exp(-((m[..., 0] - foot[0] - .003) / .020) ** 2) * ((m[..., 1] < -.022) & (m[..., 1] > -.095) & (m[..., 2] > .05))
        return cut(cut(d - laces, .004 - m[..., 2], .006), m[..., 2] - .118, .006)

    def sole(self, p):
        """Sole under the shoe."""
        return cut(self.shoe(p) - .0045, np.abs(p[..., 2] - .010) - .010, .004)

    def hand(self, p):
        """Palm, four fingers slightly curled and a thumb."""
        wrist, tip = vec(*self.joints["leftHand"]), vec(*self.joints["leftFingersEnd"])
        m = mirror(p)
        down = (tip - wrist) / np.linalg.norm(tip - wrist)
        front = vec(0, -1, 0) - down * (down @ vec(0, -1, 0))
        front /= np.linalg.norm(front)
        inward = np.cross(down, front)
        elbow = vec(*self.joints["leftLowerArm"])
        arm = wrist + (elbow - wrist) * (.55 if self.body["top"] == "dress" else .24)
        d = path(m, [(tuple(arm), .031 if self.body["top"] == "dress" else .0245), (tuple(wrist + down * .010), .0200)])
        palm = path(m, [(tuple(wrist + down * .035 + front * .016), .0165), (tuple(wrist + down * .076 + front * .020), .0130)], .01)
        palm = union(palm, path(m, [(tuple(wrist + down * .035 - front * .014), .0165), (tuple(wrist + down * .074 - front * .022), .0120)], .01), .014)
        d = union(d, palm, .016)
        for i, across in enumerate((.027, .0095, -.0085, -.0255)):
            length = (.062, .070, .066, .052)[i] * .95
            root = wrist + down * (.078 - .003 * abs(i - 1)) + front * across
            knuckle = root + down * length * .5 + front * across * .06
            end = knuckle + down * length * .46 + inward * length * (.16 + .05 * i)
            d = union(d, path(m, [(tuple(root), .0105), (tuple(knuckle), .0092), (tuple(end), .0074)], .006), .006)
        base = wrist + down * .024 + front * .020
        bend = base + front * .024 + down * .030 + inward * .008
        return union(d, path(m, [(tuple(base), .0140), (tuple(bend), .0108), (tuple(bend + down * .032 + front * .006), .0082)], .008), .012)
