"""Come here for the phrases that assessors put into feedback: the organisation's and their own."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from trainer.assessments.phrases.actions import write
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load


def plan(timeline: Timeline) -> None:
    """Put the writing of every phrase on the timeline."""
    for told in load("phrases"):
        timeline.plan(told["days_ago"], 16, partial(_write, told))


def _write(told: Mapping[str, Any]) -> None:
    write(actor=person(told["by"]), words=told["words"], shared=not told.get("own", False))
