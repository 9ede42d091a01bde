"""`trainer logs suggest`: what a learner's words may show, ranked, for people and for programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from trainer.accounts.models import User
from trainer.catalogue.models import UnitVersion
from trainer.cli import main
from trainer.cli.context import application
from trainer.config import Config
from trainer.extensions import db
from trainer.logs import sharing
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.sqlite_only

Suggest = Callable[..., Result]
CALL = "Took a call about a late sofa and asked before I put her on hold."


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of records where the first of two people works towards three units."""
    folder = tmp_path_factory.mktemp("records")
    for line in (
        ["migrate"],
        ["user", "add", "--first-administrator", "70001", "First Person", "70002", "Second Person"],
        ["catalogue", "import", "--builtin"],
    ):
        result = CliRunner().invoke(main, line, env=settings(folder))
        assert result.exit_code == 0, result.output
    with application(Config.from_env(settings(folder))), unit_of_work():
        units = [
            db.session.query(UnitVersion.id).filter_by(code=code).scalar()
            for code in ("H/506/2154", "A/506/2158", "T/506/2157")
        ]
        learner = db.session.query(User).filter_by(staff_number="70001").one()
        sharing.set_goal_units(user=learner, units=units, source="test")
    return folder


@pytest.fixture
def suggest(records: Path) -> Suggest:
    def run(learner: str, *line: str) -> Result:
        asked = ["logs", "suggest", "--learner", learner, *line]
        return CliRunner().invoke(main, asked, env=settings(records))

    return run


def test_criteria_are_ranked_with_their_scores(suggest: Suggest) -> None:
    told = json.loads(suggest("70001", CALL, "--json").stdout)
    found = told["suggestions"]
    assert found[0]["criterion"].startswith("H/506/2154 ")
    assert found[0]["phrase"] in CALL
    assert [one["rank"] for one in found] == list(range(1, len(found) + 1))
    assert all(one["score"] > 0 for one in found)
    assert {one["criterion"].split()[0] for one in found} <= {
        "H/506/2154",
        "A/506/2158",
        "T/506/2157",
    }
    assert told["worked_towards"] > len(found)


def test_people_read_a_line_for_each(suggest: Suggest) -> None:
    (line,) = suggest("70001", CALL, "--top", "1").stdout.splitlines()
    assert "H/506/2154" in line


def test_words_that_fit_nothing_are_a_sentence(suggest: Suggest) -> None:
    result = suggest("70001", "xyzzy plugh")
    assert (result.exit_code, result.stdout) == (
        0,
        "No criterion this person works towards fits these words.\n",
    )


def test_somebody_without_units_is_told_so(suggest: Suggest) -> None:
    assert "works towards no unit yet" in suggest("70002", CALL).stdout
    assert json.loads(suggest("70002", CALL, "--json").stdout)["suggestions"] == []


def test_a_stranger_is_a_sentence(suggest: Suggest) -> None:
    result = suggest("79999", CALL, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "trainer: Nobody has the staff number 79999.\n"
