"""Come here for a recording of nobody: a voice-like hum, a syllable for each letter or two."""

import hashlib
import math
import wave
from array import array
from collections.abc import Sequence
from io import BytesIO

RATE = 8000
SYLLABLE = RATE // 6
SECONDS = 9
PAUSE = 48


def call_back(says: Sequence[str]) -> bytes:
    """Make a short WAV file that rises and falls as somebody's talk on the telephone does."""
    shape = hashlib.shake_256(" ".join(says).encode()).digest(SECONDS * 6)
    samples = array("h")
    for byte in shape:
        loud = 0 if byte < PAUSE else 5000 + 20 * byte
        samples.extend(_syllable(110 + byte / 3, loud))
    sound = BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return sound.getvalue()


def _syllable(pitch: float, loud: float) -> list[int]:
    step = 2 * math.pi * pitch / RATE
    return [
        int(loud * math.sin(math.pi * at / SYLLABLE) * (math.sin(step * at) + _overtone(step * at)))
        for at in range(SYLLABLE)
    ]


def _overtone(angle: float) -> float:
    return 0.5 * math.sin(2 * angle) + 0.25 * math.sin(5 * angle)
