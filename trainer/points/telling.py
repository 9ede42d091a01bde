"""Whom an action point concerns: its owner, and whoever raised it."""

from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.points.events import (
    PointAnswered,
    PointClosed,
    PointFellDue,
    PointRaised,
    PointReopened,
)
from trainer.points.models import ActionPoint

LONGEST = 120


def tell_owner(event: PointRaised) -> None:
    """Tell its owner what they are asked to do, and by when."""
    point = event.subject
    db.session.flush()  # The address names the point by its id.
    words = _("Please do this by %(day)s: %(what)s", day=_day(point), what=_short(point.what))
    tell(point.owner, words, _page(point), actor=event.actor)


def tell_who_raised(event: PointAnswered) -> None:
    """Tell whoever raised it that it waits for their look."""
    point = event.subject
    words = _("%(name)s did this: %(what)s", name=point.owner.name, what=_short(point.what))
    tell(point.raised_by, words, _page(point), actor=event.actor)


def tell_of_closing(event: PointClosed) -> None:
    """Tell its owner that it is done."""
    point = event.subject
    words = _("Done, thank you: %(what)s", what=_short(point.what))
    tell(point.owner, words, _page(point), actor=event.actor)


def tell_of_reopening(event: PointReopened) -> None:
    """Tell its owner that there is still something to do."""
    point = event.subject
    words = _(
        "There is still something to do by %(day)s: %(what)s",
        day=_day(point),
        what=_short(point.what),
    )
    tell(point.owner, words, _page(point), actor=event.actor)


def tell_of_overdue(event: PointFellDue) -> None:
    """Tell its owner that the day has passed."""
    point = event.subject
    words = _("This was to be done by %(day)s: %(what)s", day=_day(point), what=_short(point.what))
    tell(point.owner, words, _page(point))


def _page(point: ActionPoint) -> str:
    return f"/actions/{point.id}"


def _day(point: ActionPoint) -> str:
    return written(point.due_on)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
