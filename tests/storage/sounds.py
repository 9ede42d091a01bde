"""Recordings made by hand, each with and without notes of where, when and by whom it was made."""

import io
import wave
from collections.abc import Iterator
from typing import TypeVar

from trainer.storage.notes.ogg import checksum

Cut = TypeVar("Cut", bytes, list[bytes])
PLACE = b"+51.5074-000.1278/Mara Whitlock"

FRAME = bytes.fromhex("fffb9000") + bytes(413)
"""A frame of an MP3 at 128 kbit and 44.1 kHz; all nought, which is silence."""
SILENCE = FRAME * 8


def _syncsafe(number: int) -> bytes:
    return bytes(number >> 7 * place & 0x7F for place in (3, 2, 1, 0))


def id3(*frames: tuple[bytes, bytes]) -> bytes:
    """A tag of version 2.3 for the head of an MP3."""
    told = b"".join(name + len(text).to_bytes(4) + bytes(2) + text for name, text in frames)
    return b"ID3\x03\x00\x00" + _syncsafe(len(told)) + told


def mp3(*, noted: bool) -> bytes:
    if not noted:
        return SILENCE
    head = id3((b"TPE1", b"\x00" + PLACE), (b"GEOB", b"\x00" + PLACE))
    inner = id3((b"COMM", b"\x00eng\x00" + PLACE))
    item = len(PLACE).to_bytes(4, "little") + bytes(4) + b"Place\x00" + PLACE
    size = (len(item) + 32).to_bytes(4, "little")

    def ape(flags: int) -> bytes:
        told = (2000).to_bytes(4, "little") + size + (1).to_bytes(4, "little")
        return b"APETAGEX" + told + flags.to_bytes(4, "little") + bytes(8)

    lyrics = b"LYRICSBEGININF00031" + PLACE
    lyrics += b"%06d" % len(lyrics) + b"LYRICS200"
    last = b"TAG" + PLACE.ljust(125, b"\x00")
    return (
        head
        + SILENCE
        + inner
        + SILENCE
        + ape(0xA000_0000)
        + item
        + ape(0x8000_0000)
        + lyrics
        + last
    )


def chunk(name: bytes, told: bytes) -> bytes:
    return name + len(told).to_bytes(4, "little") + told + bytes(len(told) % 2)


def wav(*, noted: bool) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x01\x02" * 400)
    plain = written.getvalue()
    if not noted:
        return plain
    info = chunk(b"LIST", b"INFO" + chunk(b"IART", PLACE))
    inside = plain[12:36] + info + plain[36:] + chunk(b"bext", PLACE)
    inside += chunk(b"id3 ", id3((b"TPE1", b"\x00" + PLACE))) + chunk(b"iXML", PLACE)
    return b"RIFF" + (len(inside) + 4).to_bytes(4, "little") + b"WAVE" + inside


def _cut(whole: Cut, size: int) -> Iterator[Cut]:
    for at in range(0, len(whole), size):
        yield whole[at : at + size]


def pages(packets: list[bytes], serial: int = 7, most: int = 255) -> bytes:
    """Packets of one stream in pages of so many pieces."""
    pieces: list[bytes] = []
    for packet in packets:
        parts = list(_cut(packet, 255))
        if len(packet) % 255 == 0:
            parts.append(b"")
        pieces += parts
    written = b""
    for number, some in enumerate(_cut(pieces, most)):
        page = b"OggS\x00" + bytes([2 if number == 0 else 0]) + bytes(8)
        page += serial.to_bytes(4, "little") + number.to_bytes(4, "little") + bytes(4)
        page += bytes([len(some)]) + bytes(len(one) for one in some) + b"".join(some)
        sealed = checksum(page).to_bytes(4, "little")
        written += page[:22] + sealed + page[26:]
    return written


def comments(*told: bytes, vendor: bytes = b"Recorder 1.0") -> bytes:
    listed = b"".join(len(one).to_bytes(4, "little") + one for one in told)
    return len(vendor).to_bytes(4, "little") + vendor + len(told).to_bytes(4, "little") + listed


HEADS = {
    "vorbis": (b"\x01vorbis" + bytes(23), b"\x03vorbis", b"\x01"),
    "opus": (b"OpusHead\x01\x01" + bytes(9), b"OpusTags", b""),
    "speex": (b"Speex   1.2" + bytes(69), b"", b""),
}


def ogg(codec: str = "opus", *, noted: bool, most: int = 255, size: int = 900) -> bytes:
    first, start, end = HEADS[codec]
    told = (b"LOCATION=" + PLACE, b"ARTIST=" + PLACE, b"PICTURE=" + b"x" * size) if noted else ()
    return pages([first, start + comments(*told) + end, b"sound" * 100, b"more" * 70], most=most)


def flac() -> bytes:
    """FLAC in Ogg: each of its blocks a packet, the last of them marked."""
    told = comments(b"LOCATION=" + PLACE)
    blocks = [
        b"\x7fFLAC\x01\x00\x00\x03fLaC\x00\x00\x00\x22" + bytes(34),
        b"\x04" + len(told).to_bytes(3) + told,
        b"\x06" + len(PLACE).to_bytes(3) + PLACE,
        b"\x83" + (18).to_bytes(3) + bytes(18),
    ]
    return pages([*blocks, b"sound" * 100], serial=9)


def element(name: str, told: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if unknown else b"\x10" + len(told).to_bytes(3)
    return bytes.fromhex(name) + size + told


def webm(*, noted: bool, live: bool = False, kind: int = 2) -> bytes:
    """A WebM of one track; `live` as browsers record it, with lengths that nobody knew."""
    notes = element("7ba9", PLACE) + element("4461", bytes(8)) if noted else b""
    info = element(
        "1549a966",
        (element("bf", b"abcd") if noted else b"")
        + element("2ad7b1", b"\x0f\x42\x40")
        + (element("4d80", PLACE) + element("5741", PLACE) if noted else b"")
        + notes,
    )
    track = element("d7", b"\x01") + element("83", bytes([kind])) + element("86", b"A_OPUS")
    tracks = element("1654ae6b", element("ae", track + (element("536e", PLACE) if noted else b"")))
    cluster = element(
        "1f43b675", element("e7", b"\x00") + element("a3", b"\x81\x00\x00\x80sound"), unknown=live
    )
    tags = element("1254c367", element("7373", PLACE)) + b"\x12\x54\xc3\x67\x80" if noted else b""
    told = info + tracks + cluster + tags + cluster
    head = element("1a45dfa3", b"\x42\x82\x84webm")
    return head + element("18538067", told, unknown=live)
