"""Coverage targets: set by who runs a site, shown with who holds it, and with nobody else's name."""

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_people import make_holder, make_placement, make_site, make_team
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_skill
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.people.models import Role, Site
from trainer.skills.actions import targeting
from trainer.skills.models import CoverageTarget
from trainer.training.actions.holding import take_back_what_rests_on
from trainer.training.models import Skill

YEAR = 365
PAGE = "/skills/coverage"


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator()


@pytest.fixture
def here(app: Flask) -> Site:
    return make_site("Harbour Street")


@pytest.fixture
def aid(app: Flask) -> Skill:
    return make_skill("First aid", renewal_days=60, grace_days=10)


@pytest.fixture
def head(here: Site) -> User:
    """Who manages the site: people there report to them, and they to somebody elsewhere."""
    above = make_user("Abe Above")
    make_placement(above, site=make_site("Head office"))
    head = make_user("Hal Head")
    make_placement(head, site=here, manager=above)
    return head


def make_target(
    skill: Skill, site: Site, by: User, number: int = 2, **more: object
) -> CoverageTarget:
    target = CoverageTarget(skill=skill, site=site, set_by=by, number=number, **more)
    db.session.add(target)
    db.session.commit()
    return target


def sent(
    browser: Browser, who: User, skill: Skill, where: str, number: int = 2
) -> dict[str, object]:
    form = browser(who).get(f"{PAGE}/new").form()
    return form | {"skill": str(skill.id), "where": where, "number": str(number), "says": "a shift"}


def test_an_administrator_sets_changes_and_ends_a_target(
    browser: Browser, tess: User, here: Site, aid: Skill
) -> None:
    assert "No target is set yet" in browser(tess).get(PAGE).text("main")
    browser(tess).send(f"{PAGE}/new", 303, sent(browser, tess, aid, f"{here.id}:"))
    target = db.session.query(CoverageTarget).one()
    assert (target.number, target.says, target.site, target.set_by) == (2, "a shift", here, tess)
    assert "First aid: 2 a shift" in browser(tess).get(PAGE).text("main")
    twice = browser(tess).send(f"{PAGE}/new", 422, sent(browser, tess, aid, f"{here.id}:"))
    assert "There is a target for this skill there" in twice.text(".error-summary")
    nobody = browser(tess).send(f"{PAGE}/new", 422, sent(browser, tess, aid, f"{here.id}:", 0))
    assert "From 1 to 500 people." in nobody.text(".error-summary")
    change = f"{PAGE}/{target.id}/change"
    form = browser(tess).get(change).form()
    browser(tess).send(change, 303, form | {"number": "3", "says": ""})
    assert target.number == 3
    browser(tess).post(f"{PAGE}/{target.id}/end")
    assert target.ended_on is not None
    assert "No target is set yet" in browser(tess).get(PAGE).text("main")
    browser(tess).get(change, status=404)
    browser(tess).post(f"{PAGE}/{target.id}/end", 404)
    browser(tess).send(f"{PAGE}/new", 303, sent(browser, tess, aid, f"{here.id}:"))


def test_met_thin_and_short_with_who_and_until_when(
    browser: Browser, tess: User, here: Site, aid: Skill
) -> None:
    ann, bea, cat, dee = make_staff("Ann", "Bea", "Cat", "Dee", site=here)
    [far] = make_staff("Far Away", site=make_site("Elsewhere"))
    make_target(aid, here, tess)
    make_holding(far, aid)

    def told() -> str:
        return browser(tess).get(PAGE).text("main li.target")

    assert "Short 0 of 2 hold it" in told()
    make_holding(ann, aid, key="attendance:ann")
    assert "Short 1 of 2 hold it" in told()
    assert "Only Ann holds it." in told()
    make_holding(bea, aid, on=days_ago(YEAR + 5))
    assert "Thin 2 of 2 hold it" in told()
    assert "Short from " in told()
    assert "It soon hangs on Ann alone." in told()
    make_holding(cat, aid, on=days_ago(YEAR + 15))
    assert "Thin 2 of 2 hold it" in told()
    make_holding(dee, aid)
    assert "Met 3 of 2 hold it" in told()
    assert "alone" not in told()
    assert "Far Away" not in told()
    take_back_what_rests_on("attendance:ann", actor=None, reason="The register was wrong.")
    db.session.commit()
    assert "Thin 2 of 2 hold it" in told()
    leaver = dee.placement()
    assert leaver is not None
    leaver.ends_on = clock.today()
    db.session.commit()
    assert "Short 1 of 2 hold it" in told()


def test_what_counts_for_it_counts_and_a_team_is_counted_alone(
    browser: Browser, tess: User, here: Site, aid: Skill
) -> None:
    more = make_skill("First aid at work")
    aid.equivalents = [more]
    [ann] = make_staff("Ann", site=here, team="Desk")
    [bea] = make_staff("Bea", site=here, team="Stock")
    for person in (ann, bea):
        make_holding(person, more)
    make_target(aid, here, tess, team=ann.placement().team)  # type: ignore[union-attr]
    make_target(aid, here, tess)
    team, site = sorted(browser(tess).get(PAGE).texts("main li.target"), key=len)[::-1]
    assert "Desk" in team
    assert "1 of 2 hold it" in team
    assert "2 of 2 hold it" in site


def test_who_manages_the_site_sets_its_targets_and_reads_only_their_own_names(
    browser: Browser, head: User, here: Site, aid: Skill, tess: User
) -> None:
    [own] = make_staff("Own Report", site=here, manager=head)
    [lead] = make_staff("Lou Lead", site=here, manager=head)
    [below] = make_staff("Hidden Person", site=here, manager=lead)
    other = make_site("Elsewhere")
    form = browser(head).get(f"{PAGE}/new")
    assert [one for one in form.texts("select option") if "Elsewhere" in one] == []
    browser(head).send(f"{PAGE}/new", 422, sent(browser, head, aid, f"{other.id}:"))
    browser(head).send(f"{PAGE}/new", 303, sent(browser, head, aid, f"{here.id}:"))
    for person in (own, below):
        make_holding(person, aid)
    page = browser(head).get(PAGE).text("main")
    assert "2 of 2 hold it" in page
    assert "Own Report" in page
    assert "1 person who doesn’t report to you" in page
    assert "Hidden Person" not in page
    assert "Hidden Person" in browser(tess).get(PAGE).text("main")


def test_where_it_hangs_on_somebody_hidden_no_name_is_told(
    browser: Browser, head: User, here: Site, aid: Skill, tess: User
) -> None:
    [lead] = make_staff("Lou Lead", site=here, manager=head)
    [below] = make_staff("Hidden Person", site=here, manager=lead)
    make_holding(below, aid)
    make_target(aid, here, tess, number=1)
    page = browser(head).get(PAGE).text("main")
    assert "Only one person holds it." in page
    assert "Hidden" not in page


def test_nobody_else_sees_or_sets_any(
    browser: Browser, eve: User, head: User, here: Site, aid: Skill, tess: User
) -> None:
    target = make_target(aid, here, tess)
    [lead] = make_staff("Lou Lead", site=here, manager=head)
    make_staff("Below Them", site=here, manager=lead)
    near, far = (
        make_holder(f"Hetty {place.name}", Role.HR, site=place)
        for place in (here, make_site("Elsewhere"))
    )
    for person, sees, sets in (
        (eve, 404, 404), (lead, 404, 404), (near, 200, 404), (head, 200, 200), (tess, 200, 200),
    ):  # fmt: skip
        browser(person).get(PAGE, status=sees)
        browser(person).get(f"{PAGE}/new", status=sets)
        browser(person).get(f"{PAGE}/{target.id}/change", status=sets)
    assert "First aid" not in browser(far).get(PAGE).text("main")
    browser(far).get(f"{PAGE}/{target.id}/change", status=404)
    browser(near).post(f"{PAGE}/{target.id}/end", 403)
    assert target.ended_on is None
    assert "Coverage targets" in browser(head).get("/skills/matrix").text(".head")
    assert "Coverage targets" not in browser(lead).get("/skills/matrix").text(".head")


def test_what_is_set_is_written_down(browser: Browser, tess: User, here: Site, aid: Skill) -> None:
    browser(tess).send(f"{PAGE}/new", 303, sent(browser, tess, aid, f"{here.id}:"))
    kinds = {one.kind for one in db.session.query(TrailEntry)}
    assert "TargetSet" in kinds


def test_it_asks_little(
    browser: Browser, count_queries: CountQueries, tess: User, here: Site, aid: Skill
) -> None:
    def asked() -> int:
        browser(tess).get(PAGE)
        with count_queries() as statements:
            browser(tess).get(PAGE)
        return len(statements)

    make_target(aid, here, tess)
    few = asked()
    for number in range(6):
        place = make_site(f"Site {number}")
        make_team(place)
        skill = make_skill(f"Skill {number}")
        make_target(skill, place, tess)
        for person in make_staff(f"Pat {number}", f"Sam {number}", site=place):
            make_holding(person, skill)
    assert asked() == few
    assert few <= 12


def test_whoever_manages_one_site_sets_nothing_at_another(
    app: Flask, head: User, here: Site, aid: Skill
) -> None:
    make_staff("Own Report", site=here, manager=head)
    elsewhere = make_site("Elsewhere")
    targeting.set_target(aid, actor=head, site=here, team=None, number=1, says="")
    with pytest.raises(Refused):
        targeting.set_target(aid, actor=head, site=elsewhere, team=None, number=1, says="")
