"""Bringing figures in, who sees whose, and what stands beside them."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_figures import bring_in, looked_at, make_measure, sheet
from tests.factories_people import make_holder, make_placement, make_site, make_team
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Refused
from trainer.extensions import db
from trainer.figures import actions, policies, queries
from trainer.figures.models import Figure, FigureFile
from trainer.people.models import Role
from trainer.web.sheets import decode


@pytest.fixture
def hana(ada: User) -> User:
    return make_holder("Hana People", Role.HR)


def month(back: int = 0) -> str:
    day = clock.today().replace(day=1)
    for _one in range(back):
        day = (day - timedelta(days=1)).replace(day=1)
    return f"{day:%Y-%m}"


def test_a_file_is_looked_through_then_taken_in(hana: User, ada: User, browser: Browser) -> None:
    make_measure(hana, "quality", name="Quality score", decimals=1)
    body = sheet(f"{ada.staff_number},quality,{month()},92.5")
    file = (io.BytesIO(body.encode()), "figures.csv")
    page = browser(hana).get("/figures/bring-in")
    browser(hana).send("/figures/bring-in", 303, page.form() | {"file": file})
    kept = db.session.scalars(sa.select(FigureFile)).one()
    address = f"/figures/bring-in/{kept.id}"
    page = browser(hana).get(address)
    assert "New figures" in page.text("main")
    assert db.session.scalar(sa.select(sa.func.count(Figure.id))) == 0
    browser(hana).send(address, 303, page.form())
    shown = browser(ada).get("/figures/").text("main")
    assert "92.5" in shown
    assert "missing" in shown
    assert "not shown" in shown
    assert kept.body == ""
    browser(hana).get(address, status=404)


def test_a_workbook_is_read_as_well(hana: User, ada: User) -> None:
    make_measure(hana)
    book = Workbook()
    assert book.active is not None
    book.active.append(["staff_number", "measure", "month", "value"])
    book.active.append([ada.staff_number, "contacts", clock.today(), 41])
    data = io.BytesIO()
    book.save(data)
    rows = decode(data.getvalue()).splitlines()[1:]
    assert bring_in(hana, *rows).added == 1


def test_sent_again_it_replaces_and_the_former_stays(hana: User, ada: User, ben: User) -> None:
    make_measure(hana)
    bring_in(hana, *(f"{one.staff_number},contacts,{month()},40" for one in (ada, ben)))
    planned = bring_in(
        hana,
        f"{ada.staff_number},contacts,{month()},44",
        f"{ada.staff_number},contacts,{month(1)},30",
    )
    assert (planned.added, planned.replaced, planned.already) == (1, 1, 0)
    kept = db.session.scalars(sa.select(Figure).where(Figure.person_id == ada.id)).all()
    db.session.expire_all()
    assert sorted(int(one.value) for one in kept if one.replaced_at is None) == [30, 44]
    assert [int(one.value) for one in kept if one.replaced_at] == [40]
    [own] = queries.courses(ben, clock.today())
    assert own.months[-1].own == 40
    again = looked_at(hana, f"{ada.staff_number},contacts,{month()},44")
    assert (len(again.new), again.already) == (0, 1)


def test_what_changed_since_it_was_looked_at_is_looked_at_anew(hana: User, ada: User) -> None:
    make_measure(hana)
    planned = looked_at(hana, f"{ada.staff_number},contacts,{month()},40")
    bring_in(hana, f"{ada.staff_number},contacts,{month()},41")
    with pytest.raises(Conflict):
        actions.bring_in(planned, actor=hana)


def test_each_fault_is_said_by_its_row(hana: User, ada: User) -> None:
    make_measure(hana)
    ahead = f"{clock.today() + timedelta(days=40):%Y-%m}"
    planned = looked_at(
        hana,
        f"nobody,contacts,{month()},1",
        f"{ada.staff_number},calls,{month()},1",
        f"{ada.staff_number},contacts,{ahead},1",
        f"{ada.staff_number},contacts,{month()},1.5",
        f"{ada.staff_number},contacts,{month()},2",
        f"{hana.staff_number},contacts,{month()},2",
    )
    assert [(one.row, one.column) for one in planned.problems] == [
        (2, "staff_number"),
        (3, "measure"),
        (4, "month"),
        (5, "value"),
        (6, ""),
        (7, "staff_number"),
    ]
    assert not planned.new


def test_only_the_person_their_line_and_hr_see_them(
    hana: User, ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    make_measure(hana)
    bring_in(hana, f"{ada.staff_number},contacts,{month()},40")
    site, top, colleague = make_site(), make_user("Top Manager"), make_user("Col League")
    make_placement(ada, site=site, manager=cleo)
    make_placement(colleague, site=site, manager=cleo)
    make_placement(cleo, site=site, manager=top)
    there, elsewhere = (
        make_holder("Here HR", Role.HR, site=site),
        make_holder("There HR", Role.HR, site=make_site("Elsewhere")),
    )
    allowed = {ada, cleo, top, hana, there}
    others = {
        ben, colleague, elsewhere, make_administrator(), make_holder("A Sessor", Role.ASSESSOR),
        make_holder("I Qa", Role.IQA), make_holder("Sy Stems", Role.SYSTEM_ADMIN),
    }  # fmt: skip
    for who in allowed | others:
        status = 200 if who in allowed else 404
        browser(who).get(f"/figures/of/{ada.id}", status=status)
        told = browser(who).client.get(f"/figures/of/{ada.id}.csv")
        assert told.status_code == status, who.name
    for who in (allowed | others) - {hana}:
        assert not policies.may_bring_in(who), who.name
        with pytest.raises(Refused):
            actions.keep_file(actor=who, name="x.csv", body="")


def test_a_former_manager_sees_them_no_more(hana: User, ada: User, cleo: User) -> None:
    placement = make_placement(ada, manager=cleo)
    seen = policies.people_visible_to(cleo).where(User.id == ada.id)
    assert db.session.scalar(seen) is not None
    placement.ends_on = clock.today()
    db.session.commit()
    assert db.session.scalar(policies.people_visible_to(cleo).where(User.id == ada.id)) is None


def test_the_median_of_a_team_shows_from_five_people_on(
    hana: User, ada: User, browser: Browser
) -> None:
    make_measure(hana)
    site = make_site()
    team = make_team(site)
    people = [ada, *(make_user(f"Mate {number}") for number in range(4))]
    for one in people:
        make_placement(one, site=site, team=team)
    rows = [
        f"{one.staff_number},contacts,{month()},{10 * place}" for place, one in enumerate(people)
    ]
    bring_in(hana, *rows[:4])
    [told] = queries.courses(ada, clock.today())
    assert told.months[-1].team is None
    bring_in(hana, rows[4])
    [told] = queries.courses(ada, clock.today())
    assert told.months[-1].team == 20
    assert told.months[-1].own == 0
    assert told.months[-2].own is None
    assert "Mate" not in browser(ada).get("/figures/").text("main")


def test_a_manager_lists_their_own_people_only(
    hana: User, ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    make_measure(hana)
    make_placement(ada, manager=cleo)
    bring_in(hana, *(f"{one.staff_number},contacts,{month()},73" for one in (ada, ben)))
    page = browser(cleo).get("/figures/team").text("tbody")
    assert "73" in page
    assert "missing" in page
    assert ben.name not in page
    assert "No figures yet" in browser(ben).get("/figures/team").text("main")


def test_a_measure_is_added_once_and_changed(hana: User, browser: Browser) -> None:
    sent = browser(hana).get("/figures/measures/new").form() | {
        "name": "Quality", "code": "quality", "unit": "%", "decimals": "1",
    }  # fmt: skip
    browser(hana).send("/figures/measures/new", 303, sent)
    again = browser(hana).get("/figures/measures/new").form() | sent | {"code": "QUALITY"}
    again["request_key"] = "another"
    answer = browser(hana).send("/figures/measures/new", 422, again)
    assert "There is a measure of that code." in answer.text(".error-summary")
    [measure] = queries.measures()
    address = f"/figures/measures/{measure.id}"
    browser(hana).send(address, 303, browser(hana).get(address).form() | {"name": "Call quality"})
    assert "Call quality" in browser(hana).get("/figures/measures").text("tbody")


def test_the_page_takes_no_more_statements_for_more_figures(
    hana: User, ada: User, browser: Browser, count_queries: CountQueries
) -> None:
    browser(ada).get("/figures/")
    taken = []
    for many in (1, 6):
        for number in range(many):
            make_measure(hana, f"m{many}{number}", name=f"Measure {many} {number}")
            bring_in(
                hana,
                *(f"{ada.staff_number},m{many}{number},{month(back)},4" for back in range(many)),
            )
        with count_queries() as statements:
            browser(ada).get("/figures/")
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 9, taken


def test_what_each_file_said_stays_to_be_read_by_those_who_see_the_figures(
    hana: User, ada: User, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    measure = make_measure(hana)
    make_placement(ada, manager=cleo)
    counts = []
    for value in ("40", "44", "47"):
        bring_in(hana, f"{ada.staff_number},contacts,{month()},{value}")
        address = f"/figures/of/{ada.id}/history/{measure.id}"
        browser(cleo).get(address)
        with count_queries() as statements:
            rows = browser(cleo).get(address).texts("tbody tr")
        counts.append(len(statements))
    assert ["47" in rows[0], "44" in rows[1], "40" in rows[2]] == [True] * 3
    assert ["Replaced" in row for row in rows] == [False, True, True]
    assert "Hana People" in rows[2]
    assert counts[0] == counts[-1]
    browser(ada).get(address)
    browser(ben).get(address, status=404)
    browser(ada).get(f"/figures/of/{ada.id}/history/999", status=404)
