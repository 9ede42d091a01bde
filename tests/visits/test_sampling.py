"""What a visitor reads of sampling: draws as they were drawn and coverage, within their scope."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import make_entry, make_registration, make_waiting_for_iqa
from tests.factories_looks import disagree, pick_of
from tests.factories_people import make_site
from tests.factories_register import enter
from tests.factories_sampling import ALL_OF_THEM, make_sample
from tests.factories_visits import address_of, let_in, make_visit
from tests.factories_witnesses import settings
from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations.models import Registration
from trainer.sampling.models import Sample
from trainer.visits.models import Page, Visit, VisitOpening
from trainer.visits.sections import Gathered, parts_of


@pytest.fixture
def north(app: object) -> Site:
    return make_site("North")


@pytest.fixture
def registration(ada: User, ben: User, cleo: User, north: Site) -> Registration:
    registration = make_registration(ada, ben, cleo, site=north)
    make_waiting_for_iqa(registration)
    return registration


@pytest.fixture
def elsewhere(registration: Registration) -> Registration:
    """Another learner on the same qualification, at another site."""
    other = make_registration(
        make_user("Sol South"),
        registration.assessor,
        registration.iqa,
        version=registration.version,
        site=make_site("South"),
        on_register=False,
    )
    make_waiting_for_iqa(other)
    return other


@pytest.fixture
def sample(registration: Registration, elsewhere: Registration) -> Sample:
    units = [registration.units[0], elsewhere.units[0]]
    sample = make_sample(units, registration.iqa, ALL_OF_THEM)
    db.session.commit()
    return sample


@pytest.fixture
def visit(registration: Registration, north: Site, sample: Sample) -> Visit:
    return make_visit(registration, sites=[north.id])


def test_a_visitor_reads_draws_and_coverage_of_their_sites(
    browser: Browser, visit: Visit, sample: Sample
) -> None:
    visitor = let_in(browser, visit)
    page = visitor.get(address_of(visit, "/sampling"))
    assert sample.seed in page.text(".table-t")
    assert "North" in page.text(".heat")
    assert "South" not in page.text("main")
    rows = [
        visitor.get(address_of(visit, f"/samples/{sample.id}?show={show}")).text("main")
        for show in ("picked", "left")
    ]
    assert "Ada" in "".join(rows)
    assert "Sol South" not in "".join(rows)
    assert sample.population_hash in rows[0]
    opened = sa.select(VisitOpening.page).order_by(VisitOpening.id)
    assert list(db.session.scalars(opened)) == [Page.SAMPLING, Page.SAMPLE, Page.SAMPLE]


def test_a_row_says_why_it_was_picked(browser: Browser, visit: Visit, sample: Sample) -> None:
    page = let_in(browser, visit).get(address_of(visit, f"/samples/{sample.id}"))
    assert "Every decision of" in page.text(".reason")


def test_a_sample_without_anything_in_scope_is_not_there(
    browser: Browser, registration: Registration, north: Site, ben: User, cleo: User
) -> None:
    here = make_sample([registration.units[0]], cleo, ALL_OF_THEM)
    other = make_registration(
        make_user(),
        ben,
        cleo,
        version=registration.version,
        site=make_site("South"),
        on_register=False,
    )
    there = make_sample([make_waiting_for_iqa(other)], cleo, ALL_OF_THEM)
    visit = make_visit(registration, sites=[north.id])
    visitor = let_in(browser, visit)
    assert len(visitor.get(address_of(visit, "/sampling")).all(".table-t tbody tr")) == 1
    visitor.get(address_of(visit, f"/samples/{here.id}"))
    visitor.get(address_of(visit, f"/samples/{there.id}"), status=404)


def test_the_pack_holds_coverage_and_samples_as_they_were_drawn(
    visit: Visit, sample: Sample, registration: Registration
) -> None:
    picked = registration.units[0]
    parts = {one.name: one for one in parts_of(Gathered(visit, visit.arranged_by, settings()))}
    [draw] = parts["Draws"].rows
    assert {sample.seed, sample.population_hash, str(sample.size)} <= set(draw)
    [row] = parts["As drawn"].rows
    assert row[1] == picked.registration.learner.name
    assert row[-1]
    assert {one[3] for one in parts["Coverage"].rows} == {"North"}


def test_what_happens_later_leaves_the_sample_as_it_was_drawn(
    visit: Visit, sample: Sample, registration: Registration
) -> None:
    def drawn() -> object:
        gathered = Gathered(visit, visit.arranged_by, settings())
        return {one.name: one.rows for one in parts_of(gathered)}["As drawn"]

    before = drawn()
    db.session.expire_all()
    disagree(pick_of(registration.units[0]), registration.iqa)
    db.session.commit()
    assert drawn() == before


def test_the_register_names_each_duty(
    browser: Browser, visit: Visit, registration: Registration
) -> None:
    enter(make_user("Wanda Witness"), registration.version.qualification, Duty.WITNESS)
    make_entry(make_user("Cora Second"), registration.version, duty=Duty.COUNTERSIGN)
    text = let_in(browser, visit).get(address_of(visit, "/register")).text("tbody")
    assert "Expert witness" in text
    assert "Countersign" in text
