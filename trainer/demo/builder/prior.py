"""Come here for what people of the demonstration brought with them, and what one takes along."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from trainer.bodies import actions as bodies
from trainer.catalogue.models import UnitVersion
from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.extensions import db
from trainer.packs import actions as packs
from trainer.privacy import actions as privacy
from trainer.quality import actions as quality
from trainer.registrations import actions
from trainer.registrations.models import Registration, UnitAssessment

UNIT = "Y/506/2135"
AGREED, WAITING, TAKES_ALONG = "bh1105", "bh1706", "bh1107"


def plan(timeline: Timeline) -> None:
    """Put a unit held already that counts, one that waits, and a pack on the timeline."""
    timeline.plan(6, 10, partial(_credit, AGREED))
    timeline.plan(4, 15, _agree, alone=True)
    timeline.plan(2, 11, partial(_credit, WAITING))
    timeline.plan(1, 16, partial(_order, TAKES_ALONG))


def _credit(number: str) -> None:
    learner, unit = person(number), _unit(number)
    certificate = bodies.record_certificate(
        learner,
        actor=learner,
        title="Level 2 Certificate in Customer Service, one unit",
        issuer="A college in the next town",
        number=f"CC-{number[2:]}",
        proof="The certificate, shown to my assessor",
        starts_on=clock.today() - timedelta(days=700),
    )
    actions.credit(
        unit,
        actor=unit.registration.assessor,
        proof=f"elsewhere:{certificate.id}",
        held_code=UNIT,
        note="I saw the original and rang the college, which confirmed it.",
    )


def _agree() -> None:
    unit = _unit(AGREED)
    iqa = unit.registration.iqa
    quality.release(
        [unit],
        actor=iqa,
        proof=proof_of(iqa),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )


def _order(number: str) -> None:
    learner = person(number)
    packs.order(learner, actor=learner)
    privacy.ask(learner, actor=learner)


def _unit(number: str) -> UnitAssessment:
    return db.session.scalars(
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .join(UnitAssessment.unit_version)
        .where(Registration.learner_id == person(number).id, UnitVersion.code == UNIT)
        .order_by(UnitAssessment.id)
    ).one()
