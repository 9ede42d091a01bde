"""`trainer quality draw`, `redraw` and `coverage`: what they print, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from tests.factories import make_user
from tests.factories_sampling import make_strategy, make_waiting, version_of
from trainer.audit import guards
from trainer.cli import main
from trainer.cli.context import application
from trainer.config import Config
from trainer.extensions import db
from trainer.sampling.models import SampleRow
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.sqlite_only

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Commands over records in which six units wait to be sampled."""

    def run(*line: str) -> Result:
        return CliRunner().invoke(main, ["quality", *line], env=settings(tmp_path))

    assert CliRunner().invoke(main, ["migrate"], env=settings(tmp_path)).exit_code == 0
    with application(Config.from_env(settings(tmp_path))), unit_of_work():
        iqa = make_user("Cleo Assurer")
        units = make_waiting(6, make_user("Ben Assessor"), iqa)
        make_strategy(version_of(units[0]).qualification, iqa)
    return run


def drawn(run: Run) -> dict[str, object]:
    result = run("draw", "1", "--seed", "42", "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_draw_says_what_it_picked_and_can_be_made_again(run: Run) -> None:
    facts = drawn(run)
    assert (facts["seed"], facts["size"], facts["picked"]) == ("42", 6, 3)
    again = run("redraw", str(facts["sample"]), "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["differences"] == []


def test_any_difference_ends_with_one(run: Run, tmp_path: Path) -> None:
    facts = drawn(run)
    with application(Config.from_env(settings(tmp_path))), unit_of_work():
        guards.lift(db.session.connection())
        changed = sa.update(SampleRow).where(SampleRow.id == 1).values(picked=~SampleRow.picked)
        db.session.execute(changed)
    result = run("redraw", str(facts["sample"]), "--json")
    assert result.exit_code == 1
    assert {one["what"] for one in json.loads(result.stdout)["differences"]} == {"picked"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("draw", "nothing-of-the-kind"), "There is no strategy"),
        (("redraw", "99"), "There is no sample 99."),
        (("coverage", "nothing-of-the-kind"), "There is no strategy"),
    ],
)
def test_what_is_not_there_is_said(line: tuple[str, ...], words: str, run: Run) -> None:
    result = run(*line)
    assert result.exit_code == 1
    assert words in result.stderr


def test_a_second_draw_finds_nothing_new(run: Run) -> None:
    drawn(run)
    result = run("draw", "1")
    assert result.exit_code == 1
    assert "Nothing waits" in result.stderr


def test_coverage_names_gaps(run: Run) -> None:
    result = run("coverage", "--json")
    assert result.exit_code == 0
    [found] = json.loads(result.stdout)["qualifications"]
    assert found["candidates"] == {"decided": 6, "looked": 0}
    assert {one["assessor"] for one in found["gaps"]} == {"Ben Assessor"}
    [cell] = found["matrix"]
    assert (cell["assessor"], cell["decided"], cell["looked"]) == ("Ben Assessor", 6, 0)
    assert (cell["gap"], found["matrix_gaps"]) == (True, 1)
