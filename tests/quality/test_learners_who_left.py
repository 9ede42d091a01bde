"""What a sample picked of a learner who left: it waits for nobody, and holds nobody else back."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import make_entry, proof_of, status_of
from tests.factories_looks import disagree, pick_of
from tests.factories_register import make_admin
from tests.factories_sampling import BY_LOT_ALONE, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.extensions import db
from trainer.logs.models import ReadingGrant
from trainer.quality import actions
from trainer.quality.queries import others
from trainer.registrations import actions as registrations
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.sampling.models import Pick, PickStatus, Stage
from trainer.sampling.population import population_of

LEAVING = [registrations.withdraw, registrations.transfer]


def _release(units: list[UnitAssessment], iqa: User) -> None:
    seen = actions.mark_of(actions.hashes_of(units))
    actions.release(units, actor=iqa, proof=proof_of(iqa), looked_at=[], seen=seen)


@pytest.mark.parametrize("leave", LEAVING)
def test_what_was_drawn_with_them_is_not_held_back(
    app: object, ben: User, cleo: User, leave: Callable[..., Any]
) -> None:
    units = make_waiting(4, ben, cleo)
    sample = make_sample(units, cleo, BY_LOT_ALONE)
    assert 0 < sample.picked < len(units)
    admin, picked = (
        make_admin(),
        [one.unit_assessment for one in db.session.scalars(sa.select(Pick))],
    )
    for unit in picked:
        leave(unit.registration, actor=admin, reason="Left the company.")
    assert {pick_of(one).status for one in picked} == {PickStatus.DROPPED}
    rest = [one for one in units if one not in picked]
    _release(rest, cleo)
    assert {status_of(one) for one in rest} == {UnitStatus.ACHIEVED}


def test_nothing_of_theirs_waits_or_is_drawn(browser: Browser, ben: User, cleo: User) -> None:
    [gone, there] = make_waiting(2, ben, cleo)
    registrations.withdraw(gone.registration, actor=make_admin(), reason="Left the company.")
    db.session.commit()
    qualification_id = there.registration.version.qualification_id
    drawable = db.session.scalars(population_of(qualification_id, Stage.SUMMATIVE)).all()
    assert drawable == [there.id]
    page = browser(cleo).get("/quality/")
    assert there.registration.learner.name in page.text("main")
    assert gone.registration.learner.name not in page.text("main")


def test_whoever_was_handed_it_reads_no_more(picked: list[UnitAssessment], cleo: User) -> None:
    unit, other = picked[0], make_user("Quinn")
    make_entry(other, unit.registration.version, duty=Duty.VERIFY)
    actions.hand_on(pick_of(unit), actor=cleo, to=other, reason="Away next week")
    registrations.withdraw(unit.registration, actor=make_admin(), reason="Left the company.")
    grant = db.session.scalars(sa.select(ReadingGrant).where(ReadingGrant.reader_id == other.id))
    assert [one.ends_on is not None for one in grant] == [True]


def test_theirs_are_not_offered_as_sharing_a_fault(
    picked: list[UnitAssessment], cleo: User
) -> None:
    first, second = picked
    look = disagree(pick_of(first), cleo)
    assert [one.unit for one in others.sharers(look, cleo)] == [second]
    registrations.withdraw(second.registration, actor=make_admin(), reason="Left the company.")
    assert not others.sharers(look, cleo)
