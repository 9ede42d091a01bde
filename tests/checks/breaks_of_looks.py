"""What somebody would do to looks and picks behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.quality.models import FaultSearch, Release
from trainer.registrations.models import UnitAssessment
from trainer.sampling.models import Look, Pick, PickStatus, Sign, SignKind, Stage
from trainer.sampling.rules.risk import Verdict


def _unit() -> UnitAssessment:
    return db.session.scalars(sa.select(UnitAssessment).order_by(UnitAssessment.id)).all()[0]


def _look(iqa: User, verdict: Verdict = Verdict.AGREED) -> Look:
    unit = _unit()
    look = Look(
        unit_assessment=unit,
        cycle=unit.cycle,
        stage=Stage.SUMMATIVE,
        assessor=make_user("Another Assessor"),
        qualification_id=unit.registration.version.qualification_id,
        iqa=iqa,
        verdict=verdict,
        looked_at=clock.now(),
    )
    db.session.add(look)
    return look


def look_at_own() -> None:
    _look(_unit().registration.assessor)


def look_unregistered() -> None:
    _look(make_user("Not on the register"))


def decide_by_hand() -> None:
    unit = _unit()
    sign = Sign(unit_assessment=unit, kind=SignKind.APPEALED)
    db.session.add(
        Pick(
            sign=sign,
            unit_assessment=unit,
            cycle=unit.cycle,
            stage=Stage.SUMMATIVE,
            status=PickStatus.AGREED,
            due_on=clock.today(),
        )
    )


def release_all_the_same() -> None:
    _look(_unit().registration.iqa, Verdict.DISAGREED)
    db.session.execute(sa.update(Release).values(released_at=clock.now() + timedelta(minutes=1)))


def seek_without_a_fault() -> None:
    iqa = _unit().registration.iqa
    db.session.add(FaultSearch(look=_look(iqa), iqa=iqa, unit_assessment_ids=[], reason="None."))


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a look at one's own decision": (
        "An IQA looks into nothing they learnt, judged or signed.",
        look_at_own,
    ),
    "a look by somebody not on the register": (
        "An IQA was on the register when looking into a unit.",
        look_unregistered,
    ),
    "a pick decided by hand": (
        "A pick is decided by a look, and by nothing else.",
        decide_by_hand,
    ),
    "a release in spite of a disagreement": (
        "What was disagreed with is not released before it is judged again.",
        release_all_the_same,
    ),
    "a search for others without a fault": (
        "Others who share a fault are sought after a disagreement only.",
        seek_without_a_fault,
    ),
}
