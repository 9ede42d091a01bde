"""Come here for who works towards what in the demonstration, and how far each has got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from trainer.demo.stories import Story, load, path


@dataclass(frozen=True)
class AskedAgain:
    """Criteria of a unit that the quality assurer wants judged again."""

    unit: str
    criteria: tuple[str, ...]
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One learner's way towards one qualification; days count back from today."""

    learner: str
    of: str
    choice: tuple[str, ...] = ()
    assessor: str
    iqa: str
    applied: int
    turn: int = 0
    stories: tuple[Story, ...] = ()
    days: tuple[int, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    asked_again: AskedAgain | None = None
    checked: bool = False
    issued: int | None = None
    replaced: int | None = None
    revoked: int | None = None
    taking_break: int | None = None
    withdrawn: int | None = None
    transferred: int | None = None
    awarding: str = ""
    claimed: int | None = None
    rejected: int | None = None
    awarded: int | None = None
    until: str = "active"
    cohort: bool = False


@dataclass(frozen=True)
class Plan:
    """Every journey, and the days on which quality assurers release what waits."""

    released: tuple[int, ...]
    journeys: tuple[Journey, ...]


@cache
def plan() -> Plan:
    """Read the journeys of the demonstration."""
    told = load("journeys")
    journeys = tuple(_journey(one, told["choices"]) for one in told["journeys"])
    return Plan(tuple(told["released"]), journeys)


def _journey(told: dict[str, Any], choices: Mapping[str, list[str]]) -> Journey:
    rest = dict(told)
    stories = _stories(rest.pop("path", None), rest.pop("only", None))
    spread = rest.pop("spread", None)
    asked_again = rest.pop("asked_again", None)
    return Journey(
        choice=tuple(choices[rest.pop("choice")]),
        stories=stories,
        days=_days(stories, spread),
        taking_break=rest.pop("break", None),
        asked_again=AskedAgain(
            asked_again["unit"], tuple(asked_again["criteria"]), asked_again["days_ago"]
        )
        if asked_again
        else None,
        **rest,
    )


def _stories(name: str | None, only: list[str] | None) -> tuple[Story, ...]:
    if name is None:
        return ()
    known = {story.key: story for story in path(name)}
    return tuple(known[key] for key in only) if only else tuple(known.values())


def _days(stories: tuple[Story, ...], spread: list[int] | None) -> tuple[int, ...]:
    if spread is None:
        return tuple(story.days_ago for story in stories)
    first, last = spread
    gaps = max(len(stories) - 1, 1)
    return tuple(round(first - (first - last) * place / gaps) for place in range(len(stories)))
