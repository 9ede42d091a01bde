"""Come here for making the whole demonstration, once, on an empty database."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_security.utils import hash_password

from trainer.accounts.models import User
from trainer.core import clock
from trainer.demo import large
from trainer.demo.builder import (
    appraisals,
    awarding,
    belonging,
    budgets,
    careers,
    carrying,
    claiming,
    coaching,
    company,
    courses,
    current,
    development,
    disputes,
    elearning,
    erasing,
    feeds,
    figures,
    kinds,
    letterhead,
    looking,
    needs,
    next_versions,
    objectives,
    phrases,
    planning,
    points,
    prior,
    promotions,
    register,
    required,
    retention,
    rounds,
    sampling,
    second_steps,
    signing,
    standardising,
    together,
    updates,
    vacancies,
    visits,
    witnesses,
)
from trainer.demo.builder.cast import person
from trainer.demo.builder.course import Course
from trainer.demo.builder.pictures import Pictures
from trainer.demo.builder.timeline import Timeline
from trainer.demo.journeys import plan
from trainer.demo.organisation import brackenhall
from trainer.demo.stories import load
from trainer.extensions import db

PASSWORD = "seven yellow kettles"  # noqa: S105 - everybody's, and written where people look
ACCOUNTS = "accounts.json"
RELEASE_HOUR = 14


def is_built() -> bool:
    """Say whether there is anybody already."""
    return db.session.scalar(sa.select(User.id).limit(1)) is not None


def build(folder: Path, also: large.Size | None = None) -> list[dict[str, Any]]:
    """Make the organisation, its people and their work; write down who to sign in as.

    Everything is done by the actions that pages use, as of the days on which it would have been.
    `also` adds people and records in bulk, for the bench.
    """
    timeline, pictures, told = Timeline(clock.now()), Pictures(), plan()
    password_hash = hash_password(PASSWORD)
    company.plan(timeline, brackenhall(), password_hash)
    belonging.plan(timeline)
    letterhead.plan(timeline)
    if also is not None:
        large.plan(timeline, also, password_hash)
    for place, journey in enumerate(told.journeys):
        Course(journey, place, pictures, told.released).plan(timeline)
    for number in sorted({journey.iqa for journey in told.journeys}):
        for day in told.released:
            timeline.plan(day, RELEASE_HOUR, partial(_look_into_picked, number))
            timeline.plan(day, RELEASE_HOUR + 1, partial(_release_rest, number))
    sampling.plan(timeline, told.released)
    looking.plan(timeline)
    register.plan(timeline)
    planning.plan(timeline)
    disputes.plan(timeline)
    carrying.plan(timeline)
    points.plan(timeline)
    updates.plan(timeline)
    courses.plan(timeline)
    elearning.plan(timeline)
    required.plan(timeline)
    needs.plan(timeline)
    budgets.plan(timeline)
    current.plan(timeline)
    second_steps.plan(timeline)
    retention.plan(timeline)
    erasing.plan(timeline)
    careers.plan(timeline)
    promotions.plan(timeline)
    vacancies.plan(timeline)
    standardising.plan(timeline)
    visits.plan(timeline)
    together.plan(timeline)
    kinds.plan(timeline)
    phrases.plan(timeline)
    witnesses.plan(timeline)
    feeds.plan(timeline)
    figures.plan(timeline)
    objectives.plan(timeline)
    coaching.plan(timeline)
    development.plan(timeline)
    rounds.plan(timeline)
    appraisals.plan(timeline)
    prior.plan(timeline)
    next_versions.plan(timeline)
    claiming.plan(timeline)
    awarding.plan(timeline)
    timeline.run(pictures)
    return _write_accounts(folder)


def _look_into_picked(number: str) -> None:
    looking.look_into_picked(person(number))


def _release_rest(number: str) -> None:
    signing.release_rest(person(number))


def _write_accounts(folder: Path) -> list[dict[str, Any]]:
    accounts = [
        {
            "hat": one["hat"],
            "name": person(one["who"]).name,
            "staff_number": one["who"],
            "password": PASSWORD,
            "next": one["next"],
        }
        for one in load("accounts")
    ]
    db.session.rollback()
    text = json.dumps(accounts, ensure_ascii=False, indent=2)
    (folder / ACCOUNTS).write_text(text + "\n", encoding="utf-8")
    return accounts
