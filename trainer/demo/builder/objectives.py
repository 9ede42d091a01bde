"""Come here for the objectives of the demonstration: one agreed year, some that wait, and talks."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.figures.models import Measure
from trainer.objectives import queries
from trainer.objectives.actions import following, proposing, talking, teams
from trainer.objectives.models import Objective, ObjectiveStatus, OneToOne, TeamObjective
from trainer.objectives.rules.wording import Said, Target

SET, AGREED, AHEAD = 290, 280, 4
MORNING = 10


def plan(timeline: Timeline) -> None:
    """Put what the team is to reach, people's objectives, check-ins and talks on the timeline."""
    told = load("objectives")
    timeline.plan(SET, MORNING, partial(_set_for_team, told["team"]))
    for place, one in enumerate(told["objectives"]):
        timeline.plan(one["ago"], MORNING + 1, partial(_propose, one), minute=place)
    for place, one in enumerate(told["agreed"]):
        timeline.plan(AGREED, MORNING + 2, partial(_agree, one), minute=place)
    for one in told["check_ins"]:
        timeline.plan(one["ago"], MORNING + 3, partial(_check_in, one))
    for one in told["talks"]:
        timeline.plan(one["ago"], MORNING + 4, partial(_talk, one))


def _set_for_team(told: Mapping[str, Any]) -> None:
    teams.set_for_team(
        actor=person(told["by"]), year=clock.today().year, title=told["title"], why=told["why"]
    )


def _propose(told: Mapping[str, Any]) -> None:
    year = clock.today().year
    serves = sa.select(TeamObjective).where(TeamObjective.title == told.get("serves"))
    proposing.propose(
        person(told["who"]),
        actor=person(told.get("by", told["who"])),
        year=year,
        said=Said(
            title=told["title"],
            what=told.get("what", ""),
            measured_by=told.get("measured_by", ""),
            possible_by=told.get("possible_by", ""),
            why=told.get("why", ""),
            due_on=date(year, told["due"], 28) if "due" in told else None,
            weight=told["weight"],
            target=_target(told["target"], year) if "target" in told else None,
        ),
        team_objective=db.session.scalar(serves),
    )


def _target(told: Mapping[str, Any], year: int) -> Target:
    measure = db.session.scalars(sa.select(Measure).where(Measure.code == told["measure"])).one()
    return Target(
        measure_id=measure.id,
        goal=Decimal(told["goal"]),
        direction=measure.direction,
        from_month=date(year, told["from"], 1),
        until_month=date(year, 12, 1),
    )


def _agree(told: Mapping[str, str]) -> None:
    who, year = person(told["who"]), clock.today().year
    seen = [(one.id, one.number) for one in queries.counted(who, year)]
    for by in (who, person(told["by"])):
        proposing.agree(who, actor=by, year=year, seen=seen)


def _check_in(told: Mapping[str, Any]) -> None:
    objective = db.session.scalars(
        sa.select(Objective)
        .join(Objective.person)
        .where(Objective.title == told["about"], Objective.person == person(told["who"]))
    ).one()
    standing = ObjectiveStatus(told["standing"])
    following.check_in(objective, actor=person(told["by"]), standing=standing, note=told["note"])


def _talk(told: Mapping[str, Any]) -> None:
    ahead = timedelta(days=0 if "summary" in told else AHEAD)
    by = person(told["by"])
    talk = talking.plan(
        actor=by,
        other=person(told["who"]).id,
        planned_on=clock.today() + ahead,
        planned_at=None,
        agenda="\n".join(told["agenda"]),
    )
    if "summary" in told:
        _hold(talk, told)


def _hold(talk: OneToOne, told: Mapping[str, Any]) -> None:
    for item in talk.agenda:
        talking.tick(item, actor=talk.manager, talked_of=True)
    talking.write_down(
        talk,
        actor=talk.manager,
        known=talk.row_version,
        held_on=clock.today(),
        summary=told["summary"],
    )
    talking.note_privately(talk, actor=talk.manager, words=told["note"])
