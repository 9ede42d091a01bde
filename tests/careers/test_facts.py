"""What counts for a role: where each kind comes from, when it falls away, who reads what appraisals say."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_appraisals import (
    Cast,
    bring_to,
    fill_in,
    make_answered,
    make_appraisal,
    make_cast,
)
from tests.factories_assessments import make_qualification, make_registration, make_waiting_for_iqa
from tests.factories_bodies import make_body, make_membership
from tests.factories_careers import make_map
from tests.factories_certificates import (
    make_administrator,
    make_certificate,
    make_complete,
    revoke_by_two,
)
from tests.factories_objectives import make_agreed
from tests.factories_people import make_placement
from tests.factories_register import enter
from tests.factories_reviews import let_count, overturn_all
from trainer.accounts.models import User
from trainer.appraisals.actions import moving, signing
from trainer.appraisals.models import Appraisal
from trainer.appraisals.rules.appealing import AppealOutcome
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.assessors.models import Duty, Standing, Suspension
from trainer.bodies.models import ElsewhereCertificate, GradeMapping
from trainer.careers.queries import charts
from trainer.careers.queries.standing import bench, career, route_to
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.closing import closed_by
from trainer.careers.rules.readiness import Line, Readiness
from trainer.catalogue.models import VersionStatus
from trainer.core import clock
from trainer.extensions import db
from trainer.objectives.models import Objective, ObjectiveStatus

MAP = """
trainer_careers: 1
roles:
  - {key: assistant, title: Assistant}
  - key: leader
    title: Team leader
    asks:
      - {ASKED, words: What is asked}
moves:
  - {from: assistant, to: leader, kind: up}
"""
OUTCOME = "appraisal: outcome, least: 3"
SIGNED = AppraisalStage.EMPLOYEE_SIGNED
MET, PARTLY, NOT = Readiness.MET, Readiness.PARTLY, Readiness.NOT


@pytest.fixture
def cast(app: object) -> Cast:
    return make_cast()


def leader() -> CareerRole:
    role = charts.chart().role("leader")
    assert role is not None
    return role


def line(person: User, reader: User | None = None) -> Line:
    [only] = career(person, charts.chart(), clock.today(), reader).standing(leader()).lines
    return only


def asks(asked: str) -> None:
    make_map(MAP.replace("ASKED", asked))


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        (AppraisalStage.MANAGER_SIGNED, NOT),
        (AppraisalStage.EMPLOYEE_SIGNED, MET),
        (AppraisalStage.EMPLOYEE_DECLINED, MET),
        (AppraisalStage.CLOSED, MET),
    ],
)
@pytest.mark.parametrize("asked", [OUTCOME, "behaviour: listening, least: 3"])
def test_an_appraisal_counts_once_it_is_locked(
    cast: Cast, stage: AppraisalStage, state: Readiness, asked: str
) -> None:
    asks(asked)
    make_appraisal(cast, stage)
    found = line(cast.person, cast.person)
    assert found.state is state
    if state is MET:
        [fact] = found.evidence
        assert fact.says in {"Fully meets", "Level 3 of 4"}
        assert (fact.by, fact.starts_on) == (cast.manager.name, clock.today())


def test_what_the_manager_took_back_and_nobody_signed_again_counts_for_nothing(cast: Cast) -> None:
    asks(OUTCOME)
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    signing.take_back(one, actor=cast.manager, reason="A slip.")
    moving.go(one, AppraisalStage.CLOSED, actor=cast.hr, reason="Left.")
    db.session.commit()
    assert line(cast.person).state is NOT


def test_the_persons_own_rating_counts_for_nothing(cast: Cast) -> None:
    asks("behaviour: listening, least: 4")
    one = make_appraisal(cast)
    fill_in(one, cast.person, rating=4)
    moving.hand_in(one, actor=cast.person)
    from_here(cast, one, rating=3)
    assert line(cast.person).state is NOT


def from_here(cast: Cast, one: Appraisal, *, rating: int) -> None:
    """Let the manager rate this, and everybody sign."""
    fill_in(one, cast.manager, rating=rating)
    moving.share(one, actor=cast.manager)
    bring_to(one, SIGNED, cast)
    db.session.commit()


def test_a_level_below_is_not_there_rather_than_partly(cast: Cast) -> None:
    asks(OUTCOME)
    one = make_appraisal(cast, AppraisalStage.MANAGER_DRAFT)
    from_here(cast, one, rating=2)
    assert line(cast.person).state is NOT


def test_what_an_appeal_put_right_stands_in_place_of_what_the_manager_rated(cast: Cast) -> None:
    asks(OUTCOME)
    one = make_appraisal(cast, AppraisalStage.MANAGER_DRAFT)
    from_here(cast, one, rating=2)
    assert line(cast.person).state is NOT
    make_answered(one, cast, AppealOutcome.UPHELD, after=3)
    db.session.commit()
    [fact] = line(cast.person, cast.person).evidence
    assert (fact.amount, fact.says) == (3, "Fully meets")


def test_an_appraisal_counts_until_the_next_one(cast: Cast) -> None:
    asks(OUTCOME)
    with clock.at(clock.now() - timedelta(days=400)):
        make_appraisal(cast, SIGNED)
    assert line(cast.person).state is MET
    later = make_appraisal(cast, AppraisalStage.MANAGER_DRAFT, name="The next")
    from_here(cast, later, rating=2)
    found = line(cast.person)
    assert found.state is NOT
    assert [one.ends_on for one in found.over] == [clock.today()]


WALL: list[tuple[str, bool, bool]] = [
    ("person", True, True),
    ("manager", True, True),
    ("second_line", False, True),
    ("hr", False, True),
    ("top", False, False),
]


@pytest.mark.parametrize(("who", "level", "opens"), WALL)
def test_the_level_is_read_by_the_pair_and_opened_by_those_who_read_the_appraisal(
    browser: Browser, cast: Cast, who: str, level: bool, opens: bool
) -> None:
    asks(OUTCOME)
    one = make_appraisal(cast, SIGNED)
    reader = top_of(cast) if who == "top" else getattr(cast, who)
    address = "/career" if who == "person" else f"/career/people/{cast.person.id}"
    page = browser(reader).get(f"{address}?role=leader")
    assert ("Fully meets" in page.text("main")) is level
    assert bool(page.all(f'main a[href="/appraisals/{one.id}"]')) is opens
    assert "1 of 1 met" in page.html
    assert cast.manager.name in page.text(".req")


def test_a_new_manager_reads_that_it_is_met_and_no_more(browser: Browser, cast: Cast) -> None:
    asks(OUTCOME)
    one = make_appraisal(cast, SIGNED)
    new = make_user("Nadia New")
    placement = cast.person.placement()
    assert placement is not None
    placement.manager = new
    db.session.commit()
    page = browser(new).get(f"/career/people/{cast.person.id}?role=leader")
    assert "In a signed appraisal" in page.text(".req")
    assert "Fully meets" not in page.text("main")
    assert not page.all(f'main a[href="/appraisals/{one.id}"]')


def test_nobody_in_particular_is_told_no_level(cast: Cast) -> None:
    asks(OUTCOME)
    make_appraisal(cast, SIGNED)
    chart, day = charts.chart(), clock.today()
    [only] = bench([cast.person.id], chart.roles, chart, day)[cast.person.id]["leader"]
    assert only.state is MET
    assert [(one.says, one.page) for one in only.evidence] == [("In a signed appraisal", None)]


def top_of(cast: Cast) -> User:
    placement = cast.second_line.placement()
    assert placement is not None
    assert placement.manager is not None
    return placement.manager


def test_objectives_add_up_with_who_said_so(cast: Cast) -> None:
    asks("objectives: met, least: 2")
    first = make_agreed(cast.person, cast.manager)
    assert line(cast.person).state is PARTLY
    second = met(first, cast)
    assert (line(cast.person).state, line(cast.person).amount) == (PARTLY, 1)
    met(second, cast)
    found = line(cast.person)
    assert found.state is MET
    assert {one.by for one in found.evidence} == {cast.manager.name}


def met(one: Objective, cast: Cast) -> Objective:
    """Let it be met, with a next one under way."""
    one.status, one.ended_by, one.ended_at = ObjectiveStatus.MET, cast.manager, clock.now()
    following = Objective(
        person=cast.person,
        year=one.year,
        title="Another",
        status=ObjectiveStatus.ON_TRACK,
        proposed_by=cast.person,
        person_agreed_at=clock.now(),
        manager_agreed_at=clock.now(),
    )
    db.session.add(following)
    db.session.commit()
    return following


def test_a_certificate_from_elsewhere_counts_once_somebody_else_has_seen_it(cast: Cast) -> None:
    asks("elsewhere: Certified Service Manager")
    paper = ElsewhereCertificate(
        holder=cast.person,
        title="certified  service manager",
        issuer="A society",
        proof="In the folder",
        recorded_by=cast.person,
        starts_on=clock.today(),
    )
    db.session.add(paper)
    db.session.commit()
    assert line(cast.person).state is PARTLY
    paper.recorded_by, paper.ends_on = cast.hr, clock.today() + timedelta(days=30)
    db.session.commit()
    assert (line(cast.person).state, line(cast.person).until) == (MET, paper.ends_on)
    paper.ends_on = clock.today()
    db.session.commit()
    assert line(cast.person).state is NOT


def test_a_place_on_the_register_counts_while_decisions_may_rest_on_it(cast: Cast) -> None:
    asks("register: assess")
    assert line(cast.person).state is NOT
    entry = enter(cast.person, make_qualification().qualification, Duty.ASSESS)
    assert line(cast.person).state is MET
    stop = Suspension(entry=entry, reason="Looked into.", suspended_by=cast.hr)
    db.session.add(stop)
    db.session.commit()
    assert line(cast.person).state is PARTLY
    stop.lifted_at, stop.lifted_because = clock.now(), "Nothing in it."
    entry.standing = Standing.WORKING_TOWARDS
    db.session.commit()
    assert line(cast.person).state is PARTLY
    entry.standing, entry.ends_on = Standing.QUALIFIED, clock.today()
    db.session.commit()
    found = line(cast.person)
    assert (found.state, len(found.over)) == (NOT, 1)


def test_a_grade_above_the_one_held_is_suggested_to_be_checked_with_the_body(
    browser: Browser, cast: Cast
) -> None:
    asks("membership: GOS")
    done = make_complete(cast.person)
    body = make_body()
    affiliate, member = body.grades
    mapping = GradeMapping(grade=member, qualification=done.version.qualification)
    db.session.add(mapping)
    db.session.commit()
    page = browser(cast.person).get("/career?role=leader").text("main")
    assert "Guild of Service: Member" in page
    assert "check with the body" in page
    held = make_membership(body, cast.person)
    held.grade = affiliate
    db.session.commit()
    assert "Guild of Service: Member" in browser(cast.person).get("/career").text("main")
    held.grade = member
    db.session.commit()
    assert "Guild of Service: Member" not in browser(cast.person).get("/career").text("main")


def test_a_unit_opened_again_falls_away_at_once(cast: Cast) -> None:
    registration = make_registration(
        cast.person, make_user("Asa"), make_user("Iris"), version=make_qualification(units=1)
    )
    unit = make_waiting_for_iqa(registration)
    asks(f"unit: {unit.unit_version.unit.code}")
    let_count(unit)
    assert line(cast.person).state is MET
    overturn_all(unit)
    assert line(cast.person).state is PARTLY


def test_a_qualification_falls_away_with_a_unit_of_it(cast: Cast) -> None:
    registration = make_complete(cast.person)
    asks(f"qualification: {registration.version.qualification.code}")
    certificate = make_certificate(cast.person, registration=registration)
    assert line(cast.person).state is MET
    unit = registration.units[0]
    unit.status, unit.cycle = unit.status.__class__("in_progress"), 2
    db.session.commit()
    assert line(cast.person).state is PARTLY
    unit.status = unit.status.__class__("achieved")
    db.session.commit()
    assert line(cast.person).state is MET
    revoke_by_two(certificate, by=make_administrator("Tess Other"))
    assert line(cast.person).state is not MET


def test_a_retired_unit_says_so_and_is_on_no_route(browser: Browser, cast: Cast) -> None:
    registration = make_registration(
        cast.stranger, make_user("Asa"), make_user("Iris"), version=make_qualification(units=1)
    )
    asks(f"unit: {registration.units[0].unit_version.unit.code}")
    now = career(cast.person, charts.chart(), clock.today())
    assert len(route_to(now, leader()).actions) == 1
    registration.version.status = VersionStatus.CLOSED
    db.session.commit()
    now = career(cast.person, charts.chart(), clock.today())
    assert route_to(now, leader()).actions == ()
    page = browser(cast.person).get("/career?role=leader")
    assert "Nobody can be registered for this unit any more" in page.text(".req")


@pytest.mark.parametrize(
    "asked",
    [
        "unit: NONE",
        "qualification: NONE",
        "skill: NONE",
        "role_months: assistant, least: 240",
        "months: here, least: 240",
        OUTCOME,
        "behaviour: listening, least: 3",
        "objectives: met, least: 1",
        "membership: ICS",
        "elsewhere: NONE",
        "register: assess",
        "shifts: desk, least: 2",
        "confirmed: buddy",
    ],
)
def test_every_kind_says_what_would_close_it(cast: Cast, asked: str) -> None:
    asks(asked)
    assert closed_by(line(cast.person)).endswith(".")


def test_appraisals_of_many_cost_as_many_statements_as_of_one(
    cast: Cast, count_queries: CountQueries
) -> None:
    asks(OUTCOME)
    make_appraisal(cast, SIGNED)
    others = [make_user(f"Person {n}") for n in range(10)]
    for other in others:
        make_placement(other, manager=cast.manager)
    chart, ids = charts.chart(), [cast.person.id, *(one.id for one in others)]
    with count_queries() as one:
        bench(ids[:1], chart.roles, chart, clock.today())
    with count_queries() as many:
        bench(ids, chart.roles, chart, clock.today())
    assert len(many) == len(one)
