"""Setting up a second step, moving it, new recovery codes, and doing without."""

import re

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_factors import codes, make_app, make_rule, shown
from tests.factories_people import make_holder
from trainer.accounts.models import AuthenticatorApp, RecoveryCode, User
from trainer.audit.models import TrailEntry
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem
from trainer.people.models import Role

HOME = "/account/second-step"


@pytest.fixture
def nia(app: object) -> User:
    return make_user(password=PASSWORD, email="nia@brackenhall.example")


def secret_on(browser: Browser, person: User) -> str:
    with browser(person).client.session_transaction() as cookie:
        return str(cookie["app_secret"])


def test_an_app_is_set_up_by_its_first_code(browser: Browser, nia: User) -> None:
    elsewhere = Browser(browser.app)
    elsewhere(nia).get("/")
    drawn = browser(nia).get(f"{HOME}/app")
    assert drawn.one("img[width='225']").get("src").startswith("data:image/svg+xml")
    secret = secret_on(browser, nia)
    assert codes().spelt_out(secret) in drawn.text("main")

    page = browser(nia).post(f"{HOME}/app", 200, code=shown(secret), password=PASSWORD)

    written_down = page.texts(".recovery li")
    assert len(written_down) == 10
    assert all(re.fullmatch(r"(\w{4}-){3}\w{4}", one) for one in written_down)
    browser(nia).get(HOME)
    elsewhere(nia).get("/", status=302)
    told = db.session.scalars(sa.select(Notice.text)).one()
    assert told.startswith("An authenticator app was set up")
    assert db.session.scalars(sa.select(OutboxItem)).one().payload["to"] == nia.email


def test_recovery_codes_are_shown_this_once(browser: Browser, nia: User) -> None:
    browser(nia).get(f"{HOME}/app")
    secret = secret_on(browser, nia)
    page = browser(nia).post(f"{HOME}/app", 200, code=shown(secret), password=PASSWORD)
    one = page.texts(".recovery li")[0]
    assert one not in browser(nia).get(HOME).html
    assert one not in browser(nia).get("/account").html


@pytest.mark.parametrize(
    ("code", "password", "says"),
    [
        ("000000", PASSWORD, "That isn't the code for this picture."),
        ("", PASSWORD, "Enter the six digits the app shows."),
        (None, "wrong", "That isn't your password."),
    ],
)
def test_nothing_is_set_up_without_code_and_password(
    browser: Browser, nia: User, code: str | None, password: str, says: str
) -> None:
    browser(nia).get(f"{HOME}/app")
    given = shown(secret_on(browser, nia)) if code is None else code
    page = browser(nia).post(f"{HOME}/app", 422, code=given, password=password)
    assert says in page.text(".error-summary")
    assert db.session.scalar(sa.select(AuthenticatorApp.id)) is None


def test_another_phone_takes_the_place_of_the_first(browser: Browser, nia: User) -> None:
    first, written_down = make_app(nia)
    browser(nia).get(f"{HOME}/app")
    second = secret_on(browser, nia)
    browser(nia).post(f"{HOME}/app", 200, code=shown(second), password=shown(first))
    app = db.session.scalars(sa.select(AuthenticatorApp)).one()
    assert app.secret == second
    assert db.session.scalar(sa.select(sa.func.count(RecoveryCode.id))) == len(written_down)


def test_new_recovery_codes_void_the_old(browser: Browser, nia: User) -> None:
    make_app(nia)
    before = set(db.session.scalars(sa.select(RecoveryCode.code_hash)))
    browser(nia).get(f"{HOME}/codes")
    browser(nia).post(f"{HOME}/codes", 422, password="wrong")
    page = browser(nia).post(f"{HOME}/codes", 200, password=PASSWORD)
    assert len(page.texts(".recovery li")) == 10
    assert not before & set(db.session.scalars(sa.select(RecoveryCode.code_hash)))


def test_it_is_removed_with_password_or_code_and_they_are_told(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    elsewhere = Browser(browser.app)
    elsewhere(nia).get("/")
    browser(nia).get(f"{HOME}/remove")
    browser(nia).post(f"{HOME}/remove", 422, password="wrong")
    browser(nia).post(f"{HOME}/remove", password=shown(secret))
    assert db.session.scalar(sa.select(AuthenticatorApp.id)) is None
    assert db.session.scalar(sa.select(RecoveryCode.id)) is None
    elsewhere(nia).get("/", status=302)
    browser(nia).get(HOME)
    notices = db.session.scalars(sa.select(Notice.text)).all()
    assert notices[-1].startswith("The second step of your sign-in was removed.")
    assert "AppRemoved" in db.session.scalars(sa.select(TrailEntry.kind)).all()


def test_who_has_none_has_nothing_to_remove(browser: Browser, nia: User) -> None:
    browser(nia).get(f"{HOME}/remove", status=404)
    browser(nia).get(f"{HOME}/codes", status=404)


def test_it_stays_where_the_role_needs_it(browser: Browser, nia: User, dev: User) -> None:
    admin = make_holder("Tess", Role.TRAINING_ADMIN, password=PASSWORD)
    make_rule(dev, grace_days=0)
    make_app(admin)
    assert "Your organisation asks" in browser(admin).get(f"{HOME}/remove").text("main")
    browser(admin).post(f"{HOME}/remove", 403, password=PASSWORD)
    assert db.session.scalar(sa.select(AuthenticatorApp.id)) is not None
