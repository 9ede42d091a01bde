"""Who may assess, verify and countersign, on which day, and why not: as tables."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_catalogue import make_version
from tests.factories_people import appoint
from tests.factories_register import enter, make_conflict
from trainer.accounts.models import User
from trainer.assessors import policies, queries
from trainer.assessors.models import ConflictKind, Duty, RegisterEntry, Standing
from trainer.assessors.terms import Work
from trainer.catalogue.models import Assessed, Qualification, QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role

YESTERDAY, TOMORROW = clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)
Q, W = Standing.QUALIFIED, Standing.WORKING_TOWARDS


@pytest.fixture
def qualification(app: object) -> Qualification:
    return make_version().qualification


def late(day: date) -> datetime:
    return clock.end_of(day) - timedelta(minutes=1)


Case = tuple[Role | None, Duty | None, Standing]


@pytest.mark.parametrize(
    ("role", "duty", "standing", "assess", "verify", "countersign", "needs"),
    [
        (Role.ASSESSOR, Duty.ASSESS, Q, True, False, True, False),
        (Role.ASSESSOR, Duty.ASSESS, W, True, False, False, True),
        (Role.ASSESSOR, Duty.VERIFY, Q, False, False, False, True),
        (Role.ASSESSOR, None, Q, False, False, False, True),
        (Role.IQA, Duty.VERIFY, Q, False, True, False, True),
        (Role.IQA, Duty.VERIFY, W, False, False, False, True),
        (Role.IQA, Duty.ASSESS, Q, False, False, False, False),
        (Role.TRAINING_ADMIN, Duty.ASSESS, Q, False, False, False, False),
        (Role.TRAINING_ADMIN, Duty.VERIFY, Q, False, False, False, True),
        (None, Duty.ASSESS, Q, False, False, False, False),
        (None, Duty.VERIFY, Q, False, False, False, True),
        (None, None, Q, False, False, False, True),
    ],
)
def test_role_and_register_together_decide(
    qualification: Qualification,
    ada: User,
    ben: User,
    role: Role | None,
    duty: Duty | None,
    standing: Standing,
    assess: bool,
    verify: bool,
    countersign: bool,
    needs: bool,
) -> None:
    if role is not None:
        appoint(ben, role)
    if duty is not None:
        enter(ben, qualification, duty, standing)
    given = (ben, Work(qualification.id, ada.id), clock.now())
    answers = [
        policies.may_assess(*given),
        policies.may_verify(*given),
        policies.may_countersign(*given),
    ]
    assert [bool(answer) for answer in answers] == [assess, verify, countersign]
    assert all(answer or answer.reason.endswith(".") for answer in answers)
    assert (
        policies.needs_countersignature(ben, Work(qualification.id, ada.id), clock.now()) is needs
    )


@pytest.mark.parametrize("part", ["role", "entry"])
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "allowed"),
    [
        (YESTERDAY, None, True),
        (clock.today(), None, True),
        (clock.today(), TOMORROW, True),
        (YESTERDAY, clock.today(), False),
        (TOMORROW, None, False),
    ],
)
def test_the_last_day_is_the_one_before_the_end(
    qualification: Qualification,
    ada: User,
    ben: User,
    part: str,
    starts_on: date,
    ends_on: date | None,
    allowed: bool,
) -> None:
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    for role, duty in ((Role.ASSESSOR, Duty.ASSESS), (Role.IQA, Duty.VERIFY)):
        appoint(ben, role, **(dates if part == "role" else {}))  # type: ignore[arg-type]
        enter(ben, qualification, duty, **(dates if part == "entry" else {}))  # type: ignore[arg-type]
    assert bool(policies.may_assess(ben, Work(qualification.id, ada.id), clock.now())) is allowed
    assert bool(policies.may_verify(ben, Work(qualification.id, ada.id), clock.now())) is allowed
    assert (
        bool(policies.may_countersign(ben, Work(qualification.id, ada.id), clock.now())) is allowed
    )


def fit(qualification: Qualification, person: User) -> None:
    for role, duty in ((Role.ASSESSOR, Duty.ASSESS), (Role.IQA, Duty.VERIFY)):
        appoint(person, role)
        enter(person, qualification, duty)


ALL: list[Callable[..., object]] = [
    policies.may_assess,
    policies.may_verify,
    policies.may_countersign,
]


@pytest.mark.parametrize("policy", ALL)
def test_nobody_judges_their_own_work(
    qualification: Qualification, ada: User, policy: Callable[..., object]
) -> None:
    fit(qualification, ada)
    assert not policy(ada, Work(qualification.id, ada.id), clock.now())


@pytest.mark.parametrize("policy", ALL)
@pytest.mark.parametrize("kind", list(ConflictKind))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_conflict_bars_in_both_directions_but_for_line_managers(
    qualification: Qualification,
    ada: User,
    ben: User,
    policy: Callable[..., object],
    kind: ConflictKind,
    *,
    mirrored: bool,
) -> None:
    fit(qualification, ben)
    make_conflict(*((ada, ben) if mirrored else (ben, ada)), kind)
    allowed = kind is ConflictKind.LINE_MANAGER
    assert bool(policy(ben, Work(qualification.id, ada.id), clock.now())) is allowed
    assert policy(ben, Work(qualification.id, make_user().id), clock.now())


def test_a_conflict_bars_from_its_declaration_to_its_end(
    qualification: Qualification, ada: User, ben: User
) -> None:
    fit(qualification, ben)
    conflict = make_conflict(ben, ada, days_ago=3)
    on = [clock.today() - timedelta(days=days) for days in (4, 3, 1, 0)]
    assert [
        bool(policies.may_assess(ben, Work(qualification.id, ada.id), late(day))) for day in on
    ] == [
        True,
        False,
        False,
        False,
    ]
    conflict.ended_at = clock.now()
    db.session.commit()
    assert policies.may_assess(ben, Work(qualification.id, ada.id), clock.now())
    assert not policies.may_assess(ben, Work(qualification.id, ada.id), late(YESTERDAY))


def test_the_entry_for_one_qualification_says_nothing_of_another(
    qualification: Qualification, ada: User, ben: User
) -> None:
    fit(qualification, ben)
    assert not policies.may_assess(ben, Work(qualification.id + 1, ada.id), clock.now())


def test_nobody_countersigns_their_own_decision(
    qualification: Qualification, ada: User, ben: User
) -> None:
    fit(qualification, ben)
    given = (ben, Work(qualification.id, ada.id), clock.now())
    assert policies.may_countersign(*given, assessor_id=ada.id)
    assert not policies.may_countersign(*given, assessor_id=ben.id)


def test_of_two_entries_the_qualified_one_counts(qualification: Qualification, ben: User) -> None:
    enter(ben, qualification, Duty.ASSESS, Q)
    enter(ben, qualification, Duty.ASSESS, W)
    assert policies.standing_of(ben, Work(qualification.id, 0), clock.now()) is Q


@pytest.mark.parametrize("policy", ALL)
def test_whoever_has_left_judges_nothing(
    qualification: Qualification, ada: User, ben: User, policy: Callable[..., object]
) -> None:
    fit(qualification, ben)
    ben.active = False
    db.session.commit()
    assert not policy(ben, Work(qualification.id, ada.id), clock.now())


def test_each_answer_takes_one_statement(
    qualification: Qualification, ada: User, ben: User, count_queries: CountQueries
) -> None:
    fit(qualification, ben)
    given = (ben, Work(qualification.id, ada.id), clock.now())
    assert ben.active
    for policy in ALL:
        with count_queries() as statements:
            policy(*given)
        assert len(statements) == 1


@pytest.mark.parametrize("count", [1, 50])
def test_candidates_take_two_statements_however_many(
    qualification: Qualification, ada: User, count_queries: CountQueries, count: int
) -> None:
    for number in range(count):
        person = make_user(f"Assessor {number:02d}")
        db.session.add_all(
            [
                RegisterEntry(
                    holder=person,
                    qualification=qualification,
                    duty=Duty.ASSESS,
                    standing=Q,
                    starts_on=YESTERDAY,
                )
            ]
        )
    db.session.commit()
    version = QualificationVersion(qualification_id=qualification.id, assessed=Assessed.PORTFOLIO)
    work = Work(qualification.id, ada.id)
    with count_queries() as statements:
        found = queries.candidates(version, work, clock.now())
    assert len(found) == count
    assert len(statements) == 2
    assert "isn't appointed" in found[0].may_assess.reason


def test_the_database_knows_nobody_enters_themselves(
    qualification: Qualification, ben: User
) -> None:
    entry = enter(ben, qualification, Duty.ASSESS)
    forged = (
        sa.update(RegisterEntry).where(RegisterEntry.id == entry.id).values(recorded_by_id=ben.id)
    )
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        db.session.execute(forged)
