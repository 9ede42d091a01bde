"""Certificates of one unit: issued while the rest is still open, each with a life of its own."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import PASSWORD
from tests.factories_certificates import make_certificate, make_complete
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.assessments.events import UnitReopened
from trainer.certificates import actions, payload
from trainer.certificates.models import Certificate, CertificateKind, CertificateStatus, Purpose
from trainer.checks.running import run
from trainer.config import Config
from trainer.core.errors import Refused
from trainer.documents.look import HOUSE
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.reviews.actions import open_reviews
from trainer.reviews.models import Review


@pytest.fixture
def unit(ada: User) -> UnitAssessment:
    """The first of two units; the other is still open."""
    first, second = make_complete(ada).units
    second.status, second.achieved_on = UnitStatus.IN_PROGRESS, None
    db.session.commit()
    return first


def issue(unit: UnitAssessment, by: User, config: Config) -> Certificate:
    issued = actions.issue_unit(unit, actor=by, proof=proof_of(by), config=config)
    db.session.commit()
    return issued


def test_it_is_issued_from_its_page(unit: UnitAssessment, tess: User, browser: Browser) -> None:
    registration = browser(tess).get(f"/registrations/{unit.registration_id}")
    address = f"/certificates/issue-unit/{unit.id}"
    assert [link.get("href") for link in registration.all(f"a[href='{address}']")] == [address]
    shown = browser(tess).get(address)
    assert shown.texts("tbody th") == [unit.unit_version.code]
    browser(tess).post(address, 422, password="")
    browser(tess).post(address, **shown.form() | {"password": PASSWORD})

    issued = db.session.scalars(sa.select(Certificate)).one()
    assert (issued.kind, issued.unit_id) == (CertificateKind.UNIT, unit.id)
    assert issued.payload["title"] == unit.unit_version.title
    assert issued.payload["criteria_met"] == 2
    assert issued.payload["outcomes"] == [{"number": "1", "title": "Serve", "criteria": 2}]
    assert issued.payload_hash == payload.hash_of(issued.payload)


def test_it_is_a_page_of_its_own(unit: UnitAssessment, tess: User, config: Config) -> None:
    says = issue(unit, tess, config).payload
    page = payload.page_of(says, look=HOUSE, ledger_link="1:0", config=config)
    assert page.request().template == "unit-certificate"
    assert page.within == "Level 2 Diploma in Customer Service"


def test_only_one_is_in_force_for_a_unit(unit: UnitAssessment, tess: User, config: Config) -> None:
    first = issue(unit, tess, config)
    with pytest.raises(Refused, match=first.number):
        issue(unit, tess, config)
    new = actions.replace(
        first,
        actor=tess,
        proof=proof_of(tess),
        purpose=Purpose.LOST,
        reason="Left on a train.",
        config=config,
    )
    db.session.commit()
    assert (new.kind, new.unit_id) == (CertificateKind.UNIT, unit.id)
    assert new.payload["unit_code"] == unit.unit_version.code
    assert first.status is CertificateStatus.REPLACED


def test_the_qualification_can_have_its_own_beside_it(
    ada: User, tess: User, config: Config
) -> None:
    registration = make_complete(ada)
    issue(registration.units[0], tess, config)
    issue(registration.units[1], tess, config)
    whole = make_certificate(ada, by=tess, registration=registration)
    assert whole.kind is CertificateKind.QUALIFICATION
    assert {one.invariant for one in run()} & {"INV13", "INV14", "INV15", "INV16"} == set()


@pytest.mark.parametrize("missing", ["achieved", "released"])
def test_what_is_not_achieved_and_released_gets_none(
    unit: UnitAssessment, tess: User, config: Config, missing: str
) -> None:
    if missing == "achieved":
        unit.status, unit.achieved_on = UnitStatus.IN_PROGRESS, None
    else:
        unit.cycle += 1
    db.session.commit()
    with pytest.raises(Refused, match=unit.unit_version.title):
        issue(unit, tess, config)


def test_nobody_issues_their_own_and_others_find_nothing(
    unit: UnitAssessment, ada: User, ben: User, config: Config, browser: Browser
) -> None:
    for person in (ada, ben):
        with pytest.raises(Refused):
            issue(unit, person, config)
        browser(person).get(f"/certificates/issue-unit/{unit.id}", status=404)


def test_it_is_reviewed_when_its_own_unit_is_opened_and_not_with_others(
    unit: UnitAssessment, tess: User, config: Config
) -> None:
    issue(unit, tess, config)
    other = unit.registration.units[1]
    for opened in (other, unit):
        open_reviews(UnitReopened(actor=tess, subject=opened, cycle=1))
    reviewed = db.session.scalars(sa.select(Review.unit_assessment_id)).all()
    assert reviewed == [unit.id]


def test_its_pages_speak_of_a_unit(
    unit: UnitAssessment, tess: User, config: Config, browser: Browser
) -> None:
    certificate = issue(unit, tess, config)
    for page in (
        browser(tess).get(f"/certificates/{certificate.id}"),
        browser().get(f"/v/{certificate.shown_code}"),
    ):
        said = dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))
        assert said["For achieving the unit"] == unit.unit_version.title
        assert said["Which is a unit of the"] == unit.registration.version.title
