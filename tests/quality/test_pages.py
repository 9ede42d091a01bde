"""Each page of quality assurance: once when it works, once invalid, once for an outsider."""

import pytest

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import (
    FEEDBACK,
    criteria_of,
    make_manager,
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
    status_of,
)
from tests.factories_looks import pick_of
from tests.factories_sampling import ALL_OF_THEM, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.quality.models import ReleaseLine
from trainer.registrations.models import RegistrationStatus, UnitStatus


@pytest.fixture
def cleo(app: object) -> User:
    return make_user("Cleo Assurer", password=PASSWORD)


def test_the_queue_says_why_a_unit_might_be_looked_into(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    make_waiting_for_iqa(make_registration(ada, ben, cleo))
    page = browser(cleo).get("/quality/")
    assert "Ada Trainee" in page.text("tbody th")
    assert page.texts(".reason") == [
        "The assessor’s first decision on this unit",
        "Rests on one kind of evidence",
    ]


def test_an_empty_queue_teaches(cleo: User, browser: Browser) -> None:
    assert "Nothing waits for you" in browser(cleo).get("/quality/").text("main")


def test_looking_into_a_unit_shows_feedback(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    unit = make_waiting_for_iqa(make_registration(ada, ben, cleo))
    assert FEEDBACK in browser(cleo).get(f"/quality/units/{unit.id}").text("main")


def test_a_batch_is_released_with_one_signature_and_completes(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    first, second = (make_waiting_for_iqa(registration, number) for number in (0, 1))
    address = f"/quality/release?unit={first.id}&unit={second.id}"

    page = browser(cleo).get(address)
    assert page.text("h1") == "Release 2 units"
    browser(cleo).post(
        "/quality/release",
        **{
            **page.form(),
            "unit": [first.id, second.id],
            "looked_at": str(first.id),
            "password": PASSWORD,
        },
    )
    lines = {line.unit_assessment_id: line.sampled for line in db.session.query(ReleaseLine)}
    assert lines == {first.id: True, second.id: False}
    assert status_of(registration) is RegistrationStatus.UNITS_COMPLETE

    assert "Final checks" in browser(cleo).get("/quality/").text("main")
    where = f"/quality/registrations/{registration.id}/complete"
    page = browser(cleo).get(where)
    browser(cleo).post(where, **{**page.form(), "password": PASSWORD})
    assert status_of(registration) is RegistrationStatus.CLAIM_READY


def test_a_wrong_password_releases_nothing(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    unit = make_waiting_for_iqa(make_registration(ada, ben, cleo))
    page = browser(cleo).get(f"/quality/release?unit={unit.id}")
    fields = {**page.form(), "password": "not that one"}
    page = browser(cleo).post("/quality/release", status=422, **fields)
    assert "isn't your password" in page.text(".error-summary")
    assert status_of(unit) is UnitStatus.AWAITING_IQA


def test_a_managers_decision_has_to_be_looked_into(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_manager(ben, ada)
    unit = make_waiting_for_iqa(registration)
    page = browser(cleo).get(f"/quality/release?unit={unit.id}")
    fields = {**page.form(), "password": PASSWORD}
    del fields["looked_at"]
    page = browser(cleo).post("/quality/release", status=422, **fields)
    assert "line manager" in page.text(".error-summary")
    browser(cleo).post("/quality/release", **{**fields, "looked_at": str(unit.id)})


def test_what_the_sample_picked_is_looked_into_and_not_ticked(
    ben: User, cleo: User, browser: Browser
) -> None:
    [unit] = make_waiting(1, ben, cleo)
    where = f"/quality/release?unit={unit.id}"
    assert "Your password" in browser(cleo).get(where).text("main")
    make_sample([unit], cleo, ALL_OF_THEM)
    db.session.commit()
    page = browser(cleo).get(where)
    assert f"/quality/samples/{pick_of(unit).id}" in page.html
    assert "Your password" not in page.text("main")
    given = {"unit": str(unit.id), "looked_at": str(unit.id), "password": PASSWORD}
    browser(cleo).post("/quality/release", status=422, **given)
    assert status_of(unit) is UnitStatus.AWAITING_IQA


def test_asking_for_another_look(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    registration = make_registration(ada, ben, cleo)
    unit = make_waiting_for_iqa(registration)
    chosen = criteria_of(registration)[0]
    where = f"/quality/units/{unit.id}/ask-again"
    browser(cleo).get(where)
    browser(cleo).post(where, status=422, criteria=str(chosen.id), note=" ")
    browser(cleo).post(where, status=422, note="Which order was it?")
    browser(cleo).post(where, criteria=str(chosen.id), note="Which <b>order</b> was it?")
    assert status_of(unit) is UnitStatus.IQA_ACTION_REQUIRED
    assert "Look again at" in browser(ben).get("/queue").text("main")
    page = browser(ben).get(f"/units/{unit.id}")
    assert "Which <b>order</b> was it?" in page.text("main")


def test_the_queue_offers_no_tick_for_what_a_sample_picked(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    picked = make_waiting_for_iqa(registration, 0)
    make_sample([picked], cleo, ALL_OF_THEM)
    page = browser(cleo).get("/quality/")
    assert not page.all("input[name=unit]")
    assert "Release what is ticked" not in page.text("main")
    assert page.all(f'a[href="/quality/samples/{pick_of(picked).id}"]')

    other = make_waiting_for_iqa(registration, 1)
    page = browser(cleo).get("/quality/")
    assert [box.get("value") for box in page.all("input[name=unit]")] == [str(other.id)]


def test_a_release_of_nothing_leads_back(cleo: User, browser: Browser) -> None:
    assert browser(cleo).get("/quality/release", status=303).response.location == "/quality/"


def test_an_outsider_is_told_nothing(
    ada: User, ben: User, cleo: User, eve: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    unit = make_waiting_for_iqa(registration)
    for person in (eve, ben, ada):
        for url in (
            f"/quality/units/{unit.id}",
            f"/quality/units/{unit.id}/ask-again",
            f"/quality/registrations/{registration.id}/complete",
        ):
            browser(person).get(url, status=404)
        browser(person).get(f"/quality/release?unit={unit.id}", status=303)
