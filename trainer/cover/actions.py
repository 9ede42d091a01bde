"""Arrange that somebody covers for an assessor, and give the learners back when it is over."""

from collections.abc import Collection, Sequence
from datetime import date

from trainer.accounts.models import User
from trainer.assessments.actions.standing import hold
from trainer.assessors.models import Duty
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.cover import policies, queries
from trainer.cover.events import CoverArranged, CoverEnded
from trainer.cover.models import Cover, CoverLine
from trainer.extensions import db
from trainer.registrations.actions.allocating import allocate
from trainer.registrations.caseloads import may_take_more
from trainer.registrations.models import Registration
from trainer.registrations.policies import ASSESSED


def arrange(
    absent: User,
    *,
    actor: User,
    substitute: User,
    registrations: Collection[int],
    back_on: date | None,
    reason: str,
) -> Cover:
    """Give learners of an assessor to another, with all that waits: until a day, or for good.

    The register and ties are asked for each learner, and whether there is room for all of them; if
    one can't be taken on, nothing changes.
    """
    require(policies.may_arrange(actor))
    chosen = queries.registrations(actor, absent, registrations)
    if not chosen or len(chosen) != len(set(registrations)):
        raise Unacceptable(_("Tick at least one learner."), "registrations")
    hold(*chosen)
    chosen = queries.registrations(actor, absent, registrations)
    if substitute == absent:
        raise Unacceptable(_("Nobody covers for themselves: choose somebody else."), "substitute")
    if not reason.strip():
        raise Unacceptable(_("Say why; it stays with the record."), "reason")
    if back_on is not None and back_on <= clock.today():
        raise Unacceptable(_("Choose a day after today, or leave it empty."), "back_on")
    _check_each(substitute, chosen)
    cover = Cover(
        absent=absent,
        substitute=substitute,
        back_on=back_on,
        reason=reason,
        arranged_by=actor,
        arranged_at=clock.now(),
        ended_at=clock.now() if back_on is None else None,
        lines=[CoverLine(registration=one) for one in chosen],
    )
    db.session.add(cover)
    publish(
        CoverArranged(
            actor=actor,
            subject=cover,
            absent=absent,
            substitute=substitute,
            registration_ids=[one.id for one in chosen],
            back_on=back_on,
            reason=Sealed(reason),
        )
    )
    for one in chosen:
        allocate(one, actor=actor, assessor=substitute, iqa=one.iqa, reason=reason)
    return cover


def _check_each(substitute: User, chosen: Sequence[Registration]) -> None:
    with_work = sum(one.status in ASSESSED for one in chosen)
    if not (verdict := may_take_more(substitute, Duty.ASSESS, with_work)):
        raise Unacceptable(verdict.reason, "substitute")
    for one in chosen:
        if not (verdict := policies.may_take_on(substitute, one)):
            raise Unacceptable(
                _(
                    "%(learner)s can’t go to %(name)s. %(why)s",
                    learner=one.learner.name,
                    name=substitute.name,
                    why=verdict.reason,
                ),
                "substitute",
            )


def end_now(cover: Cover, *, actor: User) -> None:
    """Give the learners back before the day arranged."""
    require(policies.may_end(actor, cover))
    _give_back(cover, actor=actor)


def end_what_is_over() -> None:
    """Give learners back whose assessor's absence is over by the calendar; nobody has to press."""
    for cover in db.session.scalars(queries.over_by(clock.today())).all():
        _give_back(cover, actor=None)


def _give_back(cover: Cover, *, actor: User | None) -> None:
    """Return each learner who is still with the substitute, where their assessor may take them."""
    hold(*(line.registration for line in cover.lines))
    cover.ended_at = clock.now()
    returned: list[int] = []
    for line in cover.lines:
        one = line.registration
        if one.assessor == cover.substitute and _may_come_back(one, cover.absent):
            allocate(one, actor=actor, assessor=cover.absent, iqa=one.iqa, reason=cover.reason)
            returned.append(one.id)
    publish(
        CoverEnded(
            actor=actor,
            subject=cover,
            absent=cover.absent,
            substitute=cover.substitute,
            returned=returned,
            kept=[
                line.registration_id for line in cover.lines if line.registration_id not in returned
            ],
        )
    )


def _may_come_back(registration: Registration, assessor: User) -> bool:
    db.session.flush()  # Those who came back before count towards what the assessor may take.
    return bool(
        policies.may_take_on(assessor, registration)
        and (registration.status not in ASSESSED or may_take_more(assessor, Duty.ASSESS))
    )
