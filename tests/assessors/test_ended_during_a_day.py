"""An approval ended at noon stops what would come after, and leaves the morning's work as it was."""

from datetime import timedelta

import pytest

from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    make_entry,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    proof_of,
    seen,
)
from trainer.accounts.models import User
from trainer.assessments.actions import signing
from trainer.assessors import actions as register
from trainer.assessors.models import RegisterEntry
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations import actions as registrations
from trainer.registrations.models import Registration, UnitStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


def end_today(registration: Registration, tess: User) -> None:
    entry = db.session.query(RegisterEntry).filter_by(holder_id=registration.assessor_id).one()
    with clock.at(clock.now() + timedelta(minutes=1)):
        register.end_entry(entry, actor=tess, ends_on=clock.today())
    db.session.commit()


def test_what_was_decided_that_morning_stands(registration: Registration, dev: User) -> None:
    appoint(dev, Role.TRAINING_ADMIN)
    unit = make_signed(registration)
    assert unit.status is UnitStatus.AWAITING_IQA
    end_today(registration, dev)
    assert [one for one in run() if one.invariant != "INV28"] == []


def test_nothing_is_decided_after_it(registration: Registration, dev: User) -> None:
    appoint(dev, Role.TRAINING_ADMIN)
    sent = make_submission(registration)
    end_today(registration, dev)
    in_the_afternoon = clock.at(clock.now() + timedelta(minutes=2))
    with in_the_afternoon, pytest.raises(Refused, match="register"):
        draft(sent, criteria_of(registration)[0])


def test_a_judge_who_was_qualified_then_needs_no_second_name_now(
    registration: Registration, dev: User, eve: User
) -> None:
    """The unit is signed by the next assessor; what the former one judged was judged in full."""
    appoint(dev, Role.TRAINING_ADMIN)
    make_entry(eve, registration.version)
    unit = make_ready(registration)
    end_today(registration, dev)
    registrations.reassign(
        registration, actor=dev, assessor=eve, iqa=registration.iqa, reason="It ended."
    )
    db.session.commit()
    with clock.at(clock.now() + timedelta(minutes=2)):
        ada = registration.learner
        signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
        signing.sign_as_assessor(unit, actor=eve, proof=proof_of(eve), seen=seen(unit))
    db.session.commit()
    assert unit.status is UnitStatus.AWAITING_IQA
