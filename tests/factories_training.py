"""Skills, who must hold which, and what people hold, to test with."""

import itertools
from datetime import date
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.training import actions
from trainer.training.models import Holding, HoldingSource, Reason, Requirement, Skill, SkillKind

_numbers = itertools.count(1)


def make_skill(name: str = "First aid at work", **also: Any) -> Skill:
    """A skill that holds a year unless told otherwise."""
    skill = Skill(
        code=also.pop("code", f"SK-{next(_numbers)}"), name=name,
        **{"kind": SkillKind.TRAINING, "valid_months": 12, **also},
    )  # fmt: skip
    db.session.add(skill)
    db.session.commit()
    return skill


def make_requirement(skill: Skill, by: User, **whom: Any) -> Requirement:
    """A requirement for everybody, long since, unless told otherwise."""
    requirement = Requirement(
        skill=skill, set_by=by,
        **{"reason": Reason.SITE, "why": "Because we serve people.", "starts_on": date(2020, 1, 6), **whom},
    )  # fmt: skip
    db.session.add(requirement)
    db.session.commit()
    return requirement


def make_holding(person: User, skill: Skill, on: date | None = None, key: str = "") -> Holding:
    """A skill that somebody came by at a course."""
    holding = actions.hold(
        person, skill, actor=None, source=HoldingSource.ATTENDANCE, on=on or clock.today(),
        key=key or f"attendance:{next(_numbers)}",
    )  # fmt: skip
    assert holding is not None
    db.session.commit()
    return holding
