"""A vacancy: opened by who may, told to whom it may suit, answered, and filled by a promotion."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_careers import make_confirmation
from tests.factories_people import make_placement
from tests.factories_promotions import WHY, Cast, S, approved, make_cast, offered, recommended, seat
from tests.factories_vacancies import make_application, make_vacancy, with_applicant
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Placement
from trainer.promotions.actions import offering, opening, preparing
from trainer.vacancies import actions
from trainer.vacancies.models import ApplicationStatus, VacancyStatus
from trainer.vacancies.queries.listing import answers
from trainer.vacancies.queries.matching import matches

V = VacancyStatus


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast()


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_those_whose_job_leads_there_are_told_and_no_others(cast: Cast) -> None:
    make_vacancy(cast.hr, cast.away)
    assert "Senior adviser is wanted at Millgate" in told(cast.eve)  # An assistant.
    assert not told(cast.ada)  # She has the job already.
    make_vacancy(cast.hr, cast.home, "leader")
    assert "Team leader is wanted" in told(cast.ada)


def test_managers_open_where_they_lead_and_nobody_else_does(cast: Cast) -> None:
    make_vacancy(cast.chair, cast.away)
    with pytest.raises(Refused, match="leads people at Harbour Street"):
        make_vacancy(cast.chair, cast.home)
    with pytest.raises(Refused):
        make_vacancy(cast.eve, cast.away)
    with pytest.raises(Unacceptable, match="role of the map"):
        make_vacancy(cast.hr, cast.away, "king")


def test_an_answer_is_changed_taken_back_and_ends_with_the_last_day(cast: Cast) -> None:
    vacancy = make_vacancy(cast.chair, cast.away)
    with pytest.raises(Refused, match="opened this"):
        make_application(vacancy, cast.chair)
    first = make_application(vacancy, cast.ada, applies=False)
    assert first.status is ApplicationStatus.INTERESTED
    assert make_application(vacancy, cast.ada) is first
    assert "applies to be" in told(cast.chair)
    with pytest.raises(Refused, match="Only whoever"):
        actions.take_back(first, actor=cast.chair)
    actions.take_back(first, actor=cast.ada)
    assert not db.session.scalars(answers(vacancy)).all()
    with time_machine.travel(clock.now() + timedelta(days=15)):
        with pytest.raises(Refused, match="over"):
            make_application(vacancy, cast.ada)
        assert actions.close_what_is_over() == 1
        assert vacancy.status is V.CLOSED
        with pytest.raises(Unacceptable, match="last day is over"):
            actions.end(vacancy, actor=cast.chair, after=V.OPEN)
        assert vacancy.status is V.CLOSED


def test_what_becomes_of_it_is_told_to_those_who_answered(cast: Cast) -> None:
    vacancy, _made = with_applicant(cast)
    with pytest.raises(Refused):
        actions.end(vacancy, actor=cast.ada, after=V.CLOSED)
    with pytest.raises(Unacceptable, match="Say why"):
        actions.end(vacancy, actor=cast.chair, after=V.WITHDRAWN)
    actions.end(vacancy, actor=cast.hr, after=V.WITHDRAWN, because="The shop stays as it is.")
    assert "is withdrawn" in told(cast.ada)
    with pytest.raises(Refused, match="is over"):
        actions.end(vacancy, actor=cast.hr, after=V.OPEN)
    with pytest.raises(WrongState):
        vacancy.move_to(V.OPEN)


def test_what_was_answered_stays_once_it_is_over(cast: Cast, browser: Browser) -> None:
    vacancy, made = with_applicant(cast)
    at = f"/vacancies/{vacancy.id}"
    actions.end(vacancy, actor=cast.hr, after=V.CLOSED)
    db.session.commit()
    before = browser(cast.ada).get(at)
    assert "Take it back" in before.text("main")
    actions.end(vacancy, actor=cast.hr, after=V.FILLED)
    db.session.commit()
    after = browser(cast.ada).get(at)
    assert "You applied on" in after.text("main")
    assert "Take it back" not in after.text("main")
    browser(cast.ada).send(
        f"{at}/take-back", 403, before.form(f"main form[action$='{at}/take-back']")
    )
    with pytest.raises(Refused, match="stays"):
        actions.take_back(made, actor=cast.ada)
    assert made.status is ApplicationStatus.APPLIED


def test_it_is_opened_again_only_while_its_last_day_is_to_come(
    cast: Cast, browser: Browser
) -> None:
    vacancy = make_vacancy(cast.chair, cast.away)
    actions.end(vacancy, actor=cast.chair, after=V.CLOSED)
    db.session.commit()
    at = f"/vacancies/{vacancy.id}/end"
    assert "Open again" in browser(cast.chair).get(at).text("main")
    vacancy.closes_on = clock.today() - timedelta(days=1)
    db.session.commit()
    late = browser(cast.chair).get(at)
    assert "Filled" in late.text("main")
    assert "Open again" not in late.text("main")
    browser(cast.chair).send(at, 422, late.form(f"main form[action='{at}']") | {"after": "open"})
    assert vacancy.status is V.CLOSED


def test_matching_says_line_by_line_what_is_open(cast: Cast) -> None:
    for _shift in range(2):
        make_confirmation(cast.ada, cast.boss)
    vacancy, made = with_applicant(cast)
    [match] = matches(vacancy, [made])
    assert match.cells == ["gap", "gap", "met", "gap"]
    assert "Two shifts on the desk" not in match.open_lines


def test_matching_asks_as_much_for_one_as_for_thirty(
    cast: Cast, count_queries: CountQueries
) -> None:
    vacancy, made = with_applicant(cast)
    with count_queries() as one:
        matches(vacancy, [made])
    for number in range(30):
        person = make_user(f"Nr {number}")
        make_placement(person, site=cast.home, manager=cast.boss)
        make_application(vacancy, person)
    everybody = db.session.scalars(answers(vacancy)).all()
    with count_queries() as many:
        assert len(matches(vacancy, everybody)) == 31
    assert len(many) <= len(one)


def test_an_application_becomes_a_case_that_fills_the_vacancy(cast: Cast, browser: Browser) -> None:
    vacancy = make_vacancy(cast.second, cast.away)
    make_application(vacancy, cast.ada)
    at = f"/promotions/vacancies/{vacancy.id}/people"
    browser(cast.ada).get(f"{at}/{cast.ada.id}", status=404)
    browser(cast.second).get(f"{at}/{cast.eve.id}", status=404)
    browser(cast.boss).get(f"{at}/{cast.ada.id}", status=404)
    with pytest.raises(Refused):
        opening.open_case(cast.ada, actor=cast.second, role_key="senior", site=cast.away, why=WHY)
    case = opening.open_case(
        cast.ada, actor=cast.second, role_key="senior", site=cast.away, why=WHY, vacancy=vacancy
    )
    assert case.nominator == cast.second
    preparing.freeze_pack(case, actor=cast.second)
    preparing.check_readiness(case, actor=cast.second, words="Some is open.")
    with pytest.raises(Unacceptable, match="put Ada Trainee forward"):
        seat(case, cast)
    case.opened_by = case.nominator = cast.boss
    seat(case, cast)
    recommended(case, cast)
    approved(case, cast)
    offered(case, cast)
    offering.accept(case, actor=cast.ada)
    assert case.status is S.IN_POST
    assert vacancy.status is V.FILLED
    assert "is filled" in told(cast.ada)
    now = sa.select(Placement.job_title).where(
        Placement.user_id == cast.ada.id, Placement.holds_on(clock.today())
    )
    assert db.session.scalars(now).one() == "Team leader"


def test_the_pages_show_answers_to_whom_they_are_for(cast: Cast, browser: Browser) -> None:
    vacancy, _made = with_applicant(cast)
    assert "I would like to work" in browser(cast.chair).get(f"/vacancies/{vacancy.id}").text(
        "main"
    )
    assert "I would like to work" not in browser(cast.eve).get(f"/vacancies/{vacancy.id}").text(
        "main"
    )
    form = browser(cast.eve).get(f"/vacancies/{vacancy.id}/answer").form()
    browser(cast.eve).send(f"/vacancies/{vacancy.id}/answer", 422, form | {"how": "apply"})
    browser(cast.eve).send(f"/vacancies/{vacancy.id}/answer", 303, form | {"how": "interest"})
    browser(cast.eve).get("/vacancies/open", status=404)
    actions.end(vacancy, actor=cast.hr, after=V.CLOSED)
    db.session.commit()
    browser(cast.boss).get(f"/vacancies/{vacancy.id}", status=404)
    browser(cast.eve).get(f"/vacancies/{vacancy.id}")


def test_a_vacancy_is_opened_and_closed_from_its_pages(cast: Cast, browser: Browser) -> None:
    asked = browser(cast.chair).get("/vacancies/open")
    assert "Harbour Street" not in asked.text("main")  # Nobody there is in this manager’s line.
    form = asked.form()
    given = {
        "role": "senior",
        "site": str(cast.away.id),
        "hours": "Full time",
        "closes_on": (clock.today() + timedelta(days=3)).isoformat(),
        "about": "One more on Sundays.",
    }
    browser(cast.chair).send("/vacancies/open", 422, form | {"role": "senior"})
    browser(cast.chair).send("/vacancies/open", 303, form | given)
    assert "Millgate" in browser(cast.ada).get("/vacancies/").text("main")


def test_hr_who_answers_sees_to_nothing_of_it_until_that_is_taken_back(
    cast: Cast, browser: Browser
) -> None:
    vacancy = make_vacancy(cast.boss, cast.home, "leader")
    make_application(vacancy, cast.ada)
    mine = make_application(vacancy, cast.hr)
    at = f"/vacancies/{vacancy.id}"
    assert "Ada" not in browser(cast.hr).get(at).text("main")
    with pytest.raises(Refused, match="You answered this vacancy yourself"):
        actions.end(vacancy, actor=cast.hr, after=V.CLOSED)
    assert "Ada" in browser(cast.boss).get(at).text("main")
    actions.take_back(mine, actor=cast.hr)
    db.session.commit()
    assert "Ada" in browser(cast.hr).get(at).text("main")
