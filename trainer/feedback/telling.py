"""Whom a round concerns at each step; nobody is told that somebody answered."""

from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.feedback.events import (
    FeedbackDeclined,
    RatersApproved,
    RatersNominated,
    RoundArranged,
    RoundClosed,
    RoundOpened,
    RoundReleased,
)
from trainer.feedback.models import FeedbackRound, RoundKind
from trainer.feedback.queries import listing
from trainer.notifications.telling import tell


def tell_of_arranging(event: RoundArranged) -> None:
    """Ask the person it is about whom they would like to be asked."""
    told = event.subject
    if told.kind is RoundKind.UPWARD:
        words = _("Those who report to you will be asked how they see you at work.")
    else:
        words = _("Feedback about you is being arranged. Name people who know your work.")
    tell(told.subject, words, _page(told), actor=event.actor)


def tell_who_approves(event: RatersNominated) -> None:
    """Tell the manager that a list waits for them."""
    told = event.subject
    manager = listing.manager_of(told.subject)
    if manager is not None:
        words = _("A list of people to ask about %(name)s waits for you.", name=told.subject.name)
        tell(manager, words, _page(told), actor=event.actor)


def tell_of_approval(event: RatersApproved) -> None:
    """Tell the person it is about that the list is agreed."""
    told = event.subject
    tell(
        told.subject,
        _("The list of people to ask about you is agreed."),
        _page(told),
        actor=event.actor,
    )


def tell_raters(event: RoundOpened) -> None:
    """Ask everybody on the list who has an account."""
    told = event.subject
    words = _(
        "You are asked how you see %(name)s at work, until %(day)s.",
        name=told.subject.name,
        day=written(told.closes_on),
    )
    for rater in told.to_be_asked:
        if rater.person is not None:
            tell(rater.person, words, f"/feedback/{told.id}/answer", actor=event.actor)


def tell_of_declining(event: FeedbackDeclined) -> None:
    """Tell the manager who would rather not, where everybody answers by name."""
    told = event.subject.round
    manager = listing.manager_of(told.subject)
    if manager is not None:
        words = _(
            "%(who)s would rather not say how they see %(name)s.",
            who=event.subject.name,
            name=told.subject.name,
        )
        tell(manager, words, _page(told), actor=event.actor)


def tell_of_closing(event: RoundClosed) -> None:
    """Tell the manager that they can read and pass on what was said."""
    told = event.subject
    manager = listing.manager_of(told.subject)
    if manager is not None:
        words = _(
            "Feedback about %(name)s is closed. Read it, then pass it on.", name=told.subject.name
        )
        tell(manager, words, _page(told))


def tell_of_release(event: RoundReleased) -> None:
    """Tell the person it is about that they can read what was said."""
    told = event.subject
    words = _("You can read how others see you at work.")
    tell(told.subject, words, f"/feedback/{told.id}/result", actor=event.actor)


def _page(told: FeedbackRound) -> str:
    return f"/feedback/{told.id}"
