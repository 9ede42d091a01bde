"""The matrix: how each person stands, what it adds up to, and what it is narrowed to and ordered by."""

from datetime import timedelta

import pytest

from tests.browsing import Browser, Page
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_people import appoint, make_placement, make_site
from tests.factories_skills import DAY, days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role, Site
from trainer.skills.queries import matrix
from trainer.training.actions import recording
from trainer.training.models import Skill

YEAR = 365


@pytest.fixture
def tess() -> User:
    return make_administrator()


@pytest.fixture
def fire(tess: User) -> Skill:
    """Asked of everybody for long, and good for a year."""
    skill = make_skill("Fire safety", renewal_days=60, grace_days=5)
    make_requirement(skill, tess)
    return skill


def shown(page: Page) -> list[str]:
    """Name the people on the page, in their order."""
    return page.texts(".skills tbody th[scope=row] > a")


def row(page: Page, name: str) -> list[str]:
    """Read the cells of somebody's row, the gaps last."""
    place = shown(page).index(name)
    lines = [one for one in page.all(".skills tbody tr") if "span" not in (one.get("class") or "")]
    return [" ".join("".join(cell.itertext()).split()) for cell in lines[place].iter("td")]


def test_every_state_is_told_in_words(browser: Browser, tess: User, ben: User, fire: Skill) -> None:
    names = ("Ann Held", "Bea Due", "Cat Grace", "Dee Lapsed", "Eve Missing", "Flo Exempt")
    ann, bea, cat, dee, _eve, flo = make_staff(*names, manager=ben)
    make_holding(ann, fire)
    make_holding(bea, fire, on=days_ago(YEAR - 30))
    make_holding(cat, fire, on=days_ago(YEAR + 3))
    make_holding(dee, fire, on=days_ago(YEAR + 30))
    recording.exempt(
        flo, fire, actor=tess, starts_on=clock.today(), last_day=clock.today() + DAY, reason="Away."
    )
    db.session.commit()
    page = browser(ben).get("/skills/matrix")
    told = {name: row(page, name)[0] for name in names}
    assert told["Ann Held"].startswith("Held until ")
    assert told["Bea Due"].startswith("Runs out ")
    assert told["Cat Grace"].startswith("In grace since ")
    assert told["Dee Lapsed"].startswith("Lapsed since ")
    assert (told["Eve Missing"], told["Flo Exempt"]) == ("Missing", "Exempt")
    assert [row(page, name)[-1] for name in names] == ["0", "0", "0", "1", "1", "0"]
    assert page.text(".skills tfoot td[data-th='Fire safety']") == "3 of 5"
    assert "2 gaps" in page.text(".head .context")


def test_what_is_asked_of_some_is_not_asked_of_others(
    browser: Browser, tess: User, ben: User, fire: Skill
) -> None:
    ann, _bea = make_staff("Ann", "Bea", manager=ben)
    make_requirement(make_skill("Card payments"), tess, person_id=ann.id)
    make_requirement(make_skill("Asked elsewhere"), tess, person_id=tess.id)
    page = browser(ben).get("/skills/matrix")
    assert page.texts(".skills thead th") == ["Person", "Card payments", "Fire safety", "Gaps"]
    assert row(page, "Bea")[0] == "Not asked"


def test_a_new_person_has_time_to_get_it(browser: Browser, tess: User, ben: User) -> None:
    make_requirement(make_skill("Welsh"), tess, days_to_get=30, starts_on=days_ago(10))
    make_staff("Ann", manager=ben)
    told = row(browser(ben).get("/skills/matrix"), "Ann")
    assert told[0].startswith("To get by ")
    assert told[-1] == "0"


def test_one_who_covers_alone_is_named_and_so_is_what_ends_for_all(
    browser: Browser, ben: User, tess: User, fire: Skill
) -> None:
    ann, bea, _cat = make_staff("Ann", "Bea", "Cat", manager=ben)
    make_holding(ann, fire)
    page = browser(ben).get("/skills/matrix")
    assert page.text(".skills tfoot .hangs") == "Only Ann"
    card = make_skill("Card payments", renewal_days=60)
    make_requirement(card, tess)
    for person in (ann, bea):
        make_holding(person, card, on=days_ago(YEAR - 20))
    make_holding(bea, fire)
    page = browser(ben).get("/skills/matrix")
    assert page.texts(".skills tfoot .hangs") == ["Soon over for all"]


def test_it_is_narrowed_by_site_team_job_role_and_requirement(
    browser: Browser, tess: User, fire: Skill
) -> None:
    here, there = make_site("Harbour Street"), make_site("Quayside")
    ann, bea = make_staff("Ann", "Bea", site=here, team="Desk")
    make_staff("Cat", site=there, team="Stock")
    make_placement(make_user("Dee"), site=there, job_title="Porter")
    appoint(bea, Role.ASSESSOR)
    card = make_skill("Card payments", kind="licence")
    make_requirement(card, tess, person_id=ann.id)
    team = ann.placement().team_id  # type: ignore[union-attr]
    for told, expected in (
        (f"site={here.id}", ["Ann", "Bea"]),
        (f"team={team}", ["Ann", "Bea"]),
        (f"site={there.id}&team={team}", []),
        ("job=title:Porter", ["Dee"]),
        ("job=role:assessor", ["Bea"]),
        ("job=role:nonsense&site=x&sort=y&show=z&group=q&page=-1", ["Ann", "Bea", "Cat", "Dee"]),
    ):
        assert shown(browser(tess).get(f"/skills/matrix?{told}")) == expected, told
    for told in (f"skill:{card.id}", "kind:licence"):
        page = browser(tess).get(f"/skills/matrix?what={told}")
        assert page.texts(".skills thead th") == ["Person", "Card payments", "Gaps"], told


def test_it_is_ordered_grouped_and_shows_only_who_lacks_something(
    browser: Browser, tess: User, fire: Skill
) -> None:
    here, there = make_site("Harbour Street"), make_site("Quayside")
    ann, bea = make_staff("Ann", "Bea", site=here)
    [cat] = make_staff("Cat", site=there)
    make_requirement(make_skill("Card payments"), tess, person_id=cat.id)
    make_holding(ann, fire)
    make_holding(bea, fire, on=days_ago(YEAR - 10))
    get = browser(tess).get
    assert shown(get("/skills/matrix?sort=gaps")) == ["Cat", "Ann", "Bea"]
    assert shown(get("/skills/matrix?sort=next")) == ["Cat", "Bea", "Ann"]
    assert shown(get("/skills/matrix?show=gaps")) == ["Cat"]
    assert shown(get("/skills/matrix?show=to_do")) == ["Bea", "Cat"]
    page = get("/skills/matrix?group=site&sort=gaps")
    assert shown(page) == ["Ann", "Bea", "Cat"]
    assert page.texts(".skills .span th") == [
        "Harbour Street 2 people · 0 gaps",
        "Quayside 1 person · 2 gaps",
    ]


def test_it_is_paged_and_adds_up_everybody_until_they_are_many(
    browser: Browser, tess: User, fire: Skill, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_staff(*(f"Pat {number:02}" for number in range(53)))
    make_holding(people[52], fire)
    page = browser(tess).get("/skills/matrix?page=2")
    assert shown(page) == ["Pat 50", "Pat 51", "Pat 52"]
    assert page.text(".pager > .meta") == "51 to 53 of 53"
    assert page.text(".skills tfoot td[data-th='Fire safety']").startswith("1 of 53")
    monkeypatch.setattr(matrix, "ALL_AT_ONCE", 52)
    page = browser(tess).get("/skills/matrix?page=2")
    assert page.text(".skills tfoot td[data-th='Fire safety']") == "1 of 3"
    assert "Gaps and totals are of this page" in page.text("main")
    for told in ("whole=1&page=2", "sort=next&page=2"):
        page = browser(tess).get(f"/skills/matrix?{told}")
        assert page.text(".skills tfoot td[data-th='Fire safety']").startswith("1 of 53"), told
    assert browser(tess).get("/skills/matrix?page=9").texts(".skills") == []


def test_nobody_and_nothing_asked_are_told_apart(browser: Browser, ben: User, eve: User) -> None:
    assert "Nobody is shown" in browser(eve).get("/skills/matrix").text("main")
    make_staff("Ann", manager=ben)
    assert "Nothing is asked of them" in browser(ben).get("/skills/matrix").text("main")


def test_earlier_notices_still_lead_somewhere(browser: Browser, ben: User) -> None:
    answer = browser(ben).client.get("/training/team")
    assert answer.location == "/skills/matrix?show=to_do&sort=next"


def test_it_asks_little_however_many_there_are(
    browser: Browser, count_queries: CountQueries, tess: User, ben: User, fire: Skill
) -> None:
    site: Site = make_site()

    def asked(path: str) -> tuple[int, int]:
        counted = []
        for person in (tess, ben):
            browser(person).get(path)
            with count_queries() as statements:
                browser(person).get(path)
            counted.append(len(statements))
        return counted[0], counted[1]

    make_staff("Ann", "Bea", site=site, manager=ben)
    paths = ("/skills/matrix", f"/skills/matrix?site={site.id}&sort=gaps&group=team")
    few = [asked(path) for path in paths]
    for person in make_staff(*(f"Pat {number}" for number in range(60)), site=site, manager=ben):
        make_holding(person, fire)
    for number in range(9):
        make_requirement(make_skill(f"Skill {number}"), tess)
    assert [asked(path) for path in paths] == few
    assert max(max(one) for one in few) <= 12


def test_days_in_another_year_say_so(browser: Browser, ben: User, fire: Skill) -> None:
    [ann] = make_staff("Ann", manager=ben)
    make_holding(ann, fire, on=days_ago(3 * YEAR))
    ended = clock.today() - timedelta(days=2 * YEAR)
    assert str(ended.year) in row(browser(ben).get("/skills/matrix"), "Ann")[0]
