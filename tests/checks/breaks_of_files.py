"""For each check on files, what somebody would do to their bytes or records behind our back."""

from collections.abc import Callable

from flask import current_app

from tests.checks.breaks import Break, first, set_all
from trainer.core import clock
from trainer.extensions import db
from trainer.files.models import FileRemoval, Part, Rule
from trainer.logs.models import StoredFile


def _lose_bytes() -> None:
    current_app.extensions["store"].delete(first(StoredFile).key)


def _mark_only() -> None:
    first(StoredFile).removed_at = clock.now()


def _removal(**other: object) -> Callable[[], None]:
    """Record a removal, and mark the file; say something else of it where asked."""

    def removed() -> None:
        file = first(StoredFile)
        given = {"sha256": file.sha256, "size": file.size, "keys": [file.key]} | other
        file.removed_at = file.original_removed_at = clock.now()
        removal = FileRemoval(
            file=file, part=Part.ALL, rule=Rule.KIND, due_on=clock.today(), **given
        )
        db.session.add(removal)

    return removed


BREAKS: dict[str, tuple[str, Break]] = {
    "another picture than was judged": (
        "What a judge was shown of a file is what is kept of it.",
        set_all(StoredFile, shown_sha256="0" * 64),
    ),
    "bytes that are gone": ("Every file has its bytes, or a recorded removal.", _lose_bytes),
    "a removal nobody wrote down": (
        "A file is marked as removed where a removal is on record, and nowhere else.",
        _mark_only,
    ),
    "a removal of which the bytes stay": ("What is on record as removed is gone.", _removal()),
    "a removal of other bytes": (
        "What a removal names is the file that was kept.",
        _removal(sha256="0" * 64),
    ),
}
