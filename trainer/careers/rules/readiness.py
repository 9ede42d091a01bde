"""How somebody stands with what a role asks: met, partly or not, on what that rests, and until when.

No score is made of it: a person decides, and reads line by line what is there and what is not.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainer.careers.rules.asking import ADDED_UP, RATED, Ask, Fact, Facts, Key, Requirement


class Readiness(StrEnum):
    """How somebody stands with one requirement."""

    MET = "met"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Line:
    """How somebody stands with one requirement on a day.

    `until` is the first day on which it is met no more if nothing new comes; None is for good, or that
    it is not met. `evidence` counts on the day, `over` counted once. `parts` are those of an "any of".
    """

    requirement: Requirement
    state: Readiness
    until: date | None = None
    amount: int = 0
    evidence: tuple[Fact, ...] = ()
    over: tuple[Fact, ...] = ()
    parts: tuple["Line", ...] = ()


def stands(requirements: Iterable[Requirement], facts: Facts, day: date) -> list[Line]:
    """Say of each requirement how somebody stands with it on a day."""
    return [line_of(one, facts, day) for one in requirements]


def line_of(requirement: Requirement, facts: Facts, day: date) -> Line:
    """Say how somebody stands with one requirement on a day."""
    if isinstance(requirement, Ask):
        return _line_of_ask(requirement, facts, day)
    parts = tuple(line_of(part, facts, day) for part in requirement.parts)
    met = [part for part in parts if part.state is Readiness.MET]
    if len(met) >= requirement.least:
        lasting = sorted((part.until or date.max for part in met), reverse=True)
        until = lasting[requirement.least - 1] if requirement.least else date.max
        return Line(requirement, Readiness.MET, _or_for_good(until), parts=parts)
    begun = any(part.state is not Readiness.NOT for part in parts)
    return Line(requirement, Readiness.PARTLY if begun else Readiness.NOT, parts=parts)


def _line_of_ask(ask: Ask, facts: Facts, day: date) -> Line:
    told = facts.get(ask.key, ())
    now = tuple(fact for fact in told if fact.holds(day))
    over = tuple(fact for fact in told if fact.ends_on is not None and fact.ends_on <= day)
    amount = _amount(ask, now)
    if amount >= ask.least:
        counts = tuple(fact for fact in now if not fact.under_way)
        return Line(ask, Readiness.MET, _until(ask, counts), amount, counts, over)
    begun = (amount > 0 and ask.kind not in RATED) or any(fact.under_way for fact in now)
    return Line(ask, Readiness.PARTLY if begun else Readiness.NOT, None, amount, now, over)


def _amount(ask: Ask, facts: Iterable[Fact]) -> int:
    counted = [fact.amount for fact in facts if not fact.under_way]
    return sum(counted) if ask.kind in ADDED_UP else max(counted, default=0)


def _until(ask: Ask, facts: Sequence[Fact]) -> date | None:
    for end in sorted({fact.ends_on for fact in facts if fact.ends_on is not None}):
        left = [fact for fact in facts if fact.ends_on is None or fact.ends_on > end]
        if _amount(ask, left) < ask.least:
            return end
    return None


def _or_for_good(day: date) -> date | None:
    return None if day == date.max else day


def supposing(facts: Facts, asks: Collection[Ask], day: date, says: str) -> Facts:
    """Say what would be known if somebody had all of this on a day; what is on record stays as it is."""
    added: dict[Key, list[Fact]] = {}
    for ask in asks:
        added.setdefault(ask.key, []).append(Fact(ask.least, day, None, says))
    return {**facts, **{key: [*facts.get(key, ()), *more] for key, more in added.items()}}


def count(lines: Iterable[Line], state: Readiness = Readiness.MET) -> int:
    """Count the requirements that are in a state."""
    return sum(line.state is state for line in lines)


def ready(lines: Iterable[Line]) -> bool:
    """Say whether every requirement is met."""
    return all(line.state is Readiness.MET for line in lines)
