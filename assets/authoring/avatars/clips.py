"""Clips as functions of time: bone -> rotation in degrees about the body's axes (x pitch, y roll, z yaw), hips' offset, the eyes' scale."""
import math

import numpy as np
from skeleton import SIDES

DOWN = 13  # degrees from the drawn A pose to hanging arms
STRIDE = {"seconds": 1.0, "speed": 1.3, "stance": 0.56}
BLINKS = (0.9, 3.1)


def wave_of(phase):
    """Sine of a phase in turns."""
    return math.sin(2 * math.pi * phase)


def ease(x):
    """Smooth step."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def arms(left=(0, 0, 0), right=(0, 0, 0), left_bend=12, right_bend=12):
    """Hanging arms with bent elbows; swing forward is negative x."""
    return {
        "leftUpperArm": (left[0], DOWN + left[1], left[2]), "rightUpperArm": (right[0], -DOWN + right[1], right[2]),
        "leftLowerArm": (-left_bend, 2, 0), "rightLowerArm": (-right_bend, -2, 0),
        "leftFingers": (-4, 8, 0), "rightFingers": (-4, -8, 0),
    }


def blink(t, moments=BLINKS):
    """Vertical scale of the eyes at a time."""
    shut = max(max(0.0, 1 - abs(t - m) / 0.11) for m in moments)
    return 1 - 0.9 * ease(shut)


def idle(t, length=4.0):
    """Breathing, slow weight shift, glances and blinks."""
    p = t / length
    breath, shift = wave_of(2 * p), wave_of(p)
    r = arms((1.2 * breath, -.8 * breath, 0), (1.2 * breath, .8 * breath, 0), 13, 11)
    r |= {
        "hips": (0, 1.3 * shift, 1.2 * shift), "spine": (-.4 * breath, -1.5 * shift, -.6 * shift), "chest": (-.9 * breath, -.2 * shift, 0),
        "upperChest": (-.6 * breath, 0, 0), "leftShoulder": (0, -1.0 * breath, 0), "rightShoulder": (0, 1.0 * breath, 0),
        "neck": (.8 * breath, 0, 1.5 * wave_of(p + .1)), "head": (1 + .8 * wave_of(p + .3), 1.2 * wave_of(p + .2), 4 * wave_of(p + .12)),
        "leftUpperLeg": (0, -1.3 * shift - 1.2, -1.2 * shift), "rightUpperLeg": (0, -1.3 * shift + 1.2, -1.2 * shift),
        "leftFoot": (0, 1.0, 7), "rightFoot": (0, -1.0, -7),
    }
    return r, (.010 * shift, 0, -.002 - .002 * shift * shift), {"eyes": blink(t)}


def foot_target(phase, stride):
    """Ankle (forward, up) relative to under the hip, and the foot's pitch, over one cycle; heel strike at 0."""
    stance, travel = stride["stance"], stride["speed"] * stride["seconds"]
    heel, ball, ankle = .052, .108, .085
    reach = .5 * stance * travel
    u = phase / stance
    if u <= 1:
        flat = reach + .012 - u * stance * travel
        up = math.radians(20) * (1 - ease(u / .22))
        off = math.radians(-46) * max(0.0, (u - .58) / .42) ** 1.7
        pivot, angle = (-heel, up) if up > 0 else (ball, off)
        x, z = -pivot, ankle
        return (flat + pivot + x * math.cos(angle) - z * math.sin(angle), x * math.sin(angle) + z * math.cos(angle), angle)
    start, end = foot_target(stance, stride), foot_target(0.0, stride)
    w = (phase - stance) / (1 - stance)
    slope = -travel * (1 - stance)
    h00, h10, h01, h11 = 2 * w**3 - 3 * w**2 + 1, w**3 - 2 * w**2 + w, -2 * w**3 + 3 * w**2, w**3 - w**2
    forward = h00 * start[0] + h10 * slope * .55 + h01 * end[0] + h11 * slope * .75
    lift = start[1] + (end[1] - start[1]) * ease(w) + .055 * math.sin(math.pi * w) ** 1.3
    pitch = start[2] * (1 - ease(w / .62)) + end[2] * ease((w - .45) / .55) + math.radians(-8) * math.sin(math.pi * w)
    return forward, lift, pitch


def leg(joints, hips_z, forward, up, pitch):
    """Two-bone solution in the sagittal plane: thigh, knee and foot angles in degrees."""
    hip, knee, ankle, toes = (np.array(joints[f"left{b}"])[1:] for b in ("UpperLeg", "LowerLeg", "Foot", "Toes"))
    thigh, shank = np.linalg.norm(knee - hip), np.linalg.norm(ankle - knee)
    goal = np.array([-forward + .004, up]) - np.array([0, hip[1] + hips_z])
    reach = min(np.linalg.norm(goal), (thigh + shank) * .9995)
    lean = math.atan2(goal[0], -goal[1])
    fold = math.acos((thigh**2 + reach**2 - shank**2) / (2 * thigh * reach))
    bend = math.pi - math.acos((thigh**2 + shank**2 - reach**2) / (2 * thigh * shank))
    rest = lambda a, b: math.atan2((b - a)[0], -(b - a)[1])
    upper = lean - fold - rest(hip, knee)
    lower = lean - fold + bend - rest(knee, ankle)
    foot = -pitch
    return [math.degrees(a) for a in (upper, lower - upper, foot - lower)]


def walk(t, joints, stride=STRIDE):
    """Walk in place; the planted foot moves backwards at the stride's speed."""
    p = t / stride["seconds"]
    step = wave_of(2 * p + .19)
    drop = -.034 + .016 * step
    swing = math.cos(2 * math.pi * p)
    r = arms((17 * swing + 1, 0, 0), (-17 * swing + 1, 0, 0), 17 - 8 * swing, 17 + 8 * swing)
    sway, yaw = .014 * math.sin(2 * math.pi * (p - .03)), -5.5 * swing
    roll = -2.2 * math.sin(2 * math.pi * p)
    for side, offset in (("left", 0.0), ("right", 0.5)):
        forward, up, pitch = foot_target((p + offset) % 1.0, stride)
        upper, lower, foot = leg(joints, drop, forward, up, pitch)
        toes = max(0.0, -math.degrees(pitch) - 6) * .62 if (p + offset) % 1.0 < stride["stance"] + .05 else 0
        r |= {f"{side}UpperLeg": (upper, -roll, -yaw), f"{side}LowerLeg": (lower, 0, 0), f"{side}Foot": (foot, 0, 0), f"{side}Toes": (-toes, 0, 0)}
    r |= {
        "hips": (0, roll, yaw), "spine": (2, -roll * .8, -yaw * .9), "chest": (1.5, -roll * .3, -yaw * .8), "upperChest": (0, 0, -yaw * .5),
        "neck": (-2, 0, yaw * .5), "head": (-1, roll * .2, yaw * .6),
    }
    return r, (sway, 0, drop), {"eyes": 1.0}


def greet(t, length=2.4):
    """Raise the right hand, wave three times, lower it; smile."""
    r, offset, scales = idle(t * 4 / length)
    e = ease(t / .45) * ease((length - t) / .55)
    w = math.sin(2 * math.pi * (t - .4) / .52) * e * (1 if .35 < t < length - .4 else .4)
    r |= {
        "rightUpperArm": (-20 * e, -DOWN * (1 - e) + 44 * e, -6 * e), "rightLowerArm": (-11 * (1 - e) - 38 * e, -2 + (92 + 15 * w) * e, 0),
        "rightHand": (0, 9 * w, 0), "rightShoulder": (0, 9 * e, 0), "rightFingers": (0, -8 * (1 - e), 0),
        "spine": (0, -2.5 * e, 0), "head": (1 - 2 * e, 4 * e, -3 * e), "neck": (0, 1.5 * e, 0),
    }
    r["jaw"] = (3.5 * e, 0, 0)
    return r, offset, scales


def talk(t, length=4.0):
    """Speech: the jaw follows syllables, hands and head underline them."""
    r, offset, scales = idle(t, length)
    p = t / length
    syllable = abs(math.sin(2 * math.pi * 7 * p)) ** 1.3 * (.65 + .35 * wave_of(3 * p + .2))
    pause = 1 - ease((abs((p * 2) % 1 - .92) < .08) * 1.0)
    open_mouth = 13 * syllable * pause
    beat, other = ease(.5 + .5 * wave_of(2 * p - .1)), ease(.5 + .5 * wave_of(3 * p + .35))
    r |= {
        "jaw": (open_mouth, 0, 0),
        "leftUpperArm": (-7 - 9 * beat, DOWN - 2, 0), "leftLowerArm": (-48 - 24 * beat, 4, 14 * beat),
        "rightUpperArm": (-4 - 8 * other, -DOWN + 2, 0), "rightLowerArm": (-40 - 26 * other, -4, -14 * other),
        "leftHand": (0, -10 + 8 * beat, 0), "rightHand": (0, 10 - 8 * other, 0),
        "head": (1.5 + 2.4 * wave_of(3 * p), 1.6 * wave_of(2 * p + .15), 5 * wave_of(p + .1)), "neck": (.8 * wave_of(3 * p + .1), 0, 2 * wave_of(p)),
        "chest": (.8 * wave_of(2 * p), 0, 1.5 * wave_of(p + .25)),
    }
    return r, offset, {"eyes": blink(t, (.6, 1.9, 3.4))}


def clips(joints):
    """name -> (seconds, frames per second, function of time)."""
    return {"idle": (4.0, 6, idle), "walk": (STRIDE["seconds"], 20, lambda t: walk(t, joints)), "wave": (2.4, 10, greet), "talk": (4.0, 15, talk)}
