"""Forgetting the pages drawn of a document."""

import sqlalchemy as sa

from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.viewing.models import FilePage


def drop_pages(file: StoredFile) -> list[str]:
    """Forget the pages of a file that is not kept any more, and name the pictures to be removed."""
    gone = sa.delete(FilePage).where(FilePage.file_id == file.id).returning(FilePage.key)
    return [key for key in db.session.scalars(gone) if key is not None]
