"""Come here for the vacancies of the demonstration, and those who answered them."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.demo.builder.cast import person, site
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.people.models import Site
from trainer.vacancies import actions
from trainer.vacancies.models import Vacancy, VacancyStatus

Told = Mapping[str, Any]


def plan(timeline: Timeline) -> None:
    """Put the vacancies, the answers, and what became of one on the timeline."""
    for told in load("vacancies")["vacancies"]:
        timeline.plan(told["ago"], 10, partial(_open, told), alone=True)
        for one in told.get("answers", ()):
            timeline.plan(one["ago"], 12, partial(_answer, told, one), alone=True)
        if "withdrawn" in told:
            timeline.plan(told["withdrawn"]["ago"], 10, partial(_withdraw, told), alone=True)


def _open(told: Told) -> None:
    actions.open_vacancy(
        actor=person(told["by"]),
        role_key=told["role"],
        site=site(told["site"]),
        hours=told["hours"],
        about=told["about"],
        closes_on=clock.today() + timedelta(days=told["open_for"]),
    )


def _answer(told: Told, one: Told) -> None:
    actions.answer(
        _vacancy(told),
        actor=person(one["who"]),
        applies=one["applies"],
        words=one["words"],
        relocates=one.get("relocates", False),
        hours=one.get("hours", ""),
        languages=one.get("languages", ""),
    )


def _withdraw(told: Told) -> None:
    actions.end(
        _vacancy(told),
        actor=person(told["by"]),
        after=VacancyStatus.WITHDRAWN,
        because=told["withdrawn"]["because"],
    )


def _vacancy(told: Told) -> Vacancy:
    return db.session.scalars(
        sa.select(Vacancy)
        .join(Site, Site.id == Vacancy.site_id)
        .where(Vacancy.role_key == told["role"], Site.code == told["site"])
    ).one()
