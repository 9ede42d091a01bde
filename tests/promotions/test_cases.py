"""A case on its way: who may do what, what is refused, and what follows."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.factories_careers import DESK, SMALL, make_confirmation
from tests.factories_people import make_placement, proof_of
from tests.factories_promotions import (
    WHY,
    Cast,
    S,
    approve,
    approved,
    make_case,
    make_cast,
    offered,
    recommend,
    recommended,
    score,
    seat,
)
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.assessors.models import ConflictKind, ConflictOfInterest
from trainer.careers.actions import confirming
from trainer.careers.actions.publishing import publish_map
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable, WrongState
from trainer.cover.models import Cover
from trainer.development.queries.listing import plan_of
from trainer.development.rules.standing import DevelopmentStanding
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Placement
from trainer.promotions import policies
from trainer.promotions.actions import appealing, deciding, offering, opening, preparing, trial
from trainer.promotions.actions.moving import covered
from trainer.promotions.fitting import is_fit
from trainer.promotions.models import PromotionCase, PromotionGate, PromotionSeat
from trainer.promotions.queries.gates import fallen_since
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.tasks import sweep


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast()


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def job_of(person: User) -> Placement:
    now = Placement.holds_on(clock.today())
    return db.session.scalars(sa.select(Placement).where(Placement.user_id == person.id, now)).one()


def test_a_case_goes_all_the_way_and_the_job_follows(cast: Cast) -> None:
    case = make_case(cast, S.ACCEPTED)
    assert case.status is S.IN_POST
    now = job_of(cast.ada)
    assert (now.job_title, now.site, now.manager) == ("Team leader", cast.away, cast.chair)
    assert "from today" in told(cast.ada)
    trial.review_trial(case, actor=cast.chair, words="She is finding her feet.")
    trial.confirm_trial(case, actor=cast.hr, words="She leads the team well.")
    assert case.status is S.TRIAL_CONFIRMED
    assert "confirmed" in told(cast.ada)


def test_outsiders_and_the_person_open_and_sponsor_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        opening.open_case(cast.ada, actor=cast.eve, role_key="leader", site=cast.home, why=WHY)
    case = opening.open_case(cast.ada, actor=cast.ada, role_key="leader", site=cast.home, why=WHY)
    assert "stand behind it" in told(cast.boss)
    with pytest.raises(Refused, match="Somebody else"):
        opening.sponsor(case, actor=cast.ada, words="I am.")
    with pytest.raises(Refused):
        opening.sponsor(case, actor=cast.eve, words="Why not.")
    with pytest.raises(Refused, match="stands behind"):
        preparing.freeze_pack(case, actor=cast.hr)
    opening.sponsor(case, actor=cast.above, words="She is ready.")
    assert case.nominator == cast.above
    with pytest.raises(Unacceptable, match="open already"):
        opening.open_case(cast.ada, actor=cast.boss, role_key="leader", site=cast.home, why=WHY)


@pytest.mark.parametrize(
    ("panel", "approvers", "why"),
    [
        (["ada", "chair"], ["above", "hr_too"], "their own case"),
        (["boss", "chair"], ["above", "hr_too"], "put Ada Trainee forward"),
        (["chair", "second"], ["boss", "hr_too"], "put Ada Trainee forward"),
        (["chair", "second"], ["ada", "hr_too"], "their own case"),
        (["chair"], ["above", "hr_too"], "two on the panel"),
        (["above", "eve"], ["chair", "chair"], "somebody else"),
        (["chair", "second"], ["hr_too"], "Two people approve"),
        (["chair", "second"], ["hr_too", "above"], "of HR"),
        (["chair", "second"], ["second", "hr_too"], "somebody else"),
    ],
)
def test_who_may_not_take_part(
    cast: Cast, panel: list[str], approvers: list[str], why: str
) -> None:
    case = make_case(cast, S.READINESS_CHECKED)
    with pytest.raises(Unacceptable, match=why):
        preparing.seat(
            case,
            actor=cast.hr,
            panel=[getattr(cast, one) for one in panel],
            approvers=[getattr(cast, one) for one in approvers],
        )
    assert case.status is S.READINESS_CHECKED


def test_a_panel_of_the_line_alone_is_none(cast: Cast) -> None:
    case = make_case(cast, S.READINESS_CHECKED)
    beside = make_placement(cast.eve, site=cast.home, manager=cast.boss)
    db.session.execute(
        sa.update(Placement)
        .where(Placement.user_id == cast.eve.id, Placement.id != beside.id)
        .values(ends_on=clock.today() - timedelta(days=1))
    )
    db.session.expire_all()
    with pytest.raises(Unacceptable, match="from outside the line"):
        preparing.seat(
            case, actor=cast.hr, panel=[cast.above, cast.eve], approvers=[cast.chair, cast.hr_too]
        )


def test_nobody_sits_whose_work_the_nominee_does_or_who_is_tied(cast: Cast) -> None:
    case = make_case(cast, S.READINESS_CHECKED)
    cover = Cover(
        absent=cast.chair, substitute=cast.ada, reason="Away.", arranged_by=cast.hr, back_on=None
    )
    tie = ConflictOfInterest(holder=cast.second, other=cast.ada, kind=ConflictKind.FAMILY)
    db.session.add_all([cover, tie])
    db.session.flush()
    assert "act for each other" in is_fit(cast.chair, case, Duty.PANEL).reason
    cover.absent, cover.substitute = cast.ada, cast.chair
    db.session.flush()
    assert "act for each other" in is_fit(cast.chair, case, Duty.PANEL).reason
    assert "conflict" in is_fit(cast.second, case, Duty.APPROVER).reason
    cover.ended_at = tie.ended_at = clock.now()
    db.session.flush()
    assert is_fit(cast.chair, case, Duty.PANEL)
    assert is_fit(cast.second, case, Duty.PANEL)


def test_a_tie_that_comes_later_bars_too(cast: Cast) -> None:
    case = make_case(cast, S.PANEL)
    db.session.add(ConflictOfInterest(holder=cast.ada, other=cast.chair, kind=ConflictKind.FAMILY))
    db.session.flush()
    with pytest.raises(Refused, match="conflict"):
        score(case, cast.chair)


def test_each_scores_alone_once_and_with_reasons(cast: Cast) -> None:
    case = make_case(cast, S.PANEL)
    with pytest.raises(Refused, match="Only the panel"):
        score(case, cast.boss)
    with pytest.raises(Unacceptable, match="saw or read"):
        deciding.score(case, actor=cast.chair, proof=proof_of(cast.chair), scores=[(3, " ")])
    with pytest.raises(Unacceptable, match="1 to 4"):
        deciding.score(case, actor=cast.chair, proof=proof_of(cast.chair), scores=[(5, "So good.")])
    with pytest.raises(Refused, match="password"):
        deciding.score(
            case,
            actor=cast.chair,
            proof=Proof(cast.chair.id, clock.now() - timedelta(hours=1)),
            scores=[(3, "Seen.")],
        )
    score(case, cast.chair)
    assert not policies.may_read_scores(cast.chair, case)
    with pytest.raises(Refused, match="First everybody"):
        recommend(case, cast)
    with pytest.raises(Refused, match="already"):
        score(case, cast.chair)
    score(case, cast.second)
    assert policies.may_read_scores(cast.chair, case)
    assert not policies.may_read_scores(cast.ada, case)
    assert not policies.may_read_scores(cast.boss, case)
    assert "Write what the panel recommends" in told(cast.chair)
    with pytest.raises(Refused, match="The chair"):
        deciding.recommend(
            case,
            actor=cast.second,
            proof=proof_of(cast.second),
            seen=covered(case),
            outcome=S.RECOMMENDED,
            words="Yes.",
        )


def test_a_conflict_empties_a_seat_that_somebody_else_fills(cast: Cast) -> None:
    case = make_case(cast, S.PANEL)
    preparing.give_up(case, actor=cast.second, because="She is my cousin.")
    assert "can’t take part" in told(cast.boss)
    assert "cousin" not in told(cast.boss) + " ".join(one.words for one in case.entries)
    with pytest.raises(Refused):
        score(case, cast.second)
    with pytest.raises(Unacceptable, match="another seat"):
        preparing.fill(case, actor=cast.hr, member=cast.second)
    with pytest.raises(Unacceptable, match="own case"):
        preparing.fill(case, actor=cast.hr, member=cast.ada)
    preparing.fill(case, actor=cast.hr, member=cast.eve)
    score(case, cast.chair)
    score(case, cast.eve)
    recommend(case, cast)
    assert case.status is S.RECOMMENDED


def test_an_approver_who_gives_up_is_not_passed_over(cast: Cast) -> None:
    case = make_case(cast, S.RECOMMENDED)
    preparing.give_up(case, actor=cast.hr_too, because="We are friends.")
    approve(case, cast.above)
    assert case.status is S.RECOMMENDED
    with pytest.raises(Unacceptable, match="of HR"):
        preparing.fill(case, actor=cast.hr, member=cast.eve)
    preparing.fill(case, actor=cast.hr, member=cast.hr)
    assert approve(case, cast.hr) == []
    assert case.status is S.APPROVED


def test_approvals_keep_their_order_and_what_was_seen(cast: Cast) -> None:
    case = make_case(cast, S.RECOMMENDED)
    with pytest.raises(Refused, match="approves first"):
        approve(case, cast.hr_too)
    with pytest.raises(Refused, match="Only those asked"):
        approve(case, cast.boss)
    with pytest.raises(Conflict, match="changed"):
        deciding.approve(case, actor=cast.above, proof=proof_of(cast.above), seen="0" * 64)
    approved(case, cast)
    assert case.status is S.APPROVED
    gate = db.session.scalars(sa.select(PromotionGate)).one()
    assert (gate.passed, gate.fell) == (True, [])


def test_what_fell_since_holds_the_case_and_everybody_is_told_why(cast: Cast) -> None:
    confirmed = [make_confirmation(cast.ada, cast.boss) for _one in range(2)]
    case = opening.open_case(cast.ada, actor=cast.boss, role_key="senior", site=cast.home, why=WHY)
    preparing.freeze_pack(case, actor=cast.boss)
    preparing.check_readiness(case, actor=cast.boss, words="Some is open, but she is close.")
    seat(case, cast)
    recommended(case, cast)
    approve(case, cast.above)
    confirming.take_back(confirmed[0], actor=cast.boss, because="It was another day.")
    assert approve(case, cast.hr_too) == [
        f"“{DESK.words}” was met when the pack was frozen and is met no more."
    ]
    assert case.status is S.HELD
    for person in (cast.ada, cast.boss, cast.chair, cast.second, cast.above, cast.hr):
        assert DESK.words in told(person), person.name
    assert not db.session.scalars(sa.select(PromotionGate)).one().passed
    make_confirmation(cast.ada, cast.boss)
    preparing.freeze_pack(case, actor=cast.hr)
    assert (case.round, case.status) == (2, S.EVIDENCE_PACK)
    preparing.check_readiness(case, actor=cast.hr, words="It is there again.")
    seat(case, cast)
    recommended(case, cast)
    approved(case, cast)
    assert case.status is S.APPROVED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Two shifts on the desk", "At the desk for two shifts"),
        ("{shifts: desk, least: 2,", "{shifts: desk, least: 1,"),
        ("      - {shifts: desk, least: 2, words: Two shifts on the desk}\n", ""),
    ],
    ids=["said otherwise", "asks for less", "asks no more"],
)
def test_what_fell_is_found_by_the_map_the_pack_was_frozen_with(
    cast: Cast, before: str, after: str
) -> None:
    confirmed = [make_confirmation(cast.ada, cast.boss) for _one in range(2)]
    case = opening.open_case(cast.ada, actor=cast.boss, role_key="senior", site=cast.home, why=WHY)
    preparing.freeze_pack(case, actor=cast.boss)
    preparing.check_readiness(case, actor=cast.boss, words="Some is open, but she is close.")
    seat(case, cast)
    recommended(case, cast)
    text = SMALL.replace(before, after)
    assert text != SMALL
    publish_map(actor=cast.hr, text=text, why="Said more plainly.", seen=1)
    assert fallen_since(case) == []
    confirming.take_back(confirmed[0], actor=cast.boss, because="It was another day.")
    assert fallen_since(case) == [
        f"“{DESK.words}” was met when the pack was frozen and is met no more."
    ]


@pytest.mark.parametrize("who", ["chair", "above"])
def test_a_tie_that_comes_after_signing_holds_the_case_and_stays_sealed(
    cast: Cast, who: str
) -> None:
    case = make_case(cast, S.RECOMMENDED)
    approve(case, cast.above)
    tied = getattr(cast, who)
    db.session.add(ConflictOfInterest(holder=tied, other=cast.ada, kind=ConflictKind.FAMILY))
    db.session.flush()
    (fell,) = approve(case, cast.hr_too)
    assert "somebody else" in fell
    assert tied.name not in fell
    assert case.status is S.HELD
    assert fell in told(cast.ada)


def test_two_offers_at_once_are_refused(cast: Cast) -> None:
    make_case(cast, S.OFFERED)
    other = opening.open_case(cast.ada, actor=cast.boss, role_key="senior", site=cast.home, why=WHY)
    preparing.freeze_pack(other, actor=cast.boss)
    preparing.check_readiness(other, actor=cast.boss, words="Close.")
    seat(other, cast)
    recommended(other, cast)
    approved(other, cast)
    with pytest.raises(Unacceptable, match="another offer"):
        offered(other, cast)
    other.status = S.OFFERED
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def test_an_offer_is_answered_by_the_person_alone_and_taken_up_on_its_day(cast: Cast) -> None:
    soon = clock.today() + timedelta(days=10)
    case = make_case(cast, S.OFFERED, starts_on=soon)
    for other in (cast.boss, cast.hr, cast.chair):
        with pytest.raises(Refused, match="answers the offer"):
            offering.accept(case, actor=other)
    offering.accept(case, actor=cast.ada)
    assert case.status is S.ACCEPTED
    db.session.commit()
    assert sweep() == 0
    assert job_of(cast.ada).job_title == "Senior adviser"
    with time_machine.travel(clock.now() + timedelta(days=10)):
        assert sweep() == 1
        assert case.status is S.IN_POST
        assert job_of(cast.ada).starts_on == soon
        assert sweep() == 0


def test_a_job_that_can_not_be_given_waits_and_hr_is_told(cast: Cast) -> None:
    case = make_case(cast, S.ACCEPTED, starts_on=clock.today() + timedelta(days=1))
    cast.chair.active = False
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert sweep() == 0
        assert case.status is S.ACCEPTED
        assert "can’t take up the job yet" in told(cast.hr)


def test_a_trial_that_ends_leads_back_to_the_job_before(cast: Cast) -> None:
    case = make_case(cast, S.ACCEPTED)
    with pytest.raises(Refused, match="Your manager"):
        trial.confirm_trial(case, actor=cast.ada, words="I am great.")
    with pytest.raises(Refused):
        trial.end_trial(case, actor=cast.eve, words="No.")
    trial.end_trial(case, actor=cast.chair, words="It was too early.")
    now = job_of(cast.ada)
    assert (now.job_title, now.manager) == ("Senior adviser", cast.boss)
    appealing.appeal(case, actor=cast.ada, words="I had two weeks only.")
    appealing.choose_hearer(case, actor=cast.hr, member=cast.eve)
    answer(case, cast.eve, upheld=True)
    assert case.status is S.IN_POST
    assert job_of(cast.ada).job_title == "Team leader"


def answer(case: PromotionCase, by: User, *, upheld: bool) -> None:
    appealing.answer_appeal(
        case, actor=by, proof=proof_of(by), seen=covered(case), upheld=upheld, words="I looked."
    )


def test_a_refusal_comes_with_a_plan_and_an_appeal_with_other_people(cast: Cast) -> None:
    case = make_case(cast, S.RECOMMENDED)
    given: dict[str, Any] = {
        "actor": cast.above,
        "proof": proof_of(cast.above),
        "seen": covered(case),
    }
    with pytest.raises(Unacceptable, match="work on"):
        deciding.refuse(case, words="Not yet.", plan="", review_on=None, **given)
    with pytest.raises(Unacceptable, match="day to come"):
        deciding.refuse(case, words="Not yet.", plan="Lead.", review_on=clock.today(), **given)
    soon = clock.today() + timedelta(days=60)
    deciding.refuse(case, words="Not yet.", plan="Lead two shifts.", review_on=soon, **given)
    [put] = plan_of(case.person)
    assert (put.action.action, put.action.due_on) == ("Lead two shifts.", soon)
    assert (put.action.origin, put.standing) == (
        f"promotion:{case.id}", DevelopmentStanding.PROPOSED,
    )  # fmt: skip
    assert put.action.person_agreed_at is put.action.manager_agreed_at is None
    assert case.status is S.REFUSED
    assert policies.may_read_scores(cast.ada, case)
    with pytest.raises(Refused, match="Only Ada"):
        appealing.appeal(case, actor=cast.boss, words="Unfair.")
    with (
        time_machine.travel(clock.now() + timedelta(days=15)),
        pytest.raises(Refused, match="over"),
    ):
        appealing.appeal(case, actor=cast.ada, words="Late.")
    appealing.appeal(case, actor=cast.ada, words="Nobody asked me.")
    for took_part in (cast.chair, cast.above, cast.boss, cast.ada):
        with pytest.raises(Unacceptable):
            appealing.choose_hearer(case, actor=cast.hr, member=took_part)
    with pytest.raises(Refused, match="HR chooses"):
        appealing.choose_hearer(case, actor=cast.boss, member=cast.eve)
    appealing.choose_hearer(case, actor=cast.hr, member=cast.eve)
    answer(case, cast.eve, upheld=True)
    assert (case.status, case.round, case.anew) == (S.OPENED, 2, True)
    preparing.freeze_pack(case, actor=cast.boss)
    preparing.check_readiness(case, actor=cast.boss, words="Again.")
    with pytest.raises(Unacceptable, match="took part before"):
        seat(case, cast)


def test_an_appeal_that_is_not_upheld_leaves_the_outcome(cast: Cast) -> None:
    case = make_case(cast, S.PANEL)
    score(case, cast.chair)
    score(case, cast.second)
    recommend(case, cast, S.NOT_RECOMMENDED)
    appealing.appeal(case, actor=cast.ada, words="I think otherwise.")
    appealing.choose_hearer(case, actor=cast.hr, member=cast.eve)
    with pytest.raises(Refused):
        answer(case, cast.hr, upheld=True)
    answer(case, cast.eve, upheld=False)
    assert case.status is S.NOT_RECOMMENDED
    with pytest.raises(Refused, match="was answered"):
        appealing.appeal(case, actor=cast.ada, words="Again.")


def test_the_person_takes_a_case_back_until_there_is_an_offer(cast: Cast) -> None:
    case = make_case(cast, S.PANEL)
    with pytest.raises(Refused):
        opening.withdraw(case, actor=cast.boss)
    opening.withdraw(case, actor=cast.ada, words="Not now.")
    assert case.status is S.WITHDRAWN
    with pytest.raises(WrongState):
        case.move_to(S.PANEL)


def test_the_pack_says_what_was_on_record_with_its_hash(cast: Cast) -> None:
    make_confirmation(cast.ada, cast.boss)
    case = opening.open_case(cast.ada, actor=cast.boss, role_key="senior", site=cast.home, why=WHY)
    pack = preparing.freeze_pack(case, actor=cast.boss)
    desk = next(one for one in pack.content["lines"] if one["words"] == DESK.words)
    assert (desk["state"], desk["evidence"][0]["by"]) == ("partly", "Cleo Manager")
    assert len(desk["hash"]) == len(pack.content_hash) == 64


def test_the_database_refuses_a_nominee_on_their_own_panel(cast: Cast) -> None:
    case = make_case(cast, S.PANEL)
    db.session.add(
        PromotionSeat(
            case_id=case.id,
            nominee_id=cast.ada.id,
            round=1,
            member_id=cast.ada.id,
            duty=Duty.PANEL,
            place=9,
            outside_line=True,
            seated_by_id=cast.hr.id,
        )
    )
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()
