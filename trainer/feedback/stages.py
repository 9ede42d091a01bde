"""Where a round has got to, as the row of stages on its page."""

from typing import NamedTuple

from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.feedback.models import FeedbackRound, RoundStatus

_ORDER = (
    RoundStatus.DRAFTED,
    RoundStatus.NOMINATED,
    RoundStatus.APPROVED,
    RoundStatus.OPEN,
    RoundStatus.CLOSED,
    RoundStatus.RELEASED,
)


class Stage(NamedTuple):
    """One stage: whether it is done, now or ahead, its word, and what else there is to say."""

    state: str
    word: str
    meta: str = ""


def stages_of(told: FeedbackRound) -> list[Stage]:
    """List the stages of a round; none of one that was called off."""
    if told.status not in _ORDER:
        return []
    now = _ORDER.index(told.status)
    over = told.status is RoundStatus.RELEASED
    words = {
        _("List is made"): "",
        _("Manager agrees"): "",
        _("Ready to open"): "",
        _("People answer"): _("until %(day)s", day=written(told.closes_on)),
        _("Closed"): "",
        _("Passed on"): "",
    }
    return [
        Stage("done" if place < now or over else "now" if place == now else "ahead", word, meta)
        for place, (word, meta) in enumerate(words.items())
    ]
