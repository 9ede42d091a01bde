"""What a move does besides: entries not sent yet follow, and what is achieved is never taken."""

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_waiting_for_iqa, proof_of
from tests.factories_catalogue import SMALL, bring_in, make_version, unit_of
from tests.factories_logs import make_entry
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.assessments.models import Signature
from trainer.certificates.award import award_of
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs import sharing
from trainer.logs.models import LONGEST_NOTE, Revision
from trainer.notifications.models import Notice
from trainer.planning import actions as planning
from trainer.planning.models import AssessmentPlan, Method, PlanStatus
from trainer.quality import actions as quality
from trainer.registrations.actions import choose_units
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.transitions import queries
from trainer.transitions.actions import move
from trainer.transitions.ahead import Ahead, UnitMove

pytestmark = pytest.mark.usefixtures("app")

HELLO = '          - {number: "1.2", text: Say hello first}\n'
DOOR = '          - {number: "1.1", text: Look up when the door opens, words: [door, looked]}\n'
FOLD = '          - {number: "1.1", text: Fold the corners}\n'
BOTH = "Look up when the door opens and say hello first"
REWORDED = SMALL.replace("Say hello first", "Say hello first and before")
MERGED = SMALL.replace(HELLO, "").replace("Look up when the door opens", BOTH)
SHORTENED = SMALL.replace(HELLO, "")
WITHOUT_TWO = SMALL.replace("units: [SM-2, SM-3]", "units: [SM-3]")

SIGNATURES = sa.select(sa.func.count(Signature.id))


def row_of(registration: Registration, code: str) -> UnitAssessment:
    db.session.expire(registration, ["units"])
    return next(one for one in registration.units if one.unit_version.code == code)


def claiming(registration: Registration, code: str = "SM-1", **notes: str) -> Revision:
    """An entry of the learner not sent yet, claiming every criterion of a unit."""
    revision = make_entry(registration.learner)
    criteria = row_of(registration, code).unit_version.criteria
    logs.set_links(
        revision,
        actor=registration.learner,
        notes={one.id: notes.get(f"n{place}", "") for place, one in enumerate(criteria, 1)},
    )
    db.session.commit()
    return revision


def ahead(registration: Registration) -> Ahead:
    db.session.expire_all()
    [plan] = queries.look_ahead([registration], queries.latest_of(registration.version))
    return plan


def go(registration: Registration) -> Ahead:
    plan = ahead(registration)
    move(
        [registration],
        plan.version,
        actor=make_admin("Ana Mover"),
        seen={registration.id: plan.mark},
        reason="The old one closes.",
    )
    db.session.commit()
    assert run() == []
    return plan


def claims(revision: Revision) -> list[tuple[str, int, str]]:
    db.session.expire_all()
    return sorted(
        (link.criterion.text, link.criterion.unit_version.number, link.note)
        for link in revision.links
    )


def told(registration: Registration, label: str) -> list[str]:
    select = sa.select(Notice.text).where(
        Notice.user_id == registration.learner_id, Notice.text.contains(label)
    )
    return list(db.session.scalars(select))


def test_claims_follow_to_the_same_and_to_the_reworded() -> None:
    registration = make_registration()
    revision = claiming(registration, n2="In the second line.")
    bring_in(REWORDED)
    assert (ahead(registration).entries, ahead(registration).claims_ended) == (1, 0)
    go(registration)
    assert claims(revision) == [
        ("Look up when the door opens", 2, ""),
        ("Say hello first and before", 2, "In the second line."),
    ]
    [words] = told(registration, revision.item.label)
    assert "claims criteria of version 2" in words


def test_claims_of_two_that_were_merged_become_one_with_both_notes() -> None:
    registration = make_registration()
    revision = claiming(registration, n1="At nine.", n2="At ten.")
    bring_in(MERGED)
    go(registration)
    assert claims(revision) == [(BOTH, 2, "At nine. At ten.")]


def test_notes_brought_together_are_no_longer_than_a_note_may_be() -> None:
    registration = make_registration()
    revision = claiming(registration, n1="a" * 400, n2="b" * 400)
    bring_in(MERGED)
    go(registration)
    [(_text, _number, note)] = claims(revision)
    assert len(note) == LONGEST_NOTE


def test_a_claim_of_one_that_was_split_becomes_several() -> None:
    registration = make_registration(version=make_version(MERGED))
    revision = claiming(registration, n1="All of it.")
    bring_in(SMALL)
    go(registration)
    assert claims(revision) == [
        ("Look up when the door opens", 2, "All of it."),
        ("Say hello first", 2, "All of it."),
    ]


def test_what_is_asked_no_more_is_claimed_no_more_and_the_learner_is_told_its_words() -> None:
    registration = make_registration()
    revision = claiming(registration)
    bring_in(SHORTENED)
    assert ahead(registration).claims_ended == 1
    go(registration)
    assert claims(revision) == [("Look up when the door opens", 2, "")]
    [words] = told(registration, revision.item.label)
    assert "No longer asked: 1.2 Say hello first" in words


def test_claims_of_a_unit_that_is_dropped_end() -> None:
    registration = make_registration()
    revision = claiming(registration, "SM-2")
    bring_in(WITHOUT_TWO)
    go(registration)
    assert claims(revision) == []


def test_a_unit_worked_towards_elsewhere_too_stays_claimed_besides() -> None:
    registration = make_registration()
    unit = row_of(registration, "SM-1").unit_version_id
    sharing.set_goal_units(user=registration.learner, units=[unit], source="elsewhere:1")
    db.session.commit()
    revision = claiming(registration)
    bring_in(SHORTENED)
    assert ahead(registration).claims_ended == 0
    go(registration)
    assert claims(revision) == [
        ("Look up when the door opens", 1, ""),
        ("Look up when the door opens", 2, ""),
        ("Say hello first", 1, ""),
    ]


def test_what_was_sent_and_what_others_wrote_stays_as_it_is() -> None:
    registration = make_registration()
    other = make_registration(
        make_user("Olga Other"), assessor=registration.assessor, iqa=registration.iqa
    )
    sent, theirs = claiming(registration), claiming(other)
    logs.freeze(sent.item, actor=registration.learner)
    db.session.commit()
    bring_in(REWORDED)
    assert ahead(registration).entries == 0
    go(registration)
    assert {number for _text, number, _note in claims(sent) + claims(theirs)} == {1}


def test_whoever_has_the_entry_open_saves_nothing_over_it() -> None:
    registration = make_registration()
    revision = claiming(registration)
    opened = revision.row_version
    bring_in(REWORDED)
    go(registration)
    with pytest.raises(Conflict, match="changed somewhere else"):
        logs.write(
            revision,
            actor=registration.learner,
            version=opened,
            title="Older",
            place="",
            what="",
            so_what="",
            now_what="",
            kept_at="",
            activity=None,
            happened_on=None,
            minutes=None,
        )


@pytest.fixture
def achieved() -> UnitAssessment:
    """SM-2, signed by everybody and released, on a version whose next one doesn't list it."""
    registration = make_registration()
    place = [one.unit_version.code for one in registration.units].index("SM-2")
    unit = make_waiting_for_iqa(registration, place)
    quality.release(
        [unit],
        actor=registration.iqa,
        proof=proof_of(registration.iqa),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )
    db.session.commit()
    assert unit.status is UnitStatus.ACHIEVED
    bring_in(WITHOUT_TWO)
    return unit


def test_an_achieved_unit_is_kept_and_counts_no_more(achieved: UnitAssessment) -> None:
    registration, day = achieved.registration, achieved.achieved_on
    signatures = db.session.scalar(SIGNATURES)
    plan = go(registration)
    assert [one.code for one in plan.units if one.move is UnitMove.KEPT] == ["SM-2"]
    assert plan.lacks
    db.session.expire_all()
    assert (achieved.status, achieved.achieved_on) == (UnitStatus.ACHIEVED, day)
    assert not achieved.counts
    assert db.session.scalar(SIGNATURES) == signatures == 3
    assert achieved not in award_of(registration).units
    assert registration.status is RegistrationStatus.ACTIVE


def test_other_units_can_be_chosen_beside_it(achieved: UnitAssessment) -> None:
    registration = achieved.registration
    go(registration)
    choose_units(registration, actor=make_admin("Ana Mover"), units=["SM-3"])
    db.session.commit()
    assert row_of(registration, "SM-2").status is UnitStatus.ACHIEVED
    assert {one.unit_version.code for one in registration.units if one.counts} == {"SM-1", "SM-3"}


def test_it_counts_again_where_a_later_version_lists_it(achieved: UnitAssessment) -> None:
    registration = achieved.registration
    go(registration)
    bring_in(SMALL)
    plan = go(registration)
    assert plan.count(UnitMove.KEPT) == 0
    assert row_of(registration, "SM-2").counts
    assert row_of(registration, "SM-2").unit_version == unit_of("SM-2")


def planned(plan: AssessmentPlan) -> list[tuple[str, int]]:
    db.session.expire_all()
    return [(one.criterion.text, one.criterion.unit_version.number) for one in plan.criteria]


def plan_for(registration: Registration, code: str) -> AssessmentPlan:
    plan = planning.propose(
        registration,
        actor=registration.assessor,
        method=Method.OBSERVATION,
        planned_on=clock.today(),
        criteria=[one.id for one in row_of(registration, code).unit_version.criteria],
    )
    planning.agree(plan, actor=registration.learner)
    db.session.commit()
    return plan


def test_a_plan_agreed_follows_to_what_its_criteria_became_and_stays_agreed() -> None:
    registration = make_registration()
    plan = plan_for(registration, "SM-1")
    bring_in(MERGED)
    go(registration)
    assert planned(plan) == [(BOTH, 2)]
    assert plan.status is PlanStatus.AGREED


def test_a_plan_of_which_nothing_is_left_is_called_off() -> None:
    registration = make_registration()
    plan = plan_for(registration, "SM-2")
    bring_in(WITHOUT_TWO)
    go(registration)
    assert plan.status is PlanStatus.CANCELLED
    [words] = told(registration, "called off")
    assert "asked no more" in words


def test_what_was_carried_out_keeps_what_it_was_about() -> None:
    registration = make_registration()
    plan = plan_for(registration, "SM-1")
    planning.carry_out(plan, actor=registration.assessor, done_on=clock.today(), covered=[])
    db.session.commit()
    before = planned(plan)
    bring_in(MERGED)
    go(registration)
    assert planned(plan) == before
