"""Whom an exercise concerns: those asked to judge, and whoever leads it."""

from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.notifications.telling import tell
from trainer.standardisation.events import (
    ExerciseSent,
    JudgedBlind,
    JudgingSoonOver,
    ResultsOpened,
)


def invite(event: ExerciseSent) -> None:
    """Ask each assessor to judge, and say by when."""
    exercise = event.subject
    words = _(
        "Please judge “%(title)s” by %(day)s, without talking about it.",
        title=exercise.title,
        day=written(exercise.judge_by),
    )
    for person in event.assessors:
        tell(person, words, f"/standardisation/{exercise.id}/judge", actor=event.actor)


def tell_leader_all_judged(event: JudgedBlind) -> None:
    """Tell the leader once everybody has judged, so that the results can open early."""
    exercise = event.subject
    if all(one.handed_in_at is not None for one in exercise.assessors):
        words = _("Everybody has judged “%(title)s”.", title=exercise.title)
        tell(exercise.lead, words, f"/standardisation/{exercise.id}", actor=event.actor)


def remind(event: JudgingSoonOver) -> None:
    """Remind those who have not judged yet."""
    exercise = event.subject
    words = _(
        "“%(title)s” still waits for your judgement, until %(day)s.",
        title=exercise.title,
        day=written(exercise.judge_by),
    )
    for one in exercise.assessors:
        if one.handed_in_at is None:
            tell(one.person, words, f"/standardisation/{exercise.id}/judge")


def tell_of_results(event: ResultsOpened) -> None:
    """Tell everybody with a part in it that the results are open."""
    exercise = event.subject
    words = _("The results of “%(title)s” are open.", title=exercise.title)
    for person in [exercise.lead, *(one.person for one in exercise.assessors)]:
        tell(person, words, f"/standardisation/{exercise.id}/results", actor=event.actor)
