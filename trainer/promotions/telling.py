"""Whom a promotion case concerns at each step, and what they are told."""

from collections.abc import Iterable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.promotions.events import (
    CaseMoved,
    CaseOpened,
    CaseSigned,
    CaseSponsored,
    PeopleSeated,
    SeatFilled,
    SeatGivenUp,
    TakingUpFailed,
    TrialReviewed,
)
from trainer.promotions.line import line_above
from trainer.promotions.models import PromotionCase, SignedFor
from trainer.promotions.policies import members_of, whose_turn
from trainer.promotions.rules.deciding import has_scored
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import PromotionStatus

_S = PromotionStatus


def tell_of_opening(event: CaseOpened) -> None:
    """Tell the person that they are put forward; or their managers and HR that they put themselves."""
    case, person = event.subject, event.person
    if event.actor != person:
        words = _(
            "You are put forward for %(role)s. Read why, and add a statement.", role=event.role
        )
        tell(person, words, _path(case), actor=event.actor)
        return
    words = _(
        "%(name)s would like to be %(role)s. Say whether you stand behind it.",
        name=person.name,
        role=event.role,
    )
    above = db.session.scalars(sa.select(User).where(User.id.in_(line_above(person)), User.active))
    _tell_all([*above, *_hr(case)], words, case, event.actor)


def tell_of_sponsor(event: CaseSponsored) -> None:
    """Tell the person that somebody stands behind their case."""
    name = event.actor.name if event.actor else ""
    words = _("%(name)s stands behind your promotion case.", name=name)
    tell(event.person, words, _path(event.subject), actor=event.actor)


def tell_of_seats(event: PeopleSeated) -> None:
    """Ask the panel to score; approvers are told when it is their turn."""
    case = event.subject
    words = _(
        "You are asked to score %(name)s for %(role)s, alone.",
        name=case.person.name,
        role=case.role_title,
    )
    _tell_all([one.member for one in case.seats_of(Duty.PANEL)], words, case, event.actor)
    words = _("A panel looks at your case for %(role)s now.", role=case.role_title)
    tell(case.person, words, _path(case), actor=event.actor)


def tell_of_filled_seat(event: SeatFilled) -> None:
    """Ask somebody who was seated later, in words that fit what they are to do."""
    case = event.subject
    names = {"name": case.person.name, "role": case.role_title}
    words = {
        Duty.PANEL: _("You are asked to score %(name)s for %(role)s, alone.", **names),
        Duty.APPROVER: _(
            "You are asked to approve the promotion of %(name)s in your turn.", **names
        ),
        Duty.HEARER: _("You are asked to answer the appeal of %(name)s.", **names),
    }[event.duty]
    tell(event.member, words, _path(case), actor=event.actor)


def tell_of_given_up_seat(event: SeatGivenUp) -> None:
    """Tell whoever sees to the case that a seat is empty; the tie itself is not passed on."""
    case, name = event.subject, event.actor.name if event.actor else ""
    words = _(
        "%(name)s can’t take part in the case of %(person)s. Ask somebody else.",
        name=name,
        person=case.person.name,
    )
    nominator = [case.nominator] if case.nominator else []
    _tell_all([*nominator, *_hr(case)], words, case, event.actor)


def tell_of_signature(event: CaseSigned) -> None:
    """Tell the chair once everybody has scored, and whoever approves next that it is their turn."""
    case = event.case
    if event.kind is SignedFor.SCORES and has_scored(members_of(case)):
        words = _(
            "Everybody has scored %(name)s. Write what the panel recommends.", name=case.person.name
        )
        tell(case.seats_of(Duty.PANEL)[0].member, words, _path(case), actor=None)
    if event.kind is SignedFor.APPROVAL:
        _tell_whose_turn(case, event.actor)


def tell_of_move(event: CaseMoved) -> None:
    """Tell the person of each outcome, and those who go on from there."""
    case, role = event.subject, event.subject.role_title
    to_person = {
        _S.DEVELOP_FURTHER: _(
            "The panel would like you to develop further for %(role)s. Read why, and the plan.",
            role=role,
        ),
        _S.NOT_RECOMMENDED: _(
            "The panel did not recommend you for %(role)s. Read why, and how to appeal.", role=role
        ),
        _S.REFUSED: _(
            "Your promotion to %(role)s was not approved. Read why, and how to appeal.", role=role
        ),
        _S.APPROVED: _("Your promotion to %(role)s is approved. HR makes you an offer.", role=role),
        _S.OFFERED: _("You are offered the job of %(role)s. Read it and answer.", role=role),
        _S.IN_POST: _(
            "You are %(role)s from today, on trial. Your training and home page follow.", role=role
        ),
        _S.TRIAL_CONFIRMED: _("You are confirmed as %(role)s.", role=role),
        _S.TRIAL_ENDED: _(
            "Your trial as %(role)s has ended. Read why, and how to appeal.", role=role
        ),
    }.get(event.after)
    if event.before is _S.APPEALED:
        to_person = _("Your appeal about %(role)s is answered.", role=role)
    if to_person:
        tell(case.person, to_person, _path(case), actor=event.actor)
    _tell_others(event)


def tell_of_trial_review(event: TrialReviewed) -> None:
    """Tell the person what was said of their trial."""
    words = _("Your trial was talked through. Read what was said.")
    tell(event.person, words, _path(event.subject), actor=event.actor)


def tell_of_failure(event: TakingUpFailed) -> None:
    """Tell HR that a job can't be taken up as it was offered, and why."""
    words = _("%(name)s can’t take up the job yet: %(why)s", name=event.person.name, why=event.why)
    _tell_all(_hr(event.subject), words, event.subject, None)


def _tell_others(event: CaseMoved) -> None:
    case, names = event.subject, {"name": event.person.name, "role": event.subject.role_title}
    everyone = _everyone(case)
    if event.after is _S.RECOMMENDED:
        _tell_whose_turn(case, event.actor)
    if event.after is _S.HELD:
        words = _("The promotion of %(name)s is held: %(why)s", why=event.words.text, **names)
        _tell_all([case.person, *everyone, *_hr(case)], words, case, None)
    if event.after is _S.APPROVED:
        words = _("The promotion of %(name)s is approved. Make the offer.", **names)
        _tell_all(_hr(case), words, case, event.actor)
    if event.after is _S.WITHDRAWN and event.actor != case.person:
        words = _(
            "The case of %(name)s for %(role)s is closed: %(why)s", why=event.words.text, **names
        )
        _tell_all([case.person, *everyone, *_hr(case)], words, case, event.actor)
    elif (
        event.after in {_S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN} and event.before is not _S.APPEALED
    ):
        words = {
            _S.ACCEPTED: _("%(name)s accepts to be %(role)s.", **names),
            _S.DECLINED: _("%(name)s declines to be %(role)s.", **names),
            _S.WITHDRAWN: _("%(name)s took the case for %(role)s back.", **names),
        }[event.after]
        _tell_all([*everyone, *_hr(case)], words, case, event.actor)
    if event.after is _S.APPEALED:
        words = _("%(name)s appeals about %(role)s. Choose who answers.", **names)
        _tell_all(_hr(case), words, case, event.actor)
    if event.after is _S.IN_POST and case.offer and case.offer.manager:
        words = _("%(name)s is %(role)s in your team from today, on trial.", **names)
        tell(case.offer.manager, words, _path(case), actor=event.actor)


def _tell_whose_turn(case: PromotionCase, by: User | None) -> None:
    turn = whose_turn(case)
    if turn is not None:
        words = _("The promotion of %(name)s waits for your approval.", name=case.person.name)
        tell(turn.member, words, _path(case), actor=by)


def _everyone(case: PromotionCase) -> list[User]:
    """List whoever stands behind a case and everybody who has a seat in the round."""
    seated = [one.member for one in case.seats if one.round == case.round and not one.gave_up_at]
    return [*([case.nominator] if case.nominator else []), *seated]


def _hr(case: PromotionCase) -> list[User]:
    found = db.session.scalars(holders_of({Role.HR}, [case.site_id]))
    return [person for person in found if person.id != case.person_id]


def _tell_all(people: Iterable[User], words: str, case: PromotionCase, by: User | None) -> None:
    for person in {one.id: one for one in people}.values():
        tell(person, words, _path(case), actor=by)


def _path(case: PromotionCase) -> str:
    return f"/promotions/{case.id}"
