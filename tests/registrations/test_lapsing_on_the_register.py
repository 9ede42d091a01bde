"""What lapses on the register is told of 60 and 14 days ahead, once each, to those concerned."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories_assessments import make_entry, make_registration
from tests.factories_bodies import make_body
from tests.factories_register import enter, make_admin
from trainer.accounts.models import User
from trainer.assessors.lapses import lapsing
from trainer.assessors.models import (
    AssessorAccreditation,
    CompetenceCheck,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.actions import warn_of_lapses
from trainer.registrations.models import Registration


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def entry(registration: Registration) -> RegisterEntry:
    return (
        db.session.query(RegisterEntry)
        .filter_by(holder_id=registration.assessor_id, duty=Duty.ASSESS)
        .one()
    )


def notices(person: User) -> list[str]:
    asked = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(asked))


def let_end(entry: RegisterEntry, day: date) -> None:
    entry.ends_on = day


def let_training_end(entry: RegisterEntry, day: date) -> None:
    entry.standing, entry.ends_on = Standing.WORKING_TOWARDS, day


def let_check_end(entry: RegisterEntry, day: date) -> None:
    check = CompetenceCheck(
        shown_by="–",
        checked_by="–",
        checked_on=day - timedelta(days=365),
        review_on=day,
        recorded_at=clock.now() - timedelta(days=200),
    )
    entry.competence.append(check)


def let_accreditation_end(entry: RegisterEntry, day: date) -> None:
    accreditation = AssessorAccreditation(
        body=make_body(), reference="A-1", starts_on=day - timedelta(days=365), ends_on=day
    )
    entry.accreditations.append(accreditation)


WAYS = {
    "entry ends": (let_end, "entry on the register ends"),
    "training ends": (let_training_end, "time to work towards"),
    "check ends": (let_check_end, "checked again"),
    "accreditation ends": (let_accreditation_end, "accreditation as an assessor runs out"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (15, 1), (14, 1), (1, 1), (0, 0)])
def test_those_concerned_are_told_once_at_each_time(
    registration: Registration,
    entry: RegisterEntry,
    eve: User,
    way: str,
    days: int,
    told: int,
) -> None:
    tess = make_admin()
    let, words = WAYS[way]
    let(entry, in_days(days))
    db.session.commit()
    warn_of_lapses()
    warn_of_lapses()
    for person in (registration.assessor, registration.iqa, tess):
        found = notices(person)
        assert len(found) == told
        assert all(words in one for one in found)
    assert notices(registration.learner) == notices(eve) == []


def test_it_is_told_twice_in_all(registration: Registration, entry: RegisterEntry) -> None:
    entry.ends_on = in_days(60)
    db.session.commit()
    warn_of_lapses()
    for later, count in ((30, 1), (46, 2), (50, 2)):
        with time_machine.travel(clock.now() + timedelta(days=later), tick=False):
            warn_of_lapses()
        assert len(notices(registration.assessor)) == count


def test_a_day_that_moves_is_told_of_anew(entry: RegisterEntry, ben: User) -> None:
    entry.ends_on = in_days(60)
    db.session.commit()
    warn_of_lapses()
    entry.ends_on = in_days(50)
    db.session.commit()
    warn_of_lapses()
    assert len(notices(ben)) == 2


def test_several_things_of_one_person_make_one_notice(entry: RegisterEntry, ben: User) -> None:
    let_end(entry, in_days(30))
    let_check_end(entry, in_days(20))
    db.session.commit()
    warn_of_lapses()
    [words] = notices(ben)
    assert words.startswith("2 things of Ben Assessor’s on the register run out")


def test_an_entry_that_another_follows_runs_out_for_nobody(
    registration: Registration, entry: RegisterEntry, ben: User
) -> None:
    entry.ends_on = in_days(30)
    enter(ben, registration.version.qualification, Duty.ASSESS, starts_on=in_days(30))
    assert lapsing(clock.today()) == []
    other = make_entry(ben, registration.version, duty=Duty.VERIFY)
    other.ends_on = in_days(30)
    db.session.commit()
    assert [one.entry for one in lapsing(clock.today())] == [other]


def test_the_holder_finds_it_on_their_first_page(
    browser: Browser, entry: RegisterEntry, ben: User
) -> None:
    words = "runs out for you on the register"
    assert words not in browser(ben).get("/").text("main")
    entry.ends_on = in_days(30)
    db.session.commit()
    assert words in browser(ben).get("/").text("main")
    assert "Entry ends" in browser(ben).get(f"/register/people/{ben.id}").text("main")
