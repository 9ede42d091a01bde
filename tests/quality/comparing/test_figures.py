"""Assessors beside each other: whose figures, from which cases, and nothing said of too few."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_entry,
    make_qualification,
    make_registration,
    make_signed,
    make_submission,
    proof_of,
)
from tests.factories_looks import disagree, look_at, pick_of
from tests.factories_sampling import ALL_OF_THEM, make_sample
from trainer.accounts.models import User
from trainer.assessments.actions import judging
from trainer.assessments.models import CriterionState
from trainer.assessors.models import Duty
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.quality.comparing.policies import may_compare, sight_of
from trainer.quality.comparing.queries import Line, Period, lines
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.actions.looking import note_same_fault
from trainer.sampling.models import Look

LATELY = Period(clock.today() - timedelta(days=30), clock.today())
URL = "/quality/assessors"


@pytest.fixture
def version(app: object) -> QualificationVersion:
    return make_qualification(criteria=4)


@pytest.fixture
def registration(ada: User, ben: User, cleo: User, version: QualificationVersion) -> Registration:
    return make_registration(ada, ben, cleo, version=version)


def line_of(viewer: User, period: Period = LATELY) -> Line:
    [line] = lines(sight_of(viewer), period)
    return line


def more_learners(
    count: int, ben: User, cleo: User, version: QualificationVersion
) -> list[Registration]:
    return [
        make_registration(
            make_user(f"Learner {number}"), ben, cleo, version=version, on_register=False
        )
        for number in range(count)
    ]


def test_referrals_count_what_is_not_yet_met_and_what_is_sent_back_whole(
    registration: Registration, ben: User, cleo: User
) -> None:
    criteria = criteria_of(registration)
    assert line_of(cleo).referred is None
    judge(make_submission(registration, criteria), criteria[:3])
    returned = make_submission(registration, criteria[3:])
    judging.send_back(returned, actor=ben, reason="Say more.")
    db.session.commit()
    assert line_of(cleo).referred is None
    judge(make_submission(registration, criteria[3:]), criteria[3:], CriterionState.NOT_YET_MET)
    found = line_of(cleo).referred
    assert found is not None
    assert (found.of_them, found.cases) == (2, 5)


def test_days_to_feedback_run_from_sending_to_decision(
    registration: Registration, ben: User, cleo: User, version: QualificationVersion
) -> None:
    for days, one in enumerate([registration, *more_learners(4, ben, cleo, version)], start=1):
        with clock.at(clock.now() - timedelta(days=days)):
            sent = make_submission(one)
        judge(sent, criteria_of(one))
    found = line_of(cleo).days
    assert found is not None
    assert (round(found.value, 2), round(found.low), round(found.high)) == (3, 1, 5)
    assert found.cases == 5
    yesterday = clock.today() - timedelta(days=1)
    assert line_of(cleo, Period(yesterday - timedelta(days=30), yesterday)).days is None


def test_overturned_are_units_sent_back_out_of_those_looked_into(
    registration: Registration, ben: User, cleo: User, version: QualificationVersion
) -> None:
    units = [make_signed(one) for one in [registration, *more_learners(5, ben, cleo, version)]]
    quality.ask_again(
        units[0], actor=cleo, criteria=[criteria_of(registration)[0].id], note="Look again."
    )
    rest = units[1:]
    quality.release(
        rest,
        actor=cleo,
        proof=proof_of(cleo),
        looked_at=[one.id for one in rest[:4]],
        seen=quality.mark_of(quality.hashes_of(rest)),
    )
    db.session.commit()
    found = line_of(cleo).overturned
    assert found is not None
    assert (found.of_them, found.cases) == (1, 5)


def test_looks_at_what_is_released_already_count_as_well(
    registration: Registration, ben: User, cleo: User, version: QualificationVersion
) -> None:
    units = [make_signed(one) for one in [registration, *more_learners(4, ben, cleo, version)]]
    make_sample(units, cleo, ALL_OF_THEM)
    for unit in units:
        quality.agree(pick_of(unit), **look_at(pick_of(unit), cleo))
    note_same_fault(look_of(units[0]), units[:1])
    db.session.flush()
    disagree(pick_of(units[0]), cleo)
    found = line_of(cleo).overturned
    assert found is not None
    assert (found.of_them, found.cases) == (1, 6)


def look_of(unit: UnitAssessment) -> Look:
    return db.session.scalars(sa.select(Look).where(Look.unit_assessment_id == unit.id)).one()


def test_an_iqa_sees_those_of_the_qualifications_they_verify(
    registration: Registration, ben: User, cleo: User, dev: User, eve: User
) -> None:
    elsewhere = make_registration(make_user("Someone Else"), dev, eve)
    assert line_of(cleo).assessor == ben
    assert line_of(eve).assessor == dev
    both = make_entry(cleo, elsewhere.version, duty=Duty.VERIFY)
    db.session.commit()
    assert {one.assessor for one in lines(sight_of(cleo), LATELY)} == {ben, dev}
    both.ends_on = clock.today()
    db.session.commit()
    assert line_of(cleo).assessor == ben


def test_an_assessor_sees_their_own_line_only(
    browser: Browser, registration: Registration, ben: User, dev: User, ada: User
) -> None:
    make_entry(dev, registration.version)
    db.session.commit()
    assert line_of(ben).assessor == ben
    page = browser(ben).get(URL)
    assert "Ben" in page.text("tbody")
    assert len(page.all("tbody tr")) == 1
    assert not may_compare(ada)
    browser(ada).get(URL, status=404)
    browser(ada).get(f"{URL}/export.csv", status=404)


def test_too_few_are_not_told_anywhere(
    browser: Browser, registration: Registration, cleo: User
) -> None:
    criteria = criteria_of(registration)
    judge(make_submission(registration, criteria), criteria[:2])
    assert browser(cleo).get(URL).text("tbody tr").count("Too few to say") == 3
    [_heads, row] = browser(cleo).get(f"{URL}/export.csv").html.strip().splitlines()
    assert row.endswith("," * 12)


@pytest.mark.parametrize(
    "asked", ["?first=2026-01-01&last=2025-01-01", "?last=0001-01-01", "?first=nonsense", ""]
)
def test_any_period_is_taken(
    browser: Browser, registration: Registration, cleo: User, asked: str
) -> None:
    browser(cleo).get(f"{URL}{asked}").check_hygiene()


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_the_same_few_questions(
    browser: Browser,
    registration: Registration,
    cleo: User,
    count_queries: CountQueries,
    count: int,
) -> None:
    for number in range(count):
        make_entry(make_user(f"Assessor {number}"), registration.version)
    db.session.commit()
    visitor = browser(cleo)
    visitor.get(URL)
    with count_queries() as statements:
        visitor.get(URL)
    assert len(statements) <= 12
