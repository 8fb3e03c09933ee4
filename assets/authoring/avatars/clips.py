"""Samples every clip of every person: python3 clips.py WORK writes WORK/clips/<name>.json."""
import json
import os
import sys
from functools import partial
from multiprocessing import Pool

import gait
import gestures
import stand
from pose import Pose, quaternion
from skeleton import CHAIN, joints

DRAWN = 1.765
EYE_RATE = 30
HOPS = ("cheer",)  # feet leave the floor on purpose
# clip: (samples per second, loop, kind)
CLIPS = {
    "idle": (6, True, "idle"), "idle2": (8, True, "idle"), "idle3": (8, True, "idle"), "walk": (20, True, "move"), "run": (26, True, "move"),
    "turn": (16, True, "move"), "sit": (6, True, "seat"), "wave": (15, False, "gesture"), "clap": (20, True, "gesture"),
    "point": (12, False, "gesture"), "think": (8, True, "gesture"), "cheer": (18, True, "gesture"), "dance": (16, True, "gesture"), "talk": (12, True, "talk"),
}


def motions(person):
    """name -> (seconds, function of time) for one person."""
    at, scale = joints(person), person["height"] / DRAWN
    return {
        "idle": (6.0, stand.idle(at)), "idle2": (8.0, stand.idle2(at)), "idle3": (8.0, stand.idle3(at)),
        "walk": (gait.WALK["seconds"], gait.walk(at)), "run": (gait.RUN["seconds"], gait.run(at)), "turn": (1.2, gait.turn_on_the_spot(at)),
        "sit": (6.0, stand.sit(at, scale)), "wave": (2.8, gestures.wave(at)), "clap": (1.68, gestures.clap(at)), "point": (3.2, gestures.point(at)),
        "think": (6.0, stand.think(at)), "cheer": (2.4, gestures.cheer(at)), "dance": (4.0, gestures.dance(at)), "talk": (6.0, stand.talk(at)),
    }


def lids(motion, seconds):
    """Times and heights of the eyes, only where they change."""
    keys = [(i / EYE_RATE, motion(i / EYE_RATE).eyes) for i in range(round(seconds * EYE_RATE))]
    keys.append((seconds, keys[0][1]))
    kept = [k for i, k in enumerate(keys) if i in (0, len(keys) - 1) or k[1] != keys[i - 1][1] or k[1] != keys[i + 1][1]]
    return [round(t, 4) for t, _ in kept], [round(v, 3) for _, v in kept]


def sample(seconds, motion, rate, loop):
    """One clip as numbers: times, a quaternion (x, y, z, w; the body's axes) per bone and time, the hips' offset, the eyes."""
    steps = round(seconds * rate)
    poses = [motion(seconds * i / steps) for i in range(steps)]
    poses.append(poses[0] if loop else motion(seconds))
    bones = {bone: [] for bone in CHAIN if bone != "eyes"}
    for bone, list_ in bones.items():
        last = None
        for pose in poses:
            q = quaternion(pose.turns[bone])
            q = -q if last is not None and q @ last < 0 else q
            list_.append([round(float(v), 6) for v in q])
            last = q
    times = [round(seconds * i / steps, 5) for i in range(steps + 1)]
    offsets = [[round(float(v), 5) for v in pose.offset] for pose in poses]
    return {"seconds": seconds, "times": times, "bones": bones, "offset": offsets, "eyes": lids(motion, seconds)}, max(p.unreached for p in poses)


def write(person, work):
    """Sample the clips of one person into a file; returns a line about it."""
    Pose.belly = person.get("belly", 0.0)
    scale, table, notes = person["height"] / DRAWN, {}, []
    every = motions(person)
    for name, (rate, loop, kind) in CLIPS.items():
        clip, missed = sample(*every[name], rate, loop)
        table[name] = {**clip, "loop": loop, "kind": kind}
        if missed > .004 and name not in HOPS:
            notes.append(f"{name}: a limb is {missed:.3f} m short")
    speeds = {f"{name}Speed": round(gait.ground_speed(every[name][1], every[name][0]) * scale, 3) for name in ("walk", "run")}
    with open(os.path.join(work, "clips", f"{person['name']}.json"), "w", encoding="utf-8") as f:
        json.dump({"clips": table, **speeds}, f)
    return f"{person['name']} {speeds} {notes or ''}"


def main():
    """Sample the clips of all people."""
    work = sys.argv[1]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "people.json"), encoding="utf-8") as f:
        people = json.load(f)["bodies"]
    os.makedirs(os.path.join(work, "clips"), exist_ok=True)
    with Pool(2) as pool:
        for line in pool.imap(partial(write, work=work), people):
            print(line, flush=True)


if __name__ == "__main__":
    main()
