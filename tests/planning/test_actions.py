"""What planning does: two agree, what changes is agreed again, what was done stands beside it."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
)
from tests.factories_people import make_holder
from tests.factories_planning import make_plan
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.planning import actions, queries
from trainer.planning.models import Method, PlanStatus
from trainer.registrations import actions as registrations
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus


@pytest.fixture
def cleo(app: object) -> User:
    return make_user("Cleo Assurer")


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo, version=make_qualification(units=2))


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_agreeing_plans_the_units_that_had_not_begun(registration: Registration) -> None:
    plan = make_plan(registration)
    assert plan.status is PlanStatus.PROPOSED
    assert registration.units[0].status is UnitStatus.NOT_STARTED

    actions.agree(plan, actor=registration.learner)

    assert plan.agreed_by == registration.learner
    assert registration.units[0].status is UnitStatus.PLANNED
    assert registration.units[1].status is UnitStatus.NOT_STARTED
    assert "Ben" in " ".join(told(registration.learner))
    assert "Ada" in told(registration.assessor)[-1]


def test_only_the_learner_agrees(registration: Registration, cleo: User) -> None:
    plan = make_plan(registration)
    for person in (registration.assessor, cleo):
        with pytest.raises(Refused):
            actions.agree(plan, actor=person)


def test_only_the_allocated_assessor_plans(registration: Registration, cleo: User) -> None:
    for person in (registration.learner, cleo):
        with pytest.raises(Refused):
            actions.propose(
                registration,
                actor=person,
                method=Method.DISCUSSION,
                planned_on=clock.today(),
                criteria=[criteria_of(registration, 0)[0].id],
            )


def test_a_changed_plan_is_agreed_again(registration: Registration) -> None:
    plan = make_plan(registration, agreed=True)
    first, _second = criteria_of(registration, 0)
    actions.change(
        plan,
        actor=registration.assessor,
        method=Method.DISCUSSION,
        planned_on=clock.today() + timedelta(days=3),
        planned_at=time(14, 30),
        criteria=[first.id],
    )
    assert plan.status is PlanStatus.PROPOSED
    assert plan.agreed_by is None
    assert [one.criterion_id for one in plan.criteria] == [first.id]
    with pytest.raises(Refused):
        actions.carry_out(
            plan, actor=registration.assessor, done_on=clock.today(), covered=[first.id]
        )


def test_what_was_done_stands_beside_what_was_planned(registration: Registration) -> None:
    plan = make_plan(registration, agreed=True)
    first, second = criteria_of(registration, 0)
    actions.carry_out(
        plan,
        actor=registration.assessor,
        done_on=clock.today(),
        covered=[first.id],
        outcome="Calm.",
    )
    assert plan.status is PlanStatus.DONE
    assert {one.criterion_id: one.covered for one in plan.criteria} == {
        first.id: True,
        second.id: False,
    }


def test_a_plan_for_another_day_is_not_done_yet(registration: Registration) -> None:
    plan = make_plan(registration, agreed=True, on=clock.today() + timedelta(days=2))
    with pytest.raises(Refused):
        actions.carry_out(plan, actor=registration.assessor, done_on=clock.today(), covered=[])


def test_what_is_not_open_under_the_registration_is_not_planned(
    registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    elsewhere = make_qualification(units=1)
    foreign = elsewhere.groups[0].members[0].unit_version.criteria[0]
    with pytest.raises(Unacceptable):
        actions.propose(
            registration,
            actor=ben,
            method=Method.OBSERVATION,
            planned_on=clock.today(),
            criteria=[foreign.id],
        )


@pytest.mark.parametrize(
    ("field", "given"),
    [("planned_on", {"planned_on": -1}), ("criteria", {"criteria": []})],
)
def test_what_can_not_be_planned_is_said_beside_its_field(
    registration: Registration, field: str, given: dict[str, object]
) -> None:
    asked: dict[str, object] = {
        "planned_on": 0,
        "criteria": [criteria_of(registration, 0)[0].id],
    } | given
    with pytest.raises(Unacceptable) as refused:
        actions.propose(
            registration,
            actor=registration.assessor,
            method=Method.OBSERVATION,
            planned_on=clock.today() + timedelta(days=int(str(asked["planned_on"]))),
            criteria=asked["criteria"],  # type: ignore[arg-type]
        )
    assert refused.value.field == field


def test_nothing_is_planned_during_a_break(registration: Registration) -> None:
    registration.move_to(RegistrationStatus.BREAK_IN_LEARNING)
    with pytest.raises(Refused):
        make_plan(registration)


def test_either_calls_it_off_once(registration: Registration) -> None:
    plan = make_plan(registration, agreed=True)
    actions.cancel(plan, actor=registration.learner, reason="I am on leave.")
    assert "I am on leave." in told(registration.assessor)[-1]
    with pytest.raises((Refused, WrongState)):
        actions.cancel(plan, actor=registration.assessor, reason="Me too.")


def test_what_lay_ahead_ends_with_the_registration(
    registration: Registration,
) -> None:
    plan = make_plan(registration, agreed=True)
    administrator = make_holder("Tess Training", Role.TRAINING_ADMIN)
    registrations.withdraw(registration, actor=administrator, reason="She moved away.")
    assert plan.status is PlanStatus.CANCELLED


def test_units_under_way_keep_their_state(
    registration: Registration,
) -> None:
    unit = make_waiting_for_iqa(registration, 0)
    assert {one.unit for one in queries.open_criteria(registration)} == {
        registration.units[1].unit_version.title
    }
    second = criteria_of(registration, 1)
    plan = actions.propose(
        registration,
        actor=registration.assessor,
        method=Method.WITNESS,
        planned_on=clock.today(),
        criteria=[second[0].id],
    )
    actions.agree(plan, actor=registration.learner)
    assert unit.status is UnitStatus.AWAITING_IQA


def test_the_calendar_is_found_by_its_secret_alone(registration: Registration) -> None:
    learner = registration.learner
    first = actions.open_calendar(actor=learner)
    assert queries.whose_calendar(first) == learner
    second = actions.open_calendar(actor=learner)
    assert queries.whose_calendar(first) is None
    learner.active = False
    db.session.flush()
    assert queries.whose_calendar(second) is None
    learner.active = True
    actions.close_calendar(actor=learner)
    assert queries.whose_calendar(second) is None
