"""Moving a learner to a later version: what carries over, what is decided afresh, what stays."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories import make_user
from tests.factories_assessments import (
    judge,
    make_signed,
    make_submission,
    proof_of,
    seen,
)
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, signing
from trainer.assessments.models import CriterionState, Judgement
from trainer.assessments.rules import VACSR
from trainer.audit.models import LedgerEntry
from trainer.checks.running import run
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.transitions import queries
from trainer.transitions.actions import move
from trainer.transitions.ahead import Ahead, UnitMove

pytestmark = pytest.mark.usefixtures("app")

REWORDED = SMALL.replace("Say hello first", "Say hello first and before")
RENUMBERED = SMALL.replace('"1.2"', '"1.3"')
WITHOUT = SMALL.replace("units: [SM-2, SM-3]", "units: [SM-3]")


@pytest.fixture
def registration() -> Registration:
    return make_registration()


def unit(registration: Registration, code: str) -> UnitAssessment:
    db.session.expire(registration, ["units"])
    return next(
        one
        for one in registration.units
        if one.unit_version.code == code and one.followed_by_id is None
    )


def meet(registration: Registration, code: str = "SM-1") -> list[Judgement]:
    criteria = list(unit(registration, code).unit_version.criteria)
    return judge(make_submission(registration, criteria), criteria)


def ahead(registration: Registration) -> Ahead:
    db.session.expire_all()
    [plan] = queries.look_ahead([registration], queries.latest_of(registration.version))
    return plan


def go(registration: Registration, actor: User | None = None, **more: object) -> Ahead:
    plan = ahead(registration)
    given = {"seen": {registration.id: plan.mark}, "reason": "The old one closes.", **more}
    [done] = move([registration], plan.version, actor=actor or make_admin("Ana Mover"), **given)  # type: ignore[arg-type]
    db.session.commit()
    assert run() == []
    return done


def standing(registration: Registration, code: str) -> list[str]:
    row = unit(registration, code)
    states = queries._standings([registration]).states  # noqa: SLF001
    return [
        states.get((row.id, one.id), CriterionState.NOT_STARTED).value
        for one in row.unit_version.criteria
    ]


def test_what_is_the_same_carries_over_and_the_rest_is_decided_afresh(
    registration: Registration,
) -> None:
    decisions = meet(registration)
    before = unit(registration, "SM-1")
    assert before.status is UnitStatus.READY
    bring_in(REWORDED)
    plan = ahead(registration)
    assert (plan.carried, plan.fresh, plan.dropped) == (1, 1, 0)
    go(registration)

    after = unit(registration, "SM-1")
    assert registration.version == version_of("small-scheme", 2)
    assert after.unit_version == unit_of("SM-1", 2)
    assert (before.status, before.followed_by) == (UnitStatus.WITHDRAWN, after)
    assert after.status is UnitStatus.IN_PROGRESS
    assert standing(registration, "SM-1") == ["met", "not_started"]
    [again] = db.session.scalars(sa.select(Judgement).where(Judgement.carried_from_id.is_not(None)))
    assert again.carried_from_id == decisions[0].id
    assert (again.judge, again.decided_at) == (decisions[0].judge, decisions[0].decided_at)
    assert len(again.items) == len(decisions[0].items)


def test_a_unit_carried_over_whole_is_ready_and_can_be_signed(registration: Registration) -> None:
    meet(registration)
    bring_in(RENUMBERED)
    go(registration)
    after = unit(registration, "SM-1")
    assert after.status is UnitStatus.READY
    signing.sign_as_learner(
        after,
        actor=registration.learner,
        proof=proof_of(registration.learner),
        seen=seen(after),
    )
    db.session.commit()
    assert run() == []


def test_a_decision_carried_over_can_be_corrected_where_it_stands_now(
    registration: Registration,
) -> None:
    meet(registration)
    bring_in(RENUMBERED)
    go(registration)
    again = db.session.scalars(
        sa.select(Judgement).where(Judgement.carried_from_id.is_not(None)).order_by(Judgement.id)
    ).first()
    assert again is not None
    assert again.submission is not None
    correcting.correct(
        again,
        actor=registration.assessor,
        outcome=CriterionState.NOT_YET_MET,
        vacsr=VACSR[:1],
        vacsr_note="",
        relied_on=[again.submission.revision_id],
        feedback="It shows less than I thought.",
        reason="Standardisation meeting.",
    )
    db.session.commit()
    assert standing(registration, "SM-1") == ["not_yet_met", "met"]
    assert run() == []


def test_a_unit_not_begun_takes_the_new_words_and_one_unchanged_stays(
    registration: Registration,
) -> None:
    former = unit(registration, "SM-1").id
    bring_in(REWORDED)
    go(registration)
    assert unit(registration, "SM-1").id == former
    assert unit(registration, "SM-1").unit_version == unit_of("SM-1", 2)
    assert unit(registration, "SM-2").unit_version == unit_of("SM-2", 1)


def test_a_unit_begun_that_is_no_longer_listed_is_left_with_its_decisions(
    registration: Registration,
) -> None:
    meet(registration, "SM-2")
    dropped = unit(registration, "SM-2")
    bring_in(WITHOUT)
    plan = ahead(registration)
    assert plan.count(UnitMove.DROPPED) == 1
    assert plan.lacks
    go(registration)
    assert dropped.status is UnitStatus.WITHDRAWN
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Judgement))


def test_a_unit_new_to_the_mandatory_group_is_added(registration: Registration) -> None:
    bring_in(
        SMALL.replace("units: [SM-1]", "units: [SM-1, SM-3]").replace("[SM-2, SM-3]", "[SM-2]")
    )
    plan = go(registration)
    assert [one.code for one in plan.units if one.move is UnitMove.ADDED] == ["SM-3"]
    assert unit(registration, "SM-3").group_code == "A"


def test_it_is_chained_and_everyone_concerned_is_told(registration: Registration) -> None:
    bring_in(REWORDED)
    go(registration)
    [link] = db.session.scalars(sa.select(LedgerEntry).where(LedgerEntry.kind == "MovedToVersion"))
    assert link.subject_id == registration.id
    told = set(
        db.session.scalars(sa.select(Notice.user_id).where(Notice.text.contains("version 2")))
    )
    assert told == {registration.learner_id, registration.assessor_id, registration.iqa_id}


def test_what_changed_since_the_preview_refuses_the_move(registration: Registration) -> None:
    bring_in(REWORDED)
    mark = ahead(registration).mark
    meet(registration)
    with pytest.raises(Conflict, match="Look at it again"):
        go(registration, seen={registration.id: mark})


def test_evidence_that_waits_and_units_being_signed_hold_it_up(registration: Registration) -> None:
    bring_in(REWORDED)
    make_submission(registration, unit(registration, "SM-1").unit_version.criteria)
    with pytest.raises(Unacceptable, match="waits for the assessor"):
        go(registration)


def test_a_unit_being_signed_holds_it_up(registration: Registration) -> None:
    place = [one.unit_version.code for one in registration.units].index("SM-1")
    make_signed(registration, place)
    bring_in(REWORDED)
    assert (
        ahead(registration).hindrances
        == ("Greeting is being signed; it has to be released first.",)
        or "is being signed" in ahead(registration).hindrances[0]
    )
    with pytest.raises(Unacceptable, match="is being signed"):
        go(registration)


def test_only_a_training_administrator_moves_and_never_themselves(
    registration: Registration,
) -> None:
    own = make_registration(make_admin("Own Goal"))
    bring_in(REWORDED)
    with pytest.raises(Refused):
        go(registration, actor=make_user("Eve Outsider"))
    with pytest.raises(Refused, match="their own"):
        go(own, actor=own.learner)


def test_nobody_moves_twice_or_backwards(registration: Registration) -> None:
    bring_in(REWORDED)
    go(registration)
    with pytest.raises(Conflict, match="already"):
        go(registration)
    with pytest.raises(Unacceptable, match="Say why"):
        move([registration], registration.version, actor=make_admin(), seen={}, reason=" ")


def test_two_moves_follow_one_another(registration: Registration) -> None:
    meet(registration)
    bring_in(REWORDED)
    go(registration)
    bring_in(REWORDED.replace("Look up when", "Look up as soon as"))
    plan = ahead(registration)
    assert (plan.carried, plan.fresh) == (0, 1)
    go(registration)
    assert standing(registration, "SM-1") == ["not_started", "not_started"]


def test_from_the_first_to_the_third_version_at_once(registration: Registration) -> None:
    meet(registration)
    bring_in(REWORDED)
    bring_in(REWORDED.replace('"1.2"', '"1.3"'))
    go(registration)
    assert registration.version.number == 3
    assert standing(registration, "SM-1") == ["met", "not_started"]


def test_an_achieved_unit_counts_for_good(registration: Registration) -> None:
    row = unit(registration, "SM-1")
    row.status = UnitStatus.ACHIEVED
    db.session.commit()
    bring_in(REWORDED)
    plan = ahead(registration)
    assert plan.count(UnitMove.ACHIEVED) == 1
    assert plan.carried == 0


def test_a_check_finds_a_judgement_carried_to_something_else(
    app: Flask, registration: Registration
) -> None:
    meet(registration)
    bring_in(REWORDED)
    go(registration)
    again = db.session.scalars(
        sa.select(Judgement).where(Judgement.carried_from_id.is_not(None))
    ).one()
    other = db.session.scalars(
        sa.select(Judgement.id).where(
            Judgement.id != again.carried_from_id, Judgement.carried_from_id.is_(None)
        )
    ).one()
    db.session.add(
        Judgement(
            unit_assessment=again.unit_assessment,
            criterion=again.unit_assessment.unit_version.criteria[1],
            outcome=CriterionState.MET,
            judge_id=again.judge_id,
            learner_id=again.learner_id,
            decided_at=again.decided_at,
            carried_from_id=other,
        )
    )
    db.session.commit()
    says = " ".join(one.says for one in run() if one.invariant == "INV10")
    assert "not the same" in says
