"""After the last check: claimed, answered, put right; and the ways a registration ends early."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_catalogue import IN_HOUSE, make_version
from tests.factories_certificates import make_certificate, make_complete
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, SealedText
from trainer.certificates.award import award_of
from trainer.certificates.policies import may_issue
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs.models import GoalUnit
from trainer.notifications.models import Notice
from trainer.registrations import actions
from trainer.registrations.models import Registration, RegistrationStatus

R = RegistrationStatus
TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)

pytestmark = pytest.mark.usefixtures("app")


def status_of(registration: Registration) -> RegistrationStatus:
    db.session.refresh(registration)
    return registration.status


def in_ledger(kind: str) -> LedgerEntry:
    return db.session.scalars(sa.select(LedgerEntry).where(LedgerEntry.kind == kind)).one()


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def set_last_claim(registration: Registration, day: date) -> None:
    assert registration.awarding is not None
    registration.awarding.certification_ends = day
    db.session.commit()


@pytest.fixture
def complete(ada: User) -> Registration:
    return make_complete(ada)


def test_a_claim_is_made_and_answered(browser: Browser, complete: Registration, ada: User) -> None:
    tess, url = make_admin(), f"/registrations/{complete.id}"
    assert browser(tess).get(url).all('a[href$="/claim"]')
    browser(tess).get(f"{url}/claim")
    browser(tess).post(f"{url}/claim", status=422, on="")
    browser(tess).post(f"{url}/claim", status=422, on=(TODAY + timedelta(days=1)).isoformat())
    browser(tess).post(f"{url}/claim", on=YESTERDAY.isoformat())
    assert status_of(complete) is R.CLAIMED
    assert told(ada)[-1] == f"Your {complete.version.title} has been claimed from City Awards."

    browser(tess).get(f"{url}/award")
    browser(tess).post(f"{url}/award", status=422, number=" ", on=TODAY.isoformat())
    early = (YESTERDAY - timedelta(days=1)).isoformat()
    browser(tess).post(f"{url}/award", status=422, number="CA-1", on=early)
    browser(tess).post(f"{url}/award", number="CA-1", on=TODAY.isoformat())
    assert status_of(complete) is R.CERTIFICATED
    assert "CA-1" in browser(tess).get(url).text("main")
    assert told(ada)[-1].endswith("has arrived. Well done.")
    assert told(complete.assessor) == told(complete.iqa)
    assert "has the certificate" in told(complete.iqa)[-1]
    sealed = sa.select(SealedText.text).where(SealedText.seq == in_ledger("AwardRecorded").seq)
    assert db.session.scalars(sealed).all() == ["CA-1"]


def test_a_rejected_claim_is_put_right_and_made_again(
    browser: Browser, complete: Registration, ada: User
) -> None:
    tess, url = make_admin(), f"/registrations/{complete.id}"
    browser(tess).post(f"{url}/claim", on=YESTERDAY.isoformat())
    browser(tess).get(f"{url}/rejection")
    browser(tess).post(f"{url}/rejection", status=422, reason="")
    browser(tess).post(f"{url}/rejection", reason="The date of birth is missing.")
    assert status_of(complete) is R.CLAIM_REJECTED
    assert "date of birth" in browser(tess).get(url).text(".note-stop")
    assert "date of birth" not in browser(ada).get(url).text("main")
    assert "was not accepted" in told(ada)[-1]
    assert "was not accepted" in told(complete.assessor)[-1]
    browser(tess).post(f"{url}/ready-again")
    assert status_of(complete) is R.CLAIM_READY
    assert complete.claimed_on is None
    browser(tess).post(f"{url}/claim", on=TODAY.isoformat())
    assert status_of(complete) is R.CLAIMED
    assert complete.rejection == ""


def test_each_step_waits_for_the_one_before(browser: Browser, complete: Registration) -> None:
    tess, url = make_admin(), f"/registrations/{complete.id}"
    for step, sent in (
        ("award", {"number": "CA-1", "on": TODAY.isoformat()}),
        ("rejection", {"reason": "Because."}),
        ("ready-again", {}),
        ("transfer", {"reason": "Because."}),
    ):
        browser(tess).post(f"{url}/{step}", status=403, **sent)
    assert status_of(complete) is R.CLAIM_READY


def test_what_is_awarded_in_house_is_claimed_from_nobody(ada: User) -> None:
    registration = make_registration(ada, make_version(IN_HOUSE), status=R.CLAIM_READY)
    with pytest.raises(Refused, match="nobody to claim it from"):
        actions.claim(registration, actor=make_admin(), on=TODAY)


def test_nothing_is_claimed_after_the_last_day(complete: Registration) -> None:
    set_last_claim(complete, YESTERDAY)
    with pytest.raises(Refused, match="City Awards takes no more claims"):
        actions.claim(complete, actor=make_admin(), on=YESTERDAY)
    set_last_claim(complete, TODAY)
    actions.claim(complete, actor=make_admin(), on=TODAY)
    assert status_of(complete) is R.CLAIMED


def test_nobody_claims_their_own(complete: Registration, ada: User) -> None:
    complete.learner = make_admin("Tess Learner")
    with pytest.raises(Refused, match="their own"):
        actions.claim(complete, actor=complete.learner, on=TODAY)


def test_a_claim_is_not_older_than_its_registration(complete: Registration) -> None:
    complete.registered_on = TODAY
    with pytest.raises(Unacceptable):
        actions.claim(complete, actor=make_admin(), on=YESTERDAY)


@pytest.mark.parametrize("status", [R.CLAIM_READY, R.CLAIMED, R.CLAIM_REJECTED, R.CERTIFICATED])
def test_our_own_certificate_can_be_had_whatever_became_of_the_claim(
    ada: User, status: RegistrationStatus
) -> None:
    registration = make_complete(ada, status=status)
    assert may_issue(make_admin(), registration, award_of(registration))
    assert make_certificate(ada, registration=registration).number


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


@pytest.mark.parametrize("change", ["claim", "award", "rejection", "ready-again", "transfer"])
def test_outsiders_claim_nothing(browser: Browser, complete: Registration, change: str) -> None:
    for outsider in (make_user("Eve"), complete.learner, complete.assessor, complete.iqa):
        url = f"/registrations/{complete.id}/{change}"
        browser(outsider).post(url, status=404, reason="Because.", on=TODAY.isoformat(), number="1")
    assert status_of(complete) is R.CLAIM_READY


@pytest.mark.parametrize("status", [R.REGISTERED, R.ACTIVE, R.BREAK_IN_LEARNING])
def test_a_registration_lapses_once_nothing_can_be_claimed(
    ada: User, status: RegistrationStatus
) -> None:
    registration = make_registration(ada, status=status)
    set_last_claim(registration, TODAY)
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


def test_what_is_complete_does_not_lapse(complete: Registration) -> None:
    set_last_claim(complete, YESTERDAY)
    worker.tidy_up()
    assert status_of(complete) is R.CLAIM_READY
