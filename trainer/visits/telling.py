"""Whom visits concern: those who arrange them, and the learners whose portfolios are read."""

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.queries.roles import holders_of
from trainer.visits.events import (
    EqaActionAsked,
    LetIn,
    PortfoliosChosen,
    VisitArranged,
    VisitChanged,
    VisitEnded,
    WrongCodeGiven,
)
from trainer.visits.models import Visit
from trainer.visits.policies import ARRANGING


def tell_of_arrangement(event: VisitArranged | VisitChanged) -> None:
    """Tell everybody who arranges visits, so that nobody lets a stranger in unnoticed."""
    visit = event.subject
    words = _(
        "A visit by %(eqa)s for %(awarding)s is arranged. See whom they may read about, and when.",
        eqa=visit.eqa_name,
        awarding=visit.awarding_organisation,
    )
    _tell_all(visit, words, event.actor)


def tell_learners(event: PortfoliosChosen) -> None:
    """Tell the learners that an external quality assurer will read their portfolio."""
    visit = event.subject
    for registration in event.added:
        words = _(
            "%(eqa)s, external quality assurer of %(awarding)s, will read your portfolio for"
            " %(title)s to check how it was assessed.",
            eqa=visit.eqa_name,
            awarding=visit.awarding_organisation,
            title=registration.version.title,
        )
        path = f"/qualifications/{registration.id}"
        tell(registration.learner, words, path, actor=event.actor)


def tell_of_another_device(event: LetIn) -> None:
    """Tell the centre that the link is used in more than one browser: it may have been passed on."""
    visit = event.visit
    if not event.is_new or not visit.has_been_opened_elsewhere:
        return
    words = _(
        "The link of %(eqa)s was opened in another browser, number %(number)s. If that was not"
        " them, make a new code.",
        eqa=visit.eqa_name,
        number=event.subject.number,
    )
    _tell_all(visit, words, None)


def tell_of_lock(event: WrongCodeGiven) -> None:
    """Tell the centre that too many wrong codes were given."""
    if event.locked:
        words = _(
            "The link of %(eqa)s is locked: too many wrong codes were given. A new code opens it.",
            eqa=event.subject.eqa_name,
        )
        _tell_all(event.subject, words, None)


def tell_of_asked_action(event: EqaActionAsked) -> None:
    """Tell the centre that the visitor wrote down something to be done."""
    words = _("%(eqa)s wrote down what is to be done.", eqa=event.visit.eqa_name)
    _tell_all(event.visit, words, None)


def tell_of_end(event: VisitEnded) -> None:
    """Tell the centre that a visit was ended before its last day."""
    words = _("The visit of %(eqa)s is ended.", eqa=event.subject.eqa_name)
    _tell_all(event.subject, words, event.actor)


def _tell_all(visit: Visit, words: str, actor: User | None) -> None:
    for person in db.session.scalars(holders_of(ARRANGING)):
        tell(person, words, f"/visits/{visit.id}", actor=actor)
