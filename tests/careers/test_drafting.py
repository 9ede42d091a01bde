"""HR changes the map on pages: as a draft, with whom it affects beside it, and published as a whole."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from tests.browsing import Browser, Page
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_careers import SMALL, make_map
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.careers.actions import aiming, drafting, publishing
from trainer.careers.models import CareerMapDraft
from trainer.careers.queries import charts
from trainer.careers.queries.affecting import affected
from trainer.careers.reading import read
from trainer.careers.rules.asking import Ask, Kind, Some
from trainer.careers.rules.charting import CareerMap
from trainer.core import clock
from trainer.core.errors import Conflict, Refused
from trainer.extensions import db
from trainer.people.models import Role

DRAFT = "/career/map/draft"


@pytest.fixture
def hana(app: object) -> User:
    make_map()
    return make_holder("Hana People", Role.HR)


@pytest.fixture
def draft(hana: User) -> CareerMapDraft:
    one = drafting.begin(actor=hana)
    db.session.commit()
    return one


def so_far() -> CareerMap:
    one = charts.draft()
    assert one is not None
    return charts.map_of(one)


def sent(browser: Browser, who: User, address: str, status: int = 303, **given: Any) -> Page:
    form = browser(who).get(address).form("main form[action='" + address + "']")
    return browser(who).send(address, status, form | given)


def test_a_role_is_added_changed_and_published(browser: Browser, hana: User) -> None:
    make_site("Market Square", "MKT")
    browser(hana).post(f"{DRAFT}/begin")
    sent(
        browser,
        hana,
        f"{DRAFT}/roles/new",
        title="Floor coach",
        synonyms="Shop coach\n\nService buddy",
        salary_from="24000",
        salary_to="26000",
        duties="Coach people\nStand in",
        sites="MKT",
    )
    role = so_far().role("floor-coach")
    assert role is not None
    assert role.synonyms == ("Shop coach", "Service buddy")
    assert (role.salary_from, role.salary_to, role.sites) == (24_000, 26_000, ("MKT",))
    assert charts.chart().role("floor-coach") is None
    page = browser(hana).get(DRAFT)
    assert "Floor coach: added" in page.text("main")
    sent(browser, hana, DRAFT, why="Somebody is to coach.")
    version = charts.in_force()
    assert version is not None
    assert (version.number, version.published_by, version.why) == (2, hana, "Somebody is to coach.")
    assert charts.chart().role("floor-coach") == role
    assert charts.draft() is None
    kinds = {one.kind for one in db.session.query(TrailEntry)}
    assert {"MapDraftBegun", "MapDraftChanged", "CareerMapPublished"} <= kinds


def test_what_a_role_asks_stays_when_its_names_change(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    before = so_far().role("senior")
    sent(browser, hana, f"{DRAFT}/roles/senior", title="Expert")
    after = so_far().role("senior")
    assert before is not None
    assert after is not None
    assert (after.title, after.requirements) == ("Expert", before.requirements)


def test_one_thing_or_some_of_several_are_asked_for(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    at = f"{DRAFT}/roles/leader/asks/new"
    first: dict[str, Any] = {
        "parts-0-kind": "APPRAISAL",
        "parts-0-least": "3",
        "parts-0-words": "Fully meets",
    }
    sent(browser, hana, at, **first)
    more: dict[str, Any] = {
        "parts-1-kind": "UNIT",
        "parts-1-about": "SM-1",
        "parts-1-words": "The first unit",
    }
    said = sent(browser, hana, at, 422, **first | more).text("main")
    assert "Say in words what they are together." in said
    sent(browser, hana, at, **first | more, words="Either", at_least="1")
    appraisal = Ask(Kind.APPRAISAL, "outcome", 3, "Fully meets")
    unit = Ask(Kind.UNIT, "SM-1", 1, "The first unit")
    leader = so_far().role("leader")
    assert leader is not None
    assert leader.requirements == (appraisal, Some(1, (appraisal, unit), "Either"))

    without: dict[str, Any] = {"parts-1-kind": ""}
    sent(browser, hana, f"{DRAFT}/roles/leader/asks/1", **without)
    leader = so_far().role("leader")
    assert leader is not None
    assert leader.requirements == (appraisal, appraisal)
    known = str(draft.row_version)
    browser(hana).post(f"{DRAFT}/roles/leader/asks/0/remove", known=known)
    leader = so_far().role("leader")
    assert leader is not None
    assert leader.requirements == (appraisal,)


def test_groups_within_groups_are_changed_on_pages(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    def part(place: int, code: str, words: str) -> dict[str, Any]:
        return {
            f"parts-{place}-kind": "UNIT",
            f"parts-{place}-about": code,
            f"parts-{place}-words": words,
        }

    asks = f"{DRAFT}/roles/leader/asks"
    outer = part(0, "SM-1", "First") | part(1, "SM-2", "Second")
    sent(browser, hana, f"{asks}/new", **outer, words="Either", at_least="1")
    inner = part(0, "SM-3", "Third") | part(1, "SM-4", "Fourth")
    sent(browser, hana, f"{asks}/new?within=0", **inner, words="Both of these", at_least="2")
    deepest = part(0, "SM-5", "Fifth") | part(1, "SM-6", "Sixth")
    sent(browser, hana, f"{asks}/new?within=0-2", **deepest, words="Or this", at_least="1")

    def unit(number: int, words: str) -> Ask:
        return Ask(Kind.UNIT, f"SM-{number}", 1, words)

    third = Some(1, (unit(5, "Fifth"), unit(6, "Sixth")), "Or this")
    second = Some(2, (unit(3, "Third"), unit(4, "Fourth"), third), "Both of these")
    first = Some(1, (unit(1, "First"), unit(2, "Second"), second), "Either")
    leader = so_far().role("leader")
    assert leader is not None
    assert leader.requirements == (first,)

    said: dict[str, Any] = {"parts-0-words": "The fifth"}
    sent(browser, hana, f"{asks}/0-2-2", **said)
    without: dict[str, Any] = {"parts-1-kind": ""}
    sent(browser, hana, f"{asks}/0", **without)
    leader = so_far().role("leader")
    assert leader is not None
    third = Some(1, (unit(5, "The fifth"), unit(6, "Sixth")), "Or this")
    second = Some(2, (unit(3, "Third"), unit(4, "Fourth"), third), "Both of these")
    assert leader.requirements == (Some(1, (unit(1, "First"), second), "Either"),)

    browser(hana).post(f"{asks}/0-1-2/remove", known=str(draft.row_version))
    leader = so_far().role("leader")
    assert leader is not None
    second = Some(2, (unit(3, "Third"), unit(4, "Fourth")), "Both of these")
    assert leader.requirements == (Some(1, (unit(1, "First"), second), "Either"),)
    for wrong in ("0-7", "0-0-0", "0-x", "9"):
        browser(hana).get(f"{asks}/{wrong}", status=404)
    browser(hana).get(f"{asks}/new?within=0-0", status=404)


def test_a_move_is_added_changed_and_taken_out(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    given: dict[str, Any] = {"start": "assistant", "end": "leader", "kind": "route"}
    sent(browser, hana, f"{DRAFT}/moves/new", **given, rotations="Desk\nOffice", reviews="3, 6")
    move = so_far().moves[-1]
    assert (move.rotations, move.reviews, move.mentor) == (("Desk", "Office"), (3, 6), False)
    sent(browser, hana, f"{DRAFT}/moves/2", mentor="y")
    assert so_far().moves[-1].mentor
    sent(browser, hana, f"{DRAFT}/moves/2", 422, reviews="soon")
    browser(hana).post(f"{DRAFT}/moves/2/remove", known=str(draft.row_version))
    assert len(so_far().moves) == 2


@pytest.mark.parametrize(
    ("path", "given", "says"),
    [
        ("roles/senior", {"salary_from": "28000", "salary_to": "25000"}, "Turn it round"),
        ("roles/senior", {"salary_from": "28000", "salary_to": ""}, "both ends"),
        ("roles/senior", {"synonyms": "adviser"}, "names two roles"),
        ("roles/new", {"title": "Team leader"}, "names two roles"),
        ("roles/leader/asks/new", {"parts-0-kind": "UNIT", "parts-0-words": "x"}, "Say which."),
        ("roles/leader/asks/new", {}, "Choose one thing at least"),
        (
            "roles/leader/asks/new",
            {"parts-0-kind": "ROLE_MONTHS", "parts-0-about": "chief", "parts-0-words": "x"},
            "no role of this map",
        ),
        ("roles/leader", {"duties": "x" * 301}, "300 characters"),
        ("roles/leader", {"salary_from": "20000", "salary_to": "10000001"}, "10000000"),
        ("moves/new", {"start": "leader", "end": "assistant", "kind": "up"}, "in a circle"),
        ("moves/new", {"start": "leader", "end": "leader", "kind": "up"}, "to itself"),
        ("moves/new", {"start": "assistant", "end": "senior", "kind": "up"}, "Two moves lead"),
    ],
)
def test_what_would_be_a_fault_is_refused_beside_the_form(
    browser: Browser,
    hana: User,
    draft: CareerMapDraft,
    path: str,
    given: dict[str, Any],
    says: str,
) -> None:
    before = so_far()
    assert says in sent(browser, hana, f"{DRAFT}/{path}", 422, **given).text("main")
    assert so_far() == before


def test_a_circle_may_go_sideways(browser: Browser, hana: User, draft: CareerMapDraft) -> None:
    given: dict[str, Any] = {"start": "leader", "end": "assistant", "kind": "sideways"}
    sent(browser, hana, f"{DRAFT}/moves/new", **given)
    assert len(so_far().moves) == 3


def test_a_role_somebody_has_or_wants_is_not_taken_out(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    ada = make_user("Ada Trainee")
    aiming.aim_for(ada, "leader", actor=ada)
    db.session.commit()
    known = str(draft.row_version)
    page = browser(hana).post(f"{DRAFT}/roles/leader/remove", status=422, known=known)
    told = page.text("main")
    assert "It stays in the draft. 1 person works towards “Team leader”." in told
    assert "Add a role" in told  # The draft is still before them.
    assert so_far().role("leader") is not None


def test_two_who_change_the_draft_at_once_do_not_overwrite_each_other(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    other = make_holder("Hal People", Role.HR)
    at = f"{DRAFT}/roles/senior"
    early = browser(other).get(at).form(f"main form[action='{at}']")
    sent(browser, hana, at, title="Expert")
    browser(other).send(at, 409, early | {"title": "Master"})
    role = so_far().role("senior")
    assert role is not None
    assert role.title == "Expert"


def test_a_draft_begun_before_another_version_is_not_published(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    sent(browser, hana, f"{DRAFT}/roles/senior", title="Expert")
    early = browser(hana).get(DRAFT).form(f"main form[action='{DRAFT}']")
    publishing.publish_map(actor=hana, text=SMALL, why="By text.", seen=1)
    db.session.commit()
    assert "Throw it away and begin anew" in browser(hana).get(DRAFT).text("main")
    browser(hana).send(DRAFT, 409, early | {"why": "By page."})
    browser(hana).post(f"{DRAFT}/throw-away")
    browser(hana).get(DRAFT, status=404)


def test_it_says_whom_it_affects(browser: Browser, hana: User, draft: CareerMapDraft) -> None:
    ada, bo = make_user("Ada Trainee"), make_user("Bo Other")
    make_placement(ada, job_title="Adviser")
    make_placement(bo, job_title="Shop lead")
    aiming.aim_for(ada, "senior", actor=ada)
    db.session.commit()
    assert "Nobody." in browser(hana).get(DRAFT).text("main")
    browser(hana).post(f"{DRAFT}/roles/senior/asks/0/remove", known=str(draft.row_version))
    sent(browser, hana, f"{DRAFT}/roles/leader", synonyms="Shop lead")
    said = browser(hana).get(DRAFT).text("main")
    assert "Ada Trainee works towards it: 0 of 3 met, now 1 of 4." in said
    assert "1 people have this role, now 0." in said


def test_it_says_how_somebody_without_a_job_stands(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    aiming.aim_for(hana, "senior", actor=hana)
    db.session.commit()
    browser(hana).post(f"{DRAFT}/roles/senior/asks/0/remove", known=str(draft.row_version))
    assert "Hana People works towards it" in browser(hana).get(DRAFT).text("main")


def test_a_draft_that_cannot_be_read_is_thrown_away(browser: Browser, hana: User) -> None:
    broken = drafting.begin(actor=hana)
    broken.text = "trainer_careers: 1\nroles: 12\n"
    db.session.commit()
    browser(hana).post(f"{DRAFT}/throw-away")
    assert charts.draft() is None


def test_whom_it_affects_costs_as_much_for_many_as_for_one(
    hana: User, count_queries: CountQueries
) -> None:
    before = charts.chart()
    after = read(SMALL.replace("least: 12", "least: 6"))

    def aim(name: str) -> None:
        person = make_user(name)
        make_placement(person)
        aiming.aim_for(person, "senior", actor=person)
        db.session.commit()

    aim("Ada Trainee")
    with count_queries() as few:
        affected(before, after, clock.today())
    for number in range(10):
        aim(f"Person {number}")
    with count_queries() as many:
        [told] = [one for one in affected(before, after, clock.today()) if one.aiming]
    assert len(told.aiming) == 11
    assert len(many) == len(few) <= 30


def test_only_hr_for_every_site_works_on_the_draft(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    local = make_holder("Hal Local", Role.HR, site=make_site("Another site"))
    for other in (local, make_holder("Tess Training", Role.TRAINING_ADMIN)):
        browser(other).get(DRAFT, status=404)
        with pytest.raises(Refused, match="HR for every site"):
            drafting.keep(draft, so_far(), actor=other, known=draft.row_version, what="Mine")
        with pytest.raises(Refused, match="HR for every site"):
            drafting.publish_draft(draft, actor=other, why="Mine.", known=draft.row_version)
        with pytest.raises(Refused, match="HR for every site"):
            drafting.throw_away(draft, actor=other)
    with pytest.raises(Conflict, match="meanwhile"):
        drafting.publish_draft(draft, actor=hana, why="Early.", known=draft.row_version - 1)


def test_a_map_begins_from_nothing(browser: Browser, app: object) -> None:
    hana = make_holder("Hana People", Role.HR)
    browser(hana).post(f"{DRAFT}/begin")
    sent(browser, hana, f"{DRAFT}/roles/new", title="Assistant")
    sent(browser, hana, DRAFT, why="The first.")
    assert [one.title for one in charts.chart().roles] == ["Assistant"]


def test_the_map_goes_out_and_comes_in_as_a_file(browser: Browser, hana: User) -> None:
    got = browser(hana).client.get("/career/map/file")
    assert got.get_data(as_text=True) == SMALL
    assert "career-map-1.yaml" in got.headers["Content-Disposition"]
    form = browser(hana).get("/career/map/change").form() | {"why": "By file."}
    changed = SMALL.replace("[25000, 28000]", "[26000, 29000]")
    file = (BytesIO(changed.encode()), "map.yaml")
    page = browser(hana).send("/career/map/change", 200, form | {"file": file})
    assert "salary from, salary to" in page.text("main")


def test_a_draft_waits_for_whoever_goes_on_with_it(
    browser: Browser, hana: User, draft: CareerMapDraft
) -> None:
    other = make_holder("Hal People", Role.HR)
    with clock.at(clock.now() + timedelta(days=3)):
        assert drafting.begin(actor=other) is draft
    assert "Go on with the draft" in browser(other).get("/career/map").text("main")
