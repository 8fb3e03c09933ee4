"""Timing and hanging arms shared by all clips."""
import math

from pose import SIGN, turn

DOWN = 12.5  # degrees from the drawn A pose to hanging arms
SHUT = .11  # seconds in which an eye closes or opens


def sway(phase):
    """Sine of a phase in turns."""
    return math.sin(2 * math.pi * phase)


def ease(x):
    """Smooth step."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def between_times(t, start, full, release, end):
    """0 before start, 1 from full to release, 0 after end, with soft ways between."""
    return ease((t - start) / (full - start)) * (1 - ease((t - release) / (end - release)))


def settle(x):
    """Like ease, but passes the goal by a little and comes back."""
    x = min(1.0, max(0.0, x))
    return ease(min(1.0, x * 1.35)) + .07 * math.sin(math.pi * min(1.0, max(0.0, (x - .55) / .45)))


def blink(t, moments):
    """Height of the eyes at a time."""
    shut = max((max(0.0, 1 - abs(t - m) / SHUT) for m in moments), default=0.0)
    return 1 - .9 * ease(shut)


def hang(pose, side, swing=0, bend=13, out=0, inward=4, hand=0, curl=8):
    """A hanging arm: degrees swung back, elbow bend, away from the body, forearm turned inwards, hand, fingers."""
    s = SIGN[side]
    pose.turns[f"{side}UpperArm"] = turn(0, s * (DOWN - out), 0) @ turn(swing)
    pose.turns[f"{side}LowerArm"] = turn(-bend, s * 2, 0) @ turn(0, 0, -s * inward)
    pose.turns[f"{side}Hand"] = turn(-2 + hand, 0, 0)
    pose.turns[f"{side}Fingers"] = turn(-3, s * curl, 0)
