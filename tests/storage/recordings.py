"""Films and sounds for the tests, made on the spot: whole or cut off."""

import wave
from io import BytesIO


def box(name: bytes, data: bytes = b"") -> bytes:
    """Make one box of an MP4: its length, its name, what is in it."""
    return (8 + len(data)).to_bytes(4) + name + data


def film(brand: bytes = b"isom", *, size: int = 1000) -> bytes:
    """Make a film of nothing, as phones name it."""
    head = box(b"ftyp", brand + b"\0\0\2\0" + brand + b"mp41")
    return head + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(size))


def web_film() -> bytes:
    """Make the head of a WebM film."""
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(200)


def sound() -> bytes:
    """Make a tenth of a second of silence as WAV."""
    file = BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(1600))
    return file.getvalue()


def mp3() -> bytes:
    """Make the beginning of an MP3."""
    return b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" + bytes(400)


def ogg() -> bytes:
    """Make the beginning of an OGG recording."""
    return b"OggS\0\2" + bytes(200)
