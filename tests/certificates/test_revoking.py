"""Revoking and replacing: final, with a reason, by somebody else, and public at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.browsing import Browser
from tests.factories import PASSWORD
from tests.factories_certificates import (
    make_administrator,
    make_certificate,
    propose_to_revoke,
    revoke_by_two,
)
from tests.factories_people import appoint, make_holder, proof_of
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.verify import verify
from trainer.certificates import actions
from trainer.certificates.models import (
    Certificate,
    CertificateStatus,
    Purpose,
    Revocation,
    RevocationStatus,
)
from trainer.checks.certificates import CHECKS
from trainer.config import Config
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.registrations.models import RegistrationStatus

REASON = "The name was misspelt."


def revoke(certificate: Certificate, by: User, _config: Config) -> None:
    revoke_by_two(certificate, by=by, reason=REASON)


def replace(
    certificate: Certificate, by: User, config: Config, purpose: Purpose = Purpose.LOST
) -> None:
    actions.replace(
        certificate, actor=by, proof=proof_of(by), purpose=purpose, reason=REASON, config=config
    )
    db.session.commit()


def findings() -> list[str]:
    return [one.says for check in CHECKS for one in check.findings()]


Deed = Callable[[Certificate, User, Config], None]
both = pytest.mark.parametrize("deed", [revoke, replace])


def test_revoking_carries_reason_authors_and_time(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    revoke(certificate, tess, config)

    last = certificate.events[-1]
    assert certificate.status is last.status is CertificateStatus.REVOKED
    assert (last.reason, last.actor.name) == (REASON, "Una Second")
    links = db.session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.seq.desc())).all()
    assert [links[0].kind, links[1].kind] == ["CertificateRevoked", "RevocationProposed"]
    assert (links[0].actor_id, links[1].actor_id) == (last.actor_id, tess.id)
    assert REASON not in links[0].body + links[1].body
    assert REASON in db.session.scalars(sa.select(SealedText.text)).all()
    assert verify() == []
    assert findings() == []


def test_it_is_in_force_until_another_confirms(ada: User, tess: User, browser: Browser) -> None:
    certificate = make_certificate(ada)
    revocation = propose_to_revoke(certificate, by=tess)
    assert certificate.status is CertificateStatus.ISSUED
    assert "in force" in browser().get(f"/v/{certificate.code}").text("h1")
    with pytest.raises(Refused, match="You proposed it"):
        actions.confirm_revocation(revocation, actor=tess, proof=proof_of(tess))


def test_the_database_too_wants_two_people(ada: User, tess: User) -> None:
    revocation = propose_to_revoke(make_certificate(ada), by=tess)
    forged = sa.update(Revocation).values(
        status=RevocationStatus.CONFIRMED, decided_by_id=revocation.proposed_by_id
    )
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(forged)


def test_a_revocation_under_another_name_is_found(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    revoke(certificate, tess, config)
    db.session.execute(sa.update(Revocation).values(proposed_by_id=ada.id))
    number = db.session.scalars(sa.select(Revocation.id)).one()
    assert findings() == [
        f"Revocation {number} was not the deed of two people other than the holder.",
        f"Certificate {certificate.id} was revoked without the two people its link names.",
    ]


@pytest.mark.parametrize("who", ["holder", "hr", "stale proof"])
def test_who_may_not_confirm(ada: User, tess: User, who: str) -> None:
    revocation = propose_to_revoke(make_certificate(ada), by=tess)
    other = make_administrator("Una Second")
    proof = proof_of(other)
    if who == "holder":
        appoint(ada, Role.TRAINING_ADMIN)
        other, proof = ada, proof_of(ada)
    elif who == "hr":
        other = make_holder("Hal Resources", Role.HR)
        proof = proof_of(other)
    else:
        proof = Proof(user_id=other.id, at=proof.at - timedelta(minutes=6))
    with pytest.raises(Refused):
        actions.confirm_revocation(revocation, actor=other, proof=proof)
    assert revocation.certificate.status is CertificateStatus.ISSUED


@pytest.mark.parametrize("by_proposer", [True, False])
def test_it_can_be_left_in_force(ada: User, tess: User, config: Config, by_proposer: bool) -> None:
    certificate = make_certificate(ada)
    revocation = propose_to_revoke(certificate, by=tess)
    other = make_administrator("Una Second")
    actions.drop_revocation(
        revocation, actor=tess if by_proposer else other, words="The work is hers."
    )
    db.session.commit()
    assert certificate.status is CertificateStatus.ISSUED
    with pytest.raises(Refused, match="decided since"):
        actions.confirm_revocation(revocation, actor=other, proof=proof_of(other))
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == tess.id)).all()
    assert [one for one in told if "stays in force" in one] == told
    assert bool(told) is not by_proposer
    revoke(certificate, tess, config)
    assert verify() == findings() == []


def test_while_it_is_proposed_nothing_else_is_done(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    propose_to_revoke(certificate, by=tess)
    for deed in (replace, revoke):
        with pytest.raises(Refused, match="has to be decided first"):
            deed(certificate, tess, config)


def test_the_others_who_may_decide_are_told(ada: User, tess: User) -> None:
    other, hr = make_administrator("Una Second"), make_holder("Hal Resources", Role.HR)
    certificate = make_certificate(ada, by=tess)
    propose_to_revoke(certificate, by=tess)
    told = db.session.scalars(
        sa.select(Notice.user_id).where(Notice.path == f"/certificates/{certificate.id}/revocation")
    ).all()
    assert told == [other.id]
    assert hr.id not in told


def test_the_learner_is_told_once_of_each(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    replace(certificate, tess, config)
    new = db.session.scalars(sa.select(Certificate).order_by(Certificate.id.desc())).first()
    assert new is not None
    revoke(new, tess, config)
    told = db.session.scalars(
        sa.select(Notice.text).where(Notice.user_id == ada.id).order_by(Notice.id)
    ).all()
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


@pytest.mark.parametrize("lacking", ["reason", "evidence"])
def test_a_reason_and_evidence_are_asked_for(ada: User, tess: User, lacking: str) -> None:
    said = {"reason": REASON, "evidence": "Both folders."} | {lacking: "  "}
    with pytest.raises(Unacceptable) as wrong:
        actions.propose_revocation(make_certificate(ada), actor=tess, proof=proof_of(tess), **said)
    assert wrong.value.field == lacking


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


def test_the_pages_revoke_it(ada: User, tess: User, browser: Browser) -> None:
    other = make_administrator("Una Second", password=PASSWORD)
    certificate = make_certificate(ada)
    address = f"/certificates/{certificate.id}/revoke"
    form = browser(tess).get(address).form()
    assert len(browser(tess).post(address, status=422, **form).all(".error-summary li")) == 3
    said = {"reason": "<b>Copied</b> work.", "evidence": "Two folders alike."}
    browser(tess).post(address, **form | said | {"password": PASSWORD})
    assert certificate.status == "issued"

    decides = f"/certificates/{certificate.id}/revocation"
    own = browser(tess).get(decides)
    assert "another training administrator has to confirm" in own.text("main .note-care")
    assert f'href="{decides}"' in browser(other).get(f"/certificates/{certificate.id}").html
    page = browser(other).get(decides)
    assert "<b>Copied</b> work." in page.text("main")
    assert "Two folders alike." in page.text("main")
    confirm = page.form()
    browser(other).post(decides, status=422, **confirm)
    browser(other).post(decides, **confirm | {"password": PASSWORD})
    assert certificate.status == "revoked"
    shown = browser(tess).get(f"/certificates/{certificate.id}")
    assert "<b>Copied</b> work." in shown.text("section[aria-labelledby=events]")
    late = browser(tess).get(address)
    assert late.all("main form") == []
    assert "has been revoked" in late.text("main .note")
    assert "Una Second confirmed it" in browser(tess).get(decides).text("main")


def test_the_pages_leave_it_in_force(ada: User, tess: User, browser: Browser) -> None:
    other = make_administrator("Una Second", password=PASSWORD)
    certificate = make_certificate(ada)
    propose_to_revoke(certificate, by=tess)
    address = f"/certificates/{certificate.id}/revocation"
    assert f'href="{address}/drop"' in browser(other).get(address).html
    form = browser(other).get(f"{address}/drop").form()
    wrong = browser(other).post(f"{address}/drop", status=422, **form)
    assert len(wrong.all(".error-summary li")) == 1
    browser(other).post(f"{address}/drop", **form | {"words": "The work is hers."})
    assert certificate.status == "issued"
    assert "The work is hers." in browser(tess).get(address).text("main")


def test_the_page_replaces_it(ada: User, tess: User, browser: Browser) -> None:
    certificate = make_certificate(ada)
    address = f"/certificates/{certificate.id}/replace"
    form = browser(tess).get(address).form()
    empty = browser(tess).post(address, status=422, **form)
    assert len(empty.all(".error-summary li")) == 3
    filled = form | {"purpose": "corrected", "reason": "Name.", "password": PASSWORD}
    wrong = browser(tess).post(address, status=422, **filled)
    assert "The record says what the certificate says" in wrong.text(".error-summary")
    sent = browser(tess).post(address, **filled | {"purpose": "lost"})
    assert certificate.status == "replaced"
    assert "the papers were lost" in browser(tess).get(sent.response.location).text("main")
    late = browser(tess).get(address)
    assert late.all("main form") == []
    assert "has been replaced" in late.text("main .note")


@pytest.mark.parametrize(
    "verb", ["revoke", "revocation", "revocation/drop", "replace", "make-again"]
)
def test_outsiders_and_the_learner_find_no_such_pages(
    ada: User, eve: User, tess: User, browser: Browser, verb: str
) -> None:
    certificate = make_certificate(ada)
    propose_to_revoke(certificate, by=tess)
    for person in (ada, eve):
        browser(person).post(f"/certificates/{certificate.id}/{verb}", status=404)


def test_where_nothing_is_proposed_there_is_nothing_to_decide(
    ada: User, tess: User, browser: Browser
) -> None:
    browser(tess).get(f"/certificates/{make_certificate(ada).id}/revocation", status=404)


def test_a_stale_page_changes_nothing(ada: User, tess: User, browser: Browser) -> None:
    certificate = make_certificate(ada)
    other = make_administrator("Una Admin", password=PASSWORD)
    address = f"/certificates/{certificate.id}/revoke"
    said = {"reason": "Mine.", "evidence": "Seen.", "password": PASSWORD}
    form = browser(tess).get(address).form() | said
    theirs = browser(other).get(address).form() | said | {"reason": "Theirs."}
    browser(other).post(address, **theirs)
    late = browser(tess).post(address, status=403, **form)
    assert "Mine." in late.text("main")
    assert db.session.scalars(sa.select(Revocation.reason)).all() == ["Theirs."]


def test_the_reason_is_not_for_the_learner(ada: User, tess: User, browser: Browser) -> None:
    certificate = make_certificate(ada)
    revoke_by_two(certificate, by=tess, reason=REASON)
    shown = browser(ada).get(f"/certificates/{certificate.id}")
    assert REASON not in shown.html


def test_no_correction_once_a_unit_is_reopened(ada: User, tess: User, config: Config) -> None:
    certificate = make_certificate(ada)
    ada.name = "Ada Married"
    certificate.registration.status = RegistrationStatus.ACTIVE
    db.session.commit()
    with pytest.raises(Refused, match="isn't complete"):
        replace(certificate, tess, config, Purpose.CORRECTED)
    assert certificate.status is CertificateStatus.ISSUED
