"""Taking out of a film or sound where it was made, with every place in it staying where it was."""

import pytest

from tests.storage import recordings
from tests.storage.recordings import PLACE, box
from trainer.storage.kinds import inspect
from trainer.storage.notes.boxes import without_place
from trainer.storage.notes.kept import CannotStrip

FILM = recordings.film_with_place()


def stripped(film: bytes) -> bytes:
    data = bytearray(film)
    assert without_place(data)
    return bytes(data)


@pytest.mark.parametrize("brand", [b"isom", b"qt  "])
def test_nothing_is_left_of_the_place(brand: bytes) -> None:
    film = recordings.film_with_place(brand)
    assert film.count(PLACE) == 6 and film.count(PLACE[:8]) == 10  # noqa: PT018
    left = stripped(film)
    for trace in (PLACE, PLACE[:8], b"location", b"xyz", b"loci", b"udta", b"meta", b"uuid"):
        assert trace not in left, trace


def test_what_is_played_stays_as_and_where_it_was() -> None:
    left = stripped(FILM)
    assert len(left) == len(FILM)
    start = FILM.index(b"picture!")
    assert left[start : start + 32] == FILM[start : start + 32] == b"picture!" * 4
    assert left[start + 32 :] == bytes(32)
    for name in (b"ftyp", b"moov", b"mvhd", b"tkhd", b"stsz", b"stco", b"mdat", b"vide"):
        assert left.index(name) == FILM.index(name)


def test_it_is_still_a_film() -> None:
    assert inspect(stripped(FILM), "visit.mp4").media_type == "video/mp4"


def test_once_out_there_is_nothing_more_to_take_out() -> None:
    left = bytearray(stripped(FILM))
    assert not without_place(left)
    assert not without_place(bytearray(recordings.film()))


def test_places_told_along_pieces_are_more_than_we_take_out() -> None:
    film = FILM + box(b"moof", box(b"mfhd", bytes(8)))
    with pytest.raises(CannotStrip):
        without_place(bytearray(film))


@pytest.mark.parametrize("cut", range(40, len(FILM), 37))
def test_a_film_cut_off_anywhere_does_no_harm(cut: int) -> None:
    data = bytearray(FILM[:cut])
    try:
        without_place(data)
    except CannotStrip:
        return
    assert len(data) == cut


def test_boxes_that_lie_about_their_length_do_no_harm() -> None:
    for length in (0, 1, 4, 7, 2**32 - 1):
        lying = bytearray(box(b"ftyp", b"isom") + length.to_bytes(4) + b"moov" + bytes(40))
        try:
            without_place(lying)
        except CannotStrip:
            continue
        assert len(lying) == 60


def test_a_table_that_claims_too_much_does_no_harm() -> None:
    at = FILM.rindex(b"stsz") + 12
    lying = bytearray(FILM)
    lying[at : at + 4] = b"\xff" * 4
    with pytest.raises(CannotStrip):
        without_place(lying)
