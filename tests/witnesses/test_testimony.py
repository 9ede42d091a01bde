"""Witnesses asked by a secret link, what they write, and who may not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import criteria_of, make_registration
from tests.factories_logs import make_grant
from tests.factories_witnesses import SAID, WITNESS, address_of, make_request, settings
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.core.links import place_of
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs import offering
from trainer.logs.models import EvidenceKind, EvidenceStatus, Item, Part, Revision
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.registrations.models import Registration
from trainer.witnesses import actions, policies
from trainer.witnesses.links import LASTS, token_of
from trainer.witnesses.models import LinkOpening, Opened, WitnessRequest, WitnessStatus


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    return make_registration(ada, ben, make_user("Cleo Assurer"))


def give(request: WitnessRequest, actor: User | None = None, **other: str) -> Item:
    item = actions.give(request, actor=actor, **{"basis": "", **WITNESS, **other})
    db.session.commit()
    return item


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def openings() -> list[tuple[Opened, bool]]:
    found = db.session.scalars(sa.select(LinkOpening).order_by(LinkOpening.id))
    return [(one.met, one.learner_seen) for one in found]


def test_a_witness_reads_writes_and_confirms_without_an_account(
    browser: Browser, registration: Registration
) -> None:
    request = make_request(registration)
    page = browser().get(address_of(request))
    for words in ("You stood beside me.", "Ada", criteria_of(registration)[0].text):
        assert words in page.text("main")
    sent = page.form() | WITNESS
    assert "these are your own words" in browser().send(address_of(request), 422, sent).text("main")
    browser().send(address_of(request), 303, sent | {"own": "y"})
    thanks = browser().get(address_of(request))
    assert thanks.text("h1") == "Thank you"
    assert SAID not in thanks.html
    item = db.session.scalars(sa.select(Item)).one()
    revision = item.revisions[0]
    assert (item.owner, item.kind, item.awaits) == (
        registration.learner,
        EvidenceKind.TESTIMONY,
        Part.ASSESSOR,
    )
    assert revision.what == SAID
    assert revision.details["relationship"] == "I lead her shift."
    assert [(one.part, one.printed_name, one.signer_id) for one in revision.signatures] == [
        (Part.WITNESS, "Wanda Witness", None)
    ]
    assert "waits for your name" in told(registration.assessor)
    offering.sign(revision, actor=registration.assessor)
    logs.freeze(item, actor=registration.learner)
    assert item.status is EvidenceStatus.SUBMITTED


def test_the_secret_leaves_by_no_other_way(browser: Browser, registration: Registration) -> None:
    request = make_request(registration)
    for answer in (
        browser().get(address_of(request)).response,
        browser().send(address_of(request), 422, {}).response,
        browser().send(address_of(request), 303, WITNESS | {"own": "y"}).response,
        browser().get("/witness/nobody-has-this", status=404).response,
    ):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_database_holds_only_the_hash_of_the_link(registration: Registration) -> None:
    request = make_request(registration)
    token = token_of(settings().secret_key, request.salt)
    assert len(token) == 22
    connection = db.session.connection()
    for name in db.metadata.tables:
        for row in connection.exec_driver_sql(f"SELECT * FROM {name}").all():
            assert token not in repr(row), name


def test_of_two_links_only_the_latest_works(browser: Browser, registration: Registration) -> None:
    request = make_request(registration)
    first = address_of(request)
    actions.renew(request, actor=registration.learner, config=settings())
    db.session.commit()
    browser().get(first, status=404)
    browser().get(address_of(request))


@pytest.mark.parametrize("how", ["revoked", "expired", "given"])
def test_a_link_that_is_done_with_shows_nothing_and_takes_nothing(
    browser: Browser, registration: Registration, how: str
) -> None:
    request = make_request(registration)
    match how:
        case "revoked":
            actions.revoke(request, actor=registration.learner)
        case "expired":
            request.expires_at = clock.now()
        case _:
            give(request)
    db.session.commit()
    page = browser().get(address_of(request))
    assert "You stood beside me." not in page.html
    assert not page.all("form")
    browser().send(address_of(request), 403, WITNESS | {"own": "y"})
    assert len(db.session.scalars(sa.select(Item)).all()) == (1 if how == "given" else 0)
    assert openings() == [(Opened.OVER, False)] * 2


def test_a_witness_can_say_that_they_cant_write_it_and_somebody_else_is_asked(
    browser: Browser, registration: Registration
) -> None:
    request = make_request(registration)
    page = browser().get(f"{address_of(request)}/decline")
    assert "nobody has to be a witness" in page.text("main")
    sent = page.form() | {"reason": "I was off that day."}
    browser().send(f"{address_of(request)}/decline", 303, sent)
    db.session.expire_all()
    assert (request.status, request.item) == (WitnessStatus.DECLINED, None)
    thanks = browser().get(address_of(request))
    assert "Thank you for saying" in thanks.text("main")
    assert "You stood beside me." not in thanks.html
    browser().send(address_of(request), 403, WITNESS | {"own": "y"})
    browser().send(f"{address_of(request)}/decline", 403, {"reason": ""})
    assert "can’t write about" in told(registration.learner)
    shown = browser(registration.learner).get(f"/witnesses/requests/{request.id}")
    assert "I was off that day." in shown.text("main")
    assert "Can’t write it" in shown.text("main")
    actions.renew(request, actor=registration.learner, config=settings())
    db.session.commit()
    assert (request.status, request.declined_because) == (WitnessStatus.ASKED, "")
    browser().send(address_of(request), 303, WITNESS | {"own": "y"})


def test_nobody_with_a_part_in_it_says_it_for_the_witness(
    browser: Browser, registration: Registration
) -> None:
    request = make_request(registration)
    browser(registration.learner).send(f"{address_of(request)}/decline", 403, {"reason": ""})
    assert request.status is WitnessStatus.ASKED


def test_nobody_with_a_part_in_it_is_the_witness(
    browser: Browser, registration: Registration
) -> None:
    request = make_request(registration)
    for person in (registration.learner, registration.assessor, registration.iqa):
        page = browser(person).get(address_of(request))
        assert not page.all("main form")
        browser(person).send(address_of(request), 403, WITNESS | {"own": "y"})
    assert openings() == [(Opened.NOT_THEIRS, True)] * 2 + [(Opened.NOT_THEIRS, False)] * 4
    assert "was refused" in told(registration.assessor)
    colleague = make_user("Carl Colleague")
    browser(colleague).send(address_of(request), 303, WITNESS | {"own": "y"})
    revision = db.session.scalars(sa.select(Revision)).one()
    assert revision.signatures[0].signer_id == colleague.id


def test_what_was_opened_where_the_learner_was_signed_in_is_pointed_out(
    app: Flask, browser: Browser, ben: User
) -> None:
    ada = make_user("Ada Trainee", password=PASSWORD)
    registration = make_registration(ada, ben, make_user("Cleo Assurer"))
    make_grant(ben, ada)
    request = make_request(registration)
    visitor = browser()
    visitor.send("/sign-in", 302, {"identity": ada.staff_number, "password": PASSWORD})
    visitor.send("/sign-out", 302, {})
    visitor.get(address_of(request))
    assert openings() == [(Opened.SHOWN, True)]
    visitor.send(address_of(request), 303, WITNESS | {"own": "y"})
    assert "Make sure of the witness" in told(ben)
    item = db.session.scalars(sa.select(Item)).one()
    for path in (f"/log/{item.id}", f"/log/{item.id}/sign"):
        assert "is or was signed in" in browser(ben).get(path).text("main")
    assert "is or was signed in" not in browser(ada).get(f"/log/{item.id}").text("main")


def test_an_expert_says_what_makes_them_one(registration: Registration) -> None:
    request = make_request(registration, expert=True)
    with pytest.raises(Unacceptable, match="know this work well"):
        give(request)
    item = give(request, basis="Twenty years at a counter.")
    assert item.kind is EvidenceKind.EXPERT_TESTIMONY
    assert item.revisions[0].details["basis"] == "Twenty years at a counter."


def test_what_was_confirmed_is_never_changed(registration: Registration) -> None:
    item = give(make_request(registration))
    for person in (registration.learner, registration.assessor):
        with pytest.raises(Refused):
            logs.revise(item, actor=person)
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(sa.update(Revision).values(what="Something else"))


def test_openings_are_kept_as_they_were_noted(browser: Browser, registration: Registration) -> None:
    browser().get(address_of(make_request(registration)))
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(sa.update(LinkOpening).values(learner_seen=True))


def test_an_assessor_returns_it_with_the_reason_and_another_can_be_asked_for(
    registration: Registration,
) -> None:
    item = give(make_request(registration))
    offering.send_back(item.revisions[0], actor=registration.assessor, reason="Too little.")
    db.session.commit()
    assert item.status is EvidenceStatus.WITHDRAWN
    make_request(registration)


def test_only_the_learner_and_the_assessor_ask_and_only_about_open_criteria(
    registration: Registration,
) -> None:
    for person in (registration.iqa, make_user("Eve Outsider")):
        assert not policies.may_ask(person, registration)
        with pytest.raises(Refused):
            make_request(registration, person)
    strange = make_registration(make_user(), registration.assessor, registration.iqa)
    with pytest.raises(Unacceptable):
        make_request(registration, criteria=[criteria_of(strange)[0].id + 10_000])
    make_request(registration, registration.assessor)


def test_the_list_of_witnesses_builds_itself_and_asks_few_questions(
    browser: Browser, registration: Registration, count_queries: CountQueries
) -> None:
    give(make_request(registration))
    for _again in range(3):
        make_request(registration)
    visitor = browser(registration.iqa)
    path = f"/witnesses/{registration.id}"
    page = visitor.get(path)
    for words in ("Wanda Witness", "Shift leader", "I lead her shift.", "wanda@example.org"):
        assert words in page.text("main table")
    with count_queries() as statements:
        visitor.get(path)
    assert len(statements) <= 14, statements
    browser(make_user()).get(path, status=404)


def test_asking_by_a_square_code(browser: Browser, registration: Registration) -> None:
    visitor = browser(registration.learner)
    page = visitor.get(f"/witnesses/{registration.id}/ask")
    chosen = {"witness": "Wanda", "title": "Late", "question": "What did I do?",
              "criteria": str(criteria_of(registration)[0].id)}  # fmt: skip
    answer = visitor.send(f"/witnesses/{registration.id}/ask", 303, page.form() | chosen)
    shown = visitor.get(answer.response.location)
    request = db.session.scalars(sa.select(WitnessRequest)).one()
    assert address_of(request) in shown.text("main")
    assert shown.one("main img").get("src").startswith("data:image/svg+xml")
    assert not db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.ASK_WITNESS)
    ).all()
    assert address_of(request) not in browser(registration.iqa).get(
        f"/witnesses/requests/{request.id}"
    ).text("main")
    visitor.send(f"/witnesses/requests/{request.id}/revoke", 303, {})
    assert request.status is WitnessStatus.REVOKED
    assert address_of(request) not in visitor.get(f"/witnesses/requests/{request.id}").html
    visitor.send(f"/witnesses/requests/{request.id}/renew", 303, {})
    assert request.status is WitnessStatus.ASKED


def test_a_place_is_a_network_and_never_an_address() -> None:
    assert place_of("s", "203.0.113.7") == place_of("s", "203.0.113.200")
    assert place_of("s", "203.0.113.7") != place_of("s", "203.0.114.7")
    assert place_of("s", "2001:db8:1:2::3") == place_of("s", "2001:db8:1:9::4")
    assert place_of("s", "203.0.113.7") != place_of("other", "203.0.113.7")
    assert place_of("s", "") == ""


def test_a_link_lasts_two_weeks(registration: Registration) -> None:
    request = make_request(registration)
    with clock.at(clock.now() + LASTS - timedelta(minutes=1)):
        assert policies.may_give(None, request)
    with clock.at(clock.now() + LASTS):
        assert not policies.may_give(None, request)


def test_a_witness_confirms_over_a_secure_connection_without_a_referrer(
    app: Flask, registration: Registration
) -> None:
    request = make_request(registration)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post(
            address_of(request), data=WITNESS | {"own": "y"}, base_url="https://localhost"
        )
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 303


def test_links_are_not_guessed_by_the_thousand(browser: Browser, throttled: None) -> None:
    answers = [browser().client.get("/witness/guess").status_code for _try in range(31)]
    assert answers == [404] * 30 + [429]
