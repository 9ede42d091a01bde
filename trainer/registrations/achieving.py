"""What somebody completed here, as grades of professional bodies go by it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.bodies import policies as bodies
from trainer.bodies import queries
from trainer.bodies.models import ElsewhereCertificate, Membership
from trainer.bodies.queries import Achievement, GradeSuggestion
from trainer.catalogue.models import Framework, Qualification, QualificationVersion
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.registrations.policies import COMPLETE


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with professional bodies, and what they brought from elsewhere."""

    memberships: Sequence[Membership]
    certificates: Sequence[ElsewhereCertificate]
    suggestions: Sequence[GradeSuggestion]
    may_record_membership: Verdict
    may_record_certificate: Verdict


def completed_by(person: User) -> list[Achievement]:
    """List what somebody completed here, highest level first."""
    rows = db.session.execute(
        sa.select(
            QualificationVersion.qualification_id,
            Framework.kind,
            QualificationVersion.level,
            QualificationVersion.title,
        )
        .join(Registration, Registration.version_id == QualificationVersion.id)
        .join(Qualification, Qualification.id == QualificationVersion.qualification_id)
        .join(Framework, Framework.id == Qualification.framework_id)
        .where(Registration.learner_id == person.id, Registration.status.in_(COMPLETE))
        .order_by(sa.func.coalesce(QualificationVersion.level, 0).desc(), Registration.id)
    )
    return [Achievement(*row) for row in rows]


def standing_of(person: User, actor: User) -> Standing:
    """Say how somebody stands, leaving out what they hold already."""
    memberships = queries.memberships_of(person)
    members = {one.body_id for one in memberships}
    suggested = queries.suggestions(completed_by(person))
    return Standing(
        memberships=memberships,
        certificates=queries.certificates_of(person),
        suggestions=[one for one in suggested if one.grade.body_id not in members],
        may_record_membership=bodies.may_record_membership(actor, person),
        may_record_certificate=bodies.may_record_certificate(actor, person),
    )
