from io import BytesIO
from pathlib import Path

import pytest

from tests.storage import papers, pictures
from tests.storage.corpus import REFUSED, Sample
from trainer.storage.kinds import LIMITS, Kind, NotAccepted
from trainer.storage.store import DirectoryStore, in_chunks
from trainer.storage.uploads import take_in


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    return DirectoryStore(tmp_path)


def test_a_photo_is_kept_as_it_came(store: DirectoryStore) -> None:
    photo = pictures.phone_photo()

    upload = take_in(store, in_chunks(BytesIO(photo)), "..\\Diolch – Siân.jpg", size=len(photo))

    assert upload.name == "Diolch – Siân.jpg"
    assert upload.inspected.kind is Kind.PHOTO
    assert b"".join(store.open(upload.stored.key)) == photo


@pytest.mark.parametrize("sample", REFUSED, ids=lambda sample: ascii(sample.name))
def test_nothing_refused_is_kept(sample: Sample, store: DirectoryStore, tmp_path: Path) -> None:
    with pytest.raises(NotAccepted) as refusal:
        take_in(store, iter([sample.make()]), sample.name)

    assert str(refusal.value) == sample.answer
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_size_known_before_is_refused_unread(store: DirectoryStore) -> None:
    unread = iter([b"never asked for"])
    with pytest.raises(NotAccepted, match="This video is 80 MB; the limit is 50"):
        take_in(store, unread, "till.mp4", size=80_000_000)
    assert list(unread) == [b"never asked for"]


def test_an_unknown_size_is_refused_when_reached(store: DirectoryStore) -> None:
    limits = {**LIMITS, Kind.PDF: 1_000_000}
    with pytest.raises(NotAccepted, match="This PDF is more than 1 MB, the limit"):
        take_in(store, [papers.pdf(), bytes(1_000_000)], "letter.pdf", limits=limits)


def test_a_size_that_was_wrong_does_not_help(store: DirectoryStore) -> None:
    limits = {**LIMITS, Kind.TEXT: 2_000_000}
    with pytest.raises(NotAccepted, match="more than 2 MB"):
        take_in(store, [b"x" * 2_000_001], "note.txt", size=5, limits=limits)
