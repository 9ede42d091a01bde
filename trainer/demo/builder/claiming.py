"""Come here for claims in the demonstration: direct claim status, batches, answers."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.claims.actions import answering, claiming, direct
from trainer.claims.models import Claim, ClaimStatus, ReviewOutcome
from trainer.claims.queries.direct import in_force, is_direct
from trainer.core import clock
from trainer.demo.builder.cast import person, version
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus

REGISTRAR = "bh1006"
VISITOR = "Rowan Ellery, external quality assurer (fictional)"
GRANTED, REVIEWED, CLAIMED, TAKEN_BACK = 96, 30, 12, 10
"""So many days ago direct claim status was granted and reviewed, and a batch claimed and undone."""

ORGANISATION = "Wharfside Awards"


def plan(timeline: Timeline) -> None:
    """Put direct claim status, and a claim that should not have been made, on the timeline."""
    timeline.plan(GRANTED, 10, _grant)
    timeline.plan(REVIEWED, 10, _review)
    timeline.plan(CLAIMED, 10, _claim_too_early)
    timeline.plan(TAKEN_BACK, 10, _take_back)


def claim(registration: Registration) -> None:
    """Claim one award, after a visit where it can't be claimed directly."""
    _claim([registration], f"BH-{clock.today():%y%m%d}")


def reject(registration: Registration) -> None:
    """Have the awarding organisation refuse the claim."""
    reason = load("feedback")["rejected"][0]
    answering.record_rejection(_waiting(registration), actor=person(REGISTRAR), reason=reason)


def award(registration: Registration, number: str) -> None:
    """Have the awarding organisation send its certificate."""
    answering.record_award(
        _waiting(registration), actor=person(REGISTRAR), number=number, on=clock.today()
    )


def _claim(registrations: Sequence[Registration], reference: str) -> None:
    first, today = registrations[0], clock.today()
    organisation = first.awarding.organisation if first.awarding else ""
    directly = is_direct(first.version.qualification_id, organisation, today)
    claiming.claim(
        registrations,
        actor=person(REGISTRAR),
        on=today,
        reference=reference,
        visit_on=None if directly else today - timedelta(days=3),
        visit_reference="" if directly else f"EQA-{today:%y%m}",
    )


def _waiting(registration: Registration) -> Claim:
    return db.session.scalars(
        sa.select(Claim).where(
            Claim.registration_id == registration.id, Claim.status == ClaimStatus.MADE
        )
    ).one()


def _grant() -> None:
    today = clock.today()
    direct.grant(
        version("counter-award").qualification,
        actor=person(REGISTRAR),
        organisation=ORGANISATION,
        granted_by=VISITOR,
        reference="DCS-2217",
        starts_on=today,
        review_on=today + timedelta(days=GRANTED - REVIEWED + 5),
    )


def _review() -> None:
    status = in_force(version("counter-award").qualification_id, ORGANISATION)
    if status is None:
        raise LookupError(ORGANISATION)
    direct.review(
        status,
        actor=person(REGISTRAR),
        reviewed_on=clock.today(),
        reviewed_by=VISITOR,
        outcome=ReviewOutcome.WITH_ACTIONS,
        next_on=clock.today() + timedelta(days=REVIEWED + 50),
        note="Keep the minutes of each standardisation meeting with the units it was about.",
    )


def _ready() -> Sequence[Registration]:
    """List the diplomas that could be claimed, those registered first at the front."""
    return db.session.scalars(
        sa.select(Registration)
        .join(Registration.version)
        .join(QualificationNumber, QualificationNumber.id == Registration.awarding_id)
        .where(
            QualificationVersion.qualification_id == version("cs-l2-dip").qualification_id,
            Registration.status == RegistrationStatus.CLAIM_READY,
        )
        .order_by(Registration.id)
    ).all()


def _claim_too_early() -> None:
    _claim(_ready()[:1], "BH-EARLY")


def _take_back() -> None:
    made = db.session.scalars(
        sa.select(Claim).join(Claim.batch).where(Claim.batch.has(reference="BH-EARLY"))
    ).one()
    reason = "Claimed before the centre number on the form was put right."
    claiming.take_back(made, actor=person(REGISTRAR), reason=reason)
