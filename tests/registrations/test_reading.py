"""Who only reads: HR sees who works towards what, and an appointment for a site stays there."""

import pytest

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_certificates import make_certificate, make_complete
from tests.factories_people import make_holder, make_site
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.people.models import Role, Site


@pytest.fixture
def here(app: object) -> Site:
    return make_site("Harbour Street")


def test_hr_reads_registrations_and_changes_nothing(
    browser: Browser, ada: User, here: Site
) -> None:
    registration = make_registration(ada, site=here, actor=make_admin())
    hana = browser(make_holder("Hana People", Role.HR))
    page = hana.get("/registrations")
    assert "0 of 2" in page.text("tbody tr")
    assert not page.all('a[href="/registrations/new"]')
    page = hana.get(f"/registrations/{registration.id}")
    assert not page.all('main a[href^="/qualifications/"]')
    assert not page.all("aside a")
    hana.get(f"/qualifications/{registration.id}", status=404)
    hana.get(f"/units/{registration.units[0].id}", status=404)


def test_hr_reads_certificates_and_issues_none(browser: Browser, ada: User) -> None:
    certificate = make_certificate(ada)
    hana = browser(make_holder("Hana People", Role.HR))
    page = hana.get("/certificates")
    assert certificate.number in page.text("tbody tr")
    assert not page.all('a[href="/certificates/ready"]')
    page = hana.get(f"/certificates/{certificate.id}")
    assert not page.all('a[href$="/revoke"]')
    hana.get("/certificates/ready", status=404)


def test_hr_in_a_part_of_their_own_sees_its_progress(browser: Browser, app: object) -> None:
    hana = make_holder("Hana People", Role.HR)
    registration = make_registration(hana, actor=make_admin())
    page = browser(hana).get(f"/registrations/{registration.id}")
    assert page.all('main a[href^="/qualifications/"]')


@pytest.mark.parametrize("role", [Role.TRAINING_ADMIN, Role.HR])
def test_an_appointment_for_a_site_ends_at_its_door(
    browser: Browser, ada: User, here: Site, role: Role
) -> None:
    there = make_site("Mill Lane")
    registration = make_registration(ada, site=here, actor=make_admin())
    complete = make_complete(make_user("Cora Complete"))
    complete.site = here
    certificate = make_certificate(complete.learner, registration=complete)
    near = browser(make_holder("Near", role, site=here))
    far = browser(make_holder("Far", role, site=there))
    for path in (f"/registrations/{registration.id}", f"/certificates/{certificate.id}"):
        near.get(path)
        far.get(path, status=404)
    assert len(near.get("/registrations").all("tbody tr")) == 2
    assert not far.get("/registrations").all("tbody tr")
    assert not far.get("/certificates").all("tbody tr")
    far.get(f"/qualifications/{registration.id}", status=404)
    far.get(f"/certificates/issue/{complete.id}", status=404)
