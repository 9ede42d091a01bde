"""Drawing from the records: what is frozen, who may, what it rests on, and drawing again."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_registration, make_waiting_for_iqa, proof_of
from tests.factories_looks import look_at, pick_of
from tests.factories_sampling import (
    ALL_OF_THEM,
    BY_LOT_ALONE,
    make_sample,
    make_strategy,
    make_waiting,
    version_of,
)
from trainer.accounts.models import User
from trainer.audit import guards
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.registrations.models import UnitAssessment
from trainer.sampling import actions
from trainer.sampling.models import Look, Pick, PickStatus, Sample, SampleRow, Stage
from trainer.sampling.redrawing import What, differences
from trainer.sampling.rules.risk import Verdict
from trainer.sampling.rules.settings import Settings


def test_a_draw_freezes_what_waits_and_picks_its_share(app: object, ben: User, cleo: User) -> None:
    units = make_waiting(8, ben, cleo)
    sample = make_sample(units, cleo)
    assert (sample.size, sample.picked) == (8, 4)
    picks = db.session.scalars(sa.select(Pick)).all()
    assert {pick.status for pick in picks} == {PickStatus.SELECTED}
    assert len(picks) == 4
    assert differences(sample) == []


def test_the_same_decisions_are_not_drawn_twice(app: object, ben: User, cleo: User) -> None:
    units = make_waiting(2, ben, cleo)
    make_sample(units, cleo)
    qualification = version_of(units[0]).qualification
    with pytest.raises(Conflict, match="in a draw already"):
        actions.draw_sample(qualification, Stage.SUMMATIVE, actor=cleo)


def test_without_a_seed_the_ledger_gives_one(app: object, ben: User, cleo: User) -> None:
    units = make_waiting(2, ben, cleo)
    qualification = version_of(units[0]).qualification
    make_strategy(qualification, cleo)
    sample = actions.draw_sample(qualification, Stage.SUMMATIVE, actor=cleo)
    db.session.commit()
    assert not sample.chosen_seed
    assert sample.seed
    assert differences(sample) == []


def test_only_who_verifies_the_qualification_draws(app: object, ben: User, cleo: User) -> None:
    units = make_waiting(1, ben, cleo)
    with pytest.raises(Refused):
        make_sample(units, ben)


def test_more_than_one_draw_may_pick_is_refused(app: object, ben: User, cleo: User) -> None:
    units = make_waiting(4, ben, cleo)
    with pytest.raises(Unacceptable, match="asks for 4 of these"):
        make_sample(units, cleo, Settings(most=3))


def test_what_was_picked_is_looked_into_before_anything_of_it_is_released(
    app: object, ben: User, cleo: User
) -> None:
    units = make_waiting(4, ben, cleo)
    make_sample(units, cleo)
    rows = {row.unit_assessment_id: row for row in db.session.scalars(sa.select(SampleRow))}
    picked = [unit for unit in units if rows[unit.id].picked]
    left = [unit for unit in units if not rows[unit.id].picked]
    for ticked in ((), [unit.id for unit in picked]):
        with pytest.raises(Unacceptable, match="Answer the questions of the look"):
            _release(picked, cleo, looked_at=ticked)
    with pytest.raises(Unacceptable, match="stands on the sample"):
        _release(left, cleo, looked_at=())
    for unit in picked:
        quality.agree(pick_of(unit), **look_at(pick_of(unit), cleo))
    _release(left, cleo, looked_at=())
    assert {look.verdict for look in db.session.scalars(sa.select(Look))} == {Verdict.AGREED}
    assert {pick.status for pick in db.session.scalars(sa.select(Pick))} == {PickStatus.AGREED}


def test_what_was_in_no_draw_is_not_released_unseen(app: object, ben: User, cleo: User) -> None:
    units = make_waiting(1, ben, cleo)
    make_strategy(version_of(units[0]).qualification, cleo, BY_LOT_ALONE)
    with pytest.raises(Unacceptable, match="in no draw yet"):
        _release(units, cleo, looked_at=())


def test_a_disagreement_doubles_the_share_of_the_next_draw(
    app: object, ben: User, cleo: User
) -> None:
    units = make_waiting(2, ben, cleo)
    make_sample(units, cleo)
    criteria = [one.id for one in units[0].unit_version.criteria]
    quality.ask_again(units[0], actor=cleo, criteria=criteria[:1], note="The log does not show it.")
    qualification = version_of(units[0]).qualification
    make_waiting_for_iqa(
        make_registration(
            make_user("Next"), ben, cleo, version=version_of(units[0]), on_register=False
        )
    )
    sample = actions.draw_sample(qualification, Stage.SUMMATIVE, actor=cleo, seed="next")
    rate = sample.inputs["rates"][str(ben.id)]
    assert (rate["base"], rate["doubled"]) == (50, 1)


def test_the_database_keeps_a_population_as_it_was(app: object, ben: User, cleo: User) -> None:
    make_sample(make_waiting(1, ben, cleo), cleo)
    with pytest.raises(sa.exc.DatabaseError):
        db.session.execute(sa.update(SampleRow).values(facts="[]"))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda row: {"facts": row.facts.replace("log", "obs")}, What.POPULATION),
        (lambda _row: {"facts": "nothing"}, What.UNREADABLE),
        (lambda row: {"picked": not row.picked}, What.PICKED),
        (lambda _row: {"reasons": []}, What.REASONS),
    ],
)
def test_whatever_is_changed_past_the_guard_is_found(
    change: Callable[[SampleRow], dict[str, Any]],
    found: What,
    app: object,
    ben: User,
    cleo: User,
) -> None:
    sample = make_sample(make_waiting(3, ben, cleo), cleo)
    guards.lift(db.session.connection())
    row = db.session.scalars(sa.select(SampleRow).limit(1)).one()
    db.session.execute(sa.update(SampleRow).where(SampleRow.id == row.id).values(change(row)))
    assert found in {one.what for one in differences(sample)}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"seed": "one I like better"}, What.LEDGER),
        ({"inputs": {}}, What.UNREADABLE),
    ],
)
def test_a_sample_is_held_against_the_ledger_and_not_its_own_row_alone(
    changed: dict[str, Any], found: What, app: object, ben: User, cleo: User
) -> None:
    """Everything in this draw is picked, so that another seed picks the same."""
    sample = make_sample(make_waiting(3, ben, cleo), cleo, ALL_OF_THEM)
    guards.lift(db.session.connection())
    db.session.execute(sa.update(Sample).values(changed))
    db.session.refresh(sample)
    assert found in {one.what for one in differences(sample)}


def _release(units: Sequence[UnitAssessment], actor: User, looked_at: Collection[int]) -> None:
    quality.release(
        units,
        actor=actor,
        proof=proof_of(actor),
        looked_at=looked_at,
        seen=quality.mark_of(quality.hashes_of(units)),
    )
