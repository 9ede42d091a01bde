"""Sweep 1,000,000 holdings for what ends or is overdue, and again: seconds and peak memory.

`python -m bench.currency`, on SQLite in a folder of its own, or with `--database postgresql://…` on a
database that may be emptied. 20,000 people must each hold 50 skills; a few of them are for one site only.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from bench.steps import play
from tests.factories import make_user
from trainer.accounts.models import User
from trainer.core import clock, sqlite
from trainer.extensions import db
from trainer.people.models import Placement, Site
from trainer.training import tasks
from trainer.training.models import (
    Holding,
    HoldingSource,
    Reason,
    Requirement,
    Skill,
    SkillKind,
    TrainingReminder,
)
from trainer.web.transactions import unit_of_work

PEOPLE, SKILLS, SITES, A_TEAM = 20_000, 50, 40, 12
AT_ONCE = 20_000
LASTS = 730


def main() -> None:
    """Prepare the records, then sweep them twice, each in a process of its own."""
    steps = {"prepare": _prepare, "sweep": _sweep}
    play("bench.currency", __doc__, steps, ("prepare", "sweep", "sweep"))


def _sweep() -> None:
    began, before = time.perf_counter(), time.process_time()
    told = tasks.sweep()
    clock_, processor = time.perf_counter() - began, time.process_time() - before
    holdings = db.session.scalar(sa.select(sa.func.count()).select_from(Holding))
    reminders = db.session.scalar(sa.select(sa.func.count()).select_from(TrainingReminder))
    print(f"{holdings:,} holdings in {clock_:.2f} s, of which the processor {processor:.2f}")
    print(f"{reminders:,} reminders written so far, {told:,} people told")


def _prepare() -> None:
    db.metadata.drop_all(db.engine)
    db.metadata.create_all(db.engine)
    today = clock.today()
    with unit_of_work():
        setter = make_user("Tess Administrator")
        sites = [Site(code=f"S{place}", name=f"Site {place}") for place in range(SITES)]
        skills = [
            Skill(code=f"K{place}", name=f"Skill {place}", kind=SkillKind.TRAINING, valid_months=24)
            for place in range(SKILLS)
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
        first = setter.id + 1
        _insert(User, _people(first))
        _insert(Placement, _placements(first, [site.id for site in sites]))
        _insert(Holding, _holdings(first, [skill.id for skill in skills], today))
    if db.engine.dialect.name == "sqlite":
        sqlite.learn_sizes(db.engine)


def _people(first: int) -> Iterator[dict[str, Any]]:
    for place in range(PEOPLE):
        yield {
            "id": first + place, "fs_uniquifier": f"b{place}", "staff_number": f"b{place}",
            "name": f"Person Number{place}", "known_as": "Person", "active": True,
        }  # fmt: skip


def _placements(first: int, sites: list[int]) -> Iterator[dict[str, Any]]:
    for place in range(PEOPLE):
        yield {
            "user_id": first + place, "site_id": sites[place % SITES], "job_title": "Adviser",
            "manager_id": first + place // A_TEAM if place else None,
            "starts_on": date(2020, 1, 6),
        }  # fmt: skip


def _holdings(first: int, skills: list[int], today: date) -> Iterator[dict[str, Any]]:
    """Each begun on some day of the last two years and a month, so that some have lapsed."""
    for place in range(PEOPLE):
        for number, skill_id in enumerate(skills):
            begun = today - timedelta(days=(place * 7 + number * 53) % (LASTS + 30))
            yield {
                "person_id": first + place, "skill_id": skill_id, "starts_on": begun,
                "ends_on": begun + timedelta(days=LASTS), "source": HoldingSource.ATTENDANCE,
                "key": f"attendance:{place}-{number}",
            }  # fmt: skip


def _insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            db.session.execute(sa.insert(model), waiting)
            waiting = []
    if waiting:
        db.session.execute(sa.insert(model), waiting)


if __name__ == "__main__":
    main()
