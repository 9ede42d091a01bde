"""Come here for the career map of the demonstration, its draft, targets, and what colleagues confirmed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from trainer.bodies import actions as bodies
from trainer.careers.actions import aiming, confirming, drafting, publishing, registering
from trainer.careers.queries import charts
from trainer.careers.rules import editing
from trainer.careers.rules.asking import BY_HAND, Ask, asks_in
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db

BEGUN, CHANGED, DRAFTED, NOTICED = 200, 60, 3, 1


def plan(timeline: Timeline) -> None:
    """Put the map, a change of it, targets and confirmations on the timeline."""
    told = load("careers")
    timeline.plan(BEGUN, 9, _begin)
    timeline.plan(CHANGED, 9, partial(_change, told["change"]))
    timeline.plan(DRAFTED, 11, partial(_draft, told["draft"]))
    for one in told["targets"]:
        timeline.plan(one["ago"], 15, partial(_aim, one))
    for one in told["certificates"]:
        timeline.plan(one["ago"], 10, partial(_record, one))
    for one in told["confirmations"]:
        timeline.plan(one["ago"], 16, partial(_confirm, one))
    timeline.plan(NOTICED, 4, _notice)


def _begin() -> None:
    publishing.load_builtin()


def _change(told: Mapping[str, str]) -> None:
    before = charts.in_force()
    if before is None:
        raise ValueError("The map that is changed was published before.")
    text = before.text.replace(told["from"], told["to"])
    publishing.publish_map(actor=person(told["by"]), text=text, why=told["why"], seen=before.number)


def _draft(told: Mapping[str, str]) -> None:
    """Leave the next version as HR has it so far."""
    hr = person(told["by"])
    draft = drafting.begin(actor=hr)
    db.session.flush()
    chart = charts.map_of(draft)
    role = next(one for one in chart.roles if one.key == told["role"])
    after = editing.with_role(chart, replace(role, hours=told["hours"]))
    drafting.keep(draft, after, actor=hr, known=draft.row_version, what=role.title)


def _aim(told: Mapping[str, Any]) -> None:
    who = person(told["who"])
    aiming.aim_for(who, told["role"], actor=who)


def _record(told: Mapping[str, Any]) -> None:
    """Record a certificate that somebody brought with them, seen by whoever records it."""
    bodies.record_certificate(
        person(told["who"]),
        actor=person(told["by"]),
        starts_on=clock.today() - timedelta(days=400),
        **{name: told[name] for name in ("title", "issuer", "number", "proof")},
    )


def _notice() -> None:
    registering.notice_candidates()


def _confirm(told: Mapping[str, Any]) -> None:
    confirming.confirm(
        person(told["who"]),
        _asked(told["what"]),
        actor=person(told["by"]),
        day=clock.today() - timedelta(days=1),
        says=told["says"],
    )


def _asked(about: str) -> Ask:
    return next(
        ask
        for role in charts.chart().roles
        for one in role.requirements
        for ask in asks_in(one)
        if ask.kind in BY_HAND and ask.about == about
    )
