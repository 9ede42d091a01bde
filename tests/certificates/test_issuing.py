"""Issuing a certificate: who may, for what, what it says, and how it is numbered."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import (
    ASSESSOR,
    IQA,
    TITLE,
    make_administrator,
    make_certificate,
    make_complete,
    make_version,
)
from tests.factories_people import appoint, make_holder, proof_of
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.assessments.models import CriterionStanding
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.verify import verify
from trainer.certificates import actions, payload
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.checks.certificates import CHECKS
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.people.models import Role
from trainer.quality.models import ReleaseLine
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus


def issue(registration: Registration, by: User, config: Config) -> Certificate:
    made = actions.issue(registration, actor=by, proof=proof_of(by), config=config)
    db.session.commit()
    return made


def test_what_it_says_is_written_down_and_hashed(ada: User, tess: User, config: Config) -> None:
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=UTC), tick=False):
        certificate = issue(make_complete(ada), tess, config)

    says = certificate.payload
    assert says["learner"] == "Ada Trainee"
    assert (says["title"], says["level"], says["credit"]) == (TITLE, 2, 10)
    assert [unit["title"] for unit in says["units"]] == [
        "Unit 1 of the diploma",
        "Unit 2 of the diploma",
    ]
    assert says["units"][1]["achieved_on"] == says["achieved_on"] == "2026-10-02"
    assert (says["criteria_met"], says["issued_on"]) == (4, "2026-11-16")
    assert (says["organisation"], says["centre"]) == ("Brackenhall Home", "Harbour Street")
    assert (says["assessor"], says["iqa"]) == (ASSESSOR, IQA)
    assert says["towards"] == "601/0000/1, City Awards"
    assert says["code"] == certificate.code
    assert certificate.payload_hash == payload.hash_of(says)


def test_it_is_drafted_then_issued_and_the_ledger_knows(
    ada: User, tess: User, config: Config
) -> None:
    registration = make_complete(ada)
    certificate = issue(registration, tess, config)

    assert certificate.status is CertificateStatus.ISSUED
    assert [event.status for event in certificate.events] == [
        CertificateStatus.DRAFTED,
        CertificateStatus.ISSUED,
    ]
    link = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind == "CertificateIssued")
    ).one()
    assert (link.subject_id, link.actor_id) == (certificate.id, tess.id)
    assert "Ada" not in link.body
    assert db.session.scalar(sa.select(SealedText.text)) == "Ada Trainee"
    assert verify() == []
    assert registration.status is RegistrationStatus.CLAIM_READY
    assert [list(check.findings()) for check in CHECKS] == [[]] * len(CHECKS)


def test_its_pdf_is_asked_for_and_the_learner_told(ada: User, tess: User, config: Config) -> None:
    certificate = issue(make_complete(ada), tess, config)
    asked = db.session.scalars(sa.select(OutboxItem)).one()
    assert (asked.task, asked.payload) == (
        Task.RENDER_CERTIFICATE,
        {"certificate_id": certificate.id},
    )
    told = db.session.scalars(sa.select(Notice)).one()
    assert (told.user_id, told.path) == (ada.id, "/certificates/mine")
    assert TITLE in told.text


def spoil_nothing(_registration: Registration) -> None:
    pass


def reopen_a_unit(registration: Registration) -> None:
    registration.units[1].status = UnitStatus.IN_PROGRESS


def forget_a_release(registration: Registration) -> None:
    registration.units[0].cycle = 2


def withdraw_a_unit(registration: Registration) -> None:
    registration.units[0].status = UnitStatus.WITHDRAWN


def go_back_to_work(registration: Registration) -> None:
    registration.status = RegistrationStatus.ACTIVE


def leave(registration: Registration) -> None:
    registration.status = RegistrationStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (reopen_a_unit, "Not achieved yet: Unit 2 of the diploma."),
        (forget_a_release, "Not released by internal quality assurance: Unit 1 of the diploma."),
        (withdraw_a_unit, "The units chosen don't make up the qualification yet."),
        (go_back_to_work, "The registration isn't complete yet."),
        (leave, "The registration isn't complete yet."),
    ],
)
def test_what_is_lacking_at_this_moment_refuses(
    ada: User,
    tess: User,
    config: Config,
    spoil: Callable[[Registration], None],
    reason: str,
) -> None:
    registration = make_complete(ada)
    spoil(registration)
    db.session.commit()
    with pytest.raises(Refused) as refused:
        issue(registration, tess, config)
    assert refused.value.sentence.startswith(reason)
    assert db.session.scalar(sa.select(sa.func.count(Certificate.id))) == 0


@pytest.mark.parametrize(
    "role", [None, *(role for role in Role if role is not Role.TRAINING_ADMIN)]
)
def test_nobody_else_issues(ada: User, config: Config, role: Role | None) -> None:
    someone = make_holder("Somebody Else", role) if role else make_user("Somebody Else")
    with pytest.raises(Refused, match="Only a training administrator"):
        issue(make_complete(ada), someone, config)


def test_nobody_issues_their_own(ada: User, config: Config) -> None:
    appoint(ada, Role.TRAINING_ADMIN)
    with pytest.raises(Refused, match="your own certificate"):
        issue(make_complete(ada), ada, config)


@pytest.mark.parametrize(
    "proof",
    [
        lambda tess, _ben: Proof(user_id=tess.id, at=clock.now() - timedelta(minutes=6)),
        lambda _tess, ben: proof_of(ben),
    ],
    ids=["too old", "another's"],
)
def test_a_fresh_proof_is_asked_for(
    ada: User, ben: User, tess: User, config: Config, proof: Callable[[User, User], Proof]
) -> None:
    with pytest.raises(Refused, match="password again"):
        actions.issue(make_complete(ada), actor=tess, proof=proof(tess, ben), config=config)


def test_one_at_a_time_is_in_force(ada: User, tess: User, config: Config) -> None:
    registration = make_complete(ada)
    first = issue(registration, tess, config)
    with pytest.raises(Refused, match=f"{first.number} is in force"):
        issue(registration, tess, config)


def test_the_database_too_lets_only_one_be_in_force(ada: User) -> None:
    first = make_certificate(ada)
    second = Certificate(
        number="BH-2026-9999",
        registration_id=first.registration_id,
        learner_id=ada.id,
        status=CertificateStatus.ISSUED,
        payload={},
        payload_hash="0" * 64,
    )
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(second)


def test_numbers_have_no_gaps_and_begin_anew_each_year(
    ada: User, tess: User, config: Config
) -> None:
    version = make_version()
    waiting = [make_complete(make_user(f"Learner {n}"), version=version) for n in range(4)]
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        numbers = [issue(waiting[0], tess, config).number]
        with pytest.raises(Refused):
            issue(waiting[0], tess, config)
        with db.session.begin_nested() as undone:
            actions.issue(waiting[1], actor=tess, proof=proof_of(tess), config=config)
            undone.rollback()
        numbers.append(issue(waiting[1], tess, config).number)
    with time_machine.travel(datetime(2027, 1, 1, 12, tzinfo=UTC)):
        numbers += [issue(registration, tess, config).number for registration in waiting[2:]]
    assert numbers == ["BH-2026-0001", "BH-2026-0002", "BH-2027-0001", "BH-2027-0002"]


def test_the_year_is_the_organisations(ada: User, tess: User, config: Config) -> None:
    """At half past midnight in London's summer it is still yesterday in UTC."""
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        certificate = issue(make_complete(ada), tess, config)
    assert certificate.payload["issued_on"] == date(2026, 7, 1).isoformat()


def test_what_it_says_stays_when_the_record_moves_on(ada: User, tess: User, config: Config) -> None:
    certificate = issue(make_complete(ada), tess, config)
    ada.name = "Ada Married"
    db.session.execute(sa.delete(CriterionStanding))
    db.session.commit()
    assert certificate.payload["learner"] == "Ada Trainee"
    assert payload.hash_of(certificate.payload) == certificate.payload_hash


def test_a_release_line_is_of_the_cycle_that_counts(ada: User, tess: User, config: Config) -> None:
    registration = make_complete(ada)
    unit = registration.units[0]
    unit.cycle = 2
    line = db.session.scalars(
        sa.select(ReleaseLine).where(ReleaseLine.unit_assessment_id == unit.id)
    ).one()
    db.session.add(ReleaseLine(release=line.release, unit_assessment=unit, cycle=2, sampled=False))
    db.session.commit()
    assert issue(registration, tess, config).status is CertificateStatus.ISSUED


def test_the_page_shows_what_it_will_say_and_issues_it(
    ada: User, tess: User, browser: Browser
) -> None:
    registration = make_complete(ada)
    address = f"/certificates/issue/{registration.id}"
    page = browser(tess).get(address)
    assert "Ada Trainee" in page.text("dl.facts")
    form = page.form()

    wrong = browser(tess).post(address, status=422, **form | {"password": "not this"})
    assert "That isn't your password" in wrong.text(".error-summary")
    sent = browser(tess).post(address, **form | {"password": PASSWORD})
    again = browser(tess).post(address, **form | {"password": PASSWORD})

    certificate = db.session.scalars(sa.select(Certificate)).one()
    assert sent.response.location == again.response.location == f"/certificates/{certificate.id}"
    assert db.session.scalar(sa.select(sa.func.count(CertificateEvent.id))) == 2


def test_the_page_says_why_not(ada: User, tess: User, browser: Browser) -> None:
    registration = make_complete(ada)
    reopen_a_unit(registration)
    db.session.commit()
    address = f"/certificates/issue/{registration.id}"
    page = browser(tess).get(address)
    assert "Not achieved yet" in page.text("main .note")
    assert page.all("main form") == []
    browser(tess).post(address, status=403, password=PASSWORD)


def test_outsiders_find_no_such_pages(ada: User, ben: User, browser: Browser) -> None:
    registration = make_complete(ada)
    for address in ("", "/ready", f"/issue/{registration.id}"):
        browser(ada).get(f"/certificates{address}", status=404)
        browser(ben).get(f"/certificates{address}", status=404)


def test_ready_lists_what_waits_longest_first(ada: User, tess: User, browser: Browser) -> None:
    empty = browser(tess).get("/certificates/ready")
    assert empty.text(".empty h2") == "Nothing waits to be issued"
    version = make_version()
    make_complete(ada, version=version)
    make_complete(make_user("Bea Second"), version=version)
    make_complete(make_user("Cy Busy"), version=version, status=RegistrationStatus.ACTIVE)
    make_certificate(make_user("Di Done"), by=make_administrator("Una"))
    names = browser(tess).get("/certificates/ready").texts("main .person strong")
    assert names == ["Ada Trainee", "Bea Second"]


def test_a_name_that_cannot_be_printed_is_named_before_it_is_issued(
    tess: User, browser: Browser
) -> None:
    registration = make_complete(make_user("Zoë 🙂 Star"))
    page = browser(tess).get(f"/certificates/issue/{registration.id}")
    assert "none of the typefaces has 🙂" in page.text(".note-stop")
    registration.learner.name = "Zoë Star"
    db.session.commit()
    browser(tess).get(f"/certificates/issue/{registration.id}").one("[type=password]")
