"""Both plans in many runs of a scenario: what each found, and whether the difference is one."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from statistics import fmean, stdev
from typing import Any

from trainer.sampling.rules.settings import Settings
from trainer.sampling.simulating.plans import World, by_risk, flat
from trainer.sampling.simulating.scenarios import MONTHS, Scenario
from trainer.sampling.simulating.world import Decision, world_of

FINDS = 0.9
"""How likely a quality assurer finds a wrong decision that they look into."""

_TWO_SIDED_95 = 1.96


@dataclass(frozen=True)
class Outcome:
    """What a plan came to in one run: counts, and for each poor assessor the months until found."""

    sizes: tuple[int, ...]
    wrong: int
    found: int
    unseen: int
    months: tuple[int, ...]

    @property
    def share(self) -> float:
        """The part of all wrong decisions that was found."""
        return self.found / self.wrong


@dataclass(frozen=True)
class Interval:
    """A mean with the normal approximation of its 95 % interval."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Interval":
        """Say in what interval the mean of these values lies."""
        mean = fmean(values)
        margin = _TWO_SIDED_95 * stdev(values) / math.sqrt(len(values))
        return cls(mean, mean - margin, mean + margin)


class Finding(StrEnum):
    """What the difference says of the risk-based plan beside the flat one."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no difference"


@dataclass(frozen=True)
class Plan:
    """What a plan came to on average over the runs; `months` where the scenario has somebody poor."""

    share: float
    unseen: float
    months: float | None


@dataclass(frozen=True)
class Comparison:
    """Both plans in so many runs of a scenario; differences are risk-based less flat, run by run."""

    scenario: Scenario
    runs: int
    looks: float
    wrong: float
    by_risk: Plan
    flat: Plan
    share: Interval
    months: Interval | None

    @property
    def finding(self) -> Finding:
        """Say which plan finds more of what is wrong, if the runs can tell."""
        if self.share.low > 0:
            return Finding.BETTER
        return Finding.WORSE if self.share.high < 0 else Finding.NO_DIFFERENCE

    def to_data(self) -> dict[str, Any]:
        """Write the comparison as plain data."""
        return {
            "scenario": self.scenario.key,
            "runs": self.runs,
            "looks": self.looks,
            "wrong": self.wrong,
            "by_risk": vars(self.by_risk),
            "flat": vars(self.flat),
            "share_difference": vars(self.share),
            "months_difference": self.months and vars(self.months),
            "finding": self.finding.value,
        }


def play(
    scenario: Scenario, seed: int, settings: Settings, finds: float = FINDS
) -> tuple[Outcome, Outcome]:
    """Play the risk-based plan and a flat one of the same size once, in the same world."""
    name = f"{scenario.key}|{seed}"
    world = world_of(scenario, Random(f"{name}|world"), finds)
    risk_based = by_risk(world, settings, name)
    uniform = flat(world, map(len, risk_based), Random(f"{name}|flat"))
    return _outcome(scenario, world, risk_based), _outcome(scenario, world, uniform)


def compare(scenario: Scenario, seeds: Iterable[int], settings: Settings) -> Comparison:
    """Play both plans once for each seed, and say what they came to."""
    return summed_up(scenario, [play(scenario, seed, settings) for seed in seeds])


def summed_up(scenario: Scenario, runs: Sequence[tuple[Outcome, Outcome]]) -> Comparison:
    """Say what runs of both plans came to; where nothing is wrong in one, it tells of no shares."""
    told = [(risk, flat_) for risk, flat_ in runs if risk.wrong]
    months = [fmean(risk.months) - fmean(flat_.months) for risk, flat_ in runs if risk.months]
    return Comparison(
        scenario=scenario,
        runs=len(runs),
        looks=fmean(sum(risk.sizes) for risk, _flat in runs),
        wrong=fmean(risk.wrong for risk, _flat in runs),
        by_risk=_plan([risk for risk, _flat in runs]),
        flat=_plan([flat_ for _risk, flat_ in runs]),
        share=Interval.of([risk.share - flat_.share for risk, flat_ in told]),
        months=Interval.of(months) if months else None,
    )


def _plan(outcomes: Sequence[Outcome]) -> Plan:
    months = [month for one in outcomes for month in one.months]
    return Plan(
        share=fmean(one.share for one in outcomes if one.wrong),
        unseen=fmean(one.unseen for one in outcomes),
        months=fmean(months) if months else None,
    )


def _outcome(scenario: Scenario, world: World, picked: World) -> Outcome:
    wrong = [one for month in world for one in month if one.wrong]
    seen = [one for month in picked for one in month if one.wrong]
    found = [one for one in seen if one.shows]
    return Outcome(
        sizes=tuple(map(len, picked)),
        wrong=len(wrong),
        found=len(found),
        unseen=len(wrong) - len(seen),
        months=tuple(_months_until_found(scenario, world, found)),
    )


def _months_until_found(
    scenario: Scenario, world: World, found: Iterable[Decision]
) -> Iterator[int]:
    """Count, for each poor assessor, the months from when they became poor to the first find."""
    poor = {one.row.assessor for month in world for one in month if one.kind is scenario.watched}
    first = dict.fromkeys(sorted(poor), MONTHS + 1)
    for one in found:
        if one.row.assessor in poor and one.month >= scenario.since:
            first[one.row.assessor] = min(first[one.row.assessor], one.month)
    for month in first.values():
        yield month - scenario.since + 1
