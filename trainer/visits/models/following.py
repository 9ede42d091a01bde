"""What follows from a visit: what the visitor asks for, and the report of their organisation."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, intpk
from trainer.points.models import ActionPoint
from trainer.visits.models.visits import Visit


class EqaAction(Base):
    """What an external quality assurer wrote during their visit that the centre is to do.

    `point` is the action point it became when somebody of the centre gave it an owner.
    """

    __tablename__ = "eqa_actions"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"), index=True)
    device_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_devices.id"))
    what: Mapped[str] = mapped_column(sa.Text)
    due_on: Mapped[date | None]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    point_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action_points.id"), unique=True)

    visit: Mapped[Visit] = relationship()
    point: Mapped[ActionPoint | None] = relationship()


class VisitReport(Base):
    """The report on a visit as it was recorded, with its file where there is one.

    A later one corrects it and stands beside it; the latest counts.
    """

    __tablename__ = "visit_reports"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"), index=True)
    outcome: Mapped[str] = mapped_column(sa.Text)
    next_on: Mapped[date | None]
    name: Mapped[str] = mapped_column(sa.String(255), default="")
    media_type: Mapped[str] = mapped_column(sa.String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    visit: Mapped[Visit] = relationship()
    recorded_by: Mapped[User] = relationship()
