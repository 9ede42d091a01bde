"""The lists of registrations, the page of one, and changing it."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_catalogue import make_version
from tests.factories_people import make_placement, make_site
from tests.factories_register import make_admin, make_assessor, make_iqa
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus

R = RegistrationStatus

CHANGES = ["units", "people", "break", "withdraw"]


def status_of(registration: Registration) -> RegistrationStatus:
    return registration.status


def test_administrators_find_registrations(browser: Browser, ada: User) -> None:
    tess, site = make_admin(), make_site()
    assert "No registration is listed" in browser(tess).get("/registrations").text(".empty")
    registration = make_registration(ada, site=site)
    version, assessor = registration.version, registration.assessor
    row = browser(tess).get("/registrations").text("tbody tr")
    assert "Ada Trainee" in row
    assert "0 of 2" in row
    for found in (
        "words=ada",
        "status=active",
        f"qualification_id={version.qualification_id}",
        f"site_id={site.id}",
        f"assessor_id={assessor.id}",
        "status=nonsense&site_id=x",
    ):
        assert len(browser(tess).get(f"/registrations?{found}").all("tbody tr")) == 1, found
    for other in ("words=zz", "words=%25", "status=lapsed", "qualification_id=99", "site_id=99"):
        assert not browser(tess).get(f"/registrations?{other}").all("tbody tr"), other


def test_only_administrators_have_the_list(browser: Browser, ada: User) -> None:
    registration = make_registration(ada)
    for person in (ada, registration.assessor, registration.iqa):
        browser(person).get("/registrations", status=404)


def test_those_with_a_part_in_it_open_it_and_outsiders_do_not(
    browser: Browser, ada: User, cleo: User, eve: User
) -> None:
    registration = make_registration(ada)
    make_placement(ada, manager=cleo)
    url = f"/registrations/{registration.id}"
    for person in (ada, cleo, registration.assessor, registration.iqa):
        page = browser(person).get(url)
        assert not page.all('a[href$="/withdraw"]')
        for change in CHANGES:
            browser(person).get(f"{url}/{change}", status=404)
    browser(eve).get(url, status=404)
    assert browser(make_admin()).get(url).all('a[href$="/withdraw"]')


def test_units_are_chosen_anew(browser: Browser) -> None:
    tess, registration = make_admin(), make_registration(units=("SM-2",))
    url = f"/registrations/{registration.id}/units"
    page = browser(tess).get(url)
    assert page.one('input[value="SM-2"]').get("checked") is not None
    looked = browser(tess).post(url, status=200, check="1")
    assert "Choose 1 more unit" in looked.text("#rules")
    refused = browser(tess).post(url, status=422, request_key="once")
    refused.check_hygiene()
    assert "Choose 1 more unit" in refused.text("#units-e")
    browser(tess).post(url, units="SM-3")
    assert [one.unit_version.code for one in registration.units] == ["SM-1", "SM-3"]


def test_a_unit_that_has_begun_cannot_be_unticked(browser: Browser) -> None:
    tess, registration = make_admin(), make_registration(units=("SM-2",))
    registration.units[1].status = UnitStatus.IN_PROGRESS
    url = f"/registrations/{registration.id}/units"
    page = browser(tess).get(url)
    assert not page.all('input[value="SM-2"]')
    assert "has begun, so it stays" in page.text("main")
    browser(tess).post(url, units="SM-3")
    codes = [one.unit_version.code for one in registration.units]
    assert codes == ["SM-1", "SM-2", "SM-3"]


def test_people_are_changed(browser: Browser) -> None:
    tess, registration = make_admin(), make_registration()
    new = make_assessor(registration.version.qualification, make_user("New Assessor"))
    url = f"/registrations/{registration.id}/people"
    page = browser(tess).get(url)
    assert page.form('form[action$="/people"]')["assessor"] == str(registration.assessor_id)
    browser(tess).post(url, status=422, assessor=new.id, iqa=registration.iqa_id)
    browser(tess).post(
        url, status=422, assessor=registration.assessor_id, iqa=registration.iqa_id, reason="Same."
    )
    browser(tess).post(url, assessor=new.id, iqa=registration.iqa_id, reason="On leave.")
    assert registration.assessor == new


def test_a_break_and_a_withdrawal_ask_why(browser: Browser) -> None:
    tess, registration = make_admin(), make_registration()
    url = f"/registrations/{registration.id}"
    browser(tess).get(f"{url}/break")
    browser(tess).post(f"{url}/break", status=422, reason=" ")
    browser(tess).post(f"{url}/break", reason="Parental leave.")
    assert status_of(registration) is R.BREAK_IN_LEARNING
    assert "until every unit" in browser(tess).get(f"{url}/units").text(".note-stop")
    browser(tess).post(f"{url}/resume")
    assert status_of(registration) is R.ACTIVE
    browser(tess).get(f"{url}/withdraw")
    browser(tess).post(f"{url}/withdraw", reason="Left.")
    assert status_of(registration) is R.WITHDRAWN
    browser(tess).post(f"{url}/withdraw", status=403, reason="Left.")
    assert "is over" in browser(tess).get(f"{url}/people").text(".note-stop")
    browser(tess).get(url)


@pytest.mark.parametrize("change", [*CHANGES, "resume"])
def test_outsiders_change_nothing(browser: Browser, ada: User, eve: User, change: str) -> None:
    registration = make_registration(ada)
    for outsider in (eve, ada, registration.assessor):
        browser(outsider).post(
            f"/registrations/{registration.id}/{change}", status=404, reason="Because."
        )
    assert status_of(registration) is R.ACTIVE


def test_the_list_is_sorted_and_taken_away_as_it_is_narrowed(browser: Browser) -> None:
    tess, version = make_admin(), make_version()
    for name in ("=cmd|x", "zoe", "Ada Later"):
        make_registration(make_user(name), version, actor=tess)
    administrator = browser(tess)

    def names(query: str) -> list[str]:
        return administrator.get(f"/registrations?{query}").texts("tbody th")

    assert names("sort=learner") == ["=cmd|x", "Ada Later", "zoe"]
    assert names("sort=-learner") == ["zoe", "Ada Later", "=cmd|x"]
    assert names("sort=nonsense") == ["Ada Later", "zoe", "=cmd|x"]
    page = administrator.get("/registrations?words=zoe&sort=learner&status=active")
    assert page.one("th[aria-sort]").get("aria-sort") == "ascending"
    link = page.one("a[href*=export]").get("href")
    assert "words=zoe" in link

    lines = administrator.get("/registrations/export.csv?sort=learner").html.splitlines()
    assert lines[0].removeprefix("\ufeff").startswith("staff_number,learner,qualification,version")
    assert ",'=cmd|x," in lines[1]
    assert lines[1].split(",")[4] == "active"
    assert len(administrator.get(link).html.splitlines()) == 2
    told = sa.select(TrailEntry.body).where(TrailEntry.kind == "RegistrationsExported")
    assert db.session.scalars(told.order_by(TrailEntry.id.desc())).first() == {
        "search": "words=zoe, sort=learner, status=active"
    }


@pytest.mark.parametrize("count", [1, 50])
def test_the_lists_ask_the_same_few_questions(
    browser: Browser, ada: User, count_queries: CountQueries, count: int
) -> None:
    tess = make_admin()
    version = make_version()
    assessor, iqa = make_assessor(version.qualification), make_iqa(version.qualification)
    for number in range(count):
        learner = make_user(f"Learner {number:02d}")
        make_registration(learner, version, assessor=assessor, iqa=iqa, actor=tess)
    administrator = browser(tess)
    administrator.get("/registrations")
    with count_queries() as statements:
        assert len(administrator.get("/registrations").all("tbody tr")) == count
    assert len(statements) <= 9


def test_the_other_pages_keep_to_their_number_of_questions(
    browser: Browser, ada: User, count_queries: CountQueries
) -> None:
    tess, registration = make_admin(), make_registration(ada)
    new = f"/registrations/new/{registration.version_id}/{make_user().id}"
    visitor = browser(tess)
    for url, ceiling in (
        (
            f"/registrations/{registration.id}",
            8,
        ),  # The hand-over notes and the claims are among them.
        (f"/registrations/{registration.id}/units", 9),
        (f"/registrations/{registration.id}/people", 11),
        (new, 16),
    ):
        visitor.get(url)
        with count_queries() as statements:
            visitor.get(url)
        assert len(statements) <= ceiling, url
