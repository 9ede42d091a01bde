"""Cases that end without an outcome: HR closes them, or whoever they are about leaves."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories_people import proof_of
from tests.factories_promotions import WHY, Cast, S, make_case, make_cast
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.actions.leaving import depart
from trainer.promotions.actions import appealing, offering, opening, trial
from trainer.promotions.actions.moving import covered
from trainer.promotions.models import PromotionCase


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast()


@pytest.mark.parametrize("until", [S.OPENED, S.PANEL, S.OFFERED, S.ACCEPTED])
def test_hr_closes_a_case_until_the_job_begins_and_says_why(cast: Cast, until: S) -> None:
    case = make_case(cast, until, starts_on=clock.today() + timedelta(days=9))
    with pytest.raises(Unacceptable, match="Say why"):
        opening.withdraw(case, actor=cast.hr)
    with pytest.raises(Refused):
        opening.withdraw(case, actor=cast.boss, words="No.")
    opening.withdraw(case, actor=cast.hr, words="The desk closes in May.")
    assert case.status is S.WITHDRAWN
    assert "is closed: The desk closes in May." in told(cast.ada)
    assert "took the case" not in told(cast.boss)


@pytest.mark.parametrize("until", [S.PANEL, S.ACCEPTED])
def test_the_case_of_whoever_leaves_is_closed(cast: Cast, until: S) -> None:
    case = make_case(cast, until, starts_on=clock.today() + timedelta(days=9))
    depart(cast.ada, on=clock.today(), actor=cast.hr)
    assert case.status is S.WITHDRAWN
    assert f"{cast.ada.name} left on" in case.entries[-1].words
    assert f"{cast.ada.name} left on" in told(cast.hr)


def test_hr_is_told_once_why_a_job_cannot_be_taken_up(cast: Cast) -> None:
    make_case(cast, S.ACCEPTED, starts_on=clock.today() + timedelta(days=1))
    depart(cast.chair, on=clock.today(), actor=cast.hr)
    db.session.commit()
    with clock.at(clock.now() + timedelta(days=2)):
        for _night in range(3):
            assert offering.take_up_due() == 0
            db.session.commit()
    assert told(cast.hr).count("can’t take up the job yet") == 1


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_a_trial_is_not_taken_up_again_beside_another_offer(cast: Cast) -> None:
    case = make_case(cast, S.ACCEPTED)
    assert case.status is S.IN_POST
    trial.end_trial(case, actor=cast.chair, words="It was too early.")
    appealing.appeal(case, actor=cast.ada, words="Nobody showed me.")
    appealing.choose_hearer(case, actor=cast.hr, member=cast.eve)
    other = opening.open_case(cast.ada, actor=cast.boss, role_key="senior", site=cast.home, why=WHY)
    db.session.execute(
        sa.update(PromotionCase).where(PromotionCase.id == other.id).values(status=S.OFFERED)
    )
    given: dict[str, Any] = {"actor": cast.eve, "proof": proof_of(cast.eve), "words": "I looked."}
    with pytest.raises(Unacceptable, match="has another offer"):
        appealing.answer_appeal(case, seen=covered(case), upheld=True, **given)
    assert case.status is S.APPEALED
    appealing.answer_appeal(case, seen=covered(case), upheld=False, **given)
    assert case.status is S.TRIAL_ENDED
