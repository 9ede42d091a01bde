"""The report on an earlier version, the preview, the move, and the file."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import judge, make_submission
from tests.factories_catalogue import SMALL, bring_in, version_of
from tests.factories_logs import make_entry
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.checks.running import run
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.registrations.models import Registration, UnitStatus

REWORDED = SMALL.replace("Say hello first", "Say hello first and before")


@pytest.fixture
def registration() -> Registration:
    made = make_registration(make_user("Ada Trainee"))
    row = next(one for one in made.units if one.unit_version.code == "SM-1")
    criteria = list(row.unit_version.criteria)
    judge(make_submission(made, criteria), criteria)
    bring_in(REWORDED)
    return made


def address(number: int = 1) -> str:
    return f"/registrations/versions/{version_of('small-scheme', number).id}"


def test_an_administrator_looks_chooses_and_moves(
    browser: Browser, registration: Registration
) -> None:
    admin = browser(make_admin("Tess Training"))
    page = admin.get(address())
    assert page.texts("tbody td.num") == ["1", "1", "0"]
    page = admin.get(f"{address()}/move?registration={registration.id}")
    assert "Decide afresh" in page.text("main")
    seen = page.one('input[name="seen"]').get("value")
    assert admin.post(f"{address()}/move", 422, seen=seen, reason="")
    admin.post(f"{address()}/move", 303, seen=seen, reason="It closes.")
    db.session.expire_all()
    assert registration.version.number == 2
    assert run() == []
    assert "Nobody is on this version" in admin.get(address()).text("main")
    admin.post(f"{address()}/move", 409, seen=seen, reason="It closes.")


def test_the_preview_says_what_becomes_of_entries_and_of_what_is_achieved(
    browser: Browser,
) -> None:
    registration = make_registration(make_user("Ada Trainee"))
    units = {one.unit_version.code: one for one in registration.units}
    units["SM-2"].status = UnitStatus.ACHIEVED
    revision = make_entry(registration.learner)
    criteria = [one.id for one in units["SM-1"].unit_version.criteria]
    logs.link(revision, actor=registration.learner, criteria=criteria)
    db.session.commit()
    bring_in(
        SMALL.replace("units: [SM-2, SM-3]", "units: [SM-3]").replace(
            '          - {number: "1.2", text: Say hello first}\n', ""
        )
    )
    page = browser(make_admin("Tess Training")).get(
        f"{address()}/move?registration={registration.id}"
    )
    words = page.text("main")
    assert "1 entry not sent yet will claim the new criteria." in words
    assert "1 of the claims ends, because it is asked no more." in words
    assert "Achieved and kept, but counts no more" in words
    assert "Not in this version" not in words
    units["SM-2"].group_code = ""
    db.session.commit()
    learner = browser(registration.learner)
    shown = learner.get(f"/qualifications/{registration.id}").text("main")
    assert "Kept from an earlier version" in shown
    assert "not counted in this version" in shown


def test_a_preview_that_is_out_of_date_moves_nobody(
    browser: Browser, registration: Registration
) -> None:
    admin = browser(make_admin("Tess Training"))
    admin.post(
        f"{address()}/move",
        409,
        seen=f"{registration.id}:0123456789abcdef",
        reason="It closes.",
    )
    db.session.expire_all()
    assert registration.version.number == 1


def test_the_report_is_taken_away_as_a_file(browser: Browser, registration: Registration) -> None:
    admin = browser(make_admin("Tess Training"))
    text = admin.client.get(f"{address()}/export.csv").get_data(as_text=True)
    assert "carries over" in text
    assert "fresh" in text
    assert "Ada Trainee" in text


def test_the_page_of_a_registration_leads_there(
    browser: Browser, registration: Registration
) -> None:
    admin = browser(make_admin("Tess Training"))
    page = admin.get(f"/registrations/{registration.id}")
    assert page.all(f'a[href$="/move?registration={registration.id}"]')


def test_it_is_hidden_from_everybody_else(
    browser: Browser, eve: User, registration: Registration
) -> None:
    for person in (eve, registration.learner, registration.assessor):
        browser(person).get(address(), status=404)
        browser(person).get(f"{address()}/move?registration={registration.id}", status=404)


def test_the_report_asks_the_same_of_the_database_for_many(
    browser: Browser, registration: Registration, count_queries: CountQueries
) -> None:
    admin = browser(make_admin("Tess Training"))
    admin.get(address())
    with count_queries() as few:
        admin.get(address())
    db.session.expire_all()
    for place in range(4):
        other = make_registration(
            make_user(f"Learner {place}"),
            version_of("small-scheme"),
            assessor=registration.assessor,
            iqa=registration.iqa,
        )
        other.version = registration.version
    db.session.commit()
    with count_queries() as many:
        page = admin.get(address())
    assert len(page.all("tbody tr")) == 5
    assert len(many) == len(few)
    assert len(many) <= 22
