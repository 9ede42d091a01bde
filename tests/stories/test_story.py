"""All that the ledger holds about a unit is told in its order, to each what they may know."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_appeals import ANSWER, GROUNDS, NOTICED, answer, make_appeal, make_case
from tests.factories_assessments import criteria_of, judge, make_registration, make_submission
from trainer.accounts.models import User
from trainer.appeals import events as appeals
from trainer.assessments import events as assessments
from trainer.audit.models import SealedText
from trainer.core.events import LedgerEvent
from trainer.extensions import db
from trainer.malpractice import events as malpractice
from trainer.quality import events as quality
from trainer.registrations.models import Registration, UnitAssessment
from trainer.stories.queries import story_of
from trainer.stories.sentences import SENTENCES


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def unit(registration: Registration) -> UnitAssessment:
    """A unit with an appeal upheld, a judgement after it, and its evidence set aside."""
    appeal = make_appeal(registration)
    answer(appeal, registration.assessor, upheld=True)
    sent = make_submission(registration)
    judge(sent, criteria_of(registration)[1:2])
    make_case(sent.revision.item, registration.assessor)
    return appeal.unit_assessment


def told(unit: UnitAssessment, reader: User, *, may_read: bool = True) -> list[str]:
    return [line.told.what for line in story_of(unit, reader, may_read=may_read)]


def words(unit: UnitAssessment, reader: User, *, may_read: bool = True) -> list[str | None]:
    return [one for line in story_of(unit, reader, may_read=may_read) for one in line.words]


def test_it_is_told_from_the_beginning(unit: UnitAssessment, cleo: User) -> None:
    first, second = (one.number for one in criteria_of(unit.registration)[:2])
    assert told(unit, cleo)[-8:] == [
        "Sent E001",
        f"Judged {first}: not yet met",
        "Appealed against what was decided",
        "Looked again and upheld the appeal",
        f"Opened {first} again",
        "Sent E002",
        f"Judged {second}: met",
        "Set E002 aside, so that nothing rests on it meanwhile",
    ]
    assert {GROUNDS, ANSWER, NOTICED} <= set(words(unit, cleo))


def test_who_sees_progress_only_reads_nothing_that_was_written(
    unit: UnitAssessment, cleo: User
) -> None:
    assert told(unit, cleo, may_read=False) == told(unit, cleo)
    assert words(unit, cleo, may_read=False) == []


def test_whom_a_case_is_about_learns_what_happens_and_not_who_noticed_what(
    unit: UnitAssessment, ada: User
) -> None:
    [*_, aside] = story_of(unit, ada, may_read=True)
    assert aside.told.what.startswith("Set E002 aside")
    assert (aside.who, aside.words) == ("", [])


def test_another_units_decisions_are_not_in_it(unit: UnitAssessment, cleo: User) -> None:
    before = told(unit, cleo)
    other = make_registration(make_user("Liv Another"), unit.registration.assessor, cleo)
    judge(make_submission(other), criteria_of(other)[:1])
    assert told(unit, cleo) == before


def test_what_was_erased_says_so(unit: UnitAssessment, cleo: User, browser: Browser) -> None:
    db.session.execute(sa.update(SealedText).where(SealedText.text == GROUNDS).values(text=None))
    db.session.commit()
    page = browser(cleo).get(f"/units/{unit.id}/story").text("main")
    assert "What was written here has been erased." in page
    assert GROUNDS not in page


BESIDE_THE_UNIT = {"FinalCheckSigned", "LookAnswered", "OthersSought", "PickHandedOn"}
"""What is decided of a registration, or between quality assurers and the assessor alone."""


@pytest.mark.parametrize("package", [assessments, quality, appeals, malpractice])
def test_every_decision_about_a_unit_has_its_sentence(package: object) -> None:
    kinds = {
        name
        for name, kind in vars(package).items()
        if isinstance(kind, type) and issubclass(kind, LedgerEvent) and kind is not LedgerEvent
    }
    assert kinds - BESIDE_THE_UNIT <= set(SENTENCES)


@pytest.mark.parametrize("more", [0, 12])
def test_a_long_story_takes_no_more_statements(
    more: int, unit: UnitAssessment, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    for _ in range(more):
        make_submission(unit.registration)
    visitor = browser(cleo)
    visitor.get(f"/units/{unit.id}/story")
    with count_queries() as sent:
        visitor.get(f"/units/{unit.id}/story")
    assert len(sent) <= 14
