"""A number larger than any row has, in an address or a form, is nothing, and never a fault."""

import pytest

from tests.browsing import Browser
from tests.factories_register import make_admin
from trainer.accounts.models import User

HUGE = "9" * 30
DIGITS_OF_A_BOOK = "9" * 400


@pytest.mark.parametrize("address", ["/behaviours/{}", "/units/{}", "/log/{}"])
def test_an_address_with_it_is_an_address_of_nothing(
    browser: Browser, ada: User, address: str
) -> None:
    browser(ada).get(address.format(HUGE), status=404)


@pytest.mark.parametrize("number", [HUGE, DIGITS_OF_A_BOOK, str(2**63)])
def test_a_list_has_no_such_page(browser: Browser, ada: User, number: str) -> None:
    browser(ada).get(f"/log?page={number}", status=404)


@pytest.mark.parametrize("number", [HUGE, DIGITS_OF_A_BOOK, f"-{DIGITS_OF_A_BOOK}"])
def test_a_form_says_that_it_is_too_large(browser: Browser, number: str) -> None:
    tess = browser(make_admin())
    refused = tess.send("/skills/coverage/new", 422, {"number": number})
    assert "That number is too large." in refused.text("main")


@pytest.mark.parametrize("address", ["/behaviours/sets/%00", "/help/%00", "/check/%00"])
def test_an_address_with_a_nul_is_one_of_nothing(browser: Browser, ada: User, address: str) -> None:
    browser(ada).get(address, status=404)


def test_a_nul_is_left_out_of_what_is_asked_for(browser: Browser, ada: User) -> None:
    assert (
        browser(ada).get("/catalogue?words=ref%00und&what=unit").one("[name=words]").get("value")
        == "refund"
    )
