"""A quiet piece for the house film: felt piano over soft pads, eight bars of five seconds, seamless loop.

python3 music.py OUT.wav
"""
import sys
import wave

import numpy as np

RATE, BAR, BARS = 48_000, 5.0, 8
LENGTH = int(RATE * BAR * BARS)
random = np.random.default_rng(5)
CHORDS = [  # bass, pad notes, arpeggio (midi numbers)
    (41, (60, 64, 67), (65, 72, 76, 79)), (45, (60, 64, 67), (64, 72, 76, 81)),
    (38, (57, 60, 65), (65, 69, 76, 77)), (46, (58, 62, 65), (65, 70, 74, 81)),
    (41, (57, 60, 64), (67, 72, 76, 84)), (43, (58, 62, 65), (65, 70, 74, 82)),
    (48, (58, 62, 67), (67, 70, 74, 79)), (36, (60, 65, 67), (67, 72, 77, 79)),
]
PATTERN = ((0, 0), (0.75, 1), (1.5, 2), (2.5, 3), (3.5, 1), (4.25, 2))


def add(track, start, sound):
    """Mix a sound in at a time; what runs past the end wraps to the beginning."""
    first = int(start * RATE) % LENGTH
    for channel in range(2):
        places = (first + np.arange(sound.shape[1])) % LENGTH
        np.add.at(track[channel], places, sound[channel])


def frequency(note):
    """Hertz of a midi number."""
    return 440 * 2 ** ((note - 69) / 12)


def felt(note, loudness):
    """A felt-damped piano tone: few soft partials, slow attack, a breath of hammer noise."""
    t = np.arange(int(RATE * 4.5)) / RATE
    f = frequency(note)
    tone = np.zeros((2, len(t)))
    for partial in range(1, 7):
        stretched = f * partial * (1 + 0.0002 * partial**2)
        decay = np.exp(-t * (0.7 + 0.55 * partial) * (f / 330) ** 0.35)
        for channel, detune in ((0, 0.9996), (1, 1.0004)):
            tone[channel] += np.sin(2 * np.pi * stretched * detune * t + partial) * decay / partial**1.75
    thump = np.convolve(random.standard_normal(len(t)), np.ones(90) / 90, "same") * np.exp(-t * 60) * 0.5
    attack = 1 - np.exp(-t * 160)
    release = np.clip((4.5 - t) / 0.5, 0, 1)
    pan = np.clip((note - 70) / 40, -0.4, 0.4)
    return (tone * attack + thump) * release * loudness * np.array([[1 - pan], [1 + pan]])


def pad(note, loudness):
    """A slow swell of slightly moving partials, longer than a bar so that chords melt into each other."""
    seconds = BAR * 1.7
    t = np.arange(int(RATE * seconds)) / RATE
    swell = np.sin(np.pi * t / seconds) ** 1.5
    sound = np.zeros((2, len(t)))
    for channel in range(2):
        for voice in range(3):
            f = frequency(note) * (1 + 0.0016 * (voice - 1) + 0.0005 * channel)
            phase = 2 * np.pi * f * t + 0.5 * np.sin(2 * np.pi * (0.13 + 0.05 * voice) * t + channel)
            sound[channel] += np.sin(phase) + 0.22 * np.sin(2 * phase) + 0.06 * np.sin(3 * phase)
    return sound * swell * loudness


def hall(track, seconds=3.2, share=0.34):
    """Circular convolution with decaying, darkened noise, so that the tail of the end lies under the beginning."""
    n = int(RATE * seconds)
    tail = random.standard_normal((2, n)) * np.exp(-np.arange(n) / RATE * 6.9 / seconds)
    tail = np.stack([np.convolve(c, np.hanning(24) / 12, "same") for c in tail])
    tail /= np.sqrt((tail**2).sum(1, keepdims=True))
    wet = np.fft.irfft(np.fft.rfft(track, axis=1) * np.fft.rfft(tail, LENGTH, axis=1), LENGTH, axis=1)
    return track * (1 - share * 0.4) + wet * share


def compose():
    """All bars."""
    track = np.zeros((2, LENGTH))
    for bar, (bass, chord, arpeggio) in enumerate(CHORDS):
        start = bar * BAR
        add(track, start, felt(bass, 0.20))
        for note in (bass + 12, *chord):
            add(track, start - BAR * 0.35, pad(note, 0.028))
        for beat, index in PATTERN:
            if (bar, index) in ((3, 3), (7, 2)):
                continue
            add(track, start + beat + random.normal(0, 0.012), felt(arpeggio[index], 0.22 + 0.06 * random.random()))
    return track


def main():
    """Write 16-bit stereo at a calm level."""
    track = hall(compose())
    spectrum = np.fft.rfft(track, axis=1)
    hertz = np.fft.rfftfreq(LENGTH, 1 / RATE)
    track = np.fft.irfft(spectrum * (hertz > 28) / (1 + (hertz / 5200) ** 4), LENGTH, axis=1)
    track *= 0.5 / np.abs(track).max()
    with wave.open(sys.argv[1], "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((track.T * 32767).astype("<i2").tobytes())


main()
