"""The pages of updates: written and sent out, read and confirmed, and what is outstanding."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import make_manager
from tests.factories_certificates import make_administrator
from tests.factories_updates import RIGHT, WORDS, WRONG, WRONG_TOO, make_update
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.updates.models import Update


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


def test_written_published_read_and_seen_to_be_read(
    browser: Browser, tess: User, ada: User
) -> None:
    page = browser(tess).get("/updates/new")
    sent = page.form() | {"kind": "policy", "title": "Refunds", "words": WORDS}
    asked = {"words": "From when?", "right": RIGHT, "wrong": WRONG, "wrong_too": WRONG_TOO}
    sent |= {f"questions-0-{name}": said for name, said in asked.items()}
    browser(tess).send("/updates/new", 303, sent)
    update = db.session.query(Update).one()
    assert "Refunds" not in browser(ada).get("/updates/").html
    browser(ada).get(f"/updates/{update.id}", status=404)
    browser(tess).post(f"/updates/{update.id}/publish")
    assert "Read the 1 update" in browser(ada).get("/").text("main")
    page = browser(ada).get(f"/updates/{update.id}")
    assert WORDS in page.text("main")
    name = f"question_{update.newest.questions[0].id}"
    wrong = browser(ada).post(f"/updates/{update.id}", 422, **{name: WRONG, "own": "y"})
    assert "Not every answer is right yet" in wrong.text("main")
    unsaid = browser(ada).post(f"/updates/{update.id}", 422, **{name: RIGHT})
    assert "Confirm that you have read it." in unsaid.text("main")
    browser(ada).send(f"/updates/{update.id}", 303, {name: RIGHT, "own": "y"})
    assert "Nothing to read" in browser(ada).get("/updates/").text("main")
    assert "You confirmed" in browser(ada).get(f"/updates/{update.id}").text("main")
    row = next(
        one for one in browser(tess).get(f"/updates/{update.id}/readers").texts("tbody tr")
        if "Ada Trainee" in one
    )  # fmt: skip
    assert "Was due" not in row
    assert "By" not in row.replace("Ada Trainee", "")
    table = browser(tess).client.get(f"/updates/{update.id}/readers.csv").get_data(as_text=True)
    assert "Ada Trainee" in table


def test_a_question_without_three_answers_is_said_beside_it(browser: Browser, tess: User) -> None:
    page = browser(tess).get("/updates/new")
    sent = page.form() | {"title": "Refunds", "words": WORDS, "questions-0-words": "From when?"}
    answer = browser(tess).send("/updates/new", 422, sent)
    assert "Give three different answers" in answer.text(".error-summary")
    assert db.session.query(Update).count() == 0


def test_a_manager_sees_what_their_team_has_not_read_and_nobody_elses(
    browser: Browser, tess: User, ada: User, ben: User, cleo: User
) -> None:
    make_manager(cleo, ada)
    make_update(tess)
    page = browser(cleo).get("/updates/team").text("tbody")
    assert "Ada Trainee" in page
    assert "Ben Assessor" not in page
    assert "Everybody has read everything" in browser(ben).get("/updates/team").text("main")
    browser(ben).get("/updates/manage", status=404)


def test_a_later_version_says_what_changed(browser: Browser, tess: User, ada: User) -> None:
    update = make_update(tess)
    browser(tess).post(f"/updates/{update.id}/next")
    page = browser(tess).get(f"/updates/{update.id}/change")
    browser(tess).send(
        f"/updates/{update.id}/change", 303, page.form() | {"changed": "Irons, too."}
    )
    browser(tess).post(f"/updates/{update.id}/publish")
    assert "Irons, too." in browser(ada).get(f"/updates/{update.id}").text("main")
    assert "Irons, too." not in browser(ada).get(f"/updates/{update.id}?version=1").text("main")


def test_it_takes_no_more_statements_for_more_people(
    browser: Browser, tess: User, count_queries: CountQueries
) -> None:
    browser(tess).get("/updates/manage")
    taken = []
    for many in (2, 12):
        for number in range(many):
            make_user(f"Reader Number{number}")
            make_update(tess, title=f"Update {number}")
        with count_queries() as statements:
            browser(tess).get("/updates/manage")
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 8, taken


def test_what_many_have_not_read_is_listed_a_hundred_at_a_time(
    browser: Browser, tess: User, count_queries: CountQueries
) -> None:
    for number in range(120):
        make_user(f"Reader Number{number:03}")
    make_update(tess)
    first = browser(tess).get("/updates/team")
    assert len(first.all("tbody tr")) == 100
    assert "1 to 100 of 1" in first.text("main")
    with count_queries() as statements:
        rest = browser(tess).get("/updates/team?page=2")
    assert len(rest.all("tbody tr")) >= 20
    assert len(statements) <= 5
