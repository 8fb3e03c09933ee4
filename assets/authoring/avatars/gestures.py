"""Gestures: wave, point, clap, cheer, dance."""
import math

from pose import SIGN
from rhythm import between_times, blink, ease, hang, settle, sway
from stand import feet, stand


def wave(joints, seconds=2.8):
    """Raise the right hand, wave three times, lower it, with a smile."""
    def motion(t):
        e = settle(t / .62) * (1 - ease((t - 2.05) / .75))
        late = settle((t - .08) / .62) * (1 - ease((t - 2.0) / .7))
        beat = math.sin(2 * math.pi * (t - .5) / .5) * between_times(t, .35, .7, 1.9, 2.3)
        follow = math.sin(2 * math.pi * (t - .57) / .5) * between_times(t, .4, .75, 1.95, 2.35)
        pose = stand(joints, .45 * e, sway(t / seconds))
        pose.set(rightShoulder=(0, 9 * late, -4 * late), spine=(0, 1.4 * e, -3 * e), chest=(-.6, 1.2 * e, -3 * e), jaw=(3.2 * e, 0, 0))
        s = joints["leftUpperArm"][0]
        pose.hand("right", (-s - .150 - .050 * beat, -.150, 1.475 - .012 * abs(beat)), (-.62, .25, -.8), (-.06 - .42 * follow, -.10, 1), (.10, -1, -.06), 3, min(1.0, late))
        pose.gaze(-1.5 * e, -4.5 * late, -3 * late, .85)
        pose.eyes = blink(t, (.2, 2.4))
        return pose
    return motion


def point(joints, seconds=3.2):
    """Show the way with an open right hand, look there, look back."""
    def motion(t):
        ready = between_times(t, 0, .30, .30, .62)
        e = settle((t - .12) / .65) * (1 - ease((t - 2.25) / .85))
        look = between_times(t, .05, .6, 1.35, 1.9)
        pose = stand(joints, -.5 * e, sway(t / seconds))
        feet(pose)
        pose.set(spine=(.5 - 1.5 * ready, 0, 2 * ready - 4 * e), chest=(.3, 0, 3 * ready - 7 * e), upperChest=(0, 0, -4 * e), rightShoulder=(0, 5 * e, 6 * e), jaw=(1.5 * e, 0, 0))
        s = joints["leftUpperArm"][0]
        aim = between_times(t, .5, 1.0, 1.6, 2.2)
        pose.hand("right", (-s - .215, -.355 - .012 * aim, 1.335 + .012 * aim), (-.5, .35, -.8), (-.42, -.9, .12), (.55, -.20, .82), 3, min(1.0, e))
        hang(pose, "left", 3 * e, 14 + 4 * e, 1)
        pose.gaze(.5 - 1.5 * look, -1.5 * look, -30 * look - 4 * e, .8)
        pose.eyes = blink(t, (.25, 1.5, 2.7))
        return pose
    return motion


def clap(joints, seconds=1.68, claps=4):
    """Applause before the chest; the hands meet flat and the shoulders answer."""
    def motion(t):
        p = t / seconds
        beat = (p * claps) % 1
        apart = math.sin(math.pi * beat) ** .8
        hit = math.exp(-(min(beat, 1 - beat) / .12) ** 2)
        pose = stand(joints, .35 * sway(p), sway(p))
        pose.set(leftShoulder=(0, -2 * apart, 3), rightShoulder=(0, 2 * apart, -3), chest=(.5 + .8 * hit, 0, 2.5 * sway(p)), jaw=(3, 0, 0))
        deep = -.285 - pose.belly
        pose.hand("left", (.0235 + .105 * apart, deep, 1.205 - .018 * apart), (.85, .30, -.6), (-.12 + .18 * apart, -.62, .78), (-1, .06 - .25 * apart, 0), 2 + 4 * apart)
        pose.hand("right", (-.0235 - .105 * apart, deep + .012, 1.197 + .026 * apart), (-.85, .30, -.6), (.12 - .18 * apart, -.72, .66), (1, .06 - .25 * apart, 0), 2 + 4 * apart)
        pose.gaze(-.5 + 1.6 * hit, 2.5 * sway(p), 3 * sway(p + .1), .8)
        pose.eyes = blink(t, (.8,))
        return pose
    return motion


def cheer(joints, seconds=2.4):
    """Both fists up, two small hops, arms pumping."""
    def motion(t):
        p = t / seconds
        beat = (2 * p) % 1
        air = max(0.0, math.sin(math.pi * (beat - .30) / .38)) if .30 < beat < .68 else 0.0
        crouch = between_times(beat, .02, .18, .20, .34) + between_times(beat, .64, .74, .76, .98)
        pump = ease(.5 - .5 * math.cos(2 * math.pi * (beat - .02)))
        pose = stand(joints, .25 * sway(p), 0)
        pose.offset += (0, .012 * crouch, .075 * air - .060 * crouch)
        heel = 26 * between_times(beat, .22, .34, .60, .72)
        pose.set(hips=(3 * crouch, 0, 2 * sway(p)), spine=(3 * crouch - 3 * air, 0, 0), chest=(1.5 * crouch - 4 * air - 1, 0, 0), jaw=(8, 0, 0),
                 leftShoulder=(0, -8 - 6 * pump, 0), rightShoulder=(0, 8 + 6 * pump, 0))
        hop(pose, heel, air)
        s = joints["leftUpperArm"][0]
        for side in ("left", "right"):
            k = SIGN[side]
            side_pump = pump if side == "left" else ease(.5 - .5 * math.cos(2 * math.pi * (beat - .06)))
            pose.hand(side, (k * (s + .115 + .035 * side_pump), -.075, 1.50 + .235 * side_pump), (k * .85, -.1, -.5), (-k * .12, -.10, 1), (-k * .45, -.9, 0), 66)
        pose.gaze(-7 * pump + 2, 2.5 * sway(p), 4 * sway(p + .1), .7)
        pose.eyes = blink(t, (1.1,))
        return pose
    return motion


def hop(pose, heel, air):
    """Feet after the hips have turned: on the floor, or carried along in the air."""
    feet(pose, (.015, 0, heel, 10), (.015, 0, heel, 10))
    if air:
        for side in ("left", "right"):
            _, at = pose.world(f"{side}Foot")
            pose.foot(side, at + (0, .01 * air, .062 * air), 10, -heel - 4 * air, 8, 8)


def dance(joints, seconds=4.0):
    """Step and touch to both sides over eight beats at 120 a minute, shoulders and arms with it."""
    def motion(t):
        p = t / seconds
        beat = 8 * p
        bounce = .5 + .5 * math.cos(2 * math.pi * (beat - .12))
        side = slide(p)
        lag = slide(p - .035)
        pose = stand(joints, 0, 0)
        pose.offset[:] = (.085 * side, .006, -.040 - .020 * bounce)
        pose.set(hips=(2, -4.5 * lag, 6 * lag), spine=(2 + bounce, 5.5 * lag, -5 * lag), chest=(1 + 2 * bounce, 2.5 * side, -6 * side), upperChest=(0, 0, -3 * lag),
                 leftShoulder=(0, -3 * bounce - 4 * side, 3), rightShoulder=(0, 3 * bounce - 4 * side, -3), jaw=(2, 0, 0))
        for name in ("left", "right"):
            pose.foot(name, *dance_foot(joints, name, p))
        swing_arms(pose, p, bounce)
        pose.gaze(1.5 + 2.6 * bounce, -4 * lag, 8 * slide(p - .06), .7)
        pose.eyes = blink(t, (1.1, 3.0))
        return pose
    return motion


def slide(p):
    """Where the body is between the right (-1) and the left (1) spot: there and back twice, with a rest on each."""
    return max(-1.0, min(1.0, 1.18 * math.sin(2 * math.pi * 2 * p))) * .98


def dance_foot(joints, name, p):
    """Ankle, toe-out and pitch of a dancing foot: it steps out to its own side, closes with a touch on the other."""
    s = SIGN[name]
    q = (2 * p - (0 if name == "left" else .5)) % 1
    out = ease((q - .83) / .17) if q > .83 else 1 - ease((q - .33) / .17)
    hop = math.sin(math.pi * (q - .83) / .17) if q > .83 else math.sin(math.pi * (q - .33) / .17) if .33 < q < .50 else 0.0
    heel = 22 * ease((q - .42) / .08) * (1 - ease((q - .78) / .10))
    x = joints["leftFoot"][0] + .005 + .085 * (2 * out - 1) * .55 + .03
    angle = math.radians(heel)
    rise = .108 * math.sin(angle) + .085 * (math.cos(angle) - 1) + .045 * max(0.0, hop)
    along = .108 * (1 - math.cos(angle)) + .085 * math.sin(angle)
    return (s * x, .020 - along - .02 * (1 - out), .085 + rise), 10, -heel, heel * .9, 8


def swing_arms(pose, p, bounce):
    """First bar: elbows swing before the chest; second bar: hands rise in turn."""
    high = ease((p - .44) / .10) * (1 - ease((p - .93) / .07))
    for name in ("left", "right"):
        k = SIGN[name]
        to = slide(p - .03) * k
        deep = -.20 - pose.belly
        low = (k * (.165 + .045 * to), deep - .03 * to, 1.09 + .035 * bounce + .03 * to)
        up = (k * (.275 + .03 * to), -.25, 1.30 + .15 * (.5 + .5 * to) - .02 * bounce)
        wrist = [a + (b - a) * high for a, b in zip(low, up)]
        pose.hand(name, wrist, (k * .85, .45, -.55), (-k * .35 * (1 - high), -.75 + .6 * high, .35 + .55 * high), (-k * .95, -.1 - .5 * high, -.1), 46)
