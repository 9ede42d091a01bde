"""A staff that must hold many skills, and what each holds, to time what is worked out from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.core import clock, sqlite
from trainer.extensions import db
from trainer.people.models import Placement, Role, Site
from trainer.training.models import (
    Holding,
    HoldingSource,
    Reason,
    Requirement,
    Skill,
    SkillKind,
)
from trainer.web.transactions import unit_of_work

A_TEAM = 12
AT_ONCE = 20_000
LASTS = 730
FIRST = 1_000
"""The number of the first of them in the database."""


@dataclass(frozen=True)
class Size:
    """How many people at how many sites must each hold how many skills."""

    people: int
    skills: int
    sites: int


def fill(size: Size) -> None:
    """Empty the database and fill it: of a training administrator it is asked as of everybody."""
    db.metadata.drop_all(db.engine)
    db.metadata.create_all(db.engine)
    today = clock.today()
    with unit_of_work():
        setter = make_holder("Tess Administrator", Role.TRAINING_ADMIN)
        sites = [Site(code=f"S{place}", name=f"Site {place}") for place in range(size.sites)]
        skills = [
            Skill(code=f"K{place}", name=f"Skill {place}", kind=SkillKind.TRAINING, valid_months=24)
            for place in range(size.skills)
        ]
        db.session.add_all([*sites, *skills])
        db.session.flush()
        db.session.add_all(
            Requirement(
                skill=skill, reason=Reason.SITE, why="For the bench.", set_by=setter,
                starts_on=date(2020, 1, 1),
            )
            for skill in skills
        )  # fmt: skip
        db.session.flush()
        insert(User, _people(FIRST, size.people))
        insert(Placement, _placements(FIRST, size.people, [site.id for site in sites]))
        insert(Holding, _holdings(FIRST, size.people, [skill.id for skill in skills], today))
    if db.engine.dialect.name == "sqlite":
        sqlite.learn_sizes(db.engine)


def _people(first: int, people: int) -> Iterator[dict[str, Any]]:
    for place in range(people):
        yield {
            "id": first + place, "fs_uniquifier": f"b{place}", "staff_number": f"b{place}",
            "name": f"Person Number{place}", "known_as": "Person", "active": True,
        }  # fmt: skip


def _placements(first: int, people: int, sites: list[int]) -> Iterator[dict[str, Any]]:
    for place in range(people):
        yield {
            "user_id": first + place, "site_id": sites[place % len(sites)], "job_title": "Adviser",
            "manager_id": first + place // A_TEAM if place else None,
            "starts_on": date(2020, 1, 6),
        }  # fmt: skip


def _holdings(first: int, people: int, skills: list[int], today: date) -> Iterator[dict[str, Any]]:
    """Each begun on some day of the last two years and a month, so that some have lapsed."""
    for place in range(people):
        for number, skill_id in enumerate(skills):
            begun = today - timedelta(days=(place * 7 + number * 53) % (LASTS + 30))
            yield {
                "person_id": first + place, "skill_id": skill_id, "starts_on": begun,
                "ends_on": begun + timedelta(days=LASTS), "source": HoldingSource.ATTENDANCE,
                "key": f"attendance:{place}-{number}",
            }  # fmt: skip


def insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Add many rows of a table, some thousands at a time."""
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            db.session.execute(sa.insert(model), waiting)
            waiting = []
    if waiting:
        db.session.execute(sa.insert(model), waiting)
