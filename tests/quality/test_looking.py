"""Looking into picked units: who may, what is kept, each way to decide, and what follows."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import (
    make_entry,
    make_ready,
    make_registration,
    proof_of,
    status_of,
)
from tests.factories_looks import (
    FOUND,
    answers,
    asked_of,
    disagree,
    first_criterion,
    look_at,
    pick_of,
)
from tests.factories_sampling import ALL_OF_THEM, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Judgement
from trainer.assessors.models import Duty
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.logs.models import ReadingGrant
from trainer.points import actions as points
from trainer.points.models import ActionPoint, PointStatus
from trainer.quality import actions, policies
from trainer.quality.models import LookDraft, ReleaseLine
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.sampling.models import Look, Pick, PickStatus, Stage
from trainer.sampling.rules.risk import Verdict


def test_agreeing_releases_the_unit_and_records_the_look(
    picked: list[UnitAssessment], cleo: User
) -> None:
    pick = pick_of(picked[0])
    look = actions.agree(pick, **look_at(pick, cleo))
    assert (look.verdict, pick.status, pick.look) == (Verdict.AGREED, PickStatus.AGREED, look)
    assert look.answers["valid"] == {"answer": "yes", "note": ""}
    assert status_of(picked[0]) is UnitStatus.ACHIEVED
    assert db.session.scalars(sa.select(ReleaseLine.sampled)).all() == [True]
    assert db.session.scalar(sa.select(LookDraft.id)) is None


def test_agreeing_takes_the_password_where_it_releases(
    picked: list[UnitAssessment], cleo: User
) -> None:
    pick = pick_of(picked[0])
    given = look_at(pick, cleo) | {"proof": None}
    with pytest.raises(Refused, match="password"):
        actions.agree(pick, **given)


def test_points_leave_an_action_open_that_holds_back_the_rest(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    pick = pick_of(picked[0])
    actions.agree_with_points(pick, **look_at(pick, cleo), asked=asked_of(ben))
    assert pick.status is PickStatus.ACTION_OPEN
    assert status_of(picked[0]) is UnitStatus.ACHIEVED
    point = db.session.scalars(sa.select(ActionPoint)).one()
    assert (point.owner, point.raised_by, point.about_id) == (ben, cleo, pick.look_id)
    points.answer(point, actor=ben, words="Done")
    assert pick.status is PickStatus.ACTION_OPEN
    points.close(point, actor=cleo)
    assert pick.status is PickStatus.ACTION_CLOSED
    points.reopen(point, actor=cleo, words="Not quite", due_on=point.due_on)
    assert pick.status is PickStatus.ACTION_OPEN


def test_a_pick_ends_with_the_last_of_its_actions(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    pick = pick_of(picked[0])
    look = actions.agree_with_points(pick, **look_at(pick, cleo), asked=asked_of(ben))
    second = points.raise_point(
        look, actor=cleo, what="And this", owner=ben, due_on=asked_of(ben).due_on
    )
    for point in db.session.scalars(sa.select(ActionPoint).order_by(ActionPoint.id)).all():
        assert pick.status is PickStatus.ACTION_OPEN
        points.answer(point, actor=ben, words="Done")
        points.close(point, actor=cleo)
    assert second.status is PointStatus.CLOSED
    assert pick.status is PickStatus.ACTION_CLOSED


def test_disagreeing_sends_the_unit_back(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    pick = pick_of(picked[0])
    look = disagree(pick, cleo)
    assert (look.verdict, look.note) == (Verdict.DISAGREED, FOUND)
    assert pick.status is PickStatus.ACTION_OPEN
    assert status_of(picked[0]) is UnitStatus.IQA_ACTION_REQUIRED
    assert db.session.scalar(sa.select(ReleaseLine.id)) is None


def test_the_rest_of_the_sample_waits_until_a_disagreement_is_settled(
    app: object, ben: User, cleo: User
) -> None:
    units = make_waiting(4, ben, cleo)
    make_sample(units, cleo)
    chosen = [unit for unit in units if _is_picked(unit)]
    left = [unit for unit in units if not _is_picked(unit)]
    for unit in chosen[1:]:
        actions.agree(pick_of(unit), **look_at(pick_of(unit), cleo))
    disagree(pick_of(chosen[0]), cleo)
    with pytest.raises(Unacceptable, match="stands on the sample"):
        _release(left, cleo)
    point = db.session.scalars(sa.select(ActionPoint)).one()
    points.answer(point, actor=ben, words="Judged again")
    points.close(point, actor=cleo)
    _release(left, cleo)
    assert status_of(left[0]) is UnitStatus.ACHIEVED


def test_disagreeing_after_the_release_takes_it_back(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    first, second = picked
    actions.agree(pick_of(first), **look_at(pick_of(first), cleo))
    look = disagree(pick_of(second), cleo)
    actions.seek_others(look, actor=cleo, units=[first.id])
    again = pick_of(first)
    given = look_at(again, cleo)
    with pytest.raises(Refused, match="password"):
        _disagree_with(again, ben, **(given | {"proof": None}))
    _disagree_with(again, ben, **given)
    assert status_of(first) is UnitStatus.IN_PROGRESS
    assert first.cycle == 2


def test_every_question_is_answered_first(picked: list[UnitAssessment], cleo: User) -> None:
    pick = pick_of(picked[0])
    given = look_at(pick, cleo, {"valid": {"answer": "yes", "note": ""}})
    with pytest.raises(Unacceptable, match="Answer every question"):
        actions.agree(pick, **given)


def test_an_answer_other_than_yes_says_why(picked: list[UnitAssessment], cleo: User) -> None:
    pick = pick_of(picked[0])
    said = {name: {"answer": "yes", "note": ""} for name in answers()}
    given = look_at(pick, cleo, said | {"timely": {"answer": "in_part", "note": ""}})
    with pytest.raises(Unacceptable, match="Say why not: Timely"):
        actions.agree(pick, **given)


def test_nobody_simply_agrees_after_a_no(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    pick = pick_of(picked[0])
    given = look_at(pick, cleo, answers(specific="no"))
    with pytest.raises(Unacceptable, match="with no"):
        actions.agree(pick, **given)
    actions.agree_with_points(pick, **given, asked=asked_of(ben))


def test_what_changed_since_it_was_seen_is_not_decided(
    picked: list[UnitAssessment], cleo: User
) -> None:
    pick = pick_of(picked[0])
    with pytest.raises(Conflict, match="has changed"):
        actions.agree(pick, **(look_at(pick, cleo) | {"seen": "something else"}))


def test_a_look_is_decided_once(picked: list[UnitAssessment], cleo: User) -> None:
    pick = pick_of(picked[0])
    given = look_at(pick, cleo)
    actions.agree(pick, **given)
    with pytest.raises(Refused, match="looked into already"):
        actions.agree(pick, **given)


def test_an_iqa_who_judged_after_the_draw_is_refused_and_hands_it_on(
    picked: list[UnitAssessment], cleo: User
) -> None:
    unit, pick = picked[0], pick_of(picked[0])
    other = _verifier(unit)
    _judged_by(cleo, unit)
    with pytest.raises(Refused, match="You assessed or countersigned"):
        actions.begin(pick, actor=cleo)
    with pytest.raises(Refused, match="You assessed or countersigned"):
        actions.agree(pick, actor=cleo, proof=proof_of(cleo), seen="")
    actions.hand_on(pick, actor=cleo, to=other, reason="I judged it myself")
    assert pick.iqa == other
    with pytest.raises(Unacceptable, match="assessed or countersigned"):
        actions.hand_on(pick, actor=other, to=cleo, reason="Back to you")


def test_whoever_it_was_handed_to_decides_and_reads_until_then(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    unit, pick = picked[0], pick_of(picked[0])
    other = _verifier(unit)
    actions.hand_on(pick, actor=cleo, to=other, reason="Away next week")
    assert not policies.may_look(cleo, pick)
    grant = db.session.scalars(sa.select(ReadingGrant).where(ReadingGrant.reader_id == other.id))
    assert [one.ends_on for one in grant] == [None]
    actions.agree(pick, **look_at(pick, other))
    assert status_of(unit) is UnitStatus.ACHIEVED
    assert pick.look is not None
    assert pick.look.iqa == other
    grant = db.session.scalars(sa.select(ReadingGrant).where(ReadingGrant.reader_id == other.id))
    assert all(one.ends_on is not None for one in grant)


@pytest.mark.parametrize("who", ["ben", "eve"])
def test_it_is_handed_on_to_nobody_who_may_not(
    picked: list[UnitAssessment], cleo: User, who: str, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(who)
    with pytest.raises(Unacceptable):
        actions.hand_on(pick_of(picked[0]), actor=cleo, to=person, reason="Away")


def test_asking_again_for_a_picked_unit_opens_an_action(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    unit, pick = picked[0], pick_of(picked[0])
    criteria = [first_criterion(unit)]
    actions.ask_again(unit, actor=cleo, criteria=criteria, note=FOUND)
    assert pick.status is PickStatus.ACTION_OPEN
    assert db.session.scalars(sa.select(ActionPoint)).one().owner == ben


def test_an_interim_look_that_agrees_releases_nothing(app: object, ben: User, cleo: User) -> None:
    unit = _on_the_way(ben, cleo)
    pick = pick_of(unit)
    actions.agree(pick, **(look_at(pick, cleo) | {"proof": None}))
    assert pick.status is PickStatus.AGREED
    assert status_of(unit) is UnitStatus.READY


def test_an_interim_look_that_disagrees_opens_the_criteria_again(
    app: object, ben: User, cleo: User
) -> None:
    unit = _on_the_way(ben, cleo)
    look = disagree(pick_of(unit), cleo)
    assert status_of(unit) is UnitStatus.IN_PROGRESS
    assert look.cycle == unit.cycle


def _on_the_way(ben: User, cleo: User) -> UnitAssessment:
    unit = make_ready(make_registration(make_user("Underway"), ben, cleo))
    make_sample([unit], cleo, ALL_OF_THEM, Stage.INTERIM)
    return unit


def _is_picked(unit: UnitAssessment) -> bool:
    return bool(db.session.scalar(sa.select(Pick.id).where(Pick.unit_assessment_id == unit.id)))


def _release(units: list[UnitAssessment], cleo: User) -> None:
    actions.release(
        units,
        actor=cleo,
        proof=proof_of(cleo),
        looked_at=(),
        seen=actions.mark_of(actions.hashes_of(units)),
    )


def _disagree_with(pick: Pick, ben: User, **given: Any) -> Look:
    criteria = [first_criterion(pick.unit_assessment)]
    return actions.disagree(pick, **given, asked=asked_of(ben), note=FOUND, criteria=criteria)


def _verifier(unit: UnitAssessment) -> User:
    other = make_user("Vera Verifier")
    make_entry(other, unit.registration.version, duty=Duty.VERIFY)
    db.session.commit()
    return other


def _judged_by(person: User, unit: UnitAssessment) -> None:
    """Somebody else judges a criterion of a unit after it was picked."""
    first = db.session.scalars(
        sa.select(Judgement).where(Judgement.unit_assessment_id == unit.id)
    ).first()
    assert first is not None
    db.session.add(
        Judgement(
            unit_assessment=unit,
            criterion=first.criterion,
            submission=first.submission,
            outcome=CriterionState.MET,
            judge=person,
            learner_id=first.learner_id,
            supersedes_id=first.id,
            reason="Judged again",
        )
    )
    db.session.flush()
