"""An expert's testimony is accepted from whom the register has for it on that very day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import make_registration, make_unit
from tests.factories_logs import make_grant
from tests.factories_people import make_site
from tests.factories_register import enter, make_admin
from tests.factories_witnesses import WITNESS, make_request
from trainer.accounts.models import User
from trainer.assessors import actions as register
from trainer.assessors.models import CompetenceCheck, Duty, RegisterEntry
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.logs import offering
from trainer.logs.models import EvidenceSignature, Item, Part
from trainer.registrations.models import Registration
from trainer.witnesses import actions

Change = Callable[[RegisterEntry], None]


@pytest.fixture
def ben(app: object) -> User:
    return make_user("Ben Assessor", password=PASSWORD)


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    registration = make_registration(ada, ben, make_user("Cleo Assurer"))
    make_grant(ben, ada)
    return registration


@pytest.fixture
def wanda(app: object) -> User:
    return make_user("Wanda Witness")


@pytest.fixture
def entry(registration: Registration, wanda: User) -> RegisterEntry:
    return enter(wanda, registration.version.qualification, Duty.WITNESS)


def heard(registration: Registration, *, expert: bool = True, actor: User | None = None) -> Item:
    request = make_request(registration, expert=expert)
    item = actions.give(request, actor=actor, basis="Twenty years." if expert else "", **WITNESS)
    db.session.commit()
    return item


def accept(item: Item, expert: User | None, by: User) -> EvidenceSignature:
    offering.sign(item.revisions[-1], actor=by, expert=expert)
    db.session.commit()
    return next(one for one in item.revisions[-1].signatures if one.part is Part.ASSESSOR)


def test_it_is_accepted_and_says_whose_it_is(entry: RegisterEntry, ben: User, wanda: User) -> None:
    item = heard(db.session.query(Registration).one())
    assert accept(item, wanda, ben).expert == wanda
    assert item.awaits is None
    assert run() == []


def suspended(entry: RegisterEntry) -> None:
    register.suspend(entry, actor=make_admin(), reason="A complaint is looked into.")


def ended(entry: RegisterEntry) -> None:
    entry.ends_on = clock.today()


def to_come(entry: RegisterEntry) -> None:
    entry.starts_on = clock.today() + timedelta(days=1)


def never_checked(entry: RegisterEntry) -> None:
    entry.checked_first = True


def run_out(entry: RegisterEntry) -> None:
    day = clock.today()
    entry.competence.append(
        CompetenceCheck(shown_by="–", checked_by="–", checked_on=day - timedelta(9), review_on=day)
    )


def for_another_unit(entry: RegisterEntry) -> None:
    another = make_unit().unit
    entry.units.append(another)


def for_another_site(entry: RegisterEntry) -> None:
    elsewhere = make_site("Elsewhere")
    entry.sites.append(elsewhere)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (suspended, "is suspended"),
        (ended, "isn’t on the register as an expert witness"),
        (to_come, "isn’t on the register as an expert witness"),
        (never_checked, "how Wanda Witness showed that they are competent"),
        (run_out, "occupational competence on the register has run out"),
        (for_another_unit, "other units"),
        (for_another_site, "other sites"),
    ],
)
def test_what_the_register_does_not_allow_is_refused_with_the_reason(
    entry: RegisterEntry, ben: User, wanda: User, change: Change, words: str
) -> None:
    item = heard(db.session.query(Registration).one())
    change(entry)
    db.session.commit()
    with pytest.raises(Unacceptable, match=words):
        accept(item, wanda, ben)
    assert item.awaits is Part.ASSESSOR


def test_nobody_named_and_nobody_entered_are_refused(
    registration: Registration, ben: User, wanda: User
) -> None:
    item = heard(registration)
    with pytest.raises(Unacceptable, match="which expert on the register"):
        accept(item, None, ben)
    with pytest.raises(Unacceptable, match="isn’t on the register as an expert witness"):
        accept(item, wanda, ben)


def test_who_assures_or_learns_is_no_expert_of_it(registration: Registration, ben: User) -> None:
    qualification = registration.version.qualification
    item = heard(registration)
    for person, words in ((registration.iqa, "a part in"), (registration.learner, "their own")):
        enter(person, qualification, Duty.WITNESS)
        with pytest.raises(Unacceptable, match=words):
            accept(item, person, ben)


def test_whoever_was_signed_in_wrote_it(entry: RegisterEntry, ben: User, wanda: User) -> None:
    other = make_user("Olga Other")
    enter(other, entry.qualification, Duty.WITNESS)
    item = heard(db.session.query(Registration).one(), actor=wanda)
    with pytest.raises(Unacceptable, match="Somebody else was signed in"):
        accept(item, other, ben)
    assert accept(item, wanda, ben).expert == wanda


def test_what_lapses_later_leaves_it_accepted(entry: RegisterEntry, ben: User, wanda: User) -> None:
    item = heard(db.session.query(Registration).one())
    accept(item, wanda, ben)
    suspended(entry)
    db.session.commit()
    assert item.awaits is None
    assert run() == []


def test_ordinary_testimony_asks_the_register_nothing(
    registration: Registration, ben: User
) -> None:
    item = heard(registration, expert=False)
    assert accept(item, None, ben).expert is None


def test_the_page_offers_the_experts_says_why_not_and_what_then(
    entry: RegisterEntry, ben: User, wanda: User, browser: Browser
) -> None:
    item = heard(db.session.query(Registration).one())
    visitor, address = browser(ben), f"/log/{item.id}/sign"
    page = visitor.get(address)
    assert page.form()["expert"] == str(wanda.id)
    assert "a training administrator enters them" in page.text("main")
    ended(entry)
    db.session.commit()
    refused = visitor.post(address, 422, **page.form())
    assert "isn’t on the register as an expert witness" in refused.text("main")
    entry.ends_on = None
    db.session.commit()
    visitor.post(address, **visitor.get(address).form())
    assert "On the register as an expert witness: Wanda Witness" in visitor.get(
        f"/log/{item.id}"
    ).text("main")


def test_a_register_without_experts_is_said_so(
    registration: Registration, ben: User, browser: Browser
) -> None:
    item = heard(registration)
    page = browser(ben).get(f"/log/{item.id}/sign")
    assert "The register has nobody as an expert witness" in page.text("main")
    browser(ben).post(f"/log/{item.id}/sign", 303, comment="Ask her again.", then="return")
