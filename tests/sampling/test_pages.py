"""Each page of sampling: once when it works, once invalid, once for an outsider."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_sampling import make_sample, make_strategy, make_waiting, version_of
from trainer.accounts.models import User
from trainer.catalogue.models import Qualification
from trainer.extensions import db
from trainer.sampling.models import Sample, Strategy

FIELDS = {
    "new": "60",
    "normal": "20",
    "low": "10",
    "settled_after": "5",
    "low_after": "12",
    "fall_after": "4",
    "methods": "12",
    "assessors": "",
    "units": "",
    "sites": "",
    "reason": "Two assessors are new.",
    "seen": "0",
}


@pytest.fixture
def cleo(app: object) -> User:
    return make_user("Cleo Assurer", password=PASSWORD)


@pytest.fixture
def qualification(ben: User, cleo: User) -> Qualification:
    return version_of(make_waiting(4, ben, cleo)[0]).qualification


def test_a_strategy_is_set_and_a_sample_drawn(
    qualification: Qualification, cleo: User, browser: Browser
) -> None:
    assert "Nothing says yet how it is sampled" in browser(cleo).get("/sampling/").text("main")
    address = f"/sampling/qualifications/{qualification.id}"
    browser(cleo).post(f"{address}/strategy", 303, **FIELDS)
    strategy = db.session.scalars(sa.select(Strategy)).one()
    assert strategy.settings["rates"] == {"in_training": 100, "new": 60, "normal": 20, "low": 10}
    assert strategy.settings["targets"] == {"methods": 12}

    page = browser(cleo).get(f"{address}/draw")
    assert "Ben Assessor" in page.text("tbody")
    browser(cleo).post(f"{address}/draw", stage="summative", seed="")
    sample = db.session.scalars(sa.select(Sample)).one()
    plan = browser(cleo).get(f"/sampling/samples/{sample.id}")
    assert "4 unit decisions waited when this was drawn" in plan.text("main")
    assert sample.seed in plan.text("main")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("low", "0", "A share of nothing can never find a fault."),
        ("low", "30", "The less is known of somebody"),
        ("new", "101", "Give a number from 0 to 100."),
        ("low_after", "2", "at least as many looks"),
        ("reason", "", "Say why"),
    ],
)
def test_a_strategy_that_cannot_be_followed_is_refused(
    field: str, value: str, words: str, qualification: Qualification, cleo: User, browser: Browser
) -> None:
    address = f"/sampling/qualifications/{qualification.id}/strategy"
    page = browser(cleo).post(address, 422, **FIELDS | {field: value})
    assert words in page.text("main")
    assert db.session.scalars(sa.select(Strategy)).all() == []


def test_a_strategy_changed_meanwhile_is_not_overwritten(
    qualification: Qualification, cleo: User, browser: Browser
) -> None:
    make_strategy(qualification, cleo)
    db.session.commit()
    address = f"/sampling/qualifications/{qualification.id}/strategy"
    browser(cleo).post(address, 409, **FIELDS)


def test_every_row_of_a_plan_says_why(ben: User, cleo: User, browser: Browser) -> None:
    sample = make_sample(make_waiting(8, ben, cleo), cleo)
    db.session.commit()
    picked = browser(cleo).get(f"/sampling/samples/{sample.id}")
    assert picked.texts(".reason span") == ["Picked at random, 1 in 2 of Ben Assessor’s"] * 4
    left = browser(cleo).get(f"/sampling/samples/{sample.id}?show=left")
    assert all("Left out by lot" in one for one in left.texts(".reason span"))
    assert len(left.texts(".reason span")) == 4
    again = browser(cleo).get(f"/sampling/samples/{sample.id}/again")
    assert "The same came out, row by row" in again.text("main")
    table = browser(cleo).client.get(f"/sampling/samples/{sample.id}.csv")
    assert len(table.text.splitlines()) == 9


def test_coverage_names_the_gaps(ben: User, cleo: User, browser: Browser) -> None:
    sample = make_sample(make_waiting(3, ben, cleo), cleo)
    db.session.commit()
    page = browser(cleo).get(f"/sampling/qualifications/{sample.qualification_id}/coverage")
    assert "0 of 3" in page.text("main")
    assert "Where the gaps are" in page.text("main")
    address = f"/sampling/qualifications/{sample.qualification_id}/coverage.csv"
    assert "Ben Assessor" in browser(cleo).client.get(address).text


def test_outsiders_find_nothing(ben: User, cleo: User, browser: Browser) -> None:
    sample = make_sample(make_waiting(1, ben, cleo), cleo)
    db.session.commit()
    for address in (
        f"/sampling/samples/{sample.id}",
        f"/sampling/samples/{sample.id}.csv",
        f"/sampling/samples/{sample.id}/again",
        f"/sampling/qualifications/{sample.qualification_id}/draw",
        f"/sampling/qualifications/{sample.qualification_id}/coverage",
    ):
        browser(ben).get(address, status=404)
    assert "Nothing to sample yet" in browser(ben).get("/sampling/").text("main")


def test_many_rows_cost_no_more_statements(
    ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    sample = make_sample(make_waiting(6, ben, cleo), cleo)
    db.session.commit()
    for address, most in ((f"/sampling/samples/{sample.id}", 28), ("/sampling/", 20)):
        with count_queries() as statements:
            browser(cleo).get(address)
        assert len(statements) <= most, address
