"""The pages of the files that were submitted, each drawn once by the job worker."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.database import IN_STORE, Base, intpk
from trainer.logs.models import StoredFile


class FilePage(Base):
    """One page of a document, `of` so many: its picture, if it has one, and the words on it."""

    __tablename__ = "file_pages"

    id: Mapped[intpk]
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))
    number: Mapped[int]
    of: Mapped[int]
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    media_type: Mapped[str | None] = mapped_column(sa.String(100))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    words: Mapped[str] = mapped_column(sa.Text, default="")

    file: Mapped[StoredFile] = relationship()

    __table_args__ = (sa.UniqueConstraint("file_id", "number"),)
