"""Units across the matrix: achieved and current, lapsed, worked towards, late; and who sees them."""

from datetime import date, timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import make_qualification, make_registration, make_waiting_for_iqa
from tests.factories_certificates import make_administrator
from tests.factories_people import make_holder, make_placement
from tests.factories_reviews import let_count
from trainer.accounts.models import User
from trainer.core import clock
from trainer.currency import actions as currency
from trainer.extensions import db
from trainer.people.models import Placement, Role
from trainer.registrations.models import Registration
from trainer.skills.queries.units import UnitsWorkedTowards
from trainer.training.rules.standing import SkillState, Standing


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    """Ada achieved the first of two units today, and works towards the second."""
    made = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    let_count(make_waiting_for_iqa(made))
    return made


@pytest.fixture
def job(ada: User) -> Placement:
    return make_placement(ada, manager=make_user("Mo Manager"))


def stand(person: User, day: date | None = None) -> list[Standing]:
    """How somebody stands with each unit, by its name."""
    source = UnitsWorkedTowards(day or clock.today())
    columns = [one.key for one in source.columns()]
    marks = source.marks([person.id], columns)[person.id]
    return [marks[key] for key in columns if key in marks]


def test_what_is_achieved_is_held_and_the_rest_is_to_get(
    ada: User, registration: Registration
) -> None:
    target = clock.today() + timedelta(days=30)
    registration.target_on = target
    db.session.commit()
    assert stand(ada) == [Standing(SkillState.HELD, None), Standing(SkillState.NOT_YET, target)]
    late = stand(ada, target + timedelta(days=1))
    assert late[1] == Standing(SkillState.MISSING, target)


def test_what_is_to_be_shown_anew_ends(ada: User, registration: Registration) -> None:
    unit = registration.units[0].unit_version.unit
    currency.set_rule(
        unit, actor=make_administrator(), months=12, renewal_days=60, reason="It changes."
    )
    db.session.commit()
    [held, _other] = stand(ada)
    assert held.state is SkillState.HELD
    assert held.deadline is not None
    assert stand(ada, held.deadline - timedelta(days=60))[0].state is SkillState.DUE
    assert stand(ada, held.deadline)[0] == Standing(SkillState.LAPSED, held.deadline)


def test_whoever_is_not_registered_for_a_unit_has_not_taken_it(
    browser: Browser, job: Placement, registration: Registration
) -> None:
    assert job.manager is not None
    make_placement(make_user("Sam Staff"), manager=job.manager, site=job.site)
    assert "Not taken" in browser(job.manager).get("/skills/matrix?of=units").text(".skills")


def test_a_cell_leads_to_its_unit(
    browser: Browser, job: Placement, registration: Registration
) -> None:
    assert job.manager is not None
    page = browser(job.manager).get("/skills/matrix?of=units")
    leads = [one.get("href") for one in page.all(".skills a.cell")]
    assert sorted(leads) == sorted(f"/units/{unit.id}" for unit in registration.units)
    browser(job.manager).get(leads[0])
    assert "Achieved" in page.text(".skills")


def test_hr_reads_no_units_of_individuals(
    browser: Browser, ada: User, job: Placement, registration: Registration
) -> None:
    hr = make_holder("Hal HR", Role.HR)
    assert ada.name in browser(hr).client.get("/skills/matrix.csv").text
    assert ada.name not in browser(hr).get("/skills/matrix?of=units").text("main")
    assert ada.name not in browser(hr).client.get("/skills/matrix.csv?of=units").text
    browser.forget()
    tess = make_administrator()
    assert ada.name in browser(tess).client.get("/skills/matrix.csv?of=units").text


def test_many_take_as_many_statements_as_one(
    ada: User, ben: User, registration: Registration, count_queries: CountQueries
) -> None:
    people = [ada.id, ben.id, *range(900, 950)]
    with count_queries() as statements:
        source = UnitsWorkedTowards(clock.today())
        keys = [one.key for one in source.columns()]
        source.asked(people)
        source.tally(people, keys)
        source.marks(people, keys)
    assert len(statements) == 3
