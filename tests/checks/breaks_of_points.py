"""What somebody would do to action points behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.points.models import ActionPoint, PointEntry, PointStatus, Step


def _point(status: PointStatus) -> ActionPoint:
    person = db.session.scalars(sa.select(User).order_by(User.id)).first()
    assert person is not None
    point = ActionPoint(
        about_kind="UnitAssessment",
        about_id=1,
        what="Look again.",
        owner=person,
        raised_by=person,
        due_on=clock.today(),
        status=status,
    )
    db.session.add(point)
    return point


def close_by_hand() -> None:
    _point(PointStatus.CLOSED)


def answer_for_another() -> None:
    point = _point(PointStatus.ANSWERED)
    another = db.session.scalars(sa.select(User).order_by(User.id.desc())).first()
    assert another is not None
    db.session.add(
        PointEntry(
            point=point, step=Step.ANSWERED, author=another, owner_id=another.id, words="Done."
        )
    )


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "an action point closed by hand": (
        "An action point stands where its answers brought it.",
        close_by_hand,
    ),
    "an action point answered for somebody else": (
        "An action point is answered by its owner and decided on by others.",
        answer_for_another,
    ),
}
