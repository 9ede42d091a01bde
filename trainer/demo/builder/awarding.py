"""Come here for certificates in the demonstration: issued alone and together, replaced, revoked."""

import sqlalchemy as sa
from flask import current_app

from trainer.batches import queries as batches
from trainer.batches.actions import issuing, signing
from trainer.certificates import actions as certificates
from trainer.certificates.models import Certificate, Purpose
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

ADMINISTRATOR, ANOTHER, ON_THE_WAY = "bh1005", "bh1006", "bh1107"
TOGETHER, THEIR_DAY = ("bh1103", "bh1302"), 330
"""Whose certificates were issued together, so long ago that they soon run out."""


def plan(timeline: Timeline) -> None:
    """Issue two together, and to somebody on the way one of the unit they achieved first."""
    timeline.plan(THEIR_DAY, 12, _issue_together)
    timeline.plan(2, 11, _issue_first_unit)


def _issue_together() -> None:
    actor = person(ADMINISTRATOR)
    theirs = sa.select(Registration.id).where(
        Registration.learner_id.in_([person(one).id for one in TOGETHER])
    )
    chosen = batches.candidates(actor, db.session.scalars(theirs).all())
    batch = signing.sign("Scheme, first round", chosen, actor=actor, proof=proof_of(actor))
    for line in batch.lines:
        issuing.issue_line(line.id, current_app.extensions["trainer"])
    issuing.finish(batch.id)


def _issue_first_unit() -> None:
    actor, learner = person(ADMINISTRATOR), person(ON_THE_WAY)
    achieved = (
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .where(Registration.learner_id == learner.id, UnitAssessment.status == UnitStatus.ACHIEVED)
        .order_by(UnitAssessment.achieved_on, UnitAssessment.id)
    )
    certificates.issue_unit(
        db.session.scalars(achieved.limit(1)).one(),
        actor=actor,
        proof=proof_of(actor),
        config=current_app.extensions["trainer"],
    )


def issue(registration_id: int) -> None:
    """Issue the certificate of a complete registration."""
    actor = person(ADMINISTRATOR)
    certificates.issue(
        db.session.get_one(Registration, registration_id),
        actor=actor,
        proof=proof_of(actor),
        config=current_app.extensions["trainer"],
    )


def replace(registration_id: int) -> None:
    """Issue another in the place of the one in force, now that the name is written rightly."""
    actor = person(ADMINISTRATOR)
    certificates.replace(
        _in_force(registration_id),
        actor=actor,
        proof=proof_of(actor),
        purpose=Purpose.CORRECTED,
        reason=load("feedback")["revoked"][1],
        config=current_app.extensions["trainer"],
    )


def revoke(registration_id: int) -> None:
    """Take the certificate in force back, as one proposes and another confirms."""
    proposer, other = person(ADMINISTRATOR), person(ANOTHER)
    words = load("feedback")["revoked"]
    revocation = certificates.propose_revocation(
        _in_force(registration_id),
        actor=proposer,
        proof=proof_of(proposer),
        reason=words[0],
        evidence=words[2],
    )
    certificates.confirm_revocation(revocation, actor=other, proof=proof_of(other))


def _in_force(registration_id: int) -> Certificate:
    return db.session.scalars(
        sa.select(Certificate).where(Certificate.in_force_for(registration_id, None))
    ).one()
