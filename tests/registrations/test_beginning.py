"""From an application to the day work begins, step by step, and who reads what was found."""

import pytest

from tests.browsing import Browser
from tests.factories_catalogue import make_version
from tests.factories_people import make_placement
from tests.factories_register import make_admin, make_assessor, make_iqa
from trainer.accounts.models import User
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.registrations import actions
from trainer.registrations.models import Registration, RegistrationStatus

FOUND = "Two years on a market stall. Would like to type less."


@pytest.fixture
def applied(ada: User) -> Registration:
    """Ada has applied for the small scheme; nothing else is done."""
    version = make_version()
    registration = actions.apply(
        learner=ada,
        version=version,
        awarding=version.numbers[0] if version.numbers else None,
        assessor=make_assessor(version.qualification),
        iqa=make_iqa(version.qualification),
        actor=make_admin("Registrar Once"),
    )
    db.session.commit()
    return registration


def status_of(registration: Registration) -> RegistrationStatus:
    db.session.refresh(registration)
    return registration.status


def test_an_application_is_taken_to_its_first_day_by_its_page(
    browser: Browser, applied: Registration
) -> None:
    visitor, url = browser(make_admin()), f"/registrations/{applied.id}"
    assert visitor.get(url).one(".next-first a").get("href") == f"{url}/initial-assessment"
    assert "Write down what you found" in visitor.post(
        f"{url}/initial-assessment", status=422, found=" "
    ).text("main")
    visitor.post(f"{url}/initial-assessment", found=FOUND)
    assert visitor.get(url).one(".next-first a").get("href") == f"{url}/units"
    assert "Choose the units first" in visitor.get(f"{url}/confirm").text("main")
    visitor.post(f"{url}/confirm", status=422)
    visitor.post(f"{url}/units", units="SM-2")
    assert visitor.get(url).one(".next-first a").get("href") == f"{url}/confirm"
    visitor.post(f"{url}/confirm", awarding_reference="L-77")
    assert (applied.awarding_reference, status_of(applied)) == (
        "L-77",
        RegistrationStatus.REGISTERED,
    )
    visitor.post(f"{url}/start")
    assert status_of(applied) is RegistrationStatus.ACTIVE
    assert not visitor.get(url).all(".next-first")


def test_no_step_is_taken_twice_or_before_its_time(browser: Browser, applied: Registration) -> None:
    visitor, url = browser(make_admin()), f"/registrations/{applied.id}"
    visitor.post(f"{url}/start", status=403)
    visitor.post(f"{url}/confirm", status=403)
    visitor.post(f"{url}/initial-assessment", found=FOUND)
    visitor.post(f"{url}/initial-assessment", status=403, found="Again.")
    with pytest.raises(Refused, match="Nobody changes their own"):
        actions.register(applied, actor=applied.learner)


def test_what_was_found_is_read_by_those_with_a_part_in_it(
    browser: Browser, applied: Registration, cleo: User
) -> None:
    make_placement(applied.learner, manager=cleo)
    tess = make_admin()
    actions.record_initial_assessment(applied, actor=tess, found=FOUND)
    db.session.commit()
    url = f"/registrations/{applied.id}"
    for reader in (applied.learner, applied.assessor, applied.iqa, tess):
        assert FOUND in browser(reader).get(url).text("main")
    assert FOUND not in browser(cleo).get(url).text("main")
