"""Taking out of MP3, WAV, Ogg and WebM who made it and where, with every place staying where it was."""

import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storage import sounds
from tests.storage.sounds import PLACE
from trainer.storage.kinds import Kind, inspect
from trainer.storage.kinds.table import TYPES
from trainer.storage.notes import WAYS, CannotStrip, without_notes
from trainer.storage.notes.ogg import checksum

NOTED = {
    "mp3": ("audio/mpeg", sounds.mp3(noted=True)),
    "wav": ("audio/wav", sounds.wav(noted=True)),
    "ogg-opus": ("audio/ogg", sounds.ogg("opus", noted=True)),
    "ogg-vorbis": ("audio/ogg", sounds.ogg("vorbis", noted=True)),
    "ogg-speex": ("audio/ogg", sounds.ogg("speex", noted=True)),
    "ogg-pages": ("audio/ogg", sounds.ogg("vorbis", noted=True, most=3)),
    "ogg-chained": ("audio/ogg", sounds.ogg(noted=True) + sounds.ogg("vorbis", noted=True)),
    "ogg-flac": ("audio/ogg", sounds.flac()),
    "webm": ("video/webm", sounds.webm(noted=True)),
    "webm-live": ("video/webm", sounds.webm(noted=True, live=True)),
}
PLAIN = {
    "mp3": ("audio/mpeg", sounds.mp3(noted=False)),
    "wav": ("audio/wav", sounds.wav(noted=False)),
    "ogg": ("audio/ogg", sounds.ogg(noted=False)),
    "webm": ("video/webm", sounds.webm(noted=False)),
}


def stripped(media_type: str, recording: bytes) -> bytes:
    data = bytearray(recording)
    assert without_notes(data, media_type)
    return bytes(data)


@pytest.mark.parametrize("name", NOTED)
def test_nothing_is_left_and_what_sounds_stays_where_it_was(name: str) -> None:
    media_type, recording = NOTED[name]
    assert PLACE in recording
    left = stripped(media_type, recording)
    assert len(left) == len(recording)
    assert PLACE[:8] not in left
    assert PLACE[-13:] not in left
    for sound in (sounds.SILENCE, b"sound" * 40, b"\x01\x02" * 400, b"\x80sound"):
        assert left.count(sound) == recording.count(sound)
    again = bytearray(left)
    assert not without_notes(again, media_type), "once out there is nothing more to take out"


@pytest.mark.parametrize("name", PLAIN)
def test_what_has_no_notes_is_left_as_it_is(name: str) -> None:
    media_type, recording = PLAIN[name]
    data = bytearray(recording)
    assert not without_notes(data, media_type)
    assert bytes(data) == recording


@pytest.mark.parametrize(
    ("name", "file"),
    [("mp3", "a.mp3"), ("wav", "a.wav"), ("ogg-opus", "a.ogg"), ("webm", "a.webm")],
)
def test_it_is_still_the_same_kind_of_file(name: str, file: str) -> None:
    media_type, recording = NOTED[name]
    assert inspect(recording, file).media_type == media_type
    assert inspect(stripped(media_type, recording), file).media_type == media_type


def test_a_wav_still_plays() -> None:
    with wave.open(io.BytesIO(stripped(*NOTED["wav"]))) as sound:
        assert sound.readframes(400) == b"\x01\x02" * 400


@pytest.mark.parametrize("name", [one for one in NOTED if one.startswith("ogg")])
def test_the_pages_of_an_ogg_have_their_checksums(name: str) -> None:
    left = stripped(*NOTED[name])
    starts = [at for at in range(len(left)) if left[at : at + 4] == b"OggS"]
    assert len(starts) > 1 or name != "ogg-pages"
    for start, end in zip(starts, [*starts[1:], len(left)], strict=True):
        page = bytearray(left[start:end])
        check, page[22:26] = bytes(page[22:26]), bytes(4)
        assert checksum(bytes(page)).to_bytes(4, "little") == check


def test_the_checksum_is_that_of_ogg() -> None:
    assert checksum(b"123456789") == 0x89A1897F


@pytest.mark.parametrize(
    ("media_type", "recording"),
    [
        ("audio/ogg", sounds.pages([b"fishead\x00" + bytes(60), b"told"])),
        ("audio/ogg", b"no pages"),
        ("audio/wav", b"RIFX" + bytes(40)),
        ("video/webm", sounds.webm(noted=True, kind=0x21)),
        ("video/webm", b"\x00" * 20),
        ("audio/mpeg", b"ID3\x03\x00\x00\x00\x00\x00\x05TIT2\xff" + sounds.SILENCE + b"LYRICSEND"),
    ],
)
def test_what_we_cannot_read_is_not_played_to_others(media_type: str, recording: bytes) -> None:
    with pytest.raises(CannotStrip):
        without_notes(bytearray(recording), media_type)


@pytest.mark.parametrize("name", NOTED)
def test_cut_off_anywhere_it_does_no_harm(name: str) -> None:
    media_type, recording = NOTED[name]
    for cut in range(0, len(recording), max(1, len(recording) // 60)):
        data = bytearray(recording[:cut])
        try:
            without_notes(data, media_type)
        except CannotStrip:
            continue
        assert len(data) == cut


@given(st.sampled_from(sorted(NOTED)), st.data())
def test_whatever_a_byte_says_it_ends_and_nothing_grows(name: str, told: st.DataObject) -> None:
    media_type, recording = NOTED[name]
    data = bytearray(recording)
    for _ in range(told.draw(st.integers(1, 4))):
        data[told.draw(st.integers(0, len(data) - 1))] = told.draw(st.integers(0, 255))
    try:
        without_notes(data, media_type)
    except CannotStrip:
        return
    assert len(data) == len(recording)


def test_all_that_is_played_has_a_way() -> None:
    played = {one.media_type for one in TYPES.values() if one.kind in {Kind.AUDIO, Kind.VIDEO}}
    assert played == set(WAYS)
