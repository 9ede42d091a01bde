"""Whether returns are asked for, and the returns, which lead to nobody."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk


class EqualityTerms(Base):
    """For what and until when returns are asked for; without a last day they are not.

    The newest row holds. `words` is the purpose, or why it was switched off. A change is a new row.
    """

    __tablename__ = "equality_terms"

    id: Mapped[intpk]
    last_day: Mapped[date | None]
    words: Mapped[str] = mapped_column(sa.Text)
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    set_by: Mapped[User] = relationship()

    __table_args__ = (sa.CheckConstraint("trim(words) != ''", name="with_words"),)


class EqualityReturn(Base):
    """One return: whose it is and what it says can be read with the key of the returns alone.

    No moment, no number in a row: SQLite keeps the rows by their token, not as they came.
    """

    __tablename__ = "equality_returns"

    token: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)

    __table_args__ = ({"sqlite_with_rowid": False},)
