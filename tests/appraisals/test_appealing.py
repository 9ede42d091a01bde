"""Appealing against an appraisal: who may, who answers, what it puts right; nothing signed changes."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_appraisals import (
    Cast,
    bring_to,
    make_answered,
    make_appeal,
    make_appraisal,
)
from tests.factories_people import appoint, make_holder, proof_of
from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.actions import appealing, calibrating
from trainer.appraisals.actions.reminding_appeals import remind_of_appeals
from trainer.appraisals.models import (
    Addendum,
    Appraisal,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalRecord,
)
from trainer.appraisals.queries import appeals, calibration, forms
from trainer.appraisals.rules.appealing import (
    TO_ANSWER,
    TO_APPEAL,
    TO_GO_FURTHER,
    AppealOutcome,
    AppraisalAppealStatus,
    Hearing,
)
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role


@pytest.fixture
def reviewed(cast: Cast) -> Appraisal:
    return make_appraisal(cast, AppraisalStage.REVIEWED)


def above(cast: Cast) -> User:
    """The manager of the second line."""
    return db.session.scalars(sa.select(User).where(User.name == "Edith Lowe")).one()


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_a_whole_appeal_on_the_pages(browser: Browser, cast: Cast, reviewed: Appraisal) -> None:
    signed = forms.signed(reviewed)
    was = (signed.content_hash, dict(signed.content))
    address, top = f"/appraisals/{reviewed.id}", above(cast)
    browser(top).get(address, status=404)
    assert "you can appeal within 28 days" in browser(cast.person).get(address).text("main")
    browser(cast.person).post(f"{address}/appeal", reason="The rota is the reason.")
    said = browser(cast.person).get(address).text("main")
    assert "The rota is the reason." in said
    assert "Edith Lowe answers by" in said
    assert "The rota is the reason." in browser(cast.manager).get(address).text("main")
    browser(cast.second_line).post(
        f"{address}/appeal/answer", status=403, **given("upheld", put_right="All of it.")
    )
    assert "Nia Bowen" in browser(top).get("/appraisals/team").text("main")
    browser(top).get(f"{address}/appeal/answer")
    browser(top).post(f"{address}/appeal/answer", **given("refused"))
    said = browser(cast.person).get(address).text("main")
    assert "Not upheld" in said
    assert "you can take it to HR until" in said
    browser(cast.person).post(f"{address}/appeal/further", reason="The breaks were overlooked.")
    browser(top).get(address, status=404)
    browser(cast.hr).post(
        f"{address}/appeal/answer",
        **given("partly", put_right="The rating of the year.", after="4"),
    )
    said = browser(cast.person).get(address).text("main")
    assert "Overall rating: Goes beyond, before that Fully meets." in said
    assert "The rating of the year." in said
    assert calibration.rating_of(reviewed) == 4
    db.session.expire_all()
    after = forms.signed(reviewed)
    assert (after.content_hash, dict(after.content)) == was
    assert db.session.query(AppraisalRecord).count() == 1
    assert [one.writer.name for one in forms.addenda_of(reviewed)] == ["Hana Rossi"]
    browser(cast.person).post(f"{address}/appeal", status=403, reason="Once more.")


def given(outcome: str, **more: Any) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "words": "I read all of it.",
        "put_right": "",
        "after": "0",
        "password": PASSWORD,
    } | more


def test_the_second_line_answers_where_it_has_not_signed_and_reviews_afterwards(
    browser: Browser, cast: Cast
) -> None:
    one = make_appraisal(cast, AppraisalStage.EMPLOYEE_DECLINED)
    appeal = make_appeal(one, cast)
    assert appeal.hearer == cast.second_line
    refusal = policies.may_review(cast.second_line, one)
    assert refusal.reason == "You were asked to answer an appeal against it. Answer that first."
    appealing.answer(
        one,
        actor=cast.second_line,
        proof=proof_of(cast.second_line),
        outcome=AppealOutcome.REFUSED,
        words="Both were heard.",
    )
    assert policies.may_review(cast.second_line, one)


@pytest.mark.parametrize(
    "stage",
    [AppraisalStage.SHARED, AppraisalStage.MANAGER_SIGNED, AppraisalStage.CANCELLED],
)
def test_nobody_appeals_before_it_is_locked(cast: Cast, stage: AppraisalStage) -> None:
    one = make_appraisal(
        cast, AppraisalStage.SCHEDULED if stage is AppraisalStage.CANCELLED else stage
    )
    if stage is AppraisalStage.CANCELLED:
        one.status = stage
    with pytest.raises(Refused):
        appealing.appeal(one, actor=cast.person, reason="Not right.")


def test_only_the_person_appeals_within_four_weeks_and_with_a_reason(
    cast: Cast, reviewed: Appraisal
) -> None:
    for other in (cast.manager, cast.second_line, cast.hr):
        with pytest.raises(Refused):
            appealing.appeal(reviewed, actor=other, reason="For them.")
    with pytest.raises(Unacceptable):
        appealing.appeal(reviewed, actor=cast.person, reason=" ")
    steps = forms.steps_of(reviewed)
    with clock.at(clock.now() + TO_APPEAL):
        assert policies.may_appeal(cast.person, reviewed, None, steps)
    with clock.at(clock.now() + TO_APPEAL + timedelta(days=1)):
        refusal = policies.may_appeal(cast.person, reviewed, None, steps)
    assert refusal.reason.startswith("The time to appeal ended on")


def test_nobody_with_a_part_in_it_answers(cast: Cast, reviewed: Appraisal) -> None:
    appeal = make_appeal(reviewed, cast)
    for other in (cast.person, cast.manager, cast.second_line, cast.stranger, cast.hr):
        with pytest.raises(Refused):
            appealing.answer(
                reviewed,
                actor=other,
                proof=proof_of(other),
                outcome=AppealOutcome.REFUSED,
                words="No.",
            )
    for other in (cast.person, cast.manager, cast.second_line):
        with pytest.raises(Unacceptable):
            appealing.name_hearer(reviewed, actor=cast.hr, hearer=other)
    assert appeal.is_open


@pytest.fixture
def calibrated(cast: Cast) -> Appraisal:
    """One whose rating HR changed in calibration."""
    one = make_appraisal(cast, AppraisalStage.CALIBRATION)
    session = calibrating.begin(
        one.cycle, actor=cast.hr, name="Stores", held_on=clock.today(), managers=[one.manager_id]
    )
    calibrating.change(session.lines[0], actor=cast.hr, after=2, reason="As elsewhere.")
    calibrating.end(session, actor=cast.hr)
    bring_to(one, AppraisalStage.EMPLOYEE_SIGNED, cast)
    db.session.commit()
    return one


def test_who_changed_the_rating_in_calibration_does_not_answer_for_hr(
    cast: Cast, calibrated: Appraisal
) -> None:
    appeal = make_answered(calibrated, cast)
    appealing.take_further(calibrated, actor=cast.person, reason="The breaks were overlooked.")
    refusal = policies.may_answer_appeal(cast.hr, calibrated, appeal)
    assert refusal.reason == (
        "Hana Rossi had a part in this appraisal, so somebody else has to answer."
    )
    assert appeals.possible_of_hr(calibrated) == [cast.hr]
    other = make_user("Ivo Hale")
    appoint(other, Role.HR)
    db.session.commit()
    assert policies.may_answer_appeal(other, calibrated, appeal)
    assert appeals.possible_of_hr(calibrated) == [other]


def test_hr_names_somebody_and_stands_in_for_a_hearer_who_is_late_or_has_left(
    browser: Browser, cast: Cast, reviewed: Appraisal
) -> None:
    appeal = make_appeal(reviewed, cast)
    top = above(cast)
    assert not policies.may_answer_appeal(cast.hr, reviewed, appeal)
    with clock.at(clock.now() + TO_ANSWER + timedelta(days=1)):
        assert policies.may_answer_appeal(cast.hr, reviewed, appeal)
    top.active = False
    assert policies.may_answer_appeal(cast.hr, reviewed, appeal)
    assert policies.hearing_of(appeal, cast.hr) is Hearing.HR
    cast.stranger.staff_number = "zz9001"
    db.session.commit()
    address = f"/appraisals/{reviewed.id}"
    browser(cast.stranger).get(address, status=404)
    browser(cast.hr).post(f"{address}/appeal/hearer", hearer="zz9001")
    browser(cast.stranger).get(address)
    assert "asked to answer an appeal of Nia Bowen" in told(cast.stranger)[0]
    said = browser(cast.person).get(address).text("main")
    assert "Sam Otter answers the appeal" in said, "the person sees who read it"


def test_an_answer_given_in_full_ends_it_and_one_left_alone_is_accepted_in_time(
    cast: Cast, reviewed: Appraisal
) -> None:
    appeal = make_answered(reviewed, cast, AppealOutcome.PARTLY)
    assert appeal.status is AppraisalAppealStatus.ANSWERED
    with clock.at(clock.now() + TO_GO_FURTHER):
        assert policies.may_take_further(cast.person, reviewed, appeal)
    with clock.at(clock.now() + TO_GO_FURTHER + timedelta(days=1)):
        assert not policies.may_take_further(cast.person, reviewed, appeal)


def test_what_is_upheld_says_what_is_put_right_and_what_is_refused_puts_nothing_right(
    cast: Cast, reviewed: Appraisal
) -> None:
    make_appeal(reviewed, cast)
    top = above(cast)

    def answer(outcome: AppealOutcome, **told: Any) -> None:
        appealing.answer(
            reviewed, actor=top, proof=proof_of(top), outcome=outcome, words="Read.", **told
        )

    with pytest.raises(Unacceptable, match="Say what is put right"):
        answer(AppealOutcome.UPHELD)
    with pytest.raises(Unacceptable, match="puts nothing right"):
        answer(AppealOutcome.REFUSED, after=4)
    with pytest.raises(Unacceptable, match="That is the rating it has"):
        answer(AppealOutcome.PARTLY, put_right="The rating.", after=3)
    answer(AppealOutcome.UPHELD, put_right="The rating.", after=4)
    assert appeals.of_appraisal(reviewed).status is AppraisalAppealStatus.CLOSED  # type: ignore[union-attr]
    assert calibration.ratings_of([reviewed.id]) == {reviewed.id: 4}
    assert db.session.scalars(sa.select(Addendum.words)).all() == ["The rating."]


def test_an_appeal_is_taken_back_while_nobody_has_answered(
    browser: Browser, cast: Cast, reviewed: Appraisal
) -> None:
    appeal = make_appeal(reviewed, cast)
    address, top = f"/appraisals/{reviewed.id}", above(cast)
    browser(top).get(address)
    browser(cast.person).post(f"{address}/appeal/withdraw", reason="We talked.")
    assert appeal.status is AppraisalAppealStatus.WITHDRAWN
    browser(top).get(address, status=404)
    assert any("took back the appeal" in one for one in told(top))


def test_nothing_waits_for_ever_without_being_told_of(cast: Cast, reviewed: Appraisal) -> None:
    appeal = make_appeal(reviewed, cast)
    top = above(cast)
    assert remind_of_appeals(clock.today()) == 0
    assert remind_of_appeals(appeal.due_on - timedelta(days=1)) == 1
    assert remind_of_appeals(appeal.due_on) == 0
    assert remind_of_appeals(appeal.due_on + timedelta(days=1)) == 1
    assert remind_of_appeals(appeal.due_on + timedelta(days=2)) == 0
    assert len(told(top)) == 3
    assert [one for one in told(cast.hr) if "was to be answered by" in one]


def test_hr_sees_what_goes_on_in_the_round(
    browser: Browser, cast: Cast, reviewed: Appraisal
) -> None:
    address = f"/appraisals/cycles/{reviewed.cycle_id}"
    assert "Appeals" not in browser(cast.hr).get(address).text("main")
    make_appeal(reviewed, cast)
    said = browser(cast.hr).get(address).text("main")
    assert "Appeals 1 goes on Nia Bowen Edith Lowe answers by" in said


def test_the_database_takes_no_second_appeal_and_no_answer_of_ones_own(
    cast: Cast, reviewed: Appraisal
) -> None:
    appeal = make_answered(reviewed, cast)
    answers = sa.insert(AppraisalAppealAnswer).values(
        appeal_id=appeal.id,
        person_id=cast.person.id,
        hearing=Hearing.HR,
        outcome=AppealOutcome.UPHELD,
        words="Mine.",
        meaning="",
        printed_name="Nia Bowen",
        reauthenticated_at=clock.now(),
    )
    again = sa.insert(AppraisalAppeal).values(
        appraisal_id=reviewed.id, person_id=cast.person.id, due_on=clock.today(), row_version=1
    )
    first = above(cast).id
    for row in (
        again,
        answers.values(by_id=cast.person.id),
        answers.values(by_id=first),
        answers.values(by_id=cast.hr.id, after=4),
        answers.values(by_id=cast.hr.id, hearing=Hearing.SECOND_LINE),
    ):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(row)
    db.session.execute(answers.values(by_id=cast.hr.id, before=3, after=4))


def test_people_of_other_roles_do_not_learn_of_it(
    browser: Browser, cast: Cast, reviewed: Appraisal
) -> None:
    make_appeal(reviewed, cast)
    assessor = make_holder("Somebody Else", Role.ASSESSOR)
    for path in ("", "/answer", "/further", "/withdraw", "/hearer"):
        browser(assessor).get(f"/appraisals/{reviewed.id}/appeal{path}", status=404)
