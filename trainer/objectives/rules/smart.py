"""What an objective still leaves open of the five questions. Pure; it advises, and refuses nothing."""

from dataclasses import dataclass

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _
from trainer.objectives.rules.wording import Said

FEWEST_WORDS = 4
"""An answer of fewer words rarely says enough for two people to mean the same."""


@dataclass(frozen=True)
class Gap:
    """A question that is not answered yet: the field it belongs to, and what would help."""

    field: str
    advice: LazyProxy


def gaps(said: Said, year: int) -> list[Gap]:
    """Say which of the five questions stay open, in their order."""
    open_ = []
    if len(said.what.split()) < FEWEST_WORDS:
        open_.append(Gap("what", _("Say what exactly will be different, and for whom.")))
    if said.target is None and not any(sign.isdigit() for sign in said.measured_by):
        open_.append(
            Gap("measured_by", _("Name a number, a date or a measure, so that both of you know."))
        )
    if not said.possible_by:
        open_.append(
            Gap("possible_by", _("Say what makes it possible: time, help, a course, practice."))
        )
    if not said.why:
        open_.append(Gap("why", _("Say why it matters, to customers, the team or you.")))
    if said.due_on is None:
        open_.append(Gap("due_on", _("Say by when. A day makes it easier to plan.")))
    elif said.due_on.year != year:
        open_.append(Gap("due_on", _("Its day is in another year than the objective.")))
    return open_
