"""What a sample picked and was opened again before anybody looked into it: it is picked again."""

import pytest
import sqlalchemy as sa

from tests.factories_assessments import make_waiting_for_iqa, proof_of, status_of
from tests.factories_looks import look_at, pick_of
from tests.factories_register import make_admin
from tests.factories_reviews import overturn_all
from tests.factories_sampling import BY_LOT_ALONE, make_sample, make_strategy, make_waiting
from trainer.accounts.models import User
from trainer.checks.running import run
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.registrations import actions as registrations
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.sampling import actions
from trainer.sampling.actions.looking import open_picks
from trainer.sampling.holding import Held, held_back
from trainer.sampling.models import PickStatus, Sample, SampleRow, Stage
from trainer.sampling.redrawing import differences
from trainer.sampling.rules.drawing import Ground
from trainer.sampling.rules.risk import Verdict


@pytest.fixture
def units(app: object, ben: User, cleo: User) -> list[UnitAssessment]:
    """Four units of one assessor, two of them picked; those come first."""
    waiting = make_waiting(4, ben, cleo)
    make_sample(waiting, cleo, BY_LOT_ALONE)
    return sorted(waiting, key=lambda one: not row_of(one).picked)


def row_of(unit: UnitAssessment) -> SampleRow:
    """What the last draw froze of a unit."""
    rows = db.session.scalars(
        sa.select(SampleRow)
        .where(SampleRow.unit_assessment_id == unit.id)
        .order_by(SampleRow.id.desc())
    )
    return rows.all()[0]


def sign_again(unit: UnitAssessment) -> None:
    """What was opened again is shown, judged and signed anew."""
    make_waiting_for_iqa(unit.registration)
    db.session.commit()


def draw_again(unit: UnitAssessment, iqa: User, seed: str = "next") -> Sample:
    """Draw from what waits and was in no draw yet."""
    qualification = unit.registration.version.qualification
    sample = actions.draw_sample(qualification, Stage.SUMMATIVE, actor=iqa, seed=seed)
    db.session.commit()
    return sample


def release(unit: UnitAssessment, iqa: User, *, looked_at: bool = False) -> None:
    """Release a unit, ticked as looked into or not."""
    quality.release(
        [unit],
        actor=iqa,
        proof=proof_of(iqa),
        looked_at=[unit.id] if looked_at else [],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )


@pytest.mark.parametrize("seed", [f"{number}" for number in range(8)])
def test_whatever_the_lot_says_it_is_picked_again_and_says_why(
    units: list[UnitAssessment], cleo: User, seed: str
) -> None:
    opened = units[0]
    overturn_all(opened)
    assert pick_of(opened).status is PickStatus.DROPPED
    sign_again(opened)
    sample = draw_again(opened, cleo, seed)
    assert (pick_of(opened).status, pick_of(opened).cycle) == (PickStatus.SELECTED, 2)
    assert row_of(opened).reasons == [{"ground": Ground.CARRIED_OVER.value}]
    assert differences(sample) == []
    assert run() == []


def test_until_it_is_looked_into_it_comes_back_whenever_it_was_opened(
    units: list[UnitAssessment], cleo: User
) -> None:
    opened = units[0]
    for cycle in (2, 3):
        overturn_all(opened)
        sign_again(opened)
        draw_again(opened, cleo, str(cycle))
        assert row_of(opened).picked
    quality.agree(pick_of(opened), **look_at(pick_of(opened), cleo))
    db.session.commit()
    assert status_of(opened) is UnitStatus.ACHIEVED
    assert held_back([opened.id]) == {}


def test_what_the_lot_left_out_is_drawn_as_any_other_once_it_was_opened(
    units: list[UnitAssessment], cleo: User
) -> None:
    left = units[-1]
    overturn_all(left)
    sign_again(left)
    draw_again(left, cleo)
    assert row_of(left).reasons[0]["ground"] in {Ground.BY_LOT, Ground.LEFT_BY_LOT}


def test_what_was_drawn_with_it_waits_until_it_is_looked_into(
    units: list[UnitAssessment], cleo: User
) -> None:
    opened, other, *rest = units
    quality.agree(pick_of(other), **look_at(pick_of(other), cleo))
    overturn_all(opened)
    with pytest.raises(Unacceptable, match="stands on the sample"):
        release(rest[0], cleo)
    sign_again(opened)
    draw_again(opened, cleo)
    with pytest.raises(Unacceptable, match="stands on the sample"):
        release(rest[0], cleo)
    quality.agree(pick_of(opened), **look_at(pick_of(opened), cleo))
    for unit in rest:
        release(unit, cleo)
    assert {status_of(one) for one in rest} == {UnitStatus.ACHIEVED}


def test_a_learner_who_leaves_with_it_holds_nobody_back(
    units: list[UnitAssessment], cleo: User
) -> None:
    opened, other, *rest = units
    quality.agree(pick_of(other), **look_at(pick_of(other), cleo))
    overturn_all(opened)
    registrations.withdraw(opened.registration, actor=make_admin(), reason="Left the company.")
    release(rest[0], cleo)
    assert status_of(rest[0]) is UnitStatus.ACHIEVED


def test_what_may_share_a_fault_is_held_without_a_strategy_too(
    app: object, ben: User, cleo: User
) -> None:
    """Nothing is drawn here, so nothing but what is held keeps it from being released unseen."""
    [unit, found] = make_waiting(2, ben, cleo)
    look = actions.look_into(found, Stage.SUMMATIVE, actor=cleo, verdict=Verdict.DISAGREED)
    actions.note_same_fault(look, [unit])
    db.session.commit()
    overturn_all(unit)
    sign_again(unit)
    assert held_back([unit.id]) == {unit.id: Held.CARRIED_OVER}
    with pytest.raises(Unacceptable, match="was picked before it was opened again"):
        release(unit, cleo)
    release(unit, cleo, looked_at=True)
    assert held_back([unit.id]) == {}


def test_one_look_closes_whatever_picked_the_unit(units: list[UnitAssessment], cleo: User) -> None:
    """A sample picks it, and what another look found picks it again before anybody has looked."""
    found, both, *_rest = units
    look = actions.look_into(found, Stage.SUMMATIVE, actor=cleo, verdict=Verdict.DISAGREED)
    actions.note_same_fault(look, [both])
    db.session.commit()
    picks = open_picks(both, Stage.SUMMATIVE)
    assert len(picks) == 2
    made = actions.look_into(both, Stage.SUMMATIVE, actor=cleo, verdict=Verdict.AGREED)
    db.session.commit()
    assert [(one.look, one.status) for one in picks] == [(made, PickStatus.AGREED)] * 2
    assert not run()


def test_a_tick_is_no_look_at_what_the_next_draw_will_pick(
    units: list[UnitAssessment], cleo: User
) -> None:
    opened = units[0]
    overturn_all(opened)
    sign_again(opened)
    assert held_back([opened.id]) == {opened.id: Held.TO_BE_PICKED}
    with pytest.raises(Unacceptable, match="Draw a sample: it picks the unit"):
        release(opened, cleo, looked_at=True)
    draw_again(opened, cleo)
    with pytest.raises(Unacceptable, match="The sample picked"):
        release(opened, cleo, looked_at=True)
    quality.agree(pick_of(opened), **look_at(pick_of(opened), cleo))
    assert status_of(opened) is UnitStatus.ACHIEVED


def test_strategies_of_before_need_not_name_it(units: list[UnitAssessment], cleo: User) -> None:
    strategy = make_strategy(units[0].registration.version.qualification, cleo, BY_LOT_ALONE)
    assert Ground.CARRIED_OVER not in strategy.settings["triggers"]
