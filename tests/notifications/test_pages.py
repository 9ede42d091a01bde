"""The bell, the outbox and the demonstration's mail, as pages."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxStatus, SentMail, Task
from trainer.notifications.outbox import ask
from trainer.notifications.telling import tell
from trainer.people.models import Role

MOST_FOR_THE_BELL = 5
BELL = "a.icon-link[href='/notifications']"


@pytest.fixture
def sy(app: object) -> User:
    """Runs the system."""
    return make_holder("Sy Admin", Role.SYSTEM_ADMIN)


def tell_ada(ada: User, count: int = 1) -> list[Notice]:
    for number in range(count):
        tell(ada, f"Thing {number} happened.", "/account")
    db.session.commit()
    return list(db.session.scalars(sa.select(Notice).order_by(Notice.id)))


def unread(browser: Browser, person: User) -> set[str]:
    return {link.get("aria-label") for link in browser(person).get("/account").all(BELL)}


def test_an_empty_bell_says_what_belongs_there(ada: User, browser: Browser) -> None:
    assert "told you anything yet" in browser(ada).get("/notifications").text(".empty h2")
    assert unread(browser, ada) == {"Notifications"}


def test_opening_a_notice_reads_it_and_goes_there(ada: User, browser: Browser) -> None:
    first, _second = tell_ada(ada, 2)
    assert unread(browser, ada) == {"Notifications, 2 new"}
    browser(ada).get("/notifications")
    assert unread(browser, ada) == {"Notifications, 2 new"}
    opened = browser(ada).post(f"/notifications/{first.id}/open")
    assert opened.response.location == "/account"
    assert unread(browser, ada) == {"Notifications, 1 new"}
    when = first.read_at
    browser(ada).post(f"/notifications/{first.id}/open")
    assert first.read_at == when


def test_one_or_all_can_be_marked_as_read(ada: User, browser: Browser) -> None:
    first, *_others = tell_ada(ada, 3)
    browser(ada).post(f"/notifications/{first.id}/read")
    assert unread(browser, ada) == {"Notifications, 2 new"}
    browser(ada).post("/notifications/read")
    assert unread(browser, ada) == {"Notifications"}
    page = browser(ada).get("/notifications")
    assert page.all(".do button") == []


def test_another_persons_notice_is_not_there(ada: User, eve: User, browser: Browser) -> None:
    (notice,) = tell_ada(ada)
    assert "Thing" not in browser(eve).get("/notifications").html
    for deed in ("open", "read"):
        browser(eve).post(f"/notifications/{notice.id}/{deed}", status=404)
    browser(eve).post("/notifications/read")
    assert notice.read_at is None


def test_looking_is_not_reading(ada: User, browser: Browser) -> None:
    (notice,) = tell_ada(ada)
    browser(ada).get(f"/notifications/{notice.id}/open", status=405)
    assert notice.read_at is None


def test_what_people_wrote_stays_words(ada: User, browser: Browser) -> None:
    tell(ada, "<script>alert(1)</script> signed.", "/account")
    db.session.commit()
    assert "<script>alert" not in browser(ada).get("/notifications").html


@pytest.mark.parametrize("count", [1, 50])
def test_the_bell_asks_the_same_few_questions(
    ada: User, browser: Browser, count_queries: CountQueries, count: int
) -> None:
    tell_ada(ada, count)
    visitor = browser(ada)
    visitor.get("/notifications")
    with count_queries() as statements:
        visitor.get("/notifications")
    assert len(statements) <= MOST_FOR_THE_BELL, statements


@pytest.mark.parametrize("count", [1, 50])
def test_the_outbox_asks_the_same_few_questions(
    sy: User, browser: Browser, count_queries: CountQueries, count: int
) -> None:
    for number in range(count):
        ask(Task.RENDER_CERTIFICATE, certificate_id=number)
    db.session.commit()
    visitor = browser(sy)
    visitor.get("/outgoing/outbox")
    with count_queries() as statements:
        visitor.get("/outgoing/outbox")
    assert len(statements) <= MOST_FOR_THE_BELL, statements


def test_failed_work_is_shown_with_its_trouble_and_tried_again(sy: User, browser: Browser) -> None:
    assert browser(sy).get("/outgoing/outbox").text(".empty h2") == "Everything is delivered"
    item = ask(Task.MAIL, to="nia@brackenhall.example", subject="Private", body="Private.")
    item.status, item.attempts, item.trouble = OutboxStatus.FAILED, 8, "OSError: no route"
    db.session.commit()

    page = browser(sy).get("/outgoing/outbox")
    assert "OSError: no route" in page.text("tbody tr")
    assert "Failed" in page.text("tbody tr")
    assert "Private" not in page.html
    browser(sy).post(f"/outgoing/outbox/{item.id}/try-again")
    assert (item.status, item.attempts) == (OutboxStatus.WAITING, 0)
    line = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "WorkTriedAgain"))
    assert [one.actor_id for one in line] == [sy.id]


def test_delivered_work_is_not_sent_again(sy: User, browser: Browser) -> None:
    item = ask(Task.MAIL, to="nia@brackenhall.example", subject="Hello", body="Hello.")
    item.status = OutboxStatus.DONE
    db.session.commit()
    browser(sy).post(f"/outgoing/outbox/{item.id}/try-again", status=409)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.SYSTEM_ADMIN)])
def test_the_outbox_is_for_system_administrators(
    eve: User, browser: Browser, role: Role | None
) -> None:
    item = ask(Task.MAIL, to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    person = make_holder("Somebody", role) if role else eve
    browser(person).get("/outgoing/outbox", status=404)
    browser(person).post(f"/outgoing/outbox/{item.id}/try-again", status=404)


def keep_a_letter() -> SentMail:
    mail = SentMail(
        to="nia@brackenhall.example", subject="Hello <b>", body="See http://localhost/x"
    )
    db.session.add(mail)
    db.session.commit()
    return mail


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.TRAINING_ADMIN])
def test_the_demonstrations_mail_is_read_by_administrators(
    browser: Browser, demonstration: None, role: Role
) -> None:
    reader = make_holder("Some Admin", role)
    assert browser(reader).get("/outgoing/sent-mail").text(".empty h2") == "No letter yet"
    mail = keep_a_letter()
    listed = browser(reader).get("/outgoing/sent-mail")
    assert listed.text(".task .what") == "Hello <b>"
    assert listed.all(".rail nav a[href='/outgoing/sent-mail']")
    letter = browser(reader).get(f"/outgoing/sent-mail/{mail.id}")
    assert letter.one("main a[href='http://localhost/x']") is not None


@pytest.mark.parametrize("role", [None, Role.HR, Role.ASSESSOR])
def test_others_read_none_of_it(
    eve: User, browser: Browser, demonstration: None, role: Role | None
) -> None:
    mail = keep_a_letter()
    person = make_holder("Somebody", role) if role else eve
    for address in ("/outgoing/sent-mail", f"/outgoing/sent-mail/{mail.id}"):
        browser(person).get(address, status=404)


def test_outside_the_demonstration_there_is_no_such_page(sy: User, browser: Browser) -> None:
    mail = keep_a_letter()
    for address in ("/outgoing/sent-mail", f"/outgoing/sent-mail/{mail.id}"):
        browser(sy).get(address, status=404)
    assert browser(sy).get("/outgoing/outbox").all("a[href='/outgoing/sent-mail']") == []
