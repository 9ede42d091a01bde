"""Come here for what other systems told the demonstration that people completed there."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import current_app

from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.elearning import actions
from trainer.elearning.models import Activity, ReceivingKey
from trainer.elearning.statements import read
from trainer.extensions import db
from trainer.training.models import Skill

KEEPER, MATCHED = "bh1005", 3
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"


def plan(timeline: Timeline) -> None:
    """Put the keys, and what came with each, on the timeline."""
    for told in load("elearning"):
        timeline.plan(told["made"], 9, partial(_make_key, told))
        for activity in told["activities"]:
            if "skill" in activity:
                timeline.plan(MATCHED, 10, partial(_match, activity))
            for number, days in activity.get("completed", {}).items():
                timeline.plan(days, 15, partial(_complete, told["key"], activity, number))
            for email, days in activity.get("strangers", {}).items():
                timeline.plan(
                    days, 15, partial(_complete_as, told["key"], activity, _mailed(email))
                )


def _make_key(told: Mapping[str, Any]) -> None:
    ends_on = clock.today() + timedelta(days=told["lasts"])
    actions.make_key(
        actor=person(KEEPER), label=told["key"], prefix=told["prefix"], ends_on=ends_on
    )


def _match(told: Mapping[str, Any]) -> None:
    found = sa.select(Activity).where(Activity.address == told["address"])
    skill = db.session.scalars(sa.select(Skill).where(Skill.code == told["skill"])).one()
    actions.match_activity(db.session.scalars(found).one(), actor=person(KEEPER), skill=skill)


def _complete(label: str, activity: Mapping[str, Any], number: str) -> None:
    ours = {"homePage": current_app.extensions["trainer"].base_url, "name": number}
    _complete_as(label, activity, {"account": ours})


def _complete_as(label: str, activity: Mapping[str, Any], actor: dict[str, Any]) -> None:
    said = {
        "id": str(uuid.uuid4()),
        "actor": actor,
        "verb": {"id": COMPLETED, "display": {"en-GB": "completed"}},
        "object": {
            "id": activity["address"],
            "definition": {"name": {"en-GB": activity["name"]}},
        },
        "result": {"completion": True, "duration": f"PT{activity['minutes']}M"},
        "timestamp": clock.now().isoformat(),
    }
    key = db.session.scalars(sa.select(ReceivingKey).where(ReceivingKey.label == label)).one()
    actions.receive([read(said)], key=key, ours=current_app.extensions["trainer"].base_url)


def _mailed(email: str) -> dict[str, Any]:
    return {"mbox": f"mailto:{email}"}
