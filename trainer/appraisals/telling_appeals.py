"""Whom an appeal against an appraisal concerns: the person, whoever answers, and who wrote in it."""

from trainer.accounts.models import User
from trainer.appraisals.events import (
    AppraisalAppealAnswered,
    AppraisalAppealed,
    AppraisalAppealTakenFurther,
    AppraisalAppealWithdrawn,
    AppraisalHearerNamed,
)
from trainer.appraisals.models import Appraisal, AppraisalAppeal
from trainer.appraisals.queries.appeals import possible_of_hr
from trainer.appraisals.rules.appealing import AppealOutcome, AppraisalAppealStatus
from trainer.appraisals.telling import path_of
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.notifications.telling import tell


def tell_of_appeal(event: AppraisalAppealed | AppraisalAppealTakenFurther) -> None:
    """Ask whoever answers, or HR, and let the manager and the second line know."""
    one = event.appraisal
    asks = _(
        "%(name)s appeals against “%(cycle)s”. Please answer by %(day)s.",
        name=event.person.name,
        cycle=one.cycle.name,
        day=written(event.due_on),
    )
    asked = hearers(event.subject)
    for person in asked:
        tell(person, asks, path_of(one), actor=event.actor)
    words = _(
        "%(name)s appeals against “%(cycle)s”. Somebody else answers it.",
        name=event.person.name,
        cycle=one.cycle.name,
    )
    _tell_writers(one, words, event.actor, but=asked)


def tell_of_answer(event: AppraisalAppealAnswered) -> None:
    """Tell the person what was answered and whether they can go on, and those who wrote in it."""
    one, appeal = event.appraisal, event.appeal
    says = {
        AppealOutcome.UPHELD: _("Your appeal against “%(cycle)s” is upheld.", cycle=one.cycle.name),
        AppealOutcome.PARTLY: _(
            "Your appeal against “%(cycle)s” is upheld in part.", cycle=one.cycle.name
        ),
        AppealOutcome.REFUSED: _(
            "Your appeal against “%(cycle)s” is not upheld.", cycle=one.cycle.name
        ),
    }[event.outcome]
    if appeal.status is AppraisalAppealStatus.ANSWERED:
        says += " " + _("You can take it to HR until %(day)s.", day=written(appeal.due_on))
    tell(event.person, says, path_of(one), actor=event.actor)
    words = _(
        "The appeal of %(name)s against “%(cycle)s” is answered.",
        name=event.person.name,
        cycle=one.cycle.name,
    )
    _tell_writers(one, words, event.actor, but=[])


def tell_of_withdrawal(event: AppraisalAppealWithdrawn) -> None:
    """Tell whoever was to answer that they need not, and those who wrote in it."""
    one = event.appraisal
    words = _(
        "%(name)s took back the appeal against “%(cycle)s”.",
        name=event.person.name,
        cycle=one.cycle.name,
    )
    asked = hearers(event.subject)
    for person in asked:
        tell(person, words, path_of(one), actor=event.actor)
    _tell_writers(one, words, event.actor, but=asked)


def tell_of_hearer(event: AppraisalHearerNamed) -> None:
    """Ask whoever HR named, and tell the person who it is."""
    one = event.appraisal
    asks = _(
        "You are asked to answer an appeal of %(name)s against “%(cycle)s” by %(day)s.",
        name=event.person.name,
        cycle=one.cycle.name,
        day=written(event.subject.due_on),
    )
    tell(event.hearer, asks, path_of(one), actor=event.actor)
    says = _(
        "%(name)s answers your appeal against “%(cycle)s”.",
        name=event.hearer.name,
        cycle=one.cycle.name,
    )
    tell(event.person, says, path_of(one), actor=event.actor)


def hearers(appeal: AppraisalAppeal) -> list[User]:
    """List whose turn it is to answer: the hearer while they work here, else HR of the site."""
    if appeal.hearer is not None and appeal.hearer.active:
        return [appeal.hearer]
    return possible_of_hr(appeal.appraisal)


def _tell_writers(one: Appraisal, words: str, actor: User | None, *, but: list[User]) -> None:
    for person in (one.manager, one.second_line):
        if person is not None and person.active and person not in but:
            tell(person, words, path_of(one), actor=actor)
