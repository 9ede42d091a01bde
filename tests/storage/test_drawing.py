"""Strangers' files are opened by a child with limits of its own, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage import papers, pictures
from trainer.storage.drawing import Drawer, on_disk
from trainer.storage.kinds import Kind
from trainer.storage.renditions import CannotShow, render
from trainer.storage.store import memory_store


@pytest.fixture(scope="module")
def child() -> Iterator[Drawer]:
    with Drawer() as drawer:
        yield drawer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


def test_it_draws_what_would_be_drawn_here(child: Drawer, file: Path) -> None:
    file.write_bytes(pictures.phone_photo())
    covered = [(0, 0, 5000, 5000)]
    assert child.render(Kind.PHOTO, file, covered) == render(Kind.PHOTO, file, covered)
    file.write_bytes(papers.pdf(2))
    assert child.render(Kind.PDF, file) == render(Kind.PDF, file)


def test_it_draws_pages_and_reads_words(child: Drawer, file: Path) -> None:
    file.write_bytes(papers.pdf(3))
    assert child.count(Kind.PDF, file) == 3
    assert child.draw(Kind.PDF, file, 3).picture
    file.write_text("Rang her back at noon.")
    sheet = child.draw(Kind.TEXT, file, 1)
    assert (sheet.picture, sheet.words) == (None, "Rang her back at noon.")


@pytest.mark.parametrize("kind", [Kind.PHOTO, Kind.PDF, Kind.OFFICE])
def test_what_is_no_such_file_is_not_shown(child: Drawer, file: Path, kind: Kind) -> None:
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(CannotShow):
        child.render(kind, file)
    file.write_bytes(pictures.photo())
    assert child.render(Kind.PHOTO, file)


def test_what_brings_the_child_down_is_not_shown(file: Path) -> None:
    file.write_bytes(pictures.photo())
    with Drawer("tests.storage.dying") as dying, pytest.raises(CannotShow):
        dying.render(Kind.PHOTO, file)


def test_what_is_kept_lies_on_disk_only_meanwhile(tmp_path: Path) -> None:
    store = memory_store(tmp_path)
    kept = store.put_stream([b"one ", b"two"], limit=10)
    with on_disk(store, kept.key) as file:
        assert file.read_bytes() == b"one two"
    assert not file.exists()
