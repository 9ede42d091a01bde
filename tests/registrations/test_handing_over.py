"""When a learner goes on with another assessor, the former one says what the next should know."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_register import make_admin, make_assessor, make_iqa
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations import actions
from trainer.registrations.actions.handing_over import write_note
from trainer.registrations.models import HandOver, Registration

NOTE = "She likes short visits. We agreed on the returns desk next."


@pytest.fixture
def tess(app: object) -> User:
    return make_admin()


def reassign(registration: Registration, tess: User, to: User) -> HandOver | None:
    actions.reassign(
        registration, actor=tess, assessor=to, iqa=registration.iqa, reason="She moves house."
    )
    db.session.commit()
    return registration.hand_overs[-1] if registration.hand_overs else None


def told(person: User) -> list[str]:
    return list(
        db.session.scalars(
            sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
        )
    )


def test_the_former_assessor_is_asked_and_the_next_one_told(browser: Browser, tess: User) -> None:
    registration = make_registration(make_user("Ada Trainee"))
    former = registration.assessor
    following = make_assessor(registration.version.qualification, make_user("Nia Next"))
    handed = reassign(registration, tess, following)
    assert handed is not None
    assert "Nia Next assesses Ada Trainee from now on. What should they know?" in told(former)
    home = browser(former).get("/")
    assert "Say what the next assessor of 1 learner should know" in home.text("main")
    listed = browser(former).get("/registrations/hand-overs")
    assert "Ada Trainee" in listed.text("main")

    address = f"/registrations/hand-overs/{handed.id}"
    browser(former).post(address, 422, note=" ")
    browser(former).post(address, note=NOTE)
    assert "Daniel Osei wrote down what you should know about Ada Trainee." in told(following)
    for reader in (following, registration.learner, registration.iqa):
        page = browser(reader).get(f"/qualifications/{registration.id}")
        assert NOTE in page.text("main")
    assert NOTE in browser(tess).get(f"/registrations/{registration.id}").text("main")
    assert "Nothing to hand over" in browser(former).get("/registrations/hand-overs").text("main")


def test_managers_read_progress_and_not_the_note(browser: Browser, tess: User) -> None:
    registration = make_registration(make_user("Ada Trainee"))
    following = make_assessor(registration.version.qualification, make_user("Nia Next"))
    handed = reassign(registration, tess, following)
    assert handed is not None
    write_note(handed, actor=tess, note=NOTE)
    db.session.commit()
    assert NOTE not in browser(tess).get(f"/qualifications/{registration.id}").text("main")


def test_it_is_written_once_and_by_nobody_else(tess: User) -> None:
    registration = make_registration()
    former = registration.assessor
    following = make_assessor(registration.version.qualification, make_user("Nia Next"))
    handed = reassign(registration, tess, following)
    assert handed is not None
    with pytest.raises(Refused):
        write_note(handed, actor=following, note=NOTE)
    with pytest.raises(Unacceptable):
        write_note(handed, actor=former, note="  ")
    write_note(handed, actor=former, note=NOTE)
    db.session.commit()
    with pytest.raises(Refused, match="written already"):
        write_note(handed, actor=tess, note="Something else.")
    assert (handed.note, handed.written_by) == (NOTE, former)


def test_nothing_is_asked_of_whom_the_learner_comes_back_to(tess: User) -> None:
    registration = make_registration()
    former = registration.assessor
    following = make_assessor(registration.version.qualification, make_user("Nia Next"))
    reassign(registration, tess, following)
    reassign(registration, tess, former)
    assert [(one.former, one.next) for one in registration.hand_overs] == [(following, former)]


def test_another_quality_assurer_is_no_hand_over(tess: User) -> None:
    registration = make_registration()
    other = make_iqa(registration.version.qualification, make_user("Quin Other"))
    actions.reassign(
        registration, actor=tess, assessor=registration.assessor, iqa=other, reason="Holiday."
    )
    db.session.commit()
    assert registration.hand_overs == []
