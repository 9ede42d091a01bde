"""Recording that a body accredits an assessor, and until when."""

from datetime import date

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.actions.days import check_is_ahead
from trainer.assessors.events import AccreditationEnds, AssessorAccredited
from trainer.assessors.models import AssessorAccreditation, RegisterEntry
from trainer.bodies.actions import check_days
from trainer.bodies.models import ProfessionalBody
from trainer.core import clock
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.extensions import db


def accredit(
    entry: RegisterEntry,
    *,
    actor: User,
    body: ProfessionalBody,
    reference: str,
    starts_on: date,
    ends_on: date | None = None,
) -> AssessorAccreditation:
    """Record on an entry that a body accredits the assessor, by the body's own reference."""
    require(policies.may_accredit(actor, entry, clock.today()))
    check_days(starts_on, ends_on)
    accreditation = AssessorAccreditation(
        entry=entry,
        body=body,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=actor.id,
    )
    db.session.add(accreditation)
    publish(
        AssessorAccredited(
            actor=actor,
            subject=accreditation,
            holder=entry.holder,
            qualification=entry.qualification,
            body=body,
            reference=Sealed(reference),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return accreditation


def end_accreditation(accreditation: AssessorAccreditation, *, actor: User, ends_on: date) -> None:
    """Let an accreditation hold until another day; what was decided until today stands."""
    require(policies.may_accredit(actor, accreditation.entry, clock.today()))
    check_is_ahead(ends_on)
    former, accreditation.ends_on = accreditation.ends_on, max(ends_on, accreditation.starts_on)
    publish(
        AccreditationEnds(
            actor=actor,
            subject=accreditation,
            holder=accreditation.entry.holder,
            former=former,
            ends_on=accreditation.ends_on,
        )
    )
