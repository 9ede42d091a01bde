"""Roles asked for, confirmed, refused and ended: whoever it concerns is told, and nobody else."""

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_people import make_holder, proof_of
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people import actions
from trainer.people.models import Appointment, Role

pytestmark = pytest.mark.usefixtures("app")


def told(person: User) -> list[str]:
    notices = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(notices))


def ask(holder: User, by: User, role: Role = Role.ASSESSOR) -> Appointment:
    asked = actions.ask_for_role(
        holder, actor=by, role=role, starts_on=clock.today(), why="She can.", proof=proof_of(by)
    )
    db.session.commit()
    return asked


@pytest.fixture
def tess() -> User:
    return make_holder("Tess Training", Role.TRAINING_ADMIN)


@pytest.fixture
def hana() -> User:
    return make_holder("Hana People", Role.HR)


def test_those_who_may_decide_are_told(tess: User, hana: User, dev: User, eve: User) -> None:
    system, nominee = make_holder("Sys Admin", Role.SYSTEM_ADMIN), make_user("Noor Nominee")
    ask(nominee, tess)
    for person in (hana, system):
        assert told(person) == ["Tess Training asks that Noor Nominee be given a role: Assessor."]
    for person in (tess, nominee, eve):
        assert told(person) == []


def test_hr_hears_nothing_of_what_only_system_administrators_decide(tess: User, hana: User) -> None:
    system = make_holder("Sys Admin", Role.SYSTEM_ADMIN)
    ask(make_user("Noor Nominee"), tess, Role.TRAINING_ADMIN)
    assert (len(told(system)), told(hana)) == (1, [])


def test_nobody_is_asked_to_decide_on_themselves(tess: User, hana: User) -> None:
    ask(hana, tess)
    assert told(hana) == []


def test_the_person_and_whoever_asked_hear_of_the_outcome(tess: User, hana: User) -> None:
    nominee = make_user("Noor Nominee")
    confirmed = ask(nominee, tess)
    actions.confirm_role(confirmed, actor=hana, proof=proof_of(hana))
    assert told(nominee) == ["You hold a role now: Assessor."]
    assert told(tess) == ["Noor Nominee holds a role now: Assessor."]

    actions.end_role(confirmed, actor=hana, reason="Another job.")
    assert told(nominee)[-1] == "Your role ends: Assessor."
    assert told(tess)[-1] == "The role of Noor Nominee ends: Assessor."

    refused = ask(nominee, tess, Role.IQA)
    actions.refuse_role(refused, actor=hana, reason="Not yet.")
    assert told(nominee)[-1].startswith("A role that was asked for you was refused")
    assert told(tess)[-1].startswith("A role you asked for was refused: Noor Nominee")
