"""Registrations end when their awarding organisation takes no more claims."""

import sqlalchemy as sa

from trainer.catalogue.models import QualificationNumber
from trainer.core import clock
from trainer.core.events import publish
from trainer.extensions import db
from trainer.registrations.events import Lapsed
from trainer.registrations.models import Registration, RegistrationStatus

LAPSING = (
    RegistrationStatus.REGISTERED,
    RegistrationStatus.ACTIVE,
    RegistrationStatus.BREAK_IN_LEARNING,
)
"""Once every unit is complete a certificate of our own is still to be had, so nothing lapses."""


def lapse_overdue(spared: sa.Select[int]) -> int:
    """Let registrations lapse whose last day for claims is over; the job worker asks each hour.

    `spared` are those of which an award is under review: what was claimed in time may stand.
    """
    overdue = db.session.scalars(
        sa.select(Registration)
        .join(Registration.awarding)
        .where(
            Registration.status.in_(LAPSING),
            Registration.id.not_in(spared),
            QualificationNumber.certification_ends < clock.today(),
        )
        .order_by(Registration.id)
        .with_for_update(of=Registration)
    ).all()
    for registration in overdue:
        registration.move_to(RegistrationStatus.LAPSED)
        publish(
            Lapsed(
                actor=None,
                subject=registration,
                learner=registration.learner,
            )
        )
    return len(overdue)
