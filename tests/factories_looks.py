"""Picked units that are looked into, to test with."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from tests.factories_assessments import proof_of
from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.extensions import db
from trainer.quality import actions
from trainer.quality.questions import OF_PROOF, QUESTIONS, Answers
from trainer.registrations.models import UnitAssessment
from trainer.sampling.models import Look, Pick

FOUND = "The log does not show who was asked."


def answers(**other: str) -> Answers:
    """Yes to every question of a look, but for those named; each other answer with a note."""
    return {
        one.name: {"answer": other.get(one.name, "yes"), "note": "Look again." if other else ""}
        for one in (*QUESTIONS, *OF_PROOF)
    }


def pick_of(unit: UnitAssessment) -> Pick:
    """The last pick of a unit."""
    return db.session.scalars(
        sa.select(Pick).where(Pick.unit_assessment_id == unit.id).order_by(Pick.id.desc())
    ).all()[0]


def first_criterion(unit: UnitAssessment) -> int:
    """The first criterion of a unit, by id."""
    return db.session.scalars(
        sa.select(Criterion.id)
        .where(Criterion.unit_version_id == unit.unit_version_id)
        .order_by(Criterion.position)
    ).all()[0]


def look_at(pick: Pick, iqa: User, given: Answers | None = None) -> dict[str, Any]:
    """Answer every question, and give what every decision takes besides."""
    actions.keep(pick, actor=iqa, answers=given or answers())
    seen = actions.mark_of(actions.hashes_of([pick.unit_assessment]))
    return {"actor": iqa, "proof": proof_of(iqa), "seen": seen}


def asked_of(owner: User, what: str = FOUND) -> actions.Asked:
    """What somebody is to do within a week."""
    return actions.Asked(what=what, owner=owner, due_on=clock.today() + timedelta(days=7))


def disagree(pick: Pick, iqa: User) -> Look:
    """Disagree with the first criterion of a picked unit, and ask its assessor to see to it."""
    unit = pick.unit_assessment
    return actions.disagree(
        pick,
        **look_at(pick, iqa),
        asked=asked_of(unit.registration.assessor),
        note=FOUND,
        criteria=[first_criterion(unit)],
    )
