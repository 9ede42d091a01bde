"""What keeps an entry good or stops it: checks of competence, suspensions, and caseload limits."""

from datetime import date

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.events import (
    CaseloadLimited,
    CompetenceChecked,
    EntrySuspended,
    SuspensionLifted,
)
from trainer.assessors.limits import limit_held
from trainer.assessors.models import (
    CaseloadLimit,
    CompetenceCheck,
    Duty,
    RegisterEntry,
    Suspension,
)
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def check_competence(
    entry: RegisterEntry,
    *,
    actor: User,
    shown_by: str,
    checked_by: str,
    checked_on: date,
    review_on: date,
) -> CompetenceCheck:
    """Record how the holder showed that they are competent in the work, who looked, until when."""
    require(policies.may_check_competence(actor, entry, clock.today()))
    if not shown_by.strip():
        raise Unacceptable(_("Say how they showed it."), "shown_by")
    if checked_on > clock.today():
        raise Unacceptable(_("That day is still to come."), "checked_on")
    if review_on <= clock.today():
        raise Unacceptable(_("Choose a day still to come."), "review_on")
    check = CompetenceCheck(
        entry=entry,
        shown_by=shown_by,
        checked_by=checked_by,
        checked_on=checked_on,
        review_on=review_on,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    db.session.add(check)
    publish(
        CompetenceChecked(
            actor=actor,
            subject=check,
            holder=entry.holder,
            qualification=entry.qualification,
            shown_by=Sealed(shown_by),
            checked_by=Sealed(checked_by),
            checked_on=checked_on,
            review_on=review_on,
        )
    )
    return check


def suspend(entry: RegisterEntry, *, actor: User, reason: str) -> Suspension:
    """Stop new decisions under an entry from this moment; what was decided before stands."""
    require(policies.may_suspend(actor, entry, clock.today()))
    if not reason.strip():
        raise Unacceptable(_("Say why; it stays with the record."), "reason")
    suspension = Suspension(
        entry=entry, reason=reason, suspended_by=actor, suspended_at=clock.now()
    )
    db.session.add(suspension)
    publish(EntrySuspended(actor=actor, subject=entry, holder=entry.holder, reason=Sealed(reason)))
    return suspension


def lift(entry: RegisterEntry, *, actor: User, reason: str) -> None:
    """Let decisions be made under a suspended entry again, from this moment."""
    require(policies.may_lift(actor, entry))
    suspension = policies.open_suspension(entry)
    if suspension is None or not reason.strip():
        raise Unacceptable(_("Say why; it stays with the record."), "reason")
    suspension.lifted_at, suspension.lifted_by = clock.now(), actor
    suspension.lifted_because = reason
    publish(
        SuspensionLifted(actor=actor, subject=entry, holder=entry.holder, reason=Sealed(reason))
    )


def limit(*, holder: User, duty: Duty, most: int | None, actor: User) -> CaseloadLimit:
    """Set how many learners somebody takes for a duty; those they have stay with them."""
    require(policies.may_limit(actor, holder))
    former = limit_held(holder.id, duty)
    set_now = CaseloadLimit(
        holder=holder, duty=duty, most=most, recorded_by=actor, recorded_at=clock.now()
    )
    db.session.add(set_now)
    publish(
        CaseloadLimited(
            actor=actor, subject=set_now, holder=holder, duty=duty, former=former, most=most
        )
    )
    return set_now
