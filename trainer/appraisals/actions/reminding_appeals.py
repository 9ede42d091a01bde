"""Reminding whoever is to answer an appeal: once ahead of the day, and once when it is past, with HR."""

from datetime import date

from trainer.accounts.models import User
from trainer.appraisals.models import AppraisalAppeal
from trainer.appraisals.queries import appeals
from trainer.appraisals.rules.turns import SOON
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.notifications.telling import tell


def remind_of_appeals(today: date) -> int:
    """Remind of every open appeal where it is time and was not done; return of how many."""
    told = 0
    for one in appeals.open_ones():
        if today > one.due_on and one.late_told_at is None:
            one.late_told_at = clock.now()
            _tell(one, _late(one), with_hr=True)
        elif today <= one.due_on <= today + SOON and one.reminded_at is None:
            one.reminded_at = clock.now()
            _tell(one, _near(one), with_hr=False)
        else:
            continue
        told += 1
    return told


def _tell(one: AppraisalAppeal, words: str, *, with_hr: bool) -> None:
    hearer = one.hearer if one.hearer is not None and one.hearer.active else None
    people: list[User] = [hearer] if hearer else []
    if with_hr or not people:
        people += [each for each in appeals.possible_of_hr(one.appraisal) if each != hearer]
    for person in people:
        tell(person, words, f"/appraisals/{one.appraisal_id}")


def _near(one: AppraisalAppeal) -> str:
    return _(
        "The appeal of %(name)s against “%(cycle)s” waits for an answer until %(day)s.",
        name=one.person.name,
        cycle=one.appraisal.cycle.name,
        day=written(one.due_on),
    )


def _late(one: AppraisalAppeal) -> str:
    return _(
        "The appeal of %(name)s against “%(cycle)s” was to be answered by %(day)s.",
        name=one.person.name,
        cycle=one.appraisal.cycle.name,
        day=written(one.due_on),
    )
