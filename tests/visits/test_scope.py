"""Whatever the scope is: what is listed is in it, and everything outside is not there."""

from dataclasses import dataclass

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import make_qualification, make_registration
from tests.factories_people import make_site
from tests.factories_register import make_admin
from tests.factories_visits import address_of, let_in, make_visit
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations.models import Registration
from trainer.visits import policies
from trainer.visits.models import VisitPortfolio


@dataclass
class Centre:
    """Learners of two qualifications at two sites and at none, and who arranges visits."""

    app: Flask
    tess: User
    registrations: list[Registration]
    sites: list[Site]


@pytest.fixture
def centre(app: Flask, ben: User) -> Centre:
    iqa = make_user("Cleo Assurer")
    sites = [make_site("Harbour Street", "HS"), make_site("Mill Lane", "ML")]
    registrations = [
        make_registration(make_user(f"Learner {at}{place}"), ben, iqa, version=version, site=site)
        for at, version in enumerate([make_qualification(), make_qualification()])
        for place, site in enumerate([*sites, None])
    ]
    return Centre(app, make_admin(), registrations, sites)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.booleans(),
    both=st.booleans(),
    at=st.sets(st.integers(0, 1)),
    chosen=st.sets(st.integers(0, 5)),
)
def test_what_is_listed_is_in_scope_and_the_rest_is_not_there(
    centre: Centre, *, first: bool, both: bool, at: set[int], chosen: set[int]
) -> None:
    every = centre.registrations
    kinds = {one.version.qualification_id for one in every}
    wanted = sorted(kinds) if both else [sorted(kinds)[0 if first else 1]]
    sites = [centre.sites[one].id for one in sorted(at)]
    visit = make_visit(actor=centre.tess, also=tuple(wanted), sites=sites)
    # Rows that no page would write: the pages must not rest on the choice having been checked.
    visit.portfolios = [VisitPortfolio(registration=every[one]) for one in sorted(chosen)]
    db.session.commit()
    within = {
        one.id
        for one in every
        if one.version.qualification_id in wanted and (not sites or one.site_id in sites)
    }
    listed = set(db.session.scalars(policies.registrations_in_scope(visit)))
    assert {one.id for one in listed} == within
    visitor = let_in(Browser(centre.app), visit)
    names = visitor.get(address_of(visit, "/registrations")).text("main")
    for place, one in enumerate(every):
        assert (one.learner.name in names) == (one.id in within)
        is_open = one.id in within
        visitor.get(address_of(visit, f"/registrations/{one.id}"), 200 if is_open else 404)
        is_read = is_open and place in chosen
        visitor.get(address_of(visit, f"/registrations/{one.id}/evidence"), 200 if is_read else 404)
