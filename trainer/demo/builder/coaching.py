"""Come here for the coaching notes of the demonstration: shared and answered, one used, one a draft."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from trainer.coaching import actions, queries
from trainer.coaching.actions import Said
from trainer.coaching.models import CoachingKind
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load

AFTERNOON = 16


def plan(timeline: Timeline) -> None:
    """Put what managers saw at the desk and on calls on the timeline."""
    for place, one in enumerate(load("coaching")):
        timeline.plan(one["ago"], AFTERNOON, partial(_write, one), minute=place)


def _write(told: Mapping[str, Any]) -> None:
    who, by = person(told["who"]), person(told["by"])
    versions = {one.name: one.id for one in queries.offered(who)}
    note = actions.write(
        who,
        actor=by,
        said=Said(
            kind=CoachingKind(told["kind"]),
            happened_on=clock.today(),
            seen=told["seen"],
            next_step=told["next"],
            next_by=clock.today() + timedelta(days=told["within"]),
            levels={versions[name]: level for name, level in told["levels"].items()},
        ),
    )
    if told.get("draft"):
        return
    actions.share(note, actor=by)
    if "answer" in told:
        actions.answer(note, actor=who, words=told["answer"])
    if told.get("done"):
        actions.finish(note, actor=by)
    if told.get("used"):
        actions.use(note, actor=who)
