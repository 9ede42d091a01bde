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


PLACE = b"+53.1400-004.2700/"
"""Where a phone says a film was made."""


def track(handler: bytes, *more: bytes, samples: int = 4, at: int = 0) -> bytes:
    """Make a track whose samples of eight bytes lie from a place on, in two pieces."""
    half = samples // 2
    table = box(
        b"stbl",
        box(b"stsd", bytes(8))
        + box(b"stsz", bytes(8) + samples.to_bytes(4) + (8).to_bytes(4) * samples)
        + box(b"stsc", bytes(4) + (1).to_bytes(4) + _numbers(1, half, 1))
        + box(b"stco", bytes(4) + (2).to_bytes(4) + _numbers(at, at + 8 * half)),
    )
    media = box(b"hdlr", bytes(8) + handler + bytes(12)) + box(b"minf", table)
    return box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", media) + b"".join(more))


def _numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4) for value in values)


def film_with_place(brand: bytes = b"isom") -> bytes:
    """Make a film that says where it was made in every way that phones and cameras do."""
    keys = box(b"keys", bytes(8) + b"mdtacom.apple.quicktime.location.ISO6709")
    notes = box(
        b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7" + PLACE) + box(b"loci", bytes(6) + PLACE)
    )
    told = box(b"meta", keys + box(b"ilst", PLACE))
    head = box(b"ftyp", brand + b"\0\0\2\0" + brand + b"mp41")
    pictures_, places = b"picture!" * 4, (PLACE + b"//////")[:8] * 4

    def moov(start: int) -> bytes:
        shown = track(b"vide", box(b"udta", PLACE), at=start)
        where = track(b"meta", at=start + len(pictures_))
        return box(b"moov", box(b"mvhd", bytes(100)) + shown + where + notes + told)

    rest = box(b"uuid", bytes(16) + PLACE) + box(b"free", PLACE)
    start = len(head) + len(moov(0)) + len(rest) + 8
    return head + moov(start) + rest + box(b"mdat", pictures_ + places)
