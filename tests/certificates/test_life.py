"""What comes after issue: another in its place, running out, renewing, and word of it in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator, make_certificate, make_complete
from tests.factories_people import proof_of
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.certificates import actions, payload
from trainer.certificates.models import (
    Certificate,
    CertificateStanding,
    CertificateStatus,
    Purpose,
    standing_of,
)
from trainer.checks.certificates import CHECKS
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.documents.look import HOUSE
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.models import RegistrationStatus

ISSUED = datetime(2026, 2, 28, 12, tzinfo=UTC)
MONTHS = 24


def make_lasting(learner: User, by: User, months: int | None = MONTHS) -> Certificate:
    """A certificate of an award that says for how long it holds."""
    registration = make_complete(learner)
    registration.version.valid_months = months
    return make_certificate(learner, by=by, registration=registration)


def replace(certificate: Certificate, by: User, purpose: Purpose, config: Config) -> Certificate:
    new = actions.replace(
        certificate, actor=by, proof=proof_of(by), purpose=purpose, reason="Why.", config=config
    )
    db.session.commit()
    return new


def findings() -> list[str]:
    return [one.says for check in CHECKS for one in check.findings()]


def told(person: User) -> list[str]:
    found = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return [text for text in db.session.scalars(found) if "runs out" in text]


def at(day: date) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False)


def test_it_runs_out_where_the_award_says_so(ada: User, tess: User, config: Config) -> None:
    with time_machine.travel(ISSUED, tick=False):
        certificate = make_lasting(ada, tess)
        endless = make_lasting(make_user("Bea Endless"), tess, None)
    assert certificate.payload["expires_on"] == "2028-02-28"
    assert certificate.expires_on == date(2028, 2, 28)
    assert (endless.payload["expires_on"], endless.expires_on) == (None, None)
    for one in (certificate, endless):
        page = payload.page_of(one.payload, look=HOUSE, ledger_link="1:0", config=config)
        assert page.expires_on == one.expires_on
    db.session.execute(
        sa.update(Certificate)
        .where(Certificate.id == certificate.id)
        .values(expires_on=date(2030, 1, 1))
    )
    assert findings() == [f"Certificate {certificate.id} runs out on another day than it says."]


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (-61, CertificateStanding.ISSUED),
        (-60, CertificateStanding.ENDING),
        (-1, CertificateStanding.ENDING),
        (0, CertificateStanding.EXPIRED),
    ],
)
def test_the_calendar_says_how_it_stands_on_every_page(
    ada: User, tess: User, browser: Browser, days: int, standing: CertificateStanding
) -> None:
    with time_machine.travel(ISSUED, tick=False):
        certificate = make_lasting(ada, tess)
        make_lasting(make_user("Bea Endless"), tess, None)
    ends = date(2028, 2, 28)
    assert standing_of(CertificateStatus.REVOKED, ends, ends) is CertificateStanding.REVOKED
    with at(ends + timedelta(days=days)):
        assert certificate.standing is standing
        found = browser(tess).get(f"/certificates?which={standing}").texts("tbody th a")
        assert certificate.number in found
        over = standing is CertificateStanding.EXPIRED
        heading = browser().get(f"/v/{certificate.code}").text("h1")
        assert heading.endswith("has run out") is over
        held = browser(ada).get("/certificates/mine").text("main")
        assert ("It has run out" in held) is over
        in_force = browser(tess).get("/certificates?which=issued").texts("tbody th a")
        assert (certificate.number in in_force) is not over


def test_lost_papers_say_the_same_again(ada: User, tess: User, config: Config) -> None:
    old = make_lasting(ada, tess)
    ada.name = "Ada Married"
    old.registration.status = RegistrationStatus.ACTIVE  # What stood when it was issued stands.
    db.session.commit()
    new = replace(old, tess, Purpose.LOST, config)
    assert (old.status, new.status) == (CertificateStatus.REPLACED, CertificateStatus.ISSUED)
    paper = {"number", "code", "issued_on", "replacement_of"}
    assert {name for name in new.payload if new.payload[name] != old.payload[name]} <= paper
    assert new.number != old.number
    assert new.code != old.code
    assert (new.payload["replacement_of"], new.purpose) == (old.number, Purpose.LOST)
    assert new.expires_on == old.expires_on


def test_a_correction_says_what_the_record_says_and_ends_the_old_one(
    ada: User, tess: User, config: Config
) -> None:
    old = make_lasting(ada, tess)
    with pytest.raises(Unacceptable, match="record says what the certificate says"):
        replace(old, tess, Purpose.CORRECTED, config)
    db.session.rollback()
    ada.name = "Ada Married"
    db.session.commit()
    new = replace(old, tess, Purpose.CORRECTED, config)
    assert new.payload["learner"] == "Ada Married"
    assert new.payload["replacement_of"] == old.number
    assert old.payload["learner"] == "Ada Trainee"
    assert (old.status, old.events[-1].reason) == (CertificateStatus.REPLACED, "Why.")
    assert new.expires_on == old.expires_on
    kinds = db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds == ["CertificateIssued", "CertificateIssued", "CertificateReplaced"]
    assert verify() == findings() == []


@pytest.mark.parametrize(
    ("days", "runs_out"),
    [(-60, date(2030, 2, 28)), (0, date(2030, 2, 28)), (31, date(2030, 3, 30))],
)
def test_renewed_it_holds_for_another_term(
    ada: User, tess: User, config: Config, days: int, runs_out: date
) -> None:
    """The next term begins where this one ends, or on the day if that is over."""
    with time_machine.travel(ISSUED, tick=False):
        old = make_lasting(ada, tess)
    with at(date(2028, 2, 28) + timedelta(days=days)):
        new = replace(old, tess, Purpose.RENEWED, config)
    assert new.expires_on == runs_out
    assert new.payload["replacement_of"] is None
    assert new.replaces_id == old.id
    assert findings() == []


def test_what_stands_in_the_way_of_renewing(ada: User, tess: User, config: Config) -> None:
    with time_machine.travel(ISSUED, tick=False):
        old, endless = make_lasting(ada, tess), make_lasting(make_user("Bea"), tess, None)
    with at(date(2027, 12, 29)), pytest.raises(Refused, match="from 30 December 2027 on"):
        replace(old, tess, Purpose.RENEWED, config)
    with pytest.raises(Refused, match="doesn't run out"):
        replace(endless, tess, Purpose.RENEWED, config)
    old.registration.status = RegistrationStatus.WITHDRAWN
    db.session.commit()
    with at(date(2028, 1, 30)), pytest.raises(Refused, match="isn't complete"):
        replace(old, tess, Purpose.RENEWED, config)


@pytest.mark.parametrize("purpose", [Purpose.LOST, Purpose.CORRECTED])
def test_one_that_has_run_out_is_renewed_not_copied(
    ada: User, tess: User, config: Config, purpose: Purpose
) -> None:
    with time_machine.travel(ISSUED, tick=False):
        old = make_lasting(ada, tess)
    with at(date(2028, 2, 28)), pytest.raises(Refused, match="Renew it instead"):
        replace(old, tess, purpose, config)


def test_holder_and_administrators_hear_of_it_twice_and_never_again(
    ada: User, tess: User, browser: Browser, config: Config
) -> None:
    make_administrator("Una Second")
    with time_machine.travel(ISSUED, tick=False):
        certificate = make_lasting(ada, tess)
    for days, heard in ((61, 0), (60, 1), (40, 1), (15, 1), (14, 2), (3, 2), (0, 2), (-9, 2)):
        with at(date(2028, 2, 28) - timedelta(days=days)):
            for _hour in range(2):
                worker.tidy_up()
        assert (len(told(ada)), len(told(tess))) == (heard, heard), days
    assert "28 February 2028" in told(ada)[0]
    assert certificate.number in told(tess)[0]
    browser(tess).get(f"/certificates/{certificate.id}")


def test_one_that_was_renewed_or_missed_its_first_word_is_told_of_once(
    ada: User, tess: User, config: Config
) -> None:
    with time_machine.travel(ISSUED, tick=False):
        old = make_lasting(ada, tess)
    with at(date(2028, 2, 18)):
        actions.warn_of_expiry()
        assert len(told(ada)) == 1
        new = replace(old, tess, Purpose.RENEWED, config)
        assert actions.warn_of_expiry() == 0
    assert new.expires_on == date(2030, 2, 28)


def test_the_page_offers_to_renew_it_when_it_is_time(
    ada: User, tess: User, browser: Browser
) -> None:
    certificate = make_lasting(ada, tess, 1)
    address = f"/certificates/{certificate.id}/replace?purpose=renewed"
    assert address in browser(tess).get(f"/certificates/{certificate.id}").html
    form = browser(tess).get(address).form()
    assert form["purpose"] == "renewed"
    browser(tess).post(address, **form | {"reason": "Another term.", "password": PASSWORD})
    new = db.session.scalars(sa.select(Certificate).order_by(Certificate.id.desc())).first()
    assert new is not None
    assert new.expires_on == clock.months_after(certificate.expires_on or clock.today(), 1)


def test_who_issues_one_reads_for_how_long_it_will_hold(
    ada: User, tess: User, browser: Browser
) -> None:
    registration = make_complete(ada)
    for months, words in ((None, "Does not run out"), (12, "12 months after it is issued")):
        registration.version.valid_months = months
        db.session.commit()
        page = browser(tess).get(f"/certificates/issue/{registration.id}")
        said = dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))
        assert said["Runs out"] == words
