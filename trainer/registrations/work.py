"""What is decided under a registration, as the register is asked about it."""

from collections.abc import Iterable

import sqlalchemy as sa

from trainer.assessors.terms import Work
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db
from trainer.registrations.models import LEFT, TO_RELEASE, Registration, UnitAssessment


def work_under(registration: Registration, units: Iterable[int] = ()) -> Work:
    """Name the work on units of a registration, given by their numbers through all versions."""
    return Work(
        qualification_id=registration.version.qualification_id,
        learner_id=registration.learner_id,
        site_id=registration.site_id,
        units=frozenset(units),
    )


def work_on(*units: UnitAssessment) -> Work:
    """Name the work on these units, all of one registration."""
    return work_under(units[0].registration, {one.unit_version.unit_id for one in units})


def units_behind(unit_assessments: Iterable[int]) -> set[int]:
    """Look up which units, through all versions, these are assessments of."""
    return set(
        db.session.scalars(
            sa.select(UnitVersion.unit_id)
            .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
            .where(UnitAssessment.id.in_(set(unit_assessments)))
        )
    )


def goes_on() -> sa.ColumnElement[bool]:
    """Match the registrations under which something may still be decided: nobody left."""
    return Registration.status.not_in(LEFT)


def waits_for_release() -> sa.ColumnElement[bool]:
    """Match the units, with their registrations, that wait for a quality assurer."""
    return sa.and_(UnitAssessment.status.in_(TO_RELEASE), goes_on())
