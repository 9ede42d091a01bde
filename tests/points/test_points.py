"""Something is asked of somebody by a day, answered by them, and closed by somebody else."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.factories import make_user
from tests.factories_assessments import appoint, make_registration
from tests.factories_points import WHAT, make_point
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.core.policy import require
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.points import actions, policies, queries
from trainer.points.models import ActionPoint, PointStatus
from trainer.registrations.models import UnitAssessment


@pytest.fixture
def unit(ada: User, ben: User, cleo: User) -> UnitAssessment:
    return make_registration(ada, ben, cleo).units[0]


@pytest.fixture
def point(unit: UnitAssessment, ben: User, cleo: User) -> ActionPoint:
    return make_point(unit, cleo, ben)


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_its_owner_is_told_what_and_by_when(point: ActionPoint, ben: User) -> None:
    assert told(ben) == [f"Please do this by {written(point.due_on)}: {WHAT}"]


def test_it_is_answered_closed_and_opened_again(point: ActionPoint, ben: User, cleo: User) -> None:
    actions.answer(point, actor=ben, words="Done for all of last week.")
    assert point.status is PointStatus.ANSWERED
    assert f"Ben Assessor did this: {WHAT}" in told(cleo)
    actions.close(point, actor=cleo, words="")
    assert point.status is PointStatus.CLOSED
    later = clock.today() + timedelta(days=3)
    actions.reopen(point, actor=cleo, words="Two are missing.", due_on=later)
    assert (point.status, point.due_on) == (PointStatus.OPEN, later)
    db.session.commit()
    assert [one.words for one in point.entries] == [
        "Done for all of last week.",
        "",
        "Two are missing.",
    ]
    assert told(ben)[1:] == [
        f"Done, thank you: {WHAT}",
        f"There is still something to do by {written(later)}: {WHAT}",
    ]
    kinds = db.session.scalars(
        sa.select(TrailEntry.kind).where(TrailEntry.subject_type == "ActionPoint")
    ).all()
    assert kinds == ["PointRaised", "PointAnswered", "PointClosed", "PointReopened"]


def test_only_its_owner_answers(point: ActionPoint, cleo: User) -> None:
    with pytest.raises(Refused, match="Only Ben Assessor"):
        actions.answer(point, actor=cleo, words="Done.")


def test_nobody_closes_what_they_did_themselves(unit: UnitAssessment, cleo: User) -> None:
    point = make_point(unit, cleo, cleo)
    actions.answer(point, actor=cleo, words="Done.")
    with pytest.raises(Refused, match="Somebody else"):
        actions.close(point, actor=cleo)
    with pytest.raises(Refused, match="Somebody else"):
        actions.reopen(point, actor=cleo, words="Not done.", due_on=clock.today())


def test_another_quality_assurer_closes_it_and_nobody_else(
    point: ActionPoint, ben: User, eve: User
) -> None:
    actions.answer(point, actor=ben, words="Done.")
    with pytest.raises(Refused, match="or a quality assurer"):
        actions.close(point, actor=eve)
    appoint(eve, Role.IQA)
    actions.close(point, actor=eve)
    assert point.status is PointStatus.CLOSED


def test_it_is_closed_only_once_answered(point: ActionPoint, cleo: User) -> None:
    with pytest.raises(Refused, match="has not said yet"):
        actions.close(point, actor=cleo)
    with pytest.raises(Refused, match="open already"):
        actions.reopen(point, actor=cleo, words="Still.", due_on=clock.today())


def test_only_whom_the_thing_is_for_asks(unit: UnitAssessment, ben: User, eve: User) -> None:
    with pytest.raises(Refused, match="Only the quality assurer of this learner"):
        make_point(unit, eve, ben)
    with pytest.raises(Refused, match="Nothing is asked for about this"):
        require(policies.may_raise(eve, ben))


def test_a_day_that_passed_and_somebody_who_left_are_not_taken(
    unit: UnitAssessment, ben: User, cleo: User
) -> None:
    with pytest.raises(Unacceptable) as late:
        make_point(unit, cleo, ben, due_on=clock.today() - timedelta(days=1))
    assert late.value.field == "due_on"
    with pytest.raises(Unacceptable) as nothing:
        make_point(unit, cleo, ben, what="  ")
    assert nothing.value.field == "what"
    ben.active = False
    with pytest.raises(Unacceptable) as gone:
        make_point(unit, cleo, ben)
    assert gone.value.field == "owner"


def test_its_owner_is_told_once_that_the_day_has_passed(point: ActionPoint, ben: User) -> None:
    worker.tidy_up()
    assert len(told(ben)) == 1
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        worker.tidy_up()
        worker.tidy_up()
    assert [words for words in told(ben) if words.startswith("This was to be done")] == [
        f"This was to be done by {written(point.due_on)}: {WHAT}"
    ]


def test_opened_again_its_new_day_is_told_of_too(point: ActionPoint, ben: User, cleo: User) -> None:
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        worker.tidy_up()
        actions.answer(point, actor=ben, words="Done.")
        actions.reopen(point, actor=cleo, words="Not all.", due_on=clock.today())
        db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=9), tick=False):
        worker.tidy_up()
    assert sum(words.startswith("This was to be done") for words in told(ben)) == 2


def test_who_sees_which(point: ActionPoint, ada: User, ben: User, cleo: User, eve: User) -> None:
    seen = {
        person.name: bool(db.session.scalars(policies.visible_to(person)).all())
        for person in (ada, ben, cleo, eve)
    }
    assert seen == {
        "Ada Trainee": False,
        "Ben Assessor": True,
        "Cleo Manager": True,
        "Eve Outsider": False,
    }
    appoint(eve, Role.TRAINING_ADMIN)
    assert db.session.scalars(policies.visible_to(eve)).all() == [point]


def test_whoever_holds_a_role_may_be_asked(unit: UnitAssessment, ben: User, cleo: User) -> None:
    gone = make_user("Gil Gone")
    appoint(gone, Role.ASSESSOR)
    gone.active = False
    db.session.commit()
    owners = queries.possible_owners()
    assert {ben, cleo} <= set(owners)
    assert gone not in owners
