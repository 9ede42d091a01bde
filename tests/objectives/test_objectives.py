"""Proposing, agreeing, changing, following and ending objectives, and who sees whose."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_figures import bring_in, make_measure
from tests.factories_objectives import (
    clear,
    make_agreed,
    make_objective,
    make_team_objective,
    said,
    seen,
    tied,
    year,
)
from tests.factories_people import make_holder, make_placement, make_site, make_team
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.objectives import queries
from trainer.objectives.actions import following, proposing, teams
from trainer.objectives.models import OUTCOMES, Objective, ObjectiveStatus
from trainer.people.models import Role


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo)


def test_somebody_proposes_and_both_agree(ada: User, cleo: User, browser: Browser) -> None:
    page = browser(ada).get(f"/objectives/of/{ada.id}/new")
    browser(ada).send(
        f"/objectives/of/{ada.id}/new", 303, page.form() | {"title": "Fewer calls", "weight": "100"}
    )
    objective = db.session.scalars(sa.select(Objective)).one()
    assert "What would make it clearer" in browser(ada).get(f"/objectives/{objective.id}").text(
        "body"
    )
    for who, address in ((ada, "/objectives/"), (cleo, f"/objectives/of/{ada.id}")):
        page = browser(who).get(address)
        assert objective.status is ObjectiveStatus.PROPOSED
        browser(who).send(f"/objectives/of/{ada.id}/agree", 303, page.form())
    assert objective.status is ObjectiveStatus.AGREED
    assert objective.agreed_manager == cleo
    told = db.session.scalars(sa.select(Notice.user_id)).all()
    assert sorted(told) == sorted([cleo.id, cleo.id, ada.id])


def test_weights_that_do_not_come_to_a_hundred_are_refused_kindly(
    ada: User, browser: Browser
) -> None:
    objective = make_objective(ada, ada, said(weight=40))
    page = browser(ada).get("/objectives/")
    assert "Spread the other 60" in page.text("main")
    with pytest.raises(Unacceptable, match="Spread the other 60"):
        proposing.agree(ada, actor=ada, year=year(), seen=seen(objective))
    assert objective.person_agreed_at is None


def test_nobody_agrees_to_what_they_have_not_read(ada: User, cleo: User) -> None:
    objective = make_objective(ada, ada)
    read = seen(objective)
    proposing.change(objective, actor=ada, known=1, said=clear())
    with pytest.raises(Conflict):
        proposing.agree(ada, actor=cleo, year=year(), seen=read)


def test_the_same_side_twice_is_not_both(ada: User, cleo: User) -> None:
    objective = make_objective(ada, cleo)
    for _once in range(2):
        proposing.agree(ada, actor=cleo, year=year(), seen=seen(objective))
    assert objective.status is ObjectiveStatus.PROPOSED


def test_a_change_asks_both_again_and_keeps_what_was(ada: User, cleo: User) -> None:
    objective = make_agreed(ada, cleo)
    following.check_in(objective, actor=ada, standing=ObjectiveStatus.ON_TRACK, note="Well.")
    proposing.change(objective, actor=cleo, known=1, said=clear())
    db.session.commit()
    assert objective.status is ObjectiveStatus.PROPOSED
    assert objective.person_agreed_at is objective.manager_agreed_at is None
    assert [one.said["what"] for one in objective.versions] == ["", clear().what]


def test_keeping_it_as_it_is_changes_nothing(ada: User, cleo: User) -> None:
    objective = make_agreed(ada, cleo, clear())
    proposing.change(objective, actor=ada, known=1, said=clear())
    assert objective.status is ObjectiveStatus.AGREED
    assert objective.number == 1


def test_a_stale_page_loses_nobodys_words(ada: User, cleo: User, browser: Browser) -> None:
    objective = make_objective(ada, ada)
    address = f"/objectives/{objective.id}/change"
    page = browser(ada).get(address)
    proposing.change(objective, actor=cleo, known=1, said=replace(said(), why="Cleo’s why"))
    db.session.commit()
    shown = browser(ada).send(address, 409, page.form() | {"what": "Words of Ada’s own"})
    assert "Cleo’s why" in shown.text("main")
    assert "Words of Ada’s own" in shown.text("main")
    assert (objective.what, objective.why) == ("", "Cleo’s why")
    browser(ada).send(address, 303, shown.form())
    assert objective.what == "Words of Ada’s own"
    assert [one.number for one in objective.versions] == [1, 2, 3]


def test_it_goes_on_and_comes_to_an_end(ada: User, cleo: User, browser: Browser) -> None:
    objective = make_agreed(ada, cleo)
    page = browser(ada).get(f"/objectives/{objective.id}")
    sent = page.form() | {"standing": "at_risk", "note": "The refunds team is short."}
    browser(ada).send(f"/objectives/{objective.id}/check-in", 303, sent)
    assert objective.status is ObjectiveStatus.AT_RISK
    with pytest.raises(Refused):
        following.close(objective, actor=ada, outcome=ObjectiveStatus.MET, words="I did.")
    page = browser(cleo).get(f"/objectives/{objective.id}/close")
    sent = page.form() | {"outcome": "part_met", "words": "Half of the year."}
    browser(cleo).send(f"/objectives/{objective.id}/close", 303, sent)
    assert objective.status is ObjectiveStatus.PART_MET
    assert "Half of the year." in browser(ada).get(f"/objectives/{objective.id}").text("main")


@pytest.mark.parametrize("outcome", [*OUTCOMES, ObjectiveStatus.DROPPED])
def test_what_is_over_stays_as_it_is(outcome: ObjectiveStatus, ada: User, cleo: User) -> None:
    objective = make_agreed(ada, cleo)
    if outcome is ObjectiveStatus.DROPPED:
        following.drop(objective, actor=cleo, words="The desk closed.")
    else:
        following.close(objective, actor=cleo, outcome=outcome, words="As seen.")
    with pytest.raises(Refused):
        proposing.change(objective, actor=cleo, known=1, said=clear())
    with pytest.raises(Refused):
        following.check_in(objective, actor=ada, standing=ObjectiveStatus.ON_TRACK, note="On.")
    with pytest.raises(WrongState):
        objective.move_to(ObjectiveStatus.ON_TRACK)


def test_what_is_proposed_is_neither_checked_nor_closed(ada: User, cleo: User) -> None:
    objective = make_objective(ada, cleo)
    with pytest.raises(Refused, match="agree to it first"):
        following.check_in(objective, actor=ada, standing=ObjectiveStatus.ON_TRACK, note="On.")
    with pytest.raises(Refused, match="agree to it first"):
        following.close(objective, actor=cleo, outcome=ObjectiveStatus.MET, words="Done.")


def test_once_agreed_only_the_manager_drops_it_and_says_why(ada: User, cleo: User) -> None:
    agreed = make_agreed(ada, cleo)
    with pytest.raises(Refused, match="Both of you agreed"):
        following.drop(agreed, actor=ada, words="No.")
    with pytest.raises(Unacceptable, match="reason"):
        following.drop(agreed, actor=cleo, words=" ")
    proposed = make_objective(ada, cleo, said("Another", weight=0))
    following.drop(proposed, actor=ada, words="Not mine.")
    assert proposed.status is ObjectiveStatus.DROPPED


def test_what_is_dropped_frees_its_weight(ada: User, cleo: User) -> None:
    following.drop(make_objective(ada, ada), actor=ada, words="Not now.")
    other = make_objective(ada, ada, said("Another"))
    proposing.agree(ada, actor=ada, year=year(), seen=seen(other))
    assert proposing.agree(ada, actor=cleo, year=year(), seen=seen(other))


def test_figures_say_how_far_it_is(ada: User, cleo: User, browser: Browser) -> None:
    hana = make_holder("Hana People", Role.HR)
    measure = make_measure(hana)
    objective = make_agreed(ada, cleo, tied(measure, "40"))
    first = f"{objective.from_month:%Y-%m}"
    bring_in(hana, f"{ada.staff_number},contacts,{first},44")
    text = browser(ada).get(f"/objectives/{objective.id}").text("main")
    assert "Mean 44" in text
    assert "where it is to be" in text
    assert "missing" in text
    [told] = queries.of_person(ada, year())
    assert told.progress is not None
    assert (told.progress.known, told.progress.missing) == (1, 2)


def test_the_middle_of_the_team_stands_beside_it_from_five_people_on(
    ada: User, cleo: User, browser: Browser
) -> None:
    hana = make_holder("Hana People", Role.HR)
    objective = make_agreed(ada, cleo, tied(make_measure(hana), "40"))
    for placement in ada.placements:
        placement.ends_on = clock.today()
    site = make_site()
    team = make_team(site)
    people = [ada, *(make_user(f"Mate {number}") for number in range(4))]
    for one in people:
        make_placement(one, site=site, team=team, manager=cleo)
    first = f"{objective.from_month:%Y-%m}"
    rows = [f"{one.staff_number},contacts,{first},{30 + n}" for n, one in enumerate(people)]
    bring_in(hana, *rows[:4])
    [line] = queries.lines([objective])
    beside = queries.beside_team(line)
    assert beside is not None
    assert beside.months[0].team is None
    bring_in(hana, rows[4])
    beside = queries.beside_team(line)
    assert beside is not None
    assert (beside.months[0].own, beside.months[0].team) == (30, 32)
    page = browser(ada).get(f"/objectives/{objective.id}")
    assert "32" in page.texts("tbody tr")[-1]
    assert "Mate" not in page.text("main")


def test_a_target_is_whole_or_none(ada: User, browser: Browser) -> None:
    measure = make_measure(make_holder("Hana People", Role.HR))
    address = f"/objectives/of/{ada.id}/new"
    page = browser(ada).get(address)
    sent = page.form() | {"title": "More contacts", "measure": str(measure.id)}
    shown = browser(ada).send(address, 422, sent)
    assert "what the figures are to come to" in shown.text("main")
    sent |= {"goal": "40", "from_month": "2026-09", "until_month": "2026-08"}
    shown = browser(ada).send(address, 422, sent)
    assert "comes before the first" in shown.text("main")
    assert db.session.scalar(sa.select(sa.func.count(Objective.id))) == 0


def test_a_team_objective_is_passed_on_once_to_each(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    make_placement(ben, manager=cleo)
    told = make_team_objective(cleo)
    page = browser(cleo).get(f"/objectives/team/{told.id}")
    sent = page.form() | {"people": [str(ada.id)]}
    browser(cleo).send(f"/objectives/team/{told.id}", 303, sent)
    [made] = db.session.scalars(sa.select(Objective)).all()
    assert (made.person, made.team_objective, made.weight) == (ada, told, 0)
    with pytest.raises(Unacceptable, match="by now"):
        teams.cascade(told, actor=cleo, people=[ada.id])
    with pytest.raises(Refused):
        teams.cascade(told, actor=ben, people=[ben.id])
    with pytest.raises(Refused):
        teams.set_for_team(actor=ben, year=year(), title="Mine", why="")
    browser(ben).get(f"/objectives/team/{told.id}", status=404)
    assert told.title in browser(ada).get("/objectives/").text("main")


def test_only_the_person_their_line_and_hr_see_them(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    objective = make_agreed(ada, cleo)
    top, colleague = make_user("Top Manager"), make_user("Col League")
    make_placement(colleague, manager=cleo)
    make_placement(cleo, manager=top)
    hana = make_holder("Hana People", Role.HR)
    elsewhere = make_holder("There HR", Role.HR, site=make_site("Elsewhere"))
    allowed = {ada, cleo, top, hana}
    others = {
        ben, colleague, elsewhere, make_administrator(), make_holder("A Sessor", Role.ASSESSOR),
        make_holder("I Qa", Role.IQA), make_holder("Sy Stems", Role.SYSTEM_ADMIN),
    }  # fmt: skip
    for who in allowed | others:
        status = 200 if who in allowed else 404
        browser(who).get(f"/objectives/{objective.id}", status=status)
        browser(who).get(f"/objectives/of/{ada.id}", status=status)
    for who in (allowed | others) - {ada, cleo}:
        with pytest.raises(Refused):
            proposing.agree(ada, actor=who, year=year(), seen=seen(objective))
        with pytest.raises(Refused):
            proposing.propose(ada, actor=who, year=year(), said=said())


def test_a_former_manager_sees_them_no_more(ada: User, cleo: User, browser: Browser) -> None:
    objective = make_agreed(ada, cleo)
    placement = ada.placement()
    assert placement is not None
    placement.ends_on = clock.today()
    db.session.commit()
    browser(cleo).get(f"/objectives/{objective.id}", status=404)


def test_lists_take_as_many_statements_for_many_as_for_one(
    ada: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    measure = make_measure(make_holder("Hana People", Role.HR))
    make_objective(ada, cleo, tied(measure, "40"))
    counts = []
    for more in (0, 5):
        for place in range(more):
            make_objective(ada, cleo, replace(tied(measure, "40"), title=f"Number {place}"))
            make_placement(make_user(f"Per Son {place}"), manager=cleo)
        for address in ("/objectives/", "/objectives/team"):
            who = ada if address == "/objectives/" else cleo
            browser(who).get(address)
            with count_queries() as statements:
                browser(who).get(address)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20, counts
