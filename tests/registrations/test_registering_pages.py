"""Registering a learner in the browser: with the rules live, and without any script."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_catalogue import IN_HOUSE, make_version
from tests.factories_people import make_placement, make_site
from tests.factories_register import make_admin, make_assessor, make_iqa
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus


@pytest.fixture
def version(app: object) -> QualificationVersion:
    return make_version()


def url(version: QualificationVersion, learner: User) -> str:
    return f"/registrations/new/{version.id}/{learner.id}"


def registrations() -> int | None:
    return db.session.scalar(sa.select(sa.func.count(Registration.id)))


def test_a_learner_is_found_by_name(
    browser: Browser, ada: User, version: QualificationVersion
) -> None:
    tess = make_admin()
    page = browser(tess).get("/registrations/new")
    assert page.texts("option") == ["Small scheme"]
    page = browser(tess).get(f"/registrations/new?words=ada&version_id={version.id}")
    assert page.one(".person a").get("href") == url(version, ada)
    assert "Nobody is called" in browser(tess).get("/registrations/new?words=zz").text(".empty")


def test_a_learner_is_registered(
    browser: Browser, ada: User, version: QualificationVersion
) -> None:
    tess, site = make_admin(), make_site()
    make_placement(ada, site=site)
    assessor, iqa = make_assessor(version.qualification), make_iqa(version.qualification)
    page = browser(tess).get(url(version, ada))
    assert page.texts("#assessor option") == ["Choose…", "Daniel Osei"]
    assert page.texts("#iqa option") == ["Choose…", "Ruth Calder"]
    assert "Ruth Calder isn't appointed as an assessor" in page.texts("details.more")[0]
    assert "Choose 1 more unit from Your choice." in page.text("#rules")

    form: dict[str, Any] = page.form('form[action^="/registrations/new/"]')
    assert form["site"] == str(site.id)
    target = clock.today() + timedelta(days=200)
    form |= {"assessor": str(assessor.id), "iqa": str(iqa.id), "units": "SM-2"}
    form |= {"target_on": target.isoformat(), "found": "Knows the till."}
    page = browser(tess).post(url(version, ada), **form)

    made = db.session.scalars(sa.select(Registration)).one()
    assert page.response.location == f"/registrations/{made.id}"
    assert (made.learner, made.assessor, made.iqa, made.site) == (ada, assessor, iqa, site)
    assert (made.target_on, made.status) == (target, RegistrationStatus.ACTIVE)
    assert [one.unit_version.code for one in made.units] == ["SM-1", "SM-2"]
    assert made.awarding == version.numbers[0]
    browser(tess).post(url(version, ada), **form)
    assert registrations() == 1


def test_without_script_check_shows_what_the_rules_say(
    browser: Browser, ada: User, version: QualificationVersion
) -> None:
    tess = make_admin()
    asked: dict[str, Any] = {"units": "SM-3", "found": "Knows the till.", "check": "1"}
    page = browser(tess).post(url(version, ada), status=200, **asked)
    page.check_hygiene()
    assert "Every rule of combination holds." in page.text("#rules")
    assert page.text("#found") == "Knows the till."
    assert page.one('input[value="SM-3"]').get("checked") is not None
    assert registrations() == 0


def test_a_suggestion_is_added_with_its_button(
    browser: Browser, ada: User, version: QualificationVersion
) -> None:
    tess = make_admin()
    page = browser(tess).get(url(version, ada))
    button = page.all('#rules button[name="add"]')[0]
    page = browser(tess).post(url(version, ada), status=200, add=button.get("value"))
    assert "Every rule of combination holds." in page.text("#rules")


def test_with_script_only_the_rules_come_back(
    browser: Browser, eve: User, version: QualificationVersion
) -> None:
    tess = make_admin()
    page = browser(tess).post(f"/registrations/units/{version.id}", status=200, units="SM-2")
    assert page.response.headers["X-Fragment"]
    assert page.html.lstrip().startswith('<div id="rules"')
    assert "Every rule of combination holds." in page.html
    odd = browser(tess).post(f"/registrations/units/{version.id}", status=200, units="SM-9")
    assert "1 rule doesn’t hold yet." in odd.html
    browser(tess).post("/registrations/units/999", status=404)
    browser(eve).post(f"/registrations/units/{version.id}", status=404, units="SM-2")


def test_a_wrong_registration_comes_back_with_what_was_typed(
    browser: Browser, ada: User, version: QualificationVersion
) -> None:
    tess = make_admin()
    assessor, iqa = make_assessor(version.qualification), make_iqa(version.qualification)
    page = browser(tess).post(url(version, ada), status=422, found="Typed before.")
    page.check_hygiene()
    assert "Choose who assesses." in page.text(".error-summary")
    assert page.text("#found") == "Typed before."
    right: dict[str, Any] = {
        "assessor": assessor.id,
        "iqa": iqa.id,
        "awarding": version.numbers[0].id,
        "site": 0,
    }
    page = browser(tess).post(url(version, ada), status=422, **right)
    page.check_hygiene()
    assert "Choose 1 more unit" in page.text("#units-e")
    page = browser(tess).post(
        url(version, ada), status=422, **{**right, "units": "SM-2", "assessor": iqa.id}
    )
    page = browser(tess).post(
        url(version, ada), status=422, **{**right, "units": "SM-2", "target_on": "2020-01-01"}
    )
    assert "still to come" in page.text(".error-summary")
    assert registrations() == 0


def test_in_house_nobody_is_asked_who_awards_it(browser: Browser, ada: User) -> None:
    version = make_version(IN_HOUSE)
    assessor, iqa = make_assessor(version.qualification), make_iqa(version.qualification)
    tess = make_admin()
    assert not browser(tess).get(url(version, ada)).all("#awarding")
    browser(tess).post(url(version, ada), assessor=assessor.id, iqa=iqa.id, site=0, units="SM-2")
    assert registrations() == 1


def test_a_closed_number_is_not_offered(
    browser: Browser, ada: User, version: QualificationVersion
) -> None:
    version.numbers[0].registration_ends = clock.today() - timedelta(days=1)
    db.session.commit()
    tess = make_admin()
    page = browser(tess).get(url(version, ada))
    assert not page.all("#awarding")
    assert "None of its awarding organisations" in page.text("main")


def test_outsiders_find_none_of_it(
    browser: Browser, ada: User, eve: User, version: QualificationVersion
) -> None:
    registration = make_registration(ada, version)
    for outsider in (eve, ada, registration.assessor, registration.iqa):
        browser(outsider).get("/registrations/new", status=404)
        browser(outsider).get(url(version, eve), status=404)
        browser(outsider).post(url(version, eve), status=404)
    tess = make_admin()
    browser(tess).get(f"/registrations/new/999/{eve.id}", status=404)
    browser(tess).get(f"/registrations/new/{version.id}/99999", status=404)


def test_nobody_is_offered_themselves(browser: Browser, version: QualificationVersion) -> None:
    tess = make_admin()
    assert "Nobody registers themselves" in browser(tess).get(url(version, tess)).text(".note-stop")
    make_user()
