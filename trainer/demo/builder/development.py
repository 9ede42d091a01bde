"""Come here for the plans of development of the demonstration, and for who coaches whom in them."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.development.actions import agreeing, doing
from trainer.development.actions.agreeing import Said
from trainer.development.models import DevelopmentAction, DevelopmentOutcome, DevelopmentSource
from trainer.development.queries.choices import under_way
from trainer.extensions import db
from trainer.pairs import actions as pairs
from trainer.pairs.models import CoachingPair

NOON = 12


def plan(timeline: Timeline) -> None:
    """Put each action on the timeline, with what became of it."""
    for place, told in enumerate(load("development")):
        way = told.get("way", {})
        timeline.plan(told["ago"], NOON, partial(_propose, told), minute=place)
        if "coach" in way:
            timeline.plan(way["ago"], NOON + 1, partial(_find_coach, told))
        if "follow" in way:
            timeline.plan(told["ago"], NOON + 1, partial(_follow, told))
        if "write" in way:
            timeline.plan(way["write"], NOON + 1, partial(_write, told))
        if "finish" in way:
            timeline.plan(way["finish"], NOON + 1, partial(_finish, told))
        for met in told.get("meetings", ()):
            timeline.plan(met["ago"], NOON + 2, partial(_meet, told, met))
        if "ends" in told:
            timeline.plan(told["ends"]["ago"], NOON + 3, partial(_end, told))


def _propose(told: Mapping[str, Any]) -> None:
    made = agreeing.propose(
        person(told["who"]),
        actor=person(told["by"]),
        said=Said(
            need=told["need"],
            source=DevelopmentSource(told["source"]),
            action=told["action"],
            support=told.get("support", ""),
            due_on=clock.today() + timedelta(days=told["within"]),
            measure=told["measure"],
        ),
    )
    if "agreed" in told:
        agreeing.agree(made, actor=person(told["agreed"]), known=1)


def _find_coach(told: Mapping[str, Any]) -> None:
    action, coach = _action(told), person(told["way"]["coach"])
    pair = doing.ask_coach(action, actor=action.person, coach=coach)
    pairs.agree(pair, actor=coach)


def _follow(told: Mapping[str, Any]) -> None:
    action, link = _action(told), told["way"]["follow"]
    thing_id = next(one.id for one in under_way(action.person) if one.link == link)
    doing.follow(action, actor=action.person, link=link, thing_id=thing_id)


def _write(told: Mapping[str, Any]) -> None:
    action = _action(told)
    doing.write_about(action, actor=action.person)


def _finish(told: Mapping[str, Any]) -> None:
    action = _action(told)
    doing.finish(action, actor=action.person)


def _meet(told: Mapping[str, Any], met: Mapping[str, Any]) -> None:
    pair = db.session.get_one(CoachingPair, _action(told).pair_id)
    pairs.note_meeting(
        pair,
        actor=person(met["by"]),
        met_on=clock.today(),
        minutes=met["minutes"],
        words=met["words"],
    )


def _end(told: Mapping[str, Any]) -> None:
    ends = told["ends"]
    outcome = DevelopmentOutcome(ends["outcome"])
    agreeing.end(_action(told), actor=person(ends["by"]), outcome=outcome, words=ends["words"])


def _action(told: Mapping[str, Any]) -> DevelopmentAction:
    return db.session.scalars(
        sa.select(DevelopmentAction).where(DevelopmentAction.action == told["action"])
    ).one()
