"""The index of evidence and the matrix: what stands in them, and who is shown what."""

import csv
import io

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_manager,
    make_qualification,
    make_registration,
    make_submission,
)
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Submission
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import EvidenceStatus
from trainer.people.models import Role
from trainer.portfolios.queries.index import index_of
from trainer.portfolios.queries.matrix import MARKS, matrix_of
from trainer.registrations.models import Registration

MOST_STATEMENTS = 12
SECOND = "The second try"


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    """Two units of two criteria, and nothing sent yet."""
    version = make_qualification(units=2, criteria=2)
    return make_registration(ada, ben, cleo, version=version)


@pytest.fixture
def second(registration: Registration) -> Submission:
    """The first piece met one criterion and not the other, which the second piece claims."""
    criteria = criteria_of(registration)
    sent = make_submission(registration)
    judge(sent, criteria[:1])
    judge(sent, criteria[1:], CriterionState.NOT_YET_MET)
    return make_submission(registration, criteria[1:], title=SECOND)


def cells(registration: Registration, unit: int | None = None) -> list[list[str]]:
    said = ["" if mark is None else mark.value for mark in MARKS]
    return [[said[mark] for mark in row.marks] for row in matrix_of(registration, unit).rows]


def test_a_cell_says_what_was_decided_on_that_piece(
    registration: Registration, second: Submission
) -> None:
    assert cells(registration) == [["met", ""], ["not_yet_met", "claimed"], ["", ""], ["", ""]]
    judge(second, criteria_of(registration)[1:])
    assert cells(registration)[1] == ["not_yet_met", "met"]


def test_a_unit_has_only_the_evidence_used_in_it(
    registration: Registration, second: Submission
) -> None:
    make_submission(registration, criteria_of(registration, 1))
    first, last = registration.units
    assert cells(registration, first.id) == [["met", ""], ["not_yet_met", "claimed"]]
    assert cells(registration, last.id) == [["claimed"], ["claimed"]]


def test_nothing_rests_on_what_was_found_void(
    registration: Registration, second: Submission
) -> None:
    second.revision.item.status = EvidenceStatus.VOID
    db.session.commit()
    assert cells(registration)[1] == ["not_yet_met", ""]
    assert index_of(registration)[1].state is EvidenceStatus.VOID


def test_what_was_taken_back_is_in_neither(registration: Registration, ada: User) -> None:
    sent = make_submission(registration)
    logs.withdraw(sent.revision.item, actor=ada)
    db.session.commit()
    assert index_of(registration) == []
    assert set(map(tuple, cells(registration))) == {()}


def test_the_index_has_each_piece_once_with_where_it_is_used(
    registration: Registration, second: Submission
) -> None:
    code = registration.units[0].unit_version.code
    lines = [(line.label, line.row.title, line.names, line.used) for line in index_of(registration)]
    assert lines == [
        ("E001", "The kettle", ("Ada Trainee",), ((code, ("1.1", "1.2")),)),
        ("E002", SECOND, ("Ada Trainee",), ((code, ("1.2",)),)),
    ]


@pytest.mark.parametrize("page", ["evidence", "matrix"])
def test_an_outsider_finds_nothing(
    page: str, registration: Registration, eve: User, browser: Browser
) -> None:
    browser(eve).get(f"/qualifications/{registration.id}/{page}", 404)
    browser(eve).get(f"/qualifications/{registration.id}/{page}.csv", 404)


@pytest.mark.parametrize("page", ["evidence", "evidence.csv"])
def test_who_sees_progress_only_is_not_shown_titles(
    page: str, registration: Registration, second: Submission, dev: User, browser: Browser
) -> None:
    make_manager(dev, registration.learner)
    trainer = make_holder("Tess Training", Role.TRAINING_ADMIN)
    for person, shown in ((registration.assessor, True), (dev, False), (trainer, False)):
        answer = browser(person).get(f"/qualifications/{registration.id}/{page}").response.text
        assert "E002" in answer
        assert (SECOND in answer) is shown, person.name


def test_the_matrix_can_be_taken_away(
    registration: Registration, second: Submission, browser: Browser
) -> None:
    answer = browser(registration.learner).get(f"/qualifications/{registration.id}/matrix.csv")
    rows = list(csv.reader(io.StringIO(answer.response.get_data().decode("utf-8-sig"))))
    assert rows[0][-3:] == ["state", "E001", "E002"]
    assert rows[2][-3:] == ["Claimed", "Not yet met", "Claimed"]


def test_a_unit_of_another_registration_is_not_shown(
    registration: Registration, browser: Browser
) -> None:
    browser(registration.learner).get(f"/qualifications/{registration.id}/matrix?unit=999", 404)


@pytest.mark.parametrize("page", ["evidence", "matrix"])
@pytest.mark.parametrize("entries", [1, 20])
def test_statements(
    page: str, entries: int, registration: Registration, browser: Browser,
    count_queries: CountQueries,
) -> None:  # fmt: skip
    for _number in range(entries):
        make_submission(registration)
    visitor = browser(registration.learner)
    visitor.get(f"/qualifications/{registration.id}/{page}")
    with count_queries() as sent:
        visitor.get(f"/qualifications/{registration.id}/{page}")
    assert len(sent) <= MOST_STATEMENTS
