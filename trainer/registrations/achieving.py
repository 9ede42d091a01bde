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
from trainer.core import clock
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
    return Standing(
        memberships=memberships,
        certificates=queries.certificates_of(person),
        suggestions=_beyond(queries.suggestions(completed_by(person)), memberships),
        may_record_membership=bodies.may_record_membership(actor, person),
        may_record_certificate=bodies.may_record_certificate(actor, person),
    )


def upgrades_for(person: User) -> list[GradeSuggestion]:
    """Name the grades that what somebody completed may lead to, to be checked with each body."""
    suggested = queries.suggestions(completed_by(person))
    return _beyond(suggested, queries.memberships_of(person)) if suggested else []


def _beyond(
    suggested: Sequence[GradeSuggestion], memberships: Sequence[Membership]
) -> list[GradeSuggestion]:
    """Leave out grades of bodies in which somebody holds that one today, or a higher one."""
    today = clock.today()
    held: dict[int, int] = {}
    for one in memberships:
        if one.is_in_force(today):
            place = one.grade.position if one.grade else 0
            held[one.body_id] = max(place, held.get(one.body_id, place))
    return [one for one in suggested if one.grade.position > held.get(one.grade.body_id, -1)]
