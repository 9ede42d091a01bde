"""`trainer quality simulate`: what sampling by risk is worth, without any records."""

import json

import pytest
from click.testing import CliRunner, Result

from trainer.cli import main


def simulate(*line: str) -> Result:
    return CliRunner().invoke(main, ["quality", "simulate", *line])


def test_a_scenario_is_told_in_one_line() -> None:
    result = simulate("--scenario", "one-kind", "--runs", "4")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert line.startswith("One kind of evidence: ")
    assert line.endswith(": better.")


def test_programs_get_every_number() -> None:
    result = simulate("--scenario", "one-kind", "--scenario", "trainees", "--runs", "2", "--json")
    comparisons = json.loads(result.stdout)["comparisons"]
    assert [one["scenario"] for one in comparisons] == ["one-kind", "trainees"]
    by_key = {one["scenario"]: one for one in comparisons}
    assert by_key["one-kind"]["months_difference"] is None
    assert by_key["trainees"]["months_difference"]["low"] <= by_key["trainees"]["by_risk"]["months"]
    for one in comparisons:
        difference = one["by_risk"]["share"] - one["flat"]["share"]
        assert one["share_difference"]["mean"] == pytest.approx(difference)


@pytest.mark.parametrize("line", [("--runs", "1"), ("--scenario", "another")])
def test_what_cannot_be_played_is_refused(line: tuple[str, ...]) -> None:
    result = simulate(*line)
    assert result.exit_code == 2
    assert line[0] in result.stderr
