"""When an assessor or quality assurer can't go on, what waits with them does not wait unseen."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder, make_placement
from tests.factories_register import make_admin, make_assessor
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.assessors import actions as register
from trainer.assessors.models import RegisterEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.home.queries import count_stranded
from trainer.notifications.models import Notice
from trainer.people import actions as people
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus

WAITS = "can’t assess or quality assure any more"

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def registration(ada: User) -> Registration:
    return make_registration(ada, actor=make_admin())


@pytest.fixture
def tess(registration: Registration) -> User:
    return db.session.scalars(sa.select(User).where(User.name == "Tess Administrator")).one()


def leave(person: User) -> None:
    make_placement(person)
    people.leave(person, actor=make_holder("Hana People", Role.HR), on=clock.today())
    db.session.commit()


def end_role(person: User) -> None:
    by = make_holder("Hana People", Role.HR)
    people.end_role(person.appointments[0], actor=by, reason="Another job.")
    db.session.commit()


def end_entry(person: User) -> None:
    entry = db.session.scalars(sa.select(RegisterEntry).filter_by(holder_id=person.id)).one()
    register.end_entry(entry, actor=make_admin("Tess Keeper"), ends_on=clock.today())
    db.session.commit()


def told(person: User) -> list[str]:
    return [
        text
        for text in db.session.scalars(
            sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
        )
        if WAITS in text
    ]


@pytest.mark.parametrize("part", ["assessor", "iqa"])
@pytest.mark.parametrize("goes", [leave, end_role, end_entry])
def test_administrators_are_told_and_shown(
    browser: Browser, registration: Registration, tess: User, part: str, goes: object
) -> None:
    assert count_stranded(tess) == 0
    assert not browser(tess).get("/registrations?stranded=1").all("tbody tr")
    person: User = getattr(registration, part)
    goes(person)  # type: ignore[operator]

    assert len(told(tess)) == 1
    assert browser(tess).get("/admin").text("#next") == "Choose somebody else for 1 learner"
    assert browser(tess).get("/").text("#next") == "Choose somebody else for 1 learner"
    assert len(browser(tess).get("/registrations?stranded=1").all("tbody tr")) == 1
    page = browser(tess).get(f"/registrations/{registration.id}")
    assert person.name in page.text(".note-care")


def test_choosing_somebody_else_ends_it(
    browser: Browser, registration: Registration, tess: User
) -> None:
    leave(registration.assessor)
    new = make_assessor(registration.version.qualification, make_user("New Assessor"))
    browser(tess).post(
        f"/registrations/{registration.id}/people",
        assessor=new.id,
        iqa=registration.iqa_id,
        reason="Daniel left.",
    )
    assert count_stranded(tess) == 0
    assert not browser(tess).get(f"/registrations/{registration.id}").all(".note-care")


@pytest.mark.parametrize("status", [RegistrationStatus.CLAIM_READY, RegistrationStatus.WITHDRAWN])
def test_what_is_over_waits_with_nobody(
    registration: Registration, tess: User, status: RegistrationStatus
) -> None:
    registration.status = status
    db.session.commit()
    leave(registration.assessor)
    assert (count_stranded(tess), told(tess)) == (0, [])


def test_once_the_units_are_complete_only_the_quality_assurer_is_missed(
    registration: Registration, tess: User
) -> None:
    registration.status = RegistrationStatus.UNITS_COMPLETE
    db.session.commit()
    end_role(registration.assessor)
    assert count_stranded(tess) == 0
    end_role(registration.iqa)
    assert count_stranded(tess) == 1


def test_an_approval_that_runs_out_by_its_date_is_seen_too(
    registration: Registration, tess: User
) -> None:
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == registration.assessor_id)
        .values(ends_on=clock.today() + timedelta(days=1))
    )
    assert count_stranded(tess) == 0
    db.session.execute(sa.update(RegisterEntry).values(ends_on=clock.today()))
    assert count_stranded(tess) == 1


def test_the_admin_page_is_for_administrators(browser: Browser, eve: User) -> None:
    browser(eve).get("/admin", status=404)
    hana = make_holder("Hana People", Role.HR)
    assert "Nothing waits for you" in browser(hana).get("/admin").text(".empty")
