"""What quality assurers made of decisions before, who is qualified, and what was decided lately."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from trainer.assessments.models import Signature, SignedAs
from trainer.assessors.entitling import qualified_holders
from trainer.assessors.models import Duty
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.facts import plain_rows
from trainer.sampling.models import Look
from trainer.sampling.rules.drawing import Row
from trainer.sampling.rules.risk import Verdict


@dataclass(frozen=True)
class Seen:
    """One earlier look with what it covered."""

    verdict: Verdict
    looked_at: datetime
    row: Row


def record_of(qualification_id: int) -> dict[int, list[Verdict]]:
    """List what was made of each assessor's decisions on a qualification, the earliest first."""
    rows = db.session.execute(
        sa.select(Look.assessor_id, Look.verdict)
        .where(Look.qualification_id == qualification_id)
        .order_by(Look.looked_at, Look.id)
    )
    found: dict[int, list[Verdict]] = defaultdict(list)
    for assessor_id, verdict in rows:
        found[assessor_id].append(verdict)
    return found


def seen_since(qualification_id: int, since: datetime) -> list[Seen]:
    """List the looks at decisions on a qualification since then, with what each covered."""
    looks = db.session.execute(
        sa.select(Look.unit_assessment_id, Look.assessor_id, Look.verdict, Look.looked_at).where(
            Look.qualification_id == qualification_id, Look.looked_at > since
        )
    ).all()
    units = sa.select(Look.unit_assessment_id).where(
        Look.qualification_id == qualification_id, Look.looked_at > since
    )
    rows = {row.id: row for row in plain_rows(units)}
    return [
        Seen(
            look.verdict,
            look.looked_at,
            rows[look.unit_assessment_id]._replace(assessor=look.assessor_id),
        )
        for look in looks
    ]


def decided_since(qualification_id: int, since: datetime) -> list[Row]:
    """List the units of a qualification that were assessed since then, or wait, without triggers."""
    signed = (
        sa.select(Signature.unit_assessment_id)
        .join(UnitAssessment, UnitAssessment.id == Signature.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(
            QualificationVersion.qualification_id == qualification_id,
            Signature.signed_as == SignedAs.ASSESSOR,
            Signature.cycle == UnitAssessment.cycle,
            Signature.signed_at > since,
        )
    )
    return plain_rows(signed)


def qualified_for(qualification_id: int) -> set[int]:
    """Name who is on the register now as a qualified assessor of the qualification."""
    select = qualified_holders([Duty.ASSESS], qualification_id, clock.now())
    return set(db.session.scalars(select))
