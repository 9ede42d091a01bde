"""The door of a visit: link and code, attempts, browsers, and what stops the very next page."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import make_registration
from tests.factories_register import make_admin
from tests.factories_visits import address_of, let_in, make_code, make_visit
from tests.factories_witnesses import settings
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.models import Registration
from trainer.visits.actions import arranging
from trainer.visits.links import SESSION
from trainer.visits.models import MOST_ATTEMPTS, Visit, VisitOpening

TOMORROW = timedelta(days=1)
WRONG = {"code": "not the code"}


@pytest.fixture
def visit(ada: User, ben: User) -> Visit:
    return make_visit(make_registration(ada, ben, make_user("Cleo Assurer")))


def registration_of(visit: Visit) -> Registration:
    return visit.portfolios[0].registration


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_the_link_alone_opens_nothing_but_a_question(browser: Browser, visit: Visit) -> None:
    assert "There is no code" in browser().get(address_of(visit)).text("main")
    make_code(visit)
    asked = browser().get(address_of(visit))
    assert asked.text("h1") == "Give the code to come in"
    for rest in ("/overview", "/register", "/registrations"):
        page = browser().get(address_of(visit, rest), status=403)
        assert page.text("h1") == "Give the code to come in"
        assert "Ada" not in page.html
        assert "Northern" not in page.html
    assert not db.session.scalars(sa.select(VisitOpening)).all()


def test_link_and_code_let_in(browser: Browser, visit: Visit) -> None:
    code = make_code(visit)
    answer = browser().send(address_of(visit), 303, {"code": f" {code.replace(' ', '-')} "})
    assert answer.response.headers["Location"] == address_of(visit, "/overview")
    [cookie] = answer.response.headers.getlist("Set-Cookie")
    for part in ("HttpOnly", "SameSite=Lax", f"Path={address_of(visit)}"):
        assert part in cookie
    page = browser().get(address_of(visit, "/overview"))
    assert "Ada Trainee" in page.text("main")
    assert browser().get(address_of(visit), 303).response.headers["Location"].endswith("/overview")
    assert visit.devices[0].number == 1


def test_five_wrong_codes_lock_it_and_a_new_code_opens_it(browser: Browser, visit: Visit) -> None:
    tess = visit.arranged_by
    code = make_code(visit)
    for _attempt in range(MOST_ATTEMPTS - 1):
        page = browser().send(address_of(visit), 422, WRONG)
        assert "not the code" in page.text("main")
    assert "locked" not in told(tess)
    assert "Too many" in browser().send(address_of(visit), 403, WRONG).text("main")
    assert "locked" in told(tess)
    assert "Too many" in browser().send(address_of(visit), 403, {"code": code}).text("main")
    assert "Five wrong codes" in browser(tess).get(f"/visits/{visit.id}").text("main")
    browser().send(address_of(visit), 303, {"code": make_code(visit)})


def test_a_right_code_forgets_the_wrong_ones(browser: Browser, visit: Visit) -> None:
    code = make_code(visit)
    browser().send(address_of(visit), 422, WRONG)
    browser().send(address_of(visit), 303, {"code": code})
    db.session.refresh(visit)
    assert visit.wrong_codes == 0


def test_the_code_is_shown_once(browser: Browser, visit: Visit) -> None:
    tess, url = visit.arranged_by, f"/visits/{visit.id}"
    page = browser(tess).get(url)
    sent = page.form(f'form[action="{url}/code"]')
    code = browser(tess).send(f"{url}/code", 200, sent).text("main .figure")
    assert code not in browser(tess).get(url).html
    assert browser(tess).send(f"{url}/code", 303, sent).response.headers["Location"].endswith(url)
    browser().send(address_of(visit), 303, {"code": code})


@pytest.mark.parametrize(
    ("how", "words", "status"),
    [
        ("ended by the centre", "has been ended", 403),
        ("ended by the visitor", "has been ended", 403),
        ("over", "last day of this visit has passed", 403),
        ("not begun", "has not begun", 403),
        ("new code", "made a new code", 403),
        ("hours", "Some hours have passed", 403),
        ("another link", "Part of it may be missing", 404),
    ],
)
def test_what_stops_the_very_next_page(
    browser: Browser, visit: Visit, how: str, words: str, status: int
) -> None:
    visitor = let_in(browser, visit)
    address = address_of(visit, f"/registrations/{registration_of(visit).id}/evidence")
    visitor.get(address)
    match how:
        case "ended by the centre":
            browser(visit.arranged_by).post(f"/visits/{visit.id}/end")
        case "ended by the visitor":
            visitor.post(address_of(visit, "/done"))
        case "over":
            visit.starts_on, visit.ends_on = (clock.today() - TOMORROW,) * 2
        case "not begun":
            visit.starts_on = clock.today() + TOMORROW
        case "new code":
            make_code(visit)
        case "hours":
            visit.devices[0].expires_at = clock.now()
        case "another link":
            arranging.send_again(visit, actor=visit.arranged_by, config=settings())
    db.session.commit()
    page = visitor.get(address, status)
    assert words in page.text("main")
    assert "Ada" not in page.html


def test_another_browser_needs_the_code_and_the_centre_hears_of_it(
    browser: Browser, visit: Visit
) -> None:
    colleague = make_admin("Ann Administrator")
    code = make_code(visit)
    first, second = Browser(browser.app)(), Browser(browser.app)()
    first.send(address_of(visit), 303, {"code": code})
    assert "another browser" not in told(colleague)
    assert second.get(address_of(visit, "/overview"), 403).text("h1").startswith("Give the code")
    second.send(address_of(visit), 303, {"code": code})
    assert "another browser, number 2" in told(colleague)
    shown = browser(visit.arranged_by).get(f"/visits/{visit.id}")
    assert "More than one." in shown.text("main")
    first.get(address_of(visit, "/overview"))


def test_the_same_browser_is_known_again(browser: Browser, visit: Visit) -> None:
    visitor = let_in(browser, visit)
    visitor.send(address_of(visit), 303, {"code": make_code(visit)})
    db.session.refresh(visit)
    assert [one.number for one in visit.devices] == [1]
    visitor.get(address_of(visit, "/overview"))


def test_a_cookie_opens_no_other_visit(browser: Browser, visit: Visit) -> None:
    other = make_visit(registration_of(visit), actor=visit.arranged_by)
    make_code(other)
    visitor = let_in(browser, visit)
    cookie = visitor.client.get_cookie("visit", path=address_of(visit))
    assert cookie is not None
    visitor.client.set_cookie("visit", cookie.value, path=address_of(other))
    visitor.get(address_of(other, "/overview"), 403)


def test_nobody_signed_in_reads_by_it(browser: Browser, visit: Visit) -> None:
    code = make_code(visit)
    tess = browser(visit.arranged_by)
    assert "signed in to Trainer" in tess.get(address_of(visit)).text("main")
    assert "signed in" in tess.send(address_of(visit), 403, {"code": code}).text("main")
    tess.get(address_of(visit, "/overview"), 403)


def test_no_other_page_opens_with_it(browser: Browser, visit: Visit) -> None:
    visitor = let_in(browser, visit)
    registration = registration_of(visit)
    for path in ("/visits", f"/visits/{visit.id}", f"/qualifications/{registration.id}", "/log"):
        assert "/sign-in" in visitor.get(path, 302).response.headers["Location"]


def test_the_secret_leaves_by_no_other_way(browser: Browser, visit: Visit) -> None:
    registration = registration_of(visit)
    visitor = let_in(browser, visit)
    for path, status in (
        (address_of(visit), 303),
        (address_of(visit, "/overview"), 200),
        (address_of(visit, f"/registrations/{registration.id}/evidence"), 200),
        (address_of(visit, "/registrations/0"), 404),
        ("/eqa/nobody-has-this", 404),
    ):
        headers = visitor.get(path, status).response.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_session_lasts_hours_and_no_longer(browser: Browser, visit: Visit) -> None:
    with time_machine.travel(clock.now(), tick=False) as clockwork:
        visitor = let_in(browser, visit)
        visit.ends_on = clock.today() + 2 * TOMORROW
        db.session.commit()
        clockwork.shift(SESSION - timedelta(seconds=1))
        visitor.get(address_of(visit, "/overview"))
        clockwork.shift(timedelta(seconds=1))
        visitor.get(address_of(visit, "/overview"), 403)
