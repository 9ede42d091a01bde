"""Action points may be about a unit that waits for a quality assurer, or a look into one."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import UnitVersion
from trainer.core.database import Columns
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.points.subjects import Kind
from trainer.quality.policies import looks_visible_to, may_ask_after, units_visible_to
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.models import Look


def _may_raise(actor: User, unit: UnitAssessment) -> Verdict:
    if actor.id != unit.registration.iqa_id:
        return no(_("Only the quality assurer of this learner asks for something about the unit."))
    return YES


def _titled() -> Columns:
    return (
        sa.select(UnitAssessment.id, UnitVersion.title + ", " + User.name)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(User, User.id == Registration.learner_id)
    )


UNITS = Kind(
    model=UnitAssessment,
    visible_to=units_visible_to,
    may_raise=_may_raise,
    titled=_titled,
    endpoint="quality.unit",
    argument="unit_assessment_id",
)


def _looks_titled() -> Columns:
    return (
        sa.select(Look.id, UnitVersion.title + ", " + User.name)
        .join(UnitAssessment, UnitAssessment.id == Look.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(User, User.id == Registration.learner_id)
    )


LOOKS = Kind(
    model=Look,
    visible_to=looks_visible_to,
    may_raise=may_ask_after,
    titled=_looks_titled,
    endpoint="quality.look",
    argument="look_id",
)
