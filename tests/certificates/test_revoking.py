"""Revoking and replacing: final, with a reason, by somebody else, and public at once."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.factories import PASSWORD
from tests.factories_certificates import make_administrator, make_certificate
from tests.factories_people import appoint, proof_of
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.verify import verify
from trainer.certificates import actions
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.checks.certificates import CHECKS
from trainer.config import Config
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.registrations.models import RegistrationStatus

REASON = "The name was misspelt."


def revoke(certificate: Certificate, by: User, _config: Config) -> None:
    actions.revoke(certificate, actor=by, proof=proof_of(by), reason=REASON)
    db.session.commit()


def replace(certificate: Certificate, by: User, config: Config) -> None:
    actions.replace(certificate, actor=by, proof=proof_of(by), reason=REASON, config=config)
    db.session.commit()


Deed = Callable[[Certificate, User, Config], None]
both = pytest.mark.parametrize("deed", [revoke, replace])


def test_revoking_carries_reason_author_and_time(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    revoke(certificate, tess, config)

    last = certificate.events[-1]
    assert certificate.status is last.status is CertificateStatus.REVOKED
    assert (last.reason, last.actor_id) == (REASON, tess.id)
    link = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind == "CertificateRevoked")
    ).one()
    assert REASON not in link.body
    assert REASON in db.session.scalars(sa.select(SealedText.text)).all()
    assert verify() == []
    assert [list(check.findings()) for check in CHECKS] == [[]] * len(CHECKS)


def test_replacing_gives_a_new_number_and_code_and_says_what_is_true_now(
    ada: User, tess: User, config: Config
) -> None:
    old = make_certificate(ada)
    ada.name = "Ada Married"
    db.session.commit()
    replace(old, tess, config)

    new = db.session.scalars(sa.select(Certificate).where(Certificate.replaces_id == old.id)).one()
    assert (old.status, new.status) == (CertificateStatus.REPLACED, CertificateStatus.ISSUED)
    assert new.number != old.number
    assert new.code != old.code
    assert new.payload["learner"] == "Ada Married"
    assert new.payload["replacement_of"] == old.number
    assert old.payload["learner"] == "Ada Trainee"
    kinds = db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds == ["CertificateIssued", "CertificateIssued", "CertificateReplaced"]
    assert verify() == []
    assert [list(check.findings()) for check in CHECKS] == [[]] * len(CHECKS)


def test_the_learner_is_told_once_of_each(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    replace(certificate, tess, config)
    new = db.session.scalars(sa.select(Certificate).order_by(Certificate.id.desc())).first()
    assert new is not None
    revoke(new, tess, config)
    told = db.session.scalars(sa.select(Notice.text).order_by(Notice.id)).all()
    assert ["issued" in told[0], "replaced by" in told[1], "revoked" in told[2]] == [True] * 3
    assert len(told) == 3


@both
@pytest.mark.parametrize("first", [revoke, replace])
def test_neither_can_be_done_twice(
    ada: User, tess: User, config: Config, first: Deed, deed: Deed
) -> None:
    certificate = make_certificate(ada)
    first(certificate, tess, config)
    with pytest.raises(Refused, match="has been re"):
        deed(certificate, tess, config)


@pytest.mark.parametrize("status", list(CertificateStatus))
def test_nothing_leads_out_of_revoked_or_replaced(status: CertificateStatus) -> None:
    for last in (CertificateStatus.REVOKED, CertificateStatus.REPLACED):
        with pytest.raises(WrongState):
            Certificate(status=last).move_to(status)


@both
def test_only_a_training_administrator_may(
    ada: User, dev: User, config: Config, deed: Deed
) -> None:
    appoint(dev, Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="Only a training administrator"):
        deed(make_certificate(ada), dev, config)


@both
def test_nobody_deals_with_their_own(ada: User, config: Config, deed: Deed) -> None:
    certificate = make_certificate(ada)
    appoint(ada, Role.TRAINING_ADMIN)
    with pytest.raises(Refused, match="your own"):
        deed(certificate, ada, config)


def test_a_reason_is_asked_for(ada: User, tess: User) -> None:
    certificate = make_certificate(ada)
    with pytest.raises(Unacceptable):
        actions.revoke(certificate, actor=tess, proof=proof_of(tess), reason="  ")


def test_no_replacement_once_a_unit_is_reopened(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    certificate.registration.status = RegistrationStatus.ACTIVE
    db.session.commit()
    with pytest.raises(Refused, match="isn't complete"):
        replace(certificate, tess, config)
    assert certificate.status is CertificateStatus.ISSUED


def test_another_can_be_issued_after_a_revocation(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    revoke(certificate, tess, config)
    again = make_certificate(ada, by=tess, registration=certificate.registration)
    assert again.status is CertificateStatus.ISSUED


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE certificate_events SET status = 'issued'",
        "DELETE FROM certificate_events",
    ],
)
def test_the_database_keeps_the_events(ada: User, forgery: str) -> None:
    make_certificate(ada)
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(sa.text(forgery))


@pytest.mark.parametrize(("verb", "status"), [("revoke", "revoked"), ("replace", "replaced")])
def test_the_pages_do_it(ada: User, tess: User, browser: Browser, verb: str, status: str) -> None:
    certificate = make_certificate(ada)
    address = f"/certificates/{certificate.id}/{verb}"
    form = browser(tess).get(address).form()

    empty = browser(tess).post(address, status=422, **form)
    assert len(empty.all(".error-summary li")) == 2
    sent = browser(tess).post(
        address, **form | {"reason": "<b>Wrong</b> name.", "password": PASSWORD}
    )

    assert certificate.status == status
    shown = browser(tess).get(f"/certificates/{certificate.id}")
    assert "<b>Wrong</b> name." in shown.text("#card-events, section[aria-labelledby=events]")
    browser(tess).get(sent.response.location)
    late = browser(tess).get(address)
    assert late.all("main form") == []
    assert "has been re" in late.text("main .note")


@pytest.mark.parametrize("verb", ["revoke", "replace", "make-again"])
def test_outsiders_and_the_learner_find_no_such_pages(
    ada: User, eve: User, browser: Browser, verb: str
) -> None:
    certificate = make_certificate(ada)
    for person in (ada, eve):
        browser(person).post(f"/certificates/{certificate.id}/{verb}", status=404)


def test_a_stale_page_changes_nothing(ada: User, tess: User, browser: Browser) -> None:
    certificate = make_certificate(ada)
    other = make_administrator("Una Admin", password=PASSWORD)
    address = f"/certificates/{certificate.id}/revoke"
    form = browser(tess).get(address).form() | {"reason": "Mine.", "password": PASSWORD}
    theirs = browser(other).get(address).form() | {"reason": "Theirs.", "password": PASSWORD}
    browser(other).post(address, **theirs)
    late = browser(tess).post(address, status=403, **form)
    assert "Mine." in late.text("main")
    assert certificate.events[-1].reason == "Theirs."


def test_the_reason_is_not_for_the_learner(ada: User, tess: User, browser: Browser) -> None:
    certificate = make_certificate(ada)
    actions.revoke(certificate, actor=tess, proof=proof_of(tess), reason=REASON)
    db.session.commit()
    shown = browser(ada).get(f"/certificates/{certificate.id}")
    assert REASON not in shown.html
