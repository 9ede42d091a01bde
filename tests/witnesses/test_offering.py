"""A line manager writes what they saw, without being asked."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import criteria_of, make_registration
from tests.factories_logs import make_grant
from tests.factories_people import make_placement
from tests.factories_witnesses import SAID, settings
from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, Item
from trainer.notifications.models import Notice
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.witnesses import actions, policies
from trainer.witnesses.models import WitnessRequest, WitnessStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    make_placement(ada, manager=cleo)
    return make_registration(ada, ben, make_user("Dora Assurer"))


def offer(registration: Registration, actor: User, **other: object) -> Item:
    given = {
        "title": "The late delivery",
        "criteria": [criteria_of(registration)[0].id],
        "words": SAID,
        "role": "Shift leader",
        "relationship": "I lead her shift.",
        "basis": "",
        **other,
    }
    return actions.offer(registration, actor=actor, config=settings(), **given)  # type: ignore[arg-type]


def test_a_manager_writes_from_the_page_of_their_report_and_she_is_told(
    browser: Browser, registration: Registration, ada: User, cleo: User
) -> None:
    visitor = browser(cleo)
    page = visitor.get(f"/qualifications/{registration.id}")
    address = f"/witnesses/{registration.id}/offer"
    assert page.all(f'a[href="{address}"]')
    make_placement(cleo, job_title="Supervisor")
    form = visitor.get(address).form()
    assert form["role"].startswith("Supervisor, ")
    form |= {
        "words": SAID,
        "title": "The late delivery",
        "criteria": str(criteria_of(registration)[0].id),
    }
    assert "these are your own words" in visitor.send(address, 422, form).text("main")
    visitor.send(address, 303, form | {"own": "y"})
    request = db.session.scalars(sa.select(WitnessRequest)).one()
    assert (request.status, request.kind) == (WitnessStatus.GIVEN, EvidenceKind.TESTIMONY)
    assert request.item is not None
    assert request.item.revisions[0].details["relationship"] == "Ada reports to me."
    assert (request.asked_by, request.witness) == (cleo, cleo.name)
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == ada.id)).all()
    assert f"{cleo.name} wrote what they saw you do." in told
    assert SAID in browser(ada).get(f"/log/{request.item_id}").text("main")


@pytest.mark.parametrize("then", ["", "return"])
@pytest.mark.parametrize("basis", ["", "Eleven years at that desk."])
def test_what_a_manager_wrote_signed_in_is_accepted_or_sent_back(
    browser: Browser, registration: Registration, cleo: User, ben: User, basis: str, then: str
) -> None:
    item = offer(registration, cleo, basis=basis)
    make_grant(ben, item.owner)
    visitor, address = browser(ben), f"/log/{item.id}/sign"
    form = visitor.get(address).form() | {"comment": "I asked her about it.", "then": then}
    refused = bool(basis) and not then
    page = visitor.send(address, 422 if refused else 303, form)
    if refused:
        assert "Say which expert on the register wrote this." in page.text("main")


def test_whoever_says_what_makes_them_know_the_work_is_an_expert_witness(
    registration: Registration, cleo: User
) -> None:
    item = offer(registration, cleo, basis="Eleven years at that desk.")
    assert item.kind is EvidenceKind.EXPERT_TESTIMONY


def test_only_the_line_manager_offers_and_never_one_who_judges(
    browser: Browser, registration: Registration, ada: User, ben: User, eve: User
) -> None:
    for person in (ada, ben, eve):
        with pytest.raises(Refused):
            offer(registration, person)
        browser(person).get(f"/witnesses/{registration.id}/offer", status=404)
    led_and_assessed = make_registration(make_user("Gus Learner"), ben, registration.iqa)
    make_placement(led_and_assessed.learner, manager=ben)
    verdict = policies.may_offer(ben, led_and_assessed)
    assert "You assess or assure" in verdict.reason


def test_nothing_is_offered_once_the_registration_is_over_or_on_other_criteria(
    registration: Registration, ben: User, cleo: User
) -> None:
    other = make_registration(make_user("Gus Learner"), ben, registration.iqa)
    with pytest.raises(Unacceptable):
        offer(registration, cleo, criteria=[])
    assert other.version_id != registration.version_id
    with pytest.raises(Unacceptable):
        offer(registration, cleo, criteria=[criteria_of(other)[0].id])
    registration.status = RegistrationStatus.WITHDRAWN
    with pytest.raises(Refused):
        offer(registration, cleo)


def test_the_list_of_witnesses_is_shown_to_those_who_may_open_it(
    browser: Browser, registration: Registration, ada: User, cleo: User
) -> None:
    address = f"/witnesses/{registration.id}"
    for person, offered in ((ada, True), (cleo, False)):
        page = browser(person).get(f"/qualifications/{registration.id}")
        assert bool(page.all(f'a[href="{address}"]')) is offered
