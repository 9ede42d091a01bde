"""Logos and signatures as pictures: kept as they are, or refused with a sentence."""

from pathlib import Path

import pytest

from tests.factories_letterhead import DRAWING, make_png
from trainer.letterhead import pictures
from trainer.storage.kinds import NotAccepted
from trainer.storage.store import Store, memory_store

BOMB = make_png(3000, 3000, mode="1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return memory_store(tmp_path)


@pytest.mark.parametrize(
    ("sent", "media_type"),
    [
        (make_png(40, 20), "image/png"),
        (make_png(40, 20, mode="RGB", kind="JPEG"), "image/jpeg"),
        (make_png(40, 20, mode="L"), "image/png"),
    ],
)
def test_a_picture_is_kept_as_it_was_sent(sent: bytes, media_type: str, store: Store) -> None:
    kept = pictures.take_in(sent, store)
    assert kept.media_type == media_type
    assert b"".join(store.open(kept.stored.key)) == sent


def test_a_drawing_is_kept_without_what_could_harm(store: Store) -> None:
    kept = pictures.take_in(b"\xef\xbb\xbf\n" + DRAWING, store)
    assert kept.media_type == "image/svg+xml"
    assert b"circle" in b"".join(store.open(kept.stored.key))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"", pictures.NOT_A_PICTURE),
        (b"GIF89a" + bytes(40), pictures.NOT_A_PICTURE),
        (b"%PDF-1.7", pictures.NOT_A_PICTURE),
        (b"\0\1\0\0" + bytes(40), pictures.NOT_A_PICTURE),
        (b"OTTO" + bytes(40), pictures.NOT_A_PICTURE),
        (b"wOF2" + bytes(40), pictures.NOT_A_PICTURE),
        (make_png(40, 20)[:60], pictures.DAMAGED),
        (BOMB, pictures.TOO_MANY_PIXELS),
        (make_png(40, 20, mode="CMYK", kind="JPEG"), pictures.OTHER_COLOURS),
        (make_png(40, 20, mode="I;16"), pictures.OTHER_COLOURS),
        (bytes(pictures.MOST_BYTES + 1), pictures.TOO_LARGE),
    ],
)
def test_others_are_refused_and_nothing_is_kept(
    sent: bytes, sentence: object, store: Store
) -> None:
    with pytest.raises(NotAccepted) as refused:
        pictures.take_in(sent, store)
    assert str(refused.value) == str(sentence)
    assert list(store.keys()) == []


def test_a_picture_with_web_code_in_it_is_refused(store: Store) -> None:
    with pytest.raises(NotAccepted, match="web page code"):
        pictures.take_in(make_png(4, 4) + b"<script>alert(1)</script>", store)
