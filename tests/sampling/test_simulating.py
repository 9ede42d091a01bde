"""The simulation: the same by seed, both plans of one size, and nothing missed by looking at all."""

from collections import Counter
from random import Random

import pytest

from trainer.sampling.rules.settings import ALL, Level, Settings, Trigger
from trainer.sampling.simulating.comparing import Finding, compare, play
from trainer.sampling.simulating.plans import by_risk
from trainer.sampling.simulating.scenarios import MONTHS, SCENARIOS, Kind, Scenario
from trainer.sampling.simulating.world import Decision, world_of

EVERYTHING = Settings(rates=dict.fromkeys(Level, ALL))
BY_KEY = {one.key: one for one in SCENARIOS}


@pytest.fixture(params=SCENARIOS, ids=lambda one: one.key)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return request.param


def test_a_run_is_the_same_by_its_seed(scenario: Scenario) -> None:
    assert play(scenario, 1, Settings()) == play(scenario, 1, Settings())
    assert play(scenario, 1, Settings()) != play(scenario, 2, Settings())


def test_both_plans_spend_the_same_looks_in_each_month(scenario: Scenario) -> None:
    risk_based, flat = play(scenario, 1, Settings())
    assert len(flat.sizes) == MONTHS
    assert flat.sizes == risk_based.sizes
    assert flat.wrong == risk_based.wrong


def test_who_sees_everything_and_misses_nothing_finds_all(scenario: Scenario) -> None:
    for outcome in play(scenario, 1, EVERYTHING, finds=1):
        assert outcome.wrong > 0
        assert (outcome.found, outcome.unseen) == (outcome.wrong, 0)


def test_who_misses_everything_finds_nothing(scenario: Scenario) -> None:
    for outcome in play(scenario, 1, EVERYTHING, finds=0):
        assert outcome.found == 0
        assert all(months == MONTHS - scenario.since + 2 for months in outcome.months)


@pytest.mark.parametrize(
    ("key", "poor", "rate"),
    [("few-poor", 2, 0.20), ("gets-worse", 1, 0.25), ("trainees", 3, 0.20)],
)
def test_poor_assessors_err_as_often_as_the_scenario_says(key: str, poor: int, rate: float) -> None:
    scenario = BY_KEY[key]
    theirs = [
        one
        for one in _decisions(scenario, worlds=20)
        if one.kind is scenario.watched and one.month >= scenario.since
    ]
    if key == "trainees":
        theirs = [one for one in theirs if one.month <= 12]
    assert len({one.row.assessor for one in theirs}) == poor
    assert _share_wrong(theirs) == pytest.approx(rate, abs=0.03)


@pytest.mark.parametrize(
    ("key", "trigger"), [("first-decisions", Trigger.FIRST), ("one-kind", Trigger.ONE_KIND)]
)
def test_errors_sit_where_the_scenario_says(key: str, trigger: Trigger) -> None:
    decisions = _decisions(BY_KEY[key], worlds=20)
    there = [one for one in decisions if trigger in one.row.triggers]
    elsewhere = [one for one in decisions if trigger not in one.row.triggers]
    assert _share_wrong(there) == pytest.approx(0.20, abs=0.03)
    assert _share_wrong(elsewhere) == pytest.approx(0.02, abs=0.01)


def test_misleading_errors_sit_where_nothing_draws_a_look() -> None:
    wrong = [one for one in _decisions(BY_KEY["signals-mislead"], worlds=5) if one.wrong]
    assert {one.kind for one in wrong} == {Kind.POOR}
    assert {one.row.triggers for one in wrong} == {()}
    assert min(one.month for one in wrong) == 13


def test_one_unit_is_misread_and_drift_goes_up() -> None:
    units = Counter(one.row.unit for one in _decisions(BY_KEY["one-unit"], worlds=5) if one.wrong)
    (_unit, most), (_next, second) = units.most_common(2)
    assert most > 3 * second
    drifting = [one for one in _decisions(BY_KEY["slow-drift"], worlds=20) if one.kind is Kind.POOR]
    late = [one for one in drifting if one.month == MONTHS]
    assert _share_wrong(late) == pytest.approx(0.25, abs=0.08)
    assert _share_wrong([one for one in drifting if one.month <= 3]) < 0.06


def test_what_was_found_makes_the_next_months_be_looked_into_more() -> None:
    scenario = BY_KEY["few-poor"]
    seen, missed = (
        by_risk(world_of(scenario, Random("any"), finds), Settings(), "seed") for finds in (1, 0)
    )
    assert [len(month) for month in seen[:1]] == [len(month) for month in missed[:1]]
    assert sum(map(len, seen)) > sum(map(len, missed))


def test_a_comparison_says_better_only_where_the_interval_leaves_out_zero() -> None:
    comparison = compare(BY_KEY["one-kind"], range(1, 9), Settings())
    assert comparison.finding is Finding.BETTER
    assert 0 < comparison.share.low < comparison.share.mean < comparison.share.high
    assert comparison.share.mean == pytest.approx(comparison.by_risk.share - comparison.flat.share)
    same = compare(BY_KEY["one-kind"], range(1, 9), EVERYTHING)
    assert same.finding is Finding.NO_DIFFERENCE
    assert same.by_risk == same.flat


def _decisions(scenario: Scenario, worlds: int) -> list[Decision]:
    return [
        one
        for seed in range(worlds)
        for month in world_of(scenario, Random(seed), finds=1)
        for one in month
    ]


def _share_wrong(decisions: list[Decision]) -> float:
    return sum(one.wrong for one in decisions) / len(decisions)
