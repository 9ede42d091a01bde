"""Arranging feedback about somebody, and agreeing on who is asked."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.queries import known_as
from trainer.behaviours.models import BehaviourVersion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.events import (
    RaterNamed,
    RatersApproved,
    RatersNominated,
    RaterStruck,
    RoundArranged,
)
from trainer.feedback.models import (
    FEWEST_ANSWERS,
    FeedbackQuestion,
    FeedbackRater,
    FeedbackRound,
    RaterStatus,
    RoundKind,
    RoundStatus,
)
from trainer.feedback.queries import listing
from trainer.feedback.rules.release import FEWEST, Side
from trainer.people.policies import reports_to

MOST_RATERS = 40


def arrange(
    person: User,
    *,
    actor: User,
    kind: RoundKind,
    anonymous: bool,
    closes_on: date,
    behaviours: Sequence[BehaviourVersion],
    minimum: int = FEWEST_ANSWERS,
) -> FeedbackRound:
    """Arrange a round about somebody; whether with names can't be changed afterwards.

    For upward feedback everybody who reports to them is on the list, which waits for approval.
    """
    require(policies.may_arrange(actor, person))
    if closes_on <= clock.today():
        raise Unacceptable(_("Leave people some time: choose a later day."), "closes_on")
    if minimum < FEWEST:
        raise Unacceptable(_("A group has three answers or more."), "minimum")
    told = FeedbackRound(
        subject=person,
        arranged_by=actor,
        kind=kind,
        anonymous=anonymous,
        minimum=minimum,
        closes_on=closes_on,
        questions=_questions(behaviours),
        raters=[],
    )
    db.session.add(told)
    db.session.flush()  # Those who are told are led to it by its id.
    publish(RoundArranged(actor=actor, subject=told, kind=kind, anonymous=anonymous))
    if kind is RoundKind.UPWARD:
        _name_reports(told, actor)
    elif kind is RoundKind.AROUND and (manager := listing.manager_of(person)) is not None:
        _put(told, manager, actor, "")
    return told


def name_colleague(told: FeedbackRound, *, actor: User, who: str, because: str = "") -> None:
    """Put a colleague on the list by staff number or e-mail address.

    Raises Unacceptable for somebody nobody knows, who left, who is on it, or whom it is about.
    """
    require(policies.may_name(actor, told))
    person = db.session.scalar(known_as(who).where(User.active))
    if person is None:
        raise Unacceptable(_("Nobody here has this staff number or address."), "who")
    _refuse_more(told)
    _ask_reason(told, actor, because)
    _put(told, person, actor, because)


def name_outsider(
    told: FeedbackRound, *, actor: User, outsider: str, email: str, because: str = ""
) -> None:
    """Put somebody without an account on the list, who is sent a link once the round opens."""
    require(policies.may_name(actor, told))
    _refuse_more(told)
    _ask_reason(told, actor, because, "relation")
    if any(one.email.casefold() == email.casefold() for one in told.raters):
        raise Unacceptable(_("Somebody with this address is on the list."), "email")
    if db.session.scalar(known_as(email)) is not None:
        raise Unacceptable(_("This is the address of a colleague. Name them above."), "email")
    _add(
        told,
        FeedbackRater(
            outsider=outsider, email=email, side=Side.OUTSIDE, named_by=actor, because=because
        ),
        actor,
    )


def strike(rater: FeedbackRater, *, actor: User, because: str = "") -> None:
    """Take somebody off the list; once it was handed on, with a reason."""
    told = rater.round
    require(policies.may_strike(actor, told))
    _ask_reason(told, actor, because)
    rater.move_to(RaterStatus.STRUCK)
    rater.because = because
    publish(RaterStruck(actor=actor, subject=rater))


def nominate(told: FeedbackRound, *, actor: User) -> None:
    """Hand the list on to the manager, who agrees to it."""
    require(policies.may_nominate(actor, told))
    told.move_to(RoundStatus.NOMINATED)
    publish(RatersNominated(actor=actor, subject=told))


def approve(told: FeedbackRound, *, actor: User) -> None:
    """Agree to the list."""
    require(policies.may_approve(actor, told))
    told.move_to(RoundStatus.APPROVED)
    told.approved_by_id = actor.id
    publish(RatersApproved(actor=actor, subject=told))


def _questions(behaviours: Sequence[BehaviourVersion]) -> list[FeedbackQuestion]:
    asked = [FeedbackQuestion(version=one) for one in behaviours]
    asked += [
        FeedbackQuestion(words=_("What should they keep doing?")),
        FeedbackQuestion(words=_("What should they do more, less or differently?")),
    ]
    for place, one in enumerate(asked):
        one.position = place
    return asked


def _name_reports(told: FeedbackRound, actor: User) -> None:
    reports = listing.reports_of(told.subject)
    if not reports:
        raise Unacceptable(_("Nobody reports to %(name)s.", name=told.subject.name), "kind")
    for person in reports:
        _put(told, person, actor, "")
    told.move_to(RoundStatus.NOMINATED)
    publish(RatersNominated(actor=actor, subject=told))


def _put(told: FeedbackRound, person: User, actor: User, because: str) -> None:
    if person.id == told.subject.id:
        raise Unacceptable(_("This is about them. Name somebody else."), "who")
    if any(one.person_id == person.id for one in told.raters):
        raise Unacceptable(
            _("%(name)s is on the list, or was taken off it.", name=person.name), "who"
        )
    rater = FeedbackRater(
        person=person, side=_side_of(told.subject, person), named_by=actor, because=because
    )
    _add(told, rater, actor)


def _add(told: FeedbackRound, rater: FeedbackRater, actor: User) -> None:
    told.raters.append(rater)
    db.session.flush()  # The event speaks of the rater by their id.
    publish(RaterNamed(actor=actor, subject=rater))


def _side_of(subject: User, person: User) -> Side:
    if (job := subject.placement()) is not None and job.manager_id == person.id:
        return Side.MANAGER
    reports = sa.select(User.id).where(User.id.in_(reports_to(subject)), User.id == person.id)
    return Side.REPORT if db.session.scalar(reports) is not None else Side.PEER


def _ask_reason(told: FeedbackRound, actor: User, because: str, field: str = "because") -> None:
    """Ask for a reason once the list was handed on, and of others than the person themselves."""
    if told.status is RoundStatus.NOMINATED and actor.id != told.subject_id and not because:
        raise Unacceptable(_("Say why, so that they understand it."), field)


def _refuse_more(told: FeedbackRound) -> None:
    if len(told.to_be_asked) >= MOST_RATERS:
        raise Unacceptable(_("Forty people are enough. Take somebody off first."), None)
