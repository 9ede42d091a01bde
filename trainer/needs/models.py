"""What somebody is to learn because it was agreed, not because a requirement asks for it."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from babel.support import LazyProxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.core.text import lazy_gettext as _
from trainer.training.models import Skill


class NeedSource(StrEnum):
    """Where it was agreed."""

    MANAGER = "manager"
    APPRAISAL = "appraisal"
    CAREER = "career"

    @property
    def words(self) -> LazyProxy:
        """Where it was agreed, as a page says it."""
        return _SOURCE_WORDS[self]


_SOURCE_WORDS = {
    NeedSource.MANAGER: _("asked for by their manager or an administrator"),
    NeedSource.APPRAISAL: _("agreed in an appraisal"),
    NeedSource.CAREER: _("towards a role they aim at"),
}


class NeedStatus(StrEnum):
    """Where a need has got to."""

    OPEN = "open"
    MET = "met"
    CLOSED = "closed"


_S = NeedStatus


class Need(HasStatus, Base):
    """Somebody is to learn something: a skill, a unit, or what `label` says in words.

    `key` names what wrote it, such as `plan:12`, so that nothing is noted twice. Holding the skill
    meets it; else it is closed with a reason.
    """

    __tablename__ = "needs"

    MOVES: ClassVar = {_S.OPEN: {_S.MET, _S.CLOSED}, _S.MET: set(), _S.CLOSED: set()}

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    skill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("units.id"))
    label: Mapped[str] = mapped_column(sa.String(200))
    source: Mapped[NeedSource]
    key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    wanted_by: Mapped[date | None]
    status: Mapped[NeedStatus] = mapped_column(default=_S.OPEN, index=True)
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    skill: Mapped[Skill | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    noted_by: Mapped[User] = relationship(foreign_keys=[noted_by_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("skill_id IS NULL OR unit_id IS NULL", name="one_thing"),
        sa.CheckConstraint("label != ''", name="says_what"),
        sa.CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_once"),
        sa.CheckConstraint("status != 'closed' OR reason != ''", name="closed_with_a_reason"),
    )
