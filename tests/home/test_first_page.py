"""A learner's first page: what came back, what is to be signed, what to write."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from trainer.accounts.models import User
from trainer.home.hats import HatKey


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
