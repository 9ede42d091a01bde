"""One or all of an assessor's learners go to somebody else, for a period or for good."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    make_entry,
    make_learners,
    make_qualification,
    make_registration,
    make_signed,
    make_submission,
)
from tests.factories_register import make_conflict
from trainer.accounts.models import User
from trainer.assessments.models import DraftJudgement
from trainer.assessments.policies import may_judge
from trainer.assessors.models import Duty, RegisterEntry
from trainer.audit.models import LedgerEntry
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.cover import actions, queries
from trainer.cover.models import Cover
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.registrations.models import Registration

HOLIDAY = "Two weeks of leave."


@pytest.fixture
def tess(app: object) -> User:
    person = make_user("Tess Administrator")
    appoint(person, Role.TRAINING_ADMIN)
    return person


@pytest.fixture
def registration(ada: User, ben: User, cleo: User, dev: User) -> Registration:
    found = make_registration(ada, ben, cleo)
    make_entry(dev, found.version)
    return found


def arrange(
    registrations: list[Registration], tess: User, substitute: User, days: int | None = 14
) -> Cover:
    made = actions.arrange(
        registrations[0].assessor,
        actor=tess,
        substitute=substitute,
        registrations=[one.id for one in registrations],
        back_on=clock.today() + timedelta(days=days) if days else None,
        reason=HOLIDAY,
    )
    db.session.commit()
    return made


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_what_waits_goes_to_the_substitute(
    registration: Registration, tess: User, ben: User, dev: User, ada: User
) -> None:
    sent = make_submission(registration)
    draft(sent, criteria_of(registration)[0])
    arrange([registration], tess, dev)
    assert (registration.assessor, sent.assessor) == (dev, dev)
    assert may_judge(dev, sent)
    assert not may_judge(ben, sent)
    assert db.session.query(DraftJudgement).count() == 0
    assert "Dev Admin is your assessor now." in told(ada)
    assert any("in your place" in words and "go back on" in words for words in told(ben))
    assert any("in the place of Ben" in words for words in told(dev))
    kinds = db.session.scalars(sa.select(LedgerEntry.kind)).all()
    assert "CoverArranged" in kinds


def test_when_it_is_over_the_learners_go_back_by_themselves(
    registration: Registration, tess: User, ben: User, dev: User
) -> None:
    sent = make_submission(registration)
    cover = arrange([registration], tess, dev)
    actions.end_what_is_over()
    assert registration.assessor == dev
    with time_machine.travel(clock.now() + timedelta(days=14), tick=False):
        actions.end_what_is_over()
        db.session.commit()
        assert (registration.assessor, sent.assessor) == (ben, ben)
        assert cover.ended_at is not None
        actions.end_what_is_over()
    assert any("back with Ben" in words for words in told(ben))


def test_they_stay_where_their_assessor_may_not_take_them_back(
    registration: Registration, tess: User, ben: User, dev: User
) -> None:
    cover = arrange([registration], tess, dev)
    ben.active = False
    db.session.commit()
    actions.end_now(cover, actor=tess)
    assert registration.assessor == dev


def test_somebody_reallocated_meanwhile_is_left_alone(
    registration: Registration, tess: User, dev: User, eve: User
) -> None:
    cover = arrange([registration], tess, dev)
    make_entry(eve, registration.version)
    registration.assessor = eve
    db.session.commit()
    actions.end_now(cover, actor=tess)
    assert registration.assessor == eve


def test_for_good_is_over_at_once(registration: Registration, tess: User, dev: User) -> None:
    cover = arrange([registration], tess, dev, days=None)
    assert cover.ended_at is not None
    with pytest.raises(Refused):
        actions.end_now(cover, actor=tess)
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        actions.end_what_is_over()
    assert registration.assessor == dev


def test_one_of_several_goes(registration: Registration, tess: User, ben: User, dev: User) -> None:
    make_learners(3, ben, registration.iqa, registration.version)
    arrange([registration], tess, dev)
    left = db.session.scalars(sa.select(Registration).where(Registration.assessor_id == ben.id))
    assert len(left.all()) == 3


def test_all_go_or_none(
    registration: Registration, tess: User, ben: User, cleo: User, dev: User
) -> None:
    other = make_registration(
        make_user("Lena Learner"), ben, make_user("Ian Assurer"), version=make_qualification()
    )
    with pytest.raises(Unacceptable, match="Lena Learner can’t go to Dev Admin"):
        arrange([registration, other], tess, dev)
    db.session.rollback()
    assert registration.assessor == ben


@pytest.mark.parametrize("why", ["iqa", "learner", "tie", "left", "lapsed"])
def test_who_may_not_judge_does_not_cover(
    why: str, registration: Registration, tess: User, ada: User, cleo: User, dev: User
) -> None:
    person = {"iqa": cleo, "learner": ada}.get(why, dev)
    make_entry(person, registration.version, duty=Duty.ASSESS)
    if why == "tie":
        make_conflict(dev, ada)
    if why == "left":
        dev.active = False
    if why == "lapsed":
        off = sa.update(RegisterEntry).where(RegisterEntry.holder_id == dev.id)
        db.session.execute(off.values(ends_on=clock.today()))
    db.session.commit()
    with pytest.raises(Unacceptable, match="can’t go to"):
        arrange([registration], tess, person)


@pytest.mark.parametrize("who", ["ada", "ben", "dev"])
def test_only_an_administrator_arranges(
    who: str, registration: Registration, request: pytest.FixtureRequest, dev: User
) -> None:
    with pytest.raises(Refused):
        arrange([registration], request.getfixturevalue(who), dev)


def test_an_administrator_does_not_choose_their_own_assessor(
    registration: Registration, ada: User, dev: User
) -> None:
    appoint(ada, Role.TRAINING_ADMIN)
    with pytest.raises(Unacceptable, match="at least one learner"):
        arrange([registration], ada, dev)


@pytest.mark.parametrize("days", [0, -3])
def test_the_day_of_return_is_ahead(
    days: int, registration: Registration, tess: User, dev: User
) -> None:
    with pytest.raises(Unacceptable, match="day after today"):
        actions.arrange(
            registration.assessor,
            actor=tess,
            substitute=dev,
            registrations=[registration.id],
            back_on=clock.today() + timedelta(days=days),
            reason=HOLIDAY,
        )


def test_the_list_says_what_waits_for_whom(
    registration: Registration, tess: User, ben: User
) -> None:
    make_submission(registration)
    other = make_registration(
        make_user("Lena Learner"),
        ben,
        registration.iqa,
        version=registration.version,
        on_register=False,
    )
    make_signed(other)
    [row] = [one for (one,) in db.session.execute(queries.assessors(tess))]
    assert (row.name, row.learners, row.to_judge, row.to_sign) == ("Ben Assessor", 2, 1, 0)
    first, second = queries.learners_of(tess, ben)
    assert (first.learner, first.to_judge) == ("Ada Trainee", 1)
    assert (second.learner, second.to_judge) == ("Lena Learner", 0)


def test_nobody_covers_for_themselves(registration: Registration, tess: User, ben: User) -> None:
    with pytest.raises(Unacceptable, match="for themselves"):
        arrange([registration], tess, ben)


def test_the_page_says_which_judgements_go_unsigned(
    registration: Registration, tess: User, ben: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    address = f"/cover/assessors/{ben.id}"
    assert "kept and not signed go" not in browser(tess).get(address).text("main")
    draft(sent, criteria_of(registration)[0])
    assert "1 judgement kept and not signed goes" in browser(tess).get(address).text("main")
