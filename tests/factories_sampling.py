"""Strategies, populations and draws to test with."""

from tests.factories import make_user
from tests.factories_assessments import (
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
)
from trainer.accounts.models import User
from trainer.catalogue.models import Qualification, QualificationVersion
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment
from trainer.sampling import actions
from trainer.sampling.models import Sample, Stage, Strategy
from trainer.sampling.rules.settings import ALL, ALWAYS, Level, Settings

BY_LOT_ALONE = Settings(triggers=ALWAYS, targets={})
"""A strategy without targets and without the triggers that may be switched off."""

ALL_OF_THEM = Settings(rates=dict.fromkeys(Level, ALL), triggers=ALWAYS, targets={})
"""A strategy by which everything is looked into."""


def make_strategy(
    qualification: Qualification, iqa: User, settings: Settings = BY_LOT_ALONE
) -> Strategy:
    """A strategy in force."""
    return actions.set_strategy(qualification, settings, actor=iqa, reason="How we begin")


def make_waiting(count: int, assessor: User, iqa: User) -> list[UnitAssessment]:
    """Units of so many learners of one assessor that wait for their quality assurer."""
    version = make_qualification()
    return [
        make_waiting_for_iqa(
            make_registration(
                make_user(f"Waiting {number}"),
                assessor,
                iqa,
                version=version,
                on_register=number == 0,
            )
        )
        for number in range(count)
    ]


def version_of(unit: UnitAssessment) -> QualificationVersion:
    """The version a unit is assessed under."""
    return unit.registration.version


def make_sample(
    units: list[UnitAssessment],
    iqa: User,
    settings: Settings = BY_LOT_ALONE,
    stage: Stage = Stage.SUMMATIVE,
) -> Sample:
    """A draw from these units, by seed, as it stands in the ledger."""
    qualification = version_of(units[0]).qualification
    make_strategy(qualification, iqa, settings)
    sample = actions.draw_sample(qualification, stage, actor=iqa, seed="7F31-20")
    db.session.commit()
    return sample
