"""How a registration ends early: the learner goes on elsewhere, or its last day for claims is over."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_certificates import make_complete
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import GoalUnit
from trainer.notifications.models import Notice
from trainer.registrations.models import Registration, RegistrationStatus

R = RegistrationStatus
YESTERDAY = clock.today() - timedelta(days=1)

pytestmark = pytest.mark.usefixtures("app")


def status_of(registration: Registration) -> RegistrationStatus:
    db.session.refresh(registration)
    return registration.status


def in_ledger(kind: str) -> LedgerEntry:
    return db.session.scalars(sa.select(LedgerEntry).where(LedgerEntry.kind == kind)).one()


def told(person: User) -> list[str]:
    return list(
        db.session.scalars(
            sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
        )
    )


def set_last_claim(registration: Registration, day: date) -> None:
    assert registration.awarding is not None
    registration.awarding.certification_ends = day
    db.session.commit()


def test_a_learner_goes_on_elsewhere(browser: Browser, ada: User) -> None:
    tess, registration = make_admin(), make_registration(ada)
    url = f"/registrations/{registration.id}/transfer"
    browser(tess).get(url)
    browser(tess).post(url, status=422, reason=" ")
    browser(tess).post(url, reason="Moves to Cardiff, where the college takes her on.")
    assert status_of(registration) is R.TRANSFERRED
    assert in_ledger("Transferred").subject_id == registration.id
    assert told(ada)[-1] == "You go on with your Small scheme elsewhere."
    assert "goes on with the Small scheme elsewhere" in told(registration.assessor)[-1]
    assert db.session.scalars(sa.select(GoalUnit)).all() == []


@pytest.mark.parametrize("status", [R.REGISTERED, R.ACTIVE, R.BREAK_IN_LEARNING])
def test_a_registration_lapses_once_nothing_can_be_claimed(
    ada: User, status: RegistrationStatus
) -> None:
    registration = make_registration(ada, status=status)
    set_last_claim(registration, clock.today())
    worker.tidy_up()
    assert status_of(registration) is status

    set_last_claim(registration, YESTERDAY)
    worker.tidy_up()
    assert status_of(registration) is R.LAPSED
    assert in_ledger("Lapsed").actor_id is None
    for person in (ada, registration.assessor, registration.iqa):
        assert told(person)[-1].endswith("lapsed.")
    worker.tidy_up()
    assert in_ledger("Lapsed")


def test_outsiders_transfer_nobody(browser: Browser, ada: User) -> None:
    registration = make_registration(ada)
    for outsider in (make_user("Eve"), ada, registration.assessor, registration.iqa):
        url = f"/registrations/{registration.id}/transfer"
        browser(outsider).post(url, status=404, reason="Because.")
    assert status_of(registration) is R.ACTIVE


def test_what_is_complete_does_not_lapse(ada: User) -> None:
    complete = make_complete(ada)
    set_last_claim(complete, YESTERDAY)
    worker.tidy_up()
    assert status_of(complete) is R.CLAIM_READY
