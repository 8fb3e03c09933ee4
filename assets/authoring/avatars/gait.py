"""Walking, running and turning on the spot; planted feet move backwards at exactly the stride's speed."""
import math

import numpy as np
from pose import SIGN, Pose
from rhythm import blink, ease, hang, sway
from scipy.interpolate import CubicSpline

HEEL, BALL, ANKLE, MIDDLE = .052, .108, .085, .004
WALK = {"seconds": .98, "speed": 1.32, "stance": .58, "ahead": -.046, "strike": 20, "off": 46, "settle": .22, "leave": .56,
        "swing": ((.30, None, .205, -42), (.62, None, .135, -6), (.86, None, .118, 17))}
RUN = {"seconds": .70, "speed": 2.6, "stance": .37, "ahead": -.085, "strike": 5, "off": 52, "settle": .18, "leave": .50,
       "swing": ((.28, None, .42, -88), (.55, None, .37, -62), (.80, None, .225, -8))}


def planted(u, stride):
    """Ankle (forward, up) and the foot's pitch while it carries; u = 0 at the strike, 1 at the push-off."""
    travel = stride["stance"] * stride["speed"] * stride["seconds"]
    flat = .5 * travel + stride["ahead"] - u * travel
    up = math.radians(stride["strike"]) * (1 - ease(u / stride["settle"]))
    off = math.radians(-stride["off"]) * max(0.0, (u - stride["leave"]) / (1 - stride["leave"])) ** 1.7
    pivot, angle = (-HEEL, up) if up > 0 else (BALL, off)
    x, z = -pivot, ANKLE
    return np.array([flat + pivot + x * math.cos(angle) - z * math.sin(angle), x * math.sin(angle) + z * math.cos(angle), math.degrees(angle)])


def swinging(stride):
    """The free foot's path: a smooth curve from push-off to the next strike through the stride's swing points."""
    step = 1e-4
    first, last = planted(1.0, stride), planted(0.0, stride)
    scale = (1 - stride["stance"]) / stride["stance"]
    leaving = (first - planted(1 - step, stride)) / step * scale
    landing = (planted(step, stride) - last) / step * scale
    knots = [0.0, *(k[0] for k in stride["swing"]), 1.0]
    reach = [ease(k) * (last[0] - first[0]) + first[0] for k in knots]
    rows = [first, *(np.array([reach[i + 1], k[2], k[3]]) for i, k in enumerate(stride["swing"])), last]
    return CubicSpline(knots, rows, bc_type=((1, leaving * [.8, .6, .6]), (1, landing * [.8, .3, .1])))


def foot_path(stride):
    """Function of a phase in turns: ankle forward, up, pitch; heel strike at 0."""
    air = swinging(stride)

    def at(phase):
        phase %= 1
        if phase <= stride["stance"]:
            return planted(phase / stride["stance"], stride)
        return air((phase - stride["stance"]) / (1 - stride["stance"]))
    return at


def step_feet(pose, phase, stride, path, spread, toe_out):
    """Put both feet on the stride's path."""
    for side, offset in (("left", 0.0), ("right", .5)):
        forward, up, pitch = path(phase + offset)
        x = SIGN[side] * (pose.joints["leftFoot"][0] + spread)
        toes = max(0.0, -pitch - 4) * .75 if (phase + offset) % 1 < stride["stance"] + .06 else max(0.0, -pitch) * .1
        pose.foot(side, (x, MIDDLE - forward, up), toe_out, pitch, toes, 3)


def walk(joints, stride=WALK):
    """An easy walk: the hips lead, the shoulders answer, the forearms follow late."""
    path = foot_path(stride)

    def motion(t):
        p = t / stride["seconds"]
        swing, late = math.cos(2 * math.pi * p), math.cos(2 * math.pi * (p - .06))
        bob, side = math.cos(4 * math.pi * (p - .30)), math.sin(2 * math.pi * (p - .02))
        pose = Pose(joints)
        pose.offset[:] = (.017 * side, .006 * math.cos(4 * math.pi * p), -.036 + .014 * bob)
        roll, yaw = -3.0 * math.sin(2 * math.pi * (p + .02)), -6.5 * swing
        pose.set(hips=(1.0 + .6 * bob, roll, yaw), spine=(1.4, -roll * .75, -yaw * .75), chest=(.8 - .6 * bob, -roll * .45, -yaw * .75),
                 upperChest=(0, 0, -yaw * .45), leftShoulder=(0, .8 * bob, 3.0 * late), rightShoulder=(0, -.8 * bob, 3.0 * late))
        step_feet(pose, p, stride, path, -.012, 5)
        for name, s, delay in (("left", 1, .02), ("right", -1, .02)):
            reach = s * math.cos(2 * math.pi * (p - delay))
            bend = 17 - 11 * s * math.cos(2 * math.pi * (p - .11))
            hang(pose, name, 18 * reach - 1 - 3 * (1 - reach), bend, 2, hand=5 * s * math.cos(2 * math.pi * (p - .16)))
        pose.gaze(.8 * math.cos(4 * math.pi * (p - .2)), roll * .12, -yaw * .1, .88)
        pose.eyes = blink(t, ())
        return pose
    return motion


def run(joints, stride=RUN):
    """A relaxed run: lean, bent elbows, both feet in the air twice in a stride."""
    path = foot_path(stride)

    def motion(t):
        p = t / stride["seconds"]
        swing = math.cos(2 * math.pi * p)
        bob = math.cos(4 * math.pi * (p - stride["stance"] / 2 - .25))
        side = math.sin(2 * math.pi * (p - .0))
        pose = Pose(joints)
        pose.offset[:] = (.010 * side, -.02, -.062 + .032 * bob)
        roll, yaw = -2.6 * math.sin(2 * math.pi * (p + .02)), -8 * swing
        pose.set(hips=(7, roll, yaw), spine=(4, -roll * .8, -yaw * .9), chest=(2, -roll * .4, -yaw * .95), upperChest=(0, 0, -yaw * .6),
                 leftShoulder=(0, 2 * bob, 5 * swing), rightShoulder=(0, -2 * bob, 5 * swing))
        step_feet(pose, p, stride, path, -.034, 3)
        for name, s in (("left", 1), ("right", -1)):
            reach = s * math.cos(2 * math.pi * (p - .02))
            late = s * math.cos(2 * math.pi * (p - .09))
            hang(pose, name, 33 * reach + 6, 84 - 16 * late, -4, inward=14 - 5 * late, curl=44)
        pose.gaze(-2 + 1.2 * math.cos(4 * math.pi * (p - .15)), roll * .15, 0, .92)
        return pose
    return motion


def lift(phase):
    """Height of a step's foot over its half of a loop, 0 to 1."""
    return math.sin(math.pi * phase) ** 1.6 if 0 < phase < 1 else 0.0


def turn_on_the_spot(joints, seconds=1.2):
    """Two small steps in place while the owner turns the body."""
    def motion(t):
        p = t / seconds
        pose = Pose(joints)
        side = sway(p + .02)  # weight on the right foot first, while the left one steps
        pose.offset[:] = (-.024 * side, .004, -.011 + .006 * math.cos(4 * math.pi * (p - .25)))
        pose.set(hips=(1, 1.8 * side, 3 * sway(p + .1)), spine=(1, -2.0 * side, -2 * sway(p + .05)), chest=(.5, -.6 * side, -2 * sway(p)))
        for name, phase in (("left", p * 2), ("right", p * 2 - 1)):
            height = lift(phase)
            tip = -16 * math.sin(math.pi * ease(phase / .8)) * height if 0 < phase < 1 else 0
            x = SIGN[name] * (joints["leftFoot"][0] + .006)
            pose.foot(name, (x, .020 - .012 * height, ANKLE + .062 * height), 7 + 5 * height, tip, 0)
        hang(pose, "left", 3 * sway(p + .12) - 2, 16 + 3 * sway(p), 3)
        hang(pose, "right", -3 * sway(p + .12) - 2, 16 - 3 * sway(p), 3)
        pose.gaze(1, .6 * side, 2 * sway(p - .1), .8)
        return pose
    return motion


def ground_speed(motion, seconds):
    """Measured speed of the planted foot in metres per second, from the lower foot's ball while it is flat."""
    step, speeds = seconds / 200, []
    for i in range(200):
        now, soon = motion(i * step), motion((i + 1) * step)
        for side in ("left", "right"):
            (turned, a), (_, b) = now.world(f"{side}Foot"), soon.world(f"{side}Foot")
            if abs(a[2] - ANKLE) < .0012 and abs(b[2] - ANKLE) < .0012 and turned[2, 2] > .9998:
                speeds.append((b[1] - a[1]) / step)
    return float(np.median(speeds))
