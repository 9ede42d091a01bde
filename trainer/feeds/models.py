"""Work products that came in by file, and what each person made of those offered to them."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.logs.models import Item


class ProductKind(StrEnum):
    """What sort of work product it is."""

    CALL_QUALITY = "call_quality"
    COMPLIMENT = "compliment"
    SATISFACTION = "satisfaction"


class OfferStatus(StrEnum):
    """What the person made of a work product that is offered to them as evidence."""

    OFFERED = "offered"
    USED = "used"
    SET_ASIDE = "set_aside"


_S = OfferStatus


class WorkProduct(HasStatus, Base):
    """Something another system says of somebody's work; evidence only once they make it theirs.

    `source` is the name of the file it came in, `item` the evidence it was made into.
    """

    __tablename__ = "work_products"

    MOVES: ClassVar = {
        _S.OFFERED: {_S.USED, _S.SET_ASIDE},
        _S.SET_ASIDE: {_S.OFFERED},
        _S.USED: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    kind: Mapped[ProductKind]
    happened_on: Mapped[date]
    score: Mapped[str] = mapped_column(sa.String(40), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    reference: Mapped[str] = mapped_column(sa.String(80))
    source: Mapped[str] = mapped_column(sa.String(200))
    status: Mapped[OfferStatus] = mapped_column(default=_S.OFFERED)
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_items.id"), unique=True)
    brought_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    brought_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    brought_by: Mapped[User] = relationship(foreign_keys=[brought_by_id])
    item: Mapped[Item | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("kind", "reference"),
        sa.CheckConstraint("(status = 'used') = (item_id IS NOT NULL)", name="used_is_an_item"),
        sa.CheckConstraint("brought_by_id != person_id", name="brought_by_another"),
    )


class FeedFile(Base):
    """A file that somebody sent and has yet to confirm; its text goes when it is done."""

    __tablename__ = "feed_files"

    id: Mapped[intpk]
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_in_at: Mapped[datetime | None]

    sent_by: Mapped[User] = relationship()
