"""Poses of the skeleton: turns about the body's axes, forward and inverse kinematics. x = the body's left, y = back, z = up; metres."""
import math

import numpy as np
from skeleton import CHAIN

SIGN = {"left": 1, "right": -1}
REACH = .9985  # how far a limb may stretch, so that its elbow or knee keeps a direction
TWIST = .6  # share of the hand's twist that the forearm takes
LEVEL = (("neck", .4), ("head", 1.0))


def turn(x=0, y=0, z=0):
    """Rotation matrix of degrees about x, then y, then z."""
    (a, b, c), (s, t, u) = np.cos(np.radians([x, y, z])), np.sin(np.radians([x, y, z]))
    return np.array([[c * b, c * t * s - u * a, c * t * a + u * s], [u * b, u * t * s + c * a, u * t * a - c * s], [-t, b * s, b * a]])


def unit(v):
    """A vector of length one."""
    v = np.asarray(v, float)
    return v / max(np.linalg.norm(v), 1e-9)


def frame(along, beside):
    """Orthonormal axes as columns: along, the nearest to beside, and their normal."""
    a = unit(along)
    b = unit(np.asarray(beside, float) - a * (a @ np.asarray(beside, float)))
    return np.column_stack([a, b, np.cross(a, b)])


def quaternion(m):
    """Unit quaternion (x, y, z, w) of a rotation matrix."""
    w = math.sqrt(max(0.0, 1 + m[0, 0] + m[1, 1] + m[2, 2])) / 2
    x = math.copysign(math.sqrt(max(0.0, 1 + m[0, 0] - m[1, 1] - m[2, 2])) / 2, m[2, 1] - m[1, 2])
    y = math.copysign(math.sqrt(max(0.0, 1 - m[0, 0] + m[1, 1] - m[2, 2])) / 2, m[0, 2] - m[2, 0])
    z = math.copysign(math.sqrt(max(0.0, 1 - m[0, 0] - m[1, 1] + m[2, 2])) / 2, m[1, 0] - m[0, 1])
    q = np.array([x, y, z, w])
    return q / np.linalg.norm(q)


def matrix(q):
    """Rotation matrix of a unit quaternion."""
    x, y, z, w = q
    return np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
                     [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
                     [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)]])


def between(a, b, share):
    """The rotation a share of the way from a to b, by the shorter arc."""
    p, q = quaternion(a), quaternion(b)
    dot = p @ q
    if dot < 0:
        q, dot = -q, -dot
    if dot > .9999:
        return matrix(unit(p + (q - p) * share))
    angle = math.acos(min(1.0, dot))
    return matrix((math.sin((1 - share) * angle) * p + math.sin(share * angle) * q) / math.sin(angle))


def twist(m, axis):
    """The part of a rotation that turns about an axis."""
    x, y, z, w = quaternion(m)
    along = np.array([x, y, z]) @ axis
    q = np.array([*(axis * along), w])
    return matrix(q / np.linalg.norm(q)) if np.linalg.norm(q) > 1e-6 else np.eye(3)


class Pose:
    """Local turns of bones, the hips' offset and the eyes' height."""

    def __init__(self, joints):
        self.joints = {name: np.array(at, float) for name, at in joints.items()}
        self.turns = {bone: np.eye(3) for bone in CHAIN}
        self.offset = np.zeros(3)
        self.eyes = 1.0
        self.unreached = 0.0

    def set(self, **angles):
        """Turn bones: bone=(x, y, z) in degrees about the body's axes."""
        for bone, degrees in angles.items():
            self.turns[bone] = turn(*degrees)
        return self

    def world(self, bone):
        """Accumulated turn and position of a bone's joint."""
        chain = []
        while bone:
            chain.append(bone)
            bone = CHAIN[bone][1]
        whole, at = np.eye(3), self.joints["hips"] + self.offset
        for bone in reversed(chain):
            parent = CHAIN[bone][1]
            if parent:
                at = at + whole @ (self.joints[bone] - self.joints[parent])
            whole = whole @ self.turns[bone]
        return whole, at

    def limb(self, bones, target, pole, hinge):
        """Bend a two-bone limb so that its end reaches a target and its middle points towards the pole."""
        upper, lower, end = bones
        rest_u, rest_l = self.joints[lower] - self.joints[upper], self.joints[end] - self.joints[lower]
        a, b = np.linalg.norm(rest_u), np.linalg.norm(rest_l)
        base, start = self.world(CHAIN[upper][1])
        start = start + base @ (self.joints[upper] - self.joints[CHAIN[upper][1]])
        goal = np.asarray(target, float) - start
        far = np.linalg.norm(goal)
        self.unreached = max(self.unreached, far - (a + b) * REACH)
        reach = min(far, (a + b) * REACH)
        axes = frame(goal, pole)
        along = (a * a + reach * reach - b * b) / (2 * reach)
        out = math.sqrt(max(1e-9, a * a - along * along))
        knee = axes[:, 0] * along + axes[:, 1] * out
        shank = axes[:, 0] * reach - knee
        normal = np.cross(knee, shank)
        first = frame(knee, normal) @ frame(rest_u, hinge).T
        second = frame(shank, normal) @ frame(rest_l, hinge).T
        self.turns[upper] = base.T @ first
        self.turns[lower] = first.T @ second
        return second

    def foot(self, side, ankle, yaw=0, pitch=0, toes=0, open_knee=6):
        """Put a foot down: ankle, degrees outwards, degrees the toes point up, degrees the toes bend up."""
        s = SIGN[side]
        aim = math.radians(yaw * .8 + open_knee) * s
        pole = (math.sin(aim), -math.cos(aim), 0)
        shank = self.limb([f"{side}{b}" for b in ("UpperLeg", "LowerLeg", "Foot")], ankle, pole, (1, 0, 0))
        self.turns[f"{side}Foot"] = shank.T @ turn(0, 0, yaw * s) @ turn(-pitch)
        self.turns[f"{side}Toes"] = turn(-toes)

    def hand(self, side, wrist, elbow, fingers, palm, curl=8, share=1.0, chest=True):
        """Bring a hand somewhere: wrist, where the elbow points, directions of fingers and palm; in the chest's frame or the room's."""
        names = [f"{side}{b}" for b in ("UpperArm", "LowerArm", "Hand", "Fingers")]
        before = {name: self.turns[name].copy() for name in names}
        whole, at = self.world("upperChest")
        middle = self.joints["upperChest"]
        place = (lambda v: at + whole @ (np.asarray(v, float) - middle)) if chest else (lambda v: np.asarray(v, float))
        aim = (lambda v: whole @ np.asarray(v, float)) if chest else (lambda v: np.asarray(v, float))
        fore = self.limb(names[:3], place(wrist), aim(elbow), (-1, 0, 0))
        rest = self.joints[f"{side}FingersEnd"] - self.joints[f"{side}Hand"]
        inward = (-SIGN[side], 0, 0)
        local = fore.T @ frame(aim(fingers), aim(palm)) @ frame(rest, inward).T
        roll = between(np.eye(3), twist(local, unit(self.joints[names[2]] - self.joints[names[1]])), TWIST)
        self.turns[names[1]] = self.turns[names[1]] @ roll
        self.turns[names[2]] = roll.T @ local
        self.turns[names[3]] = turn(0, curl * SIGN[side])
        if share < 1:
            for name in names:
                self.turns[name] = between(before[name], self.turns[name], share)

    def gaze(self, pitch=0, tilt=0, yaw=0, hold=1.0):
        """Turn the head to an orientation in the room; `hold` is how much of the body's motion it evens out."""
        base, _ = self.world("upperChest")
        wanted = between(base, np.eye(3), hold) @ turn(pitch, tilt, yaw)
        neck = between(np.eye(3), base.T @ wanted, .42)
        self.turns["neck"] = neck
        self.turns["head"] = neck.T @ base.T @ wanted
