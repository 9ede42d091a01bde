"""The pages of looking into picked units: by their people, sent back invalid, and for outsiders."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser, words_of
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import FEEDBACK, make_entry, make_waiting_for_iqa, status_of
from tests.factories_looks import FOUND, answers, disagree, first_criterion, look_at, pick_of
from tests.factories_reviews import overturn_all
from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.core import clock
from trainer.extensions import db
from trainer.quality import actions
from trainer.quality.models import FaultSearch, LookDraft, LookReply
from trainer.quality.questions import QUESTIONS
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.sampling.models import PickStatus


@pytest.fixture
def cleo(app: object) -> User:
    return make_user("Cleo Assurer", password=PASSWORD)


def test_the_list_says_why_and_counts(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    page = browser(cleo).get("/quality/samples")
    assert "Waiting 0" in page.text("tbody")
    assert "Every decision of Ben Assessor’s is looked into" in page.text("tbody")
    assert page.text(".chips a[aria-current]") == "Open 2"
    page = browser(cleo).get("/quality/samples?show=agreed")
    assert "None of these" in page.text("main")


def test_opening_it_begins_the_look_and_shows_what_it_takes(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    pick = pick_of(picked[0])
    page = browser(cleo).get(f"/quality/samples/{pick.id}")
    assert status_of(pick) is PickStatus.REVIEWING
    words = page.text("main")
    for shown in (FEEDBACK, "Qualified", "None between the learner", "No plan was made", "Timely"):
        assert shown in words


def test_the_viewer_comes_alone_for_a_script(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    pick = pick_of(picked[0])
    answer = browser(cleo).client.get(
        f"/quality/samples/{pick.id}?show=words", headers={"X-Requested-With": "fetch"}
    )
    assert answer.headers["X-Fragment"] == "evidence"
    assert status_of(pick) is PickStatus.SELECTED


def test_a_look_is_kept_and_decided_without_a_script(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    pick = pick_of(picked[0])
    where = f"/quality/samples/{pick.id}"
    page = browser(cleo).get(where)
    browser(cleo).post(where, **{**page.form("#look"), **_said(), "decide": "agreed"})
    page = browser(cleo).get(f"{where}/decide/agreed")
    assert page.text("h1") == "Agree"
    browser(cleo).post(f"{where}/decide/agreed", status=422, **{**page.form(), "password": "no"})
    page = browser(cleo).get(f"{where}/decide/agreed")
    answer = browser(cleo).post(f"{where}/decide/agreed", **{**page.form(), "password": PASSWORD})
    assert answer.response.location == f"/quality/samples/{pick_of(picked[1]).id}"
    assert status_of(picked[0]) is UnitStatus.ACHIEVED


def test_answers_are_saved_as_they_are_given(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    pick = pick_of(picked[0])
    browser(cleo).get(f"/quality/samples/{pick.id}")
    where = f"/quality/samples/{pick.id}/autosave"
    browser(cleo).post(where, status=200, valid_answer="no", valid_note="Not this unit")
    draft = db.session.scalars(sa.select(LookDraft)).one()
    assert draft.answers["valid"] == {"answer": "no", "note": "Not this unit"}
    assert "Not this unit" in str(browser(cleo).get(f"/quality/samples/{pick.id}").response.text)


def test_what_is_not_answered_is_asked_before_deciding(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    page = browser(cleo).get(f"/quality/samples/{pick_of(picked[0]).id}/decide/agreed")
    assert f"{len(QUESTIONS)} questions of the look are not answered yet" in page.text("main")


def test_disagreeing_leads_to_who_else_may_share_it(
    picked: list[UnitAssessment], ben: User, cleo: User, browser: Browser
) -> None:
    first, second = picked
    actions.agree(pick_of(second), **look_at(pick_of(second), cleo))
    actions.keep(pick_of(first), actor=cleo, answers=answers(sufficient="no"))
    db.session.commit()
    where = f"/quality/samples/{pick_of(first).id}/decide/disagreed"
    page = browser(cleo).get(where)
    given = {**page.form(), "note": FOUND, "what": "Ask who", "criteria": first_criterion(first)}
    browser(cleo).post(where, status=422, **{**given, "note": ""})
    location = browser(cleo).post(where, **given).response.location
    assert status_of(first) is UnitStatus.IQA_ACTION_REQUIRED

    assert "Who else may share the fault?" in browser(cleo).get("/quality/").text("main")
    page = browser(cleo).get(location)
    assert "The same unit" in page.text("tbody")
    browser(cleo).post(location, status=422, **page.form())
    browser(cleo).post(location, **{**page.form(), "units": second.id})
    assert db.session.scalars(sa.select(FaultSearch)).one().unit_assessment_ids == [second.id]
    assert "share the fault" not in browser(cleo).get("/quality/").text("main")
    assert "Cleo" in browser(ben).get("/quality/looks").text("tbody")


def test_the_assessor_reads_the_look_and_writes_back_and_the_learner_hears_the_outcome(
    picked: list[UnitAssessment], ben: User, cleo: User, browser: Browser
) -> None:
    unit = picked[0]
    look = disagree(pick_of(unit), cleo)
    db.session.commit()
    where = f"/quality/looks/{look.id}"
    page = browser(ben).get(where)
    assert FOUND in page.text("main")
    browser(ben).post(
        where, status=422, **{**page.form("form[action$=conversation]"), "words": " "}
    )
    browser(ben).post(
        where, **{**page.form("form[action$=conversation]"), "words": "I had seen <b>it</b>."}
    )
    assert "I had seen <b>it</b>." in browser(cleo).get(where).text("main")
    assert db.session.scalars(sa.select(LookReply)).one().author == ben

    learner = unit.registration.learner
    browser(learner).get(where, status=404)
    page = browser(learner).get(f"/units/{unit.id}")
    assert "Disagreed" in page.text("main")


def test_it_is_handed_on_by_a_form(
    picked: list[UnitAssessment], ben: User, cleo: User, browser: Browser
) -> None:
    other = make_user("Vera Verifier", password=PASSWORD)
    make_entry(other, picked[0].registration.version, duty=Duty.VERIFY)
    db.session.commit()
    pick = pick_of(picked[0])
    browser(other).get(f"/quality/samples/{pick.id}", status=404)
    where = f"/quality/samples/{pick.id}/hand-on"
    page = browser(cleo).get(where)
    browser(cleo).post(where, status=422, **page.form())
    browser(cleo).post(where, **{**page.form(), "to": other.id, "reason": "Away"})
    page = browser(other).get(f"/quality/samples/{pick.id}")
    assert "Away" in page.text("main")
    assert "Your look" in page.text("main")
    page = browser(cleo).get(f"/quality/samples/{pick.id}")
    assert "Only Vera Verifier" in page.text("main")
    assert "Your look" not in page.text("main")


def test_releasing_says_who_looked_and_what_is_held_back(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    page = browser(cleo).get(f"/quality/release?unit={picked[0].id}")
    assert "The sample picked Unit 1 of" in page.text("main")
    look = f"/quality/samples/{pick_of(picked[0]).id}"
    assert [link.get("href") for link in page.all(f"main a[href='{look}']")] == [look]


def test_an_outsider_is_told_nothing(
    picked: list[UnitAssessment], ben: User, cleo: User, eve: User, browser: Browser
) -> None:
    pick = pick_of(picked[0])
    look = disagree(pick, cleo)
    db.session.commit()
    for person in (eve, picked[0].registration.learner):
        for url in (
            f"/quality/samples/{pick.id}",
            f"/quality/samples/{pick.id}/hand-on",
            f"/quality/samples/{pick.id}/decide/agreed",
            f"/quality/looks/{look.id}",
            f"/quality/looks/{look.id}/others",
        ):
            browser(person).get(url, status=404)
    browser(ben).get(f"/quality/samples/{pick.id}", status=404)


def _said() -> dict[str, str]:
    return {
        f"{name}_{part}": words for name, said in answers().items() for part, words in said.items()
    }


def test_the_first_page_says_what_is_due_this_week(
    browser: Browser, picked: list[UnitAssessment], cleo: User
) -> None:
    page = browser(cleo).get("/")
    assert "None is due this week" in page.text("main")
    pick_of(picked[0]).due_on = clock.today() + timedelta(days=7)
    pick_of(picked[1]).due_on = clock.today() + timedelta(days=8)
    db.session.commit()
    page = browser(cleo).get("/")
    assert "1 is due this week" in page.text("main")
    listed = browser(cleo).get(page.all('main a[href*="/quality/samples"]')[0].get("href"))
    assert picked[0].registration.learner.name in listed.text("main")
    assert picked[1].registration.learner.name not in listed.text("main")


def test_what_the_next_draw_will_pick_can_only_be_drawn(
    picked: list[UnitAssessment], cleo: User, browser: Browser
) -> None:
    opened = picked[0]
    overturn_all(opened)
    make_waiting_for_iqa(opened.registration)
    db.session.commit()
    page = browser(cleo).get(f"/quality/release?unit={opened.id}")
    assert "was picked before it was opened again" in page.text("main")
    assert not page.all("main input[type=password]")
    link = page.one("main .list-row a")
    assert words_of(link) == "Draw a sample"
    browser(cleo).get(link.get("href"))
