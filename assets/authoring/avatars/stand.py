"""Standing and sitting: three ways of waiting, talking, thinking, a seat."""
import math

from pose import SIGN, Pose
from rhythm import between_times, blink, ease, hang, sway

ANKLE = .085


def feet(pose, left=(0, 0, 0, 8), right=(0, 0, 0, 8), knee=6):
    """Both feet on the floor: outwards, forwards, heel lift in degrees, toe-out."""
    for side, (out, ahead, heel, yaw) in (("left", left), ("right", right)):
        x, y, _ = pose.joints["leftFoot"]
        angle = math.radians(heel)
        rise = .108 * math.sin(angle) + ANKLE * (math.cos(angle) - 1)
        along = .108 * (1 - math.cos(angle)) + ANKLE * math.sin(angle)
        pose.foot(side, (SIGN[side] * (x + out), y - ahead - along, ANKLE + rise), yaw, -heel, heel * .9, knee)


def stand(joints, weight=0.0, breath=0.0, left=(0, 0, 0, 8), right=(0, 0, 0, 8)):
    """Standing with the weight between right (-1) and left (1); the body's line follows the weight."""
    pose = Pose(joints)
    rest = abs(weight)
    pose.offset[:] = (.030 * weight, .004, -.006 - .006 * rest + .001 * breath)
    pose.set(hips=(.5, -2.6 * weight, 2.4 * weight), spine=(-.4 - .3 * breath, 3.0 * weight, -.8 * weight),
             chest=(.3 - .9 * breath, 1.5 * weight, -1.4 * weight), upperChest=(.2 - .6 * breath, 0, -.5 * weight),
             leftShoulder=(0, -1.3 * breath + .8 * weight, 0), rightShoulder=(0, 1.3 * breath + .8 * weight, 0))
    feet(pose, left, right, 6)
    hang(pose, "left", .8 * breath - 1.5 * weight, 13 + .8 * breath + 2 * weight, 1 - .6 * breath)
    hang(pose, "right", .8 * breath + 1.5 * weight, 12 + .8 * breath - 2 * weight, 1 - .6 * breath)
    pose.gaze(.6 + .5 * breath, .6 * weight, 0, .8)
    return pose


def idle(joints, seconds=6.0):
    """Breathing, a slow shift of weight, a short glance."""
    def motion(t):
        p = t / seconds
        breath, weight = sway(2 * p), .55 * sway(p)
        pose = stand(joints, weight, breath)
        look = between_times(t, 2.3, 2.8, 3.9, 4.6)
        pose.gaze(.8 + .6 * sway(2 * p - .08) - 1.5 * look, .8 * sway(p + .2) + 1.5 * look, 3 * sway(p + .1) - 9 * look, .8)
        pose.eyes = blink(t, (1.0, 2.4, 4.9))
        return pose
    return motion


def idle2(joints, seconds=8.0):
    """Settle on the left leg, look around the room, come back."""
    def motion(t):
        p = t / seconds
        breath = sway(3 * p)
        lean = between_times(t, .4, 1.7, 5.9, 7.4)
        pose = stand(joints, .9 * lean - .25 * between_times(t, 5.8, 6.9, 7.0, 8.0), breath)
        feet(pose, (0, 0, 0, 8), (.020 * lean, .035 * lean, 0, 8 + 10 * lean), 6)
        first, second = between_times(t, 1.3, 2.1, 3.0, 3.9), between_times(t, 3.4, 4.4, 5.4, 6.4)
        pose.set(chest=(.3 - .9 * breath, 1.3 * lean, -1 * lean + 5 * first - 6 * second))
        hang(pose, "right", 2 * lean + 2 * second, 12 + 5 * lean, 1 + 2 * lean, 6)
        pose.gaze(.5 - 3 * first + 2 * second + .5 * breath, 2.5 * second - 2 * first, 27 * first - 30 * second, .75)
        pose.eyes = blink(t, (1.5, 3.6, 6.2))
        return pose
    return motion


def idle3(joints, seconds=8.0):
    """Fold the hands in front, rock a little, let go."""
    def motion(t):
        p = t / seconds
        breath = sway(3 * p)
        held = between_times(t, .3, 1.5, 6.3, 7.7)
        rock = between_times(t, 3.3, 3.9, 4.3, 5.0)
        pose = stand(joints, -.5 * held + .8 * held * ease((t - 2.2) / 1.6) - .3 * held * ease((t - 5.2) / 1), breath)
        pose.offset += (0, -.012 * rock, .014 * rock)
        feet(pose, (0, 0, 12 * rock, 8), (0, 0, 12 * rock, 8))
        clasp(pose, held, .955 + .003 * breath)
        pose.gaze(1 + .6 * breath - 3 * rock, -3 * between_times(t, 4.6, 5.4, 6, 7), 12 * between_times(t, 1.6, 2.4, 3.4, 4.4) - 8 * between_times(t, 4.6, 5.5, 6, 7), .8)
        pose.eyes = blink(t, (.8, 3.2, 5.2, 6.9))
        return pose
    return motion


def clasp(pose, share, height):
    """Right hand over left in front of the belly."""
    deep = -.165 - pose.belly
    pose.hand("left", (.062, deep, height), (.8, .75, -.2), (-.82, -.30, -.42), (-.1, 1, -.15), 22, share)
    pose.hand("right", (-.060, deep - .030, height + .012), (-.8, .75, -.2), (.80, -.16, -.48), (.1, 1, -.15), 30, share)


def talk(joints, seconds=6.0):
    """Speech: hands open and beat, the head underlines, the jaw follows syllables."""
    def motion(t):
        p = t / seconds
        pose = stand(joints, .5 * sway(p + .1), sway(2 * p))
        one, two = ease(.5 + .5 * sway(3 * p - .1)), ease(.5 + .5 * sway(2 * p + .3))
        both = between_times(t, 3.6, 4.3, 5.0, 5.8)
        deep = -.235 - pose.belly
        pose.hand("left", (.17 + .05 * one + .05 * both, deep - .05 * one, 1.04 + .075 * one + .02 * both), (.75, .5, -.6),
                  (-.30 + .5 * both, -.9, .18 + .28 * one), (-.72 + .2 * both, .2, .75), 16 - 8 * one)
        pose.hand("right", (-.16 - .06 * two - .05 * both, deep - .045 * two, 1.02 + .085 * two + .03 * both), (-.75, .5, -.6),
                  (.34 - .5 * both, -.9, .12 + .30 * two), (.72 - .2 * both, .2, .75), 18 - 9 * two)
        pose.set(jaw=(speech(t, p), 0, 0))
        nod = 2.6 * sway(3 * p + .12) + 1.2 * sway(5 * p)
        pose.gaze(.8 + nod, 2.2 * sway(2 * p + .15) + 2 * both, 6 * sway(p + .1) + 2.5 * sway(3 * p), .7)
        pose.eyes = blink(t, (.7, 2.2, 3.5, 5.1))
        return pose
    return motion


def speech(t, p):
    """Degrees the jaw opens: syllables in two phrases with a breath between."""
    syllable = abs(sway(10.5 * p)) ** 1.2 * (.62 + .38 * sway(4 * p + .2))
    return 12 * max(0.0, syllable) * (1 - between_times(t, 2.6, 2.8, 3.0, 3.2)) * (1 - ease((t - 5.6) / .25))


def think(joints, seconds=6.0):
    """Hand at the chin, the other arm across; the eyes wander upwards."""
    def motion(t):
        p = t / seconds
        breath = sway(2 * p)
        pose = stand(joints, -.7 + .12 * sway(p), breath, right=(0, 0, 0, 9), left=(.015, .03, 0, 14))
        wander = between_times(t, 1.0, 1.9, 3.4, 4.4)
        tap = .5 + .5 * sway(6 * p)
        pose.set(spine=(1.0, -2.2, 0), chest=(1.5 - .9 * breath, -1, -3))
        deep = -.195 - pose.belly
        pose.hand("left", (-.075, deep, 1.112), (.7, .2, -.75), (-.97, -.02, .22), (0, .75, .65), 20)
        pose.hand("right", (-.016, -.180, 1.374 + .002 * breath), (-.45, -.25, -.9), (.08, .30, .95), (.50, .86, -.2), 62 + 8 * tap * (1 - wander))
        pose.gaze(3 - 10 * wander, 4.5 - 2 * wander, -5 + 15 * wander, .8)
        pose.eyes = blink(t, (.9, 2.6, 4.6))
        return pose
    return motion


def sit(joints, scale, seconds=6.0, seat=.44):
    """Seated: feet about the origin, hips on a seat whose front edge is above the origin; hands on the thighs."""
    def motion(t):
        p = t / seconds
        breath, weight = sway(2 * p), .4 * sway(p)
        pose = Pose(joints)
        height = seat / scale + .078
        pose.offset[:] = (.006 * weight, .405, height - .90)
        pose.set(hips=(-7, -.8 * weight, 0), spine=(4 - .3 * breath, .8 * weight, 0), chest=(4 - .9 * breath, .6 * weight, 3 * sway(p + .1)),
                 upperChest=(1 - .6 * breath, 0, 0), leftShoulder=(0, -1.2 * breath, 0), rightShoulder=(0, 1.2 * breath, 0))
        for side, ahead, yaw in (("left", .025, 9), ("right", -.015, 12)):
            pose.foot(side, (SIGN[side] * (joints["leftFoot"][0] + .012), .030 - ahead, ANKLE), yaw, 0, 0, 8)
        high = height + .128
        for side, ahead in (("left", 0), ("right", .015)):
            s = SIGN[side]
            pose.hand(side, (s * .145, .175 - ahead, high), (s * .9, .6, -.15), (-s * .30, -.92, -.24), (-s * .10, .08, -1), 9, 1.0, False)
        look = between_times(t, 1.6, 2.4, 3.6, 4.6)
        pose.gaze(1 + .5 * breath - 1.5 * look, 2 * look, 3 * sway(p + .3) + 14 * look, .8)
        pose.eyes = blink(t, (.9, 2.2, 4.4))
        return pose
    return motion
