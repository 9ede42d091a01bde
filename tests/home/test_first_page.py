"""A learner's first page: what came back, what is to be signed, what to write."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import (
    make_item,
    make_ready,
    make_registration,
    make_submission,
    proof_of,
    seen,
)
from tests.factories_certificates import (
    make_administrator,
    make_certificate,
    make_complete,
    propose_to_revoke,
)
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.assessments.actions import judging, signing
from trainer.certificates.actions import revoking
from trainer.core import clock
from trainer.extensions import db
from trainer.home.hats import HatKey
from trainer.home.navigation import HATS
from trainer.notifications import outbox
from trainer.notifications.models import OutboxStatus
from trainer.people import actions as people
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.signing.keys import open_store
from trainer.signing.store import FOLDER, KeyStore
from trainer.web.filters import day


def test_someone_new_is_asked_to_write_something_down(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/")
    assert page.text("#next") == "Write down something you did today"
    assert "No qualification yet" in page.text("main")


def test_the_first_page_asks_few_questions(
    browser: Browser, ada: User, count_queries: CountQueries
) -> None:
    visitor = browser(ada)
    visitor.get("/")
    with count_queries() as statements:
        visitor.get("/")
    assert len(statements) <= 10, statements


@pytest.mark.parametrize("hat", list(HatKey))
def test_every_hat_has_its_help(browser: Browser, ada: User, hat: HatKey) -> None:
    page = browser(ada).get(f"/help/{hat}")
    assert len(page.all("main h2")) >= 2


def test_there_is_no_help_for_a_hat_nobody_wears(browser: Browser, ada: User) -> None:
    browser(ada).get("/help/crown", status=404)


def test_more_lists_every_page_of_the_navigation(browser: Browser) -> None:
    page = browser(make_user()).get("/more")
    assert {"Home", "Log", "Qualifications", "Account", "Help"} <= set(page.texts("main .what"))


def test_the_navigation_leads_somewhere(application: Flask) -> None:
    endpoints = {rule.endpoint for rule in application.url_map.iter_rules()}
    named = {name for hat in HATS for page in hat.pages for name in (page.endpoint, *page.within)}
    assert named <= endpoints


@pytest.fixture
def registration(ada: User, ben: User, dev: User) -> Registration:
    """Ada is on a small qualification; Ben assesses and Dev assures."""
    return make_registration(ada, ben, dev)


def test_what_waits_under_another_hat_comes_first(
    browser: Browser, registration: Registration
) -> None:
    make_submission(registration)
    page = browser(registration.assessor).get("/")
    assert page.text("#next") == "Judge the 1 entry that waits for you"
    assert page.one(".next-first a").get("href") == "/queue"


def test_the_queue_counts_units_to_sign_with_the_entries_to_judge(
    browser: Browser, registration: Registration
) -> None:
    make_submission(registration)
    other = make_registration(
        make_user("Ola Other"),
        registration.assessor,
        registration.iqa,
        version=registration.version,
        on_register=False,
    )
    unit = make_ready(other)
    signing.sign_as_learner(
        unit, actor=other.learner, proof=proof_of(other.learner), seen=seen(unit)
    )
    db.session.commit()
    page = browser(registration.assessor).get("/queue")
    assert page.text("nav .count") == "2"
    assert len(page.all("main .task")) + len(page.all("tbody tr")) == 2


@pytest.mark.parametrize("status", [RegistrationStatus.LAPSED, RegistrationStatus.WITHDRAWN])
def test_nothing_waits_under_a_registration_that_ended(
    browser: Browser, registration: Registration, status: RegistrationStatus
) -> None:
    make_submission(registration)
    registration.status = status
    db.session.commit()
    page = browser(registration.assessor).get("/queue")
    assert not page.all("nav .count")
    assert "Nothing waits for you" in page.text(".empty")


def test_surroundings_are_asked_for_once(
    browser: Browser, registration: Registration, count_queries: CountQueries
) -> None:
    visitor = browser(registration.assessor)
    visitor.get("/")
    with count_queries() as statements:
        visitor.get("/")
    assert len([one for one in statements if "placements.manager_id" in one]) == 1


def test_an_administrator_finds_what_waits(browser: Browser, ada: User) -> None:
    tess = make_holder("Tess Admin", Role.TRAINING_ADMIN)
    make_complete(ada)
    page = browser(tess).get("/admin")
    assert page.text("#next") == "Issue the certificate of 1 learner who is complete"
    assert page.text('nav a[href="/certificates"] .count') == "1"


def test_a_proposal_to_revoke_waits_for_the_other_administrator(
    browser: Browser, ada: User
) -> None:
    tess, una = make_administrator("Tess Admin"), make_administrator("Una Second")
    certificate = make_certificate(ada, by=tess)
    revocation = propose_to_revoke(certificate, by=tess)
    page = browser(una).get("/")
    assert page.text("#next") == f"Decide whether certificate {certificate.number} is revoked"
    assert "is revoked" not in browser(tess).get("/").text("main")
    revoking.drop_revocation(revocation, actor=una, words="It holds after all.")
    db.session.commit()
    assert "is revoked" not in browser(una).get("/").text("main")


def test_an_administrators_own_certificate_waits_for_another(browser: Browser) -> None:
    tess = make_holder("Tess Admin", Role.TRAINING_ADMIN)
    make_complete(tess)
    visitor = browser(tess)
    assert not visitor.get("/admin").all('nav a[href="/certificates"] .count')
    page = visitor.get("/certificates/ready")
    assert "Another administrator issues yours." in page.text("main")
    assert not page.all("main .task .btn")


def test_a_system_administrator_finds_roles_to_decide_and_letters_that_failed(
    browser: Browser, ada: User
) -> None:
    tess = make_holder("Tess Admin", Role.TRAINING_ADMIN)
    dev = make_holder("Dev Admin", Role.SYSTEM_ADMIN)
    people.ask_for_role(
        ada,
        actor=tess,
        role=Role.ASSESSOR,
        starts_on=clock.today(),
        why="She can.",
        proof=proof_of(tess),
    )
    outbox.send_mail(
        to="a@example.org", subject="Hello", body="Words."
    ).status = OutboxStatus.FAILED
    db.session.commit()
    page = browser(dev).get("/admin")
    assert page.text("#next") == "Look at the 1 thing that could not be delivered"
    assert page.texts("main .task .what") == ["Decide on the 1 role that was asked for"]


@pytest.fixture
def keys(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    """Keys that certificates are signed with, of this test's own."""
    own = replace(app.extensions["trainer"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "trainer", own)
    return open_store(own)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.TRAINING_ADMIN])
def test_administrators_hear_of_a_key_before_it_ends(
    browser: Browser, keys: KeyStore, role: Role
) -> None:
    visitor = browser(make_holder("Dev Admin", role))
    assert "key that signs certificates" not in visitor.get("/admin").text("main")
    ends_at = keys.document_key().certificate.not_valid_after_utc
    with clock.at(ends_at - timedelta(days=10)):
        visitor = browser(make_holder("Eve Admin", role))
        page = visitor.get("/admin")
    assert page.text("#next") == "Put another in the place of the key that signs certificates"
    assert f"It ends on {day(ends_at)}" in page.text("main")


def test_nobody_else_hears_of_keys(browser: Browser, keys: KeyStore, tmp_path: Path) -> None:
    for private in (tmp_path / FOLDER).glob("*.key"):
        private.unlink()
    ben = make_holder("Ben Assessor", Role.ASSESSOR)
    assert "key" not in browser(ben).get("/").text("main")
    tess = make_holder("Tess Admin", Role.TRAINING_ADMIN)
    assert "Bring back the key that signs certificates" in browser(tess).get("/").text("main")


def test_units_to_sign_are_counted_with_the_queue(
    browser: Browser, registration: Registration
) -> None:
    unit = make_ready(registration)
    signing.sign_as_learner(
        unit, actor=registration.learner, proof=proof_of(registration.learner), seen=seen(unit)
    )
    db.session.commit()
    page = browser(registration.assessor).get("/")
    assert page.text("#next") == "Put your name to the 1 unit that waits for it"


def test_entries_and_their_states_are_shown(browser: Browser, registration: Registration) -> None:
    sent = make_submission(registration, title="Refund by phone")
    draft = make_item(sent.registration.learner, title="Handover to the evening")

    page = browser(registration.learner).get("/")

    assert page.text("#next") == "Finish “Handover to the evening”"
    assert {"Submitted", "Draft"} <= set(page.texts(".ev .st"))
    assert draft.label in page.text("main")


def test_what_came_back_comes_first(browser: Browser, registration: Registration) -> None:
    sent = make_submission(registration, title="Refund by phone")
    judging.send_back(sent, actor=registration.assessor, reason="What did you promise?")
    db.session.commit()
    make_item(registration.learner, title="Handover")

    page = browser(registration.learner).get("/")

    assert page.text("#next").endswith("question about “Refund by phone”")
    assert "What did you promise?" in page.text(".why")


def test_a_unit_ready_to_sign_is_offered(browser: Browser, registration: Registration) -> None:
    unit = make_ready(registration)
    page = browser(unit.registration.learner).get("/")
    assert page.text("#next").startswith("Sign off ")
