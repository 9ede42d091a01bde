"""Administrators of one site see and arrange the sessions of their site, and nobody else's."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.factories_certificates import make_administrator
from tests.factories_courses import arranged, book, make_course, make_session
from tests.factories_people import make_holder, make_site
from tests.factories_skills import make_staff
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.courses import policies, queries
from trainer.courses.actions import arranging
from trainer.courses.models import Approval, BookingStatus, Course, CourseSession, SessionStatus
from trainer.extensions import db
from trainer.people.models import Role, Site


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


@pytest.fixture
def here(ada: User) -> Site:
    return make_site("Harbour Street")


@pytest.fixture
def there(ada: User) -> Site:
    return make_site("Linden Park")


@pytest.fixture
def near(here: Site) -> User:
    return make_holder("Nell Near", Role.TRAINING_ADMIN, site=here)


@pytest.fixture
def course(tess: User) -> Course:
    return make_course(tess, approval=Approval.ADMINISTRATOR)


def test_each_sees_what_is_open_and_what_is_planned_for_their_site(
    tess: User, near: User, course: Course, here: Site, there: Site
) -> None:
    ours = make_session(tess, course, opened=False, site_id=here.id)
    theirs = make_session(tess, course, opened=False, site_id=there.id)
    everybodys = make_session(tess, course, opened=False)
    shown = make_session(tess, course, site_id=there.id)
    assert set(db.session.scalars(policies.sessions_visible_to(near))) == {ours, shown}
    assert set(db.session.scalars(policies.sessions_visible_to(tess))) == {
        ours, theirs, everybodys, shown,
    }  # fmt: skip


def test_nobody_arranges_a_session_of_another_site(
    browser: Browser, tess: User, near: User, course: Course, here: Site, there: Site
) -> None:
    theirs = make_session(tess, course, site_id=there.id)
    ours = make_session(tess, course, opened=False, site_id=here.id)
    for verdict in (policies.may_change, policies.may_call_off, policies.may_look_after):
        assert not verdict(near, theirs)
        assert verdict(near, ours)
    browser(near).get(f"/courses/sessions/{theirs.id}/change", 404)
    browser(near).get(f"/courses/sessions/{theirs.id}/call-off", 404)
    browser(near).post(f"/courses/sessions/{ours.id}/open")
    assert ours.status is SessionStatus.OPEN
    with pytest.raises(Refused, match="of its site"):
        arranging.call_off(theirs, actor=near, reason="x")
    with pytest.raises(Refused, match="of its site"):
        arranging.plan(course, actor=near, arranged=arranged(site_id=there.id))
    with pytest.raises(Refused, match="of its site"):
        arranging.plan(course, actor=near, arranged=arranged())
    with pytest.raises(Refused, match="of its site"):
        arranging.change(ours, actor=near, arranged=arranged(site_id=there.id))


def test_the_form_offers_ones_own_sites(
    browser: Browser, tess: User, near: User, course: Course, here: Site, there: Site
) -> None:
    address = f"/courses/{course.id}/sessions/new"
    assert browser(near).get(address).texts("#site_id option") == ["Harbour Street"]
    assert browser(tess).get(address).texts("#site_id option") == [
        "Every site", "Harbour Street", "Linden Park",
    ]  # fmt: skip
    day = (clock.today() + timedelta(days=9)).isoformat()
    told = {"starts_on": day, "starts": "09:30", "ends": "11:00", "room": "Attic"}
    form = browser(near).get(address).form() | told | {"led_by": "Tom", "places": "3"}
    browser(near).send(address, 422, form | {"site_id": str(there.id)})
    browser(near).send(address, 303, form | {"site_id": str(here.id)})
    session = db.session.query(CourseSession).one()
    assert session.site == here
    page = browser(near).get(f"/courses/sessions/{session.id}/change")
    assert page.form()["site_id"] == str(here.id)


def test_each_agrees_for_the_people_of_their_site(
    tess: User, near: User, course: Course, here: Site, there: Site
) -> None:
    [ann] = make_staff("Ann", site=here)
    [zoe] = make_staff("Zoe", site=there)
    session = make_session(tess, course, places=9, site_id=there.id)
    hers, others = book(session, ann), book(session, zoe)
    assert list(queries.to_decide(near)) == [hers]
    assert list(queries.to_decide(tess)) == [hers, others]
    assert policies.may_decide(near, hers)
    assert not policies.may_decide(near, others)
    assert not policies.may_cancel(near, others)
    seen = set(db.session.scalars(policies.bookings_visible_to(near)))
    assert seen == {hers}


def test_what_waits_is_counted_as_it_is_listed(
    browser: Browser, tess: User, near: User, course: Course, here: Site, there: Site
) -> None:
    session = make_session(tess, course, places=9)
    for one in (*make_staff("Ann", "Bea", site=here), *make_staff("Zoe", site=there)):
        book(session, one)
    count = 'nav a[href="/courses/arrange"] .count'
    assert browser(near).get("/courses/arrange").text(count) == "2"
    assert browser(tess).get("/courses/arrange").text(count) == "3"


def test_the_report_of_one_site_says_nothing_of_others(
    browser: Browser, tess: User, near: User, here: Site, there: Site
) -> None:
    [ann] = make_staff("Ann", site=here)
    [zoe] = make_staff("Zoe", site=there)
    session = make_session(tess, make_course(tess), places=9)
    for one in (ann, zoe):
        made = book(session, one)
        made.move_to(BookingStatus.ATTENDED)
    db.session.commit()
    year = session.starts_on.year
    page = browser(near).get(f"/courses/report?year={year}").text("main")
    assert "Harbour Street" in page
    assert "Linden Park" not in page
    table = browser(near).client.get(f"/courses/report.csv?year={year}").get_data(as_text=True)
    assert "Linden Park" not in table
    assert "Linden Park" in browser(tess).get(f"/courses/report?year={year}").text("main")
