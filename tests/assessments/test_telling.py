"""Whoever has to act next is told once the unit is where they can."""

import pytest
import sqlalchemy as sa

from tests.factories_assessments import (
    make_entry,
    make_registration,
    make_signed,
    proof_of,
    seen,
)
from trainer.accounts.models import User
from trainer.assessments.actions import signing
from trainer.assessments.models import SignedAs
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.extensions import db
from trainer.notifications.models import Notice


def told(person: User) -> list[str]:
    notices = sa.select(Notice).where(Notice.user_id == person.id).order_by(Notice.id)
    return [notice.text for notice in db.session.scalars(notices)]


def test_the_quality_assurer_is_told_when_both_have_signed(
    ada: User, ben: User, cleo: User
) -> None:
    make_signed(make_registration(ada, ben, cleo))
    assert told(cleo)[-1] == "1 unit of Ada Trainee waits for release."


@pytest.mark.parametrize("part", [SignedAs.ASSESSOR, SignedAs.COUNTERSIGNER])
def test_a_countersigner_is_told_first_and_the_quality_assurer_after_them(
    part: SignedAs, ada: User, ben: User, cleo: User, dev: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_entry(dev, registration.version)
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id, RegisterEntry.duty == Duty.ASSESS)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    unit = make_signed(registration)
    assert "needs a countersignature" in told(dev)[-1]
    assert not any("waits for release" in words for words in told(cleo))
    if part is SignedAs.COUNTERSIGNER:
        signing.countersign(unit, actor=dev, proof=proof_of(dev), seen=seen(unit))
        assert "waits for release" in told(cleo)[-1]
