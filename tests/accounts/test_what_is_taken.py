"""Which passwords are taken, at each of the doors where one is set."""

import pytest

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_factors import link_mailed
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.accounts.passwords import SHORTEST, objection
from trainer.extensions import db

ABOUT = ["Siân Llŷr Whitfield", "Siân", "bh1203", "sian.w"]
COMMON = "Many people have used this password"
OWN = "Leave your own name"


@pytest.mark.parametrize(
    "typed",
    [
        "seven yellow kettles",
        "correct horse battery",
        "truth is plain here",
        "zqtmvkwpxrjh",
        "ŷdych chi'n gwybod",
        "x" + "otter lamp" * 5,
        "a whit of kettles",
    ],
)
def test_words_that_are_nobodys_are_taken(typed: str) -> None:
    assert objection(typed, ABOUT) is None


@pytest.mark.parametrize(
    "typed",
    [
        "administrator",
        "Administrator",
        "password1234",
        "P4ssw0rd12345!",
        "liverpool2026",
        "letmeinletmein",
        "1q2w3e4r5t6y",
        "qwertyuiop123",
        "abcdefghijklm",
        "mlkjihgfedcba",
        "901234567890",
        "aaaaaaaaaaaaa",
        "abcdabcdabcd",
    ],
)
def test_what_is_tried_first_is_not(typed: str) -> None:
    assert (objection(typed) or "").startswith(COMMON)


@pytest.mark.parametrize(
    "typed",
    ["whitfield kettle", "my-sian-kettles", "SIÂN and kettles", "xxwhitfieldxx1", "bh1203 kettle",
     "kettlebh1203kettle", "lamp sian99 otter"],
)  # fmt: skip
def test_nor_is_what_others_know_of_its_owner(typed: str) -> None:
    assert (objection(typed, ABOUT) or "").startswith(OWN)


def test_it_may_be_short_of_no_sign_and_long_as_a_verse() -> None:
    assert objection("otter lamp"[: SHORTEST - 2]) == (
        "Use 12 characters or more. Three plain words are fine."
    )
    assert objection("otter lamp and ") is None
    assert objection("otter lamp " * 19) == "Use 200 characters or fewer."


@pytest.mark.parametrize(
    ("new", "says"), [("password1234", COMMON), ("nia bowen kettle", OWN), ("short", "Use 12")]
)
def test_each_door_says_so(browser: Browser, cleo: User, new: str, says: str) -> None:
    nia = make_user("Nia Bowen", password=PASSWORD, email="nia@brackenhall.example")
    changed = browser(nia).post(
        "/account/password", 200, password=PASSWORD, new_password=new, new_password_confirm=new
    )
    assert says in changed.text(".error-summary")

    browser().post("/forgotten", 200, email=nia.email)
    link = link_mailed()
    reset = browser().post(link, 200, password=new, password_confirm=new)
    assert says in reset.text(".error-summary")

    code = actions.hand_over_code(nia, actor=cleo)
    db.session.commit()
    handed = browser().post(
        "/new-password", 422, identity=nia.staff_number, code=code, password=new
    )
    assert says in handed.text(".error-summary")
    browser().post(
        "/new-password", identity=nia.staff_number, code=code, password="seven yellow kettles"
    )


def test_a_stranger_does_not_learn_a_name_from_what_is_refused(browser: Browser) -> None:
    nia = make_user("Nia Bowen", password=PASSWORD)
    page = browser().post(
        "/new-password", 422, identity=nia.staff_number, code="WRONG", password="bowen and kettles"
    )
    assert OWN not in page.text(".error-summary")


def test_letters_are_the_same_however_a_keyboard_composes_them(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    composed, apart = "te\u0302te a\u0300 te\u0302te trois", "t\u00eate \u00e0 t\u00eate trois"
    browser(nia).post(
        "/account/password",
        302,
        password=PASSWORD,
        new_password=composed,
        new_password_confirm=composed,
    )
    browser.forget()
    browser().post("/sign-in", 302, identity=nia.staff_number, password=apart)
