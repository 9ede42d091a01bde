"""INV8 and INV32: bytes of evidence are there, or a recorded removal says why they are not."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask import current_app

from trainer.assessments.models import JudgedFile
from trainer.checks.finding import Check, rows
from trainer.extensions import db
from trainer.files.models import FileRemoval, Part
from trainer.logs.models import StoredFile
from trainer.storage.store import Store

_REMOVAL_OF = sa.select(FileRemoval.id).join(StoredFile, StoredFile.id == FileRemoval.file_id)
OTHER_REMOVED = _REMOVAL_OF.where(
    sa.or_(FileRemoval.sha256 != StoredFile.sha256, FileRemoval.size != StoredFile.size)
)
OTHER_SHOWN = (
    sa.select(JudgedFile.id)
    .join(StoredFile, StoredFile.id == JudgedFile.file_id)
    .where(
        JudgedFile.shown_sha256.is_not(None),
        JudgedFile.shown_sha256.is_distinct_from(StoredFile.shown_sha256),
    )
)
_EVERYTHING = sa.exists().where(FileRemoval.file_id == StoredFile.id, FileRemoval.part == Part.ALL)
_ANYTHING = sa.exists().where(FileRemoval.file_id == StoredFile.id)
REMOVED_UNSAID = sa.select(StoredFile.id).where(
    sa.or_(
        StoredFile.removed_at.is_not(None) != _EVERYTHING,
        StoredFile.original_removed_at.is_not(None) != _ANYTHING,
    )
)


def _without_bytes() -> Iterator[str]:
    there = _there()
    columns = (StoredFile.id, StoredFile.key, StoredFile.shown_key, StoredFile.thumb_key, _ANYTHING)
    for number, original, shown, thumb, removed in db.session.execute(sa.select(*columns)):
        wanted = {shown, thumb} if removed else {original, shown, thumb}
        if wanted - there - {None}:
            yield f"The bytes of file {number} are gone, and no removal says why."


def _still_there() -> Iterator[str]:
    there = _there()
    for number, keys in db.session.execute(sa.select(FileRemoval.file_id, FileRemoval.keys)):
        if there.intersection(keys):
            yield f"File {number} is on record as removed, and its bytes are still there."


def _there() -> set[str]:
    store: Store = current_app.extensions["store"]
    return set(store.keys())


CHECKS = [
    Check(
        "INV8",
        "What a judge was shown of a file is what is kept of it.",
        rows(OTHER_SHOWN, "Of judged file %s something else is shown now."),
    ),
    Check(
        "INV8",
        "What a removal names is the file that was kept.",
        rows(OTHER_REMOVED, "Removal %s names other bytes than were kept."),
    ),
    Check(
        "INV32",
        "A file is marked as removed where a removal is on record, and nowhere else.",
        rows(REMOVED_UNSAID, "File %s and the removals on record say different things."),
    ),
    Check("INV32", "Every file has its bytes, or a recorded removal.", _without_bytes),
    Check("INV32", "What is on record as removed is gone.", _still_there),
]
