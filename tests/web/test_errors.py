"""When something goes wrong: the right status, a whole sentence, and the words given back."""

import pytest

from tests.browsing import Browser, Page
from tests.factories import make_user
from tests.factories_register import make_admin
from trainer.accounts.models import User

LONG = "She had guests on Saturday and nobody had told her. " * 20


def test_an_unknown_address_is_a_page_of_its_own(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/nowhere", status=404)
    assert page.text("h1") == "There is nothing here for you"


def test_words_typed_after_the_session_ended_are_given_back(browser: Browser, ada: User) -> None:
    page = browser().post("/account", status=401, what=LONG, password="secret words")
    assert LONG.strip() in page.text("main")
    assert "secret words" not in page.html


def test_words_given_back_are_never_markup(browser: Browser) -> None:
    page = browser().post("/account", status=401, what="<script>alert(1)</script><b>x</b>")
    assert not page.all("main script, main b")


def test_a_form_without_its_token_is_refused_with_the_words_kept(
    browser: Browser, ada: User
) -> None:
    browser.app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = browser(ada).post("/account", status=400, theme="dark", what=LONG)
    finally:
        browser.app.config["WTF_CSRF_ENABLED"] = False
    assert LONG.strip() in page.text("main")


def test_a_lost_sign_in_is_told_as_such_although_the_token_went_with_it(browser: Browser) -> None:
    browser.app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = browser().post("/account", status=401, what=LONG)
    finally:
        browser.app.config["WTF_CSRF_ENABLED"] = False
    assert page.text("h1") == "You've been signed out"
    assert LONG.strip() in page.text("main")


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://localhost/log/7/edit?form=1", "/sign-in?next=/log/7/edit?form%3D1"),
        ("https://evil.example/log", "/sign-in"),
        ("", "/sign-in"),
    ],
)
def test_the_way_back_leads_through_the_door_to_the_page_of_the_form(
    browser: Browser, came_from: str, leads_to: str
) -> None:
    response = browser().client.post(
        "/account", data={"what": LONG}, headers={"Referer": came_from}
    )
    assert Page(response).one("[data-go-back] a").get("href") == leads_to


@pytest.mark.parametrize("path", ["/", "/account", "/sign-in", "/nowhere", "/static/trainer.css"])
def test_every_answer_carries_the_headers(browser: Browser, path: str) -> None:
    with browser(make_user()).client.get(path) as response:
        response.get_data()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if not path.startswith("/static"):
        assert response.headers["Cache-Control"] == "no-store"


def test_forms_do_not_write_by_get(browser: Browser, ada: User) -> None:
    browser(ada).get("/account?theme=dark&telling=daily")
    assert ada.theme == ""


def test_what_is_too_large_is_said_to_be_so(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(browser.app.config, "MAX_CONTENT_LENGTH", 1024 * 1024)
    page = browser(make_admin()).post("/catalogue/import", status=413, words="x" * 1024 * 1024)
    page.check_hygiene()
    assert page.text("h1") == "That is too large to send"
    assert "1 MB at most" in page.text("main")
