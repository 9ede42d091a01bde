"""What the viewer shows of a piece of evidence: one of its files, a page of it, what was sought."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import sqlalchemy as sa

from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import Revision, StoredFile
from trainer.logs.wording import told
from trainer.storage.kinds import Kind
from trainer.storage.pages import MOST, PAGED
from trainer.viewing import finding
from trainer.viewing.models import FilePage

ZOOMS = (100, 150, 200, 300)
"""How large a picture is shown, in per cent of the room there is."""

MOST_PLACES = 50


@dataclass(frozen=True)
class Place:
    """Where what was sought stands: in the words themselves, or on a page of a file."""

    around: str
    file: StoredFile | None = None
    number: int = 1


@dataclass(frozen=True)
class Looking:
    """What somebody looks at: the words of a revision, or one of its files and a page of that."""

    ZOOMS: ClassVar = ZOOMS

    revision: Revision
    file: StoredFile | None = None
    number: int = 1
    page: FilePage | None = None
    zoom: int = ZOOMS[0]
    second: int | None = None
    sought: str = ""
    places: list[Place] = field(default_factory=list)

    @property
    def is_paged(self) -> bool:
        """Whether the file open is read page by page."""
        return self.file is not None and Kind(self.file.kind) in PAGED

    @property
    def last(self) -> int:
        """The last page that is shown."""
        return min(self.page.of, MOST) if self.page else self.number

    @property
    def has_more(self) -> bool:
        """Whether the document goes on after the last page that is shown."""
        return self.page is not None and self.page.of > MOST

    @property
    def is_being_prepared(self) -> bool:
        """Whether what is asked for is still to be drawn."""
        return self.file is not None and (
            self.page is None if self.is_paged else self.file.is_being_prepared
        )


def look(
    revision: Revision,
    code: str = "",
    *,
    number: int = 1,
    zoom: int = ZOOMS[0],
    second: int | None = None,
    sought: str = "",
    is_open: Callable[[StoredFile], object] = bool,
) -> Looking:
    """Open a file of a revision at a page, or its words where no file of it has this code.

    A file for which `is_open` answers no is neither opened nor searched.
    """
    files = {one.file_id: one.file for one in revision.files if is_open(one.file)}
    file = next((one for one in files.values() if one.code == code), None)
    number = max(1, number) if file else 1
    paged = file is not None and Kind(file.kind) in PAGED
    return Looking(
        revision=revision,
        file=file,
        number=number,
        page=page_of(file.id, number) if file and paged else None,
        zoom=zoom if zoom in ZOOMS else ZOOMS[0],
        second=second,
        sought=sought,
        places=_places(revision, files, sought) if sought else [],
    )


def page_of(file_id: int, number: int) -> FilePage | None:
    """Find a page of a file, if it has been drawn."""
    return db.session.scalars(*_page(file_id, number)).one_or_none()


@prepared
def _page(file_id: Any, number: Any) -> sa.Select[FilePage]:
    return sa.select(FilePage).where(FilePage.file_id == file_id, FilePage.number == number)


def _places(revision: Revision, files: Mapping[int, StoredFile], sought: str) -> list[Place]:
    texts = (*(one.words for one in told(revision)), revision.kept_at)
    around = (finding.first_place(words, sought) for words in texts)
    return [Place(one) for one in around if one] + _on_pages(files, sought)


def _on_pages(files: Mapping[int, StoredFile], sought: str) -> list[Place]:
    order = {file_id: place for place, file_id in enumerate(files)}
    rows = db.session.scalars(
        sa.select(FilePage).where(FilePage.file_id.in_(files), FilePage.words != "")
    ).all()
    found = ((row, finding.first_place(row.words, sought)) for row in rows)
    places = [
        (order[row.file_id], row.number, Place(around, files[row.file_id], row.number))
        for row, around in found
        if around
    ]
    return [place for *_where, place in sorted(places, key=lambda one: one[:2])][:MOST_PLACES]
