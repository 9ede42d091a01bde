"""The pages of standardisation: made, judged blind, compared; and what nobody sees before."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_assessments import make_submission
from tests.factories_standardisation import REASON, TITLE, say, send
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.core import clock
from trainer.extensions import db
from trainer.standardisation.actions import judging
from trainer.standardisation.models import Exercise, ExerciseStatus, PieceCriterion

WORD = "zephyr"


def test_made_filled_and_sent_out(
    submission: Submission, assessors: list[User], cleo: User, browser: Browser
) -> None:
    visitor = browser(cleo)
    assert "No exercise yet" in visitor.get("/standardisation/").text("main")
    page = visitor.get("/standardisation/new")
    qualification = submission.registration.version.qualification_id
    given = page.form() | {"title": TITLE, "qualification": qualification}
    visitor.post("/standardisation/new", status=422, **given)
    day = (clock.today() + timedelta(days=5)).isoformat()
    visitor.post("/standardisation/new", **given | {"judge_by": day})
    where = f"/standardisation/{db.session.query(Exercise).one().id}"
    page = visitor.get(f"{where}/evidence?learner=ada&kind=log")
    assert "What Ada Trainee said" in page.text("tbody")
    assert not visitor.get(f"{where}/evidence?learner=nobody").all("tbody tr")
    assert not visitor.get(f"{where}/evidence?unit=none").all("tbody tr")

    address = f"{where}/evidence/{submission.id}"
    page = visitor.get(address)
    assert "Mrs Quill" in page.text("main")
    criteria = [link.criterion_id for link in submission.revision.links]
    given = page.form() | {"criteria": criteria, "also": "Mrs Quill\n", "has_read": "y"}
    page = visitor.post(address, status=200, **given | {"preview": "1"})
    assert "[somebody] agreed" in page.text("main .cols")
    assert db.session.get_one(Exercise, int(where.rsplit("/", 1)[1])).pieces == []
    visitor.post(address, status=422, **given | {"criteria": []})
    visitor.post(address, **given)

    visitor.post(f"{where}/assessors", people=[one.id for one in assessors])
    assert "Send it out" in visitor.get(where).text("body")
    visitor.post(f"{where}/send")
    assert db.session.query(Exercise).one().status is ExerciseStatus.JUDGING


def fields(exercise: Exercise, outcome: str, reason: str = REASON) -> dict[str, object]:
    given: dict[str, object] = {}
    for item in exercise.pieces[0].criteria:
        given |= {
            f"c{item.id}-outcome": outcome,
            f"c{item.id}-vacsr": ["valid"],
            f"c{item.id}-reason": reason,
        }
    return given


def test_judged_on_its_page_and_handed_in(
    exercise: Exercise, assessors: list[User], browser: Browser
) -> None:
    send(exercise, assessors)
    first, where = browser(assessors[0]), f"/standardisation/{exercise.id}"
    assert "Judge in the 1 standardisation exercise" in first.get("/").text("main")
    assert TITLE in first.get("/standardisation/mine").text("main")
    page = first.get(f"{where}/judge")
    assert "Ada" not in page.text("main")
    assert "[the learner]" in page.text("main")
    first.send(f"{where}/judge?piece=1", 422, fields(exercise, "claimed"))
    first.send(f"{where}/judge?piece=1", 303, fields(exercise, "met", ""))
    assert "Your reason is missing." in first.get(f"{where}/hand-in").text("main")
    first.post(f"{where}/hand-in", status=422)
    first.send(f"{where}/judge?piece=1", 303, fields(exercise, "not_yet_met"))
    page = first.get(f"{where}/judge")
    assert REASON in page.text("main")
    first.post(f"{where}/hand-in")
    assert "You have handed in" in first.get(f"{where}/judge").text("main")
    first.get(f"{where}/judge?piece=2", status=404)


def test_nobody_sees_what_another_judged_before_results_open(
    exercise: Exercise, assessors: list[User], browser: Browser, eve: User
) -> None:
    send(exercise, assessors)
    where, item = f"/standardisation/{exercise.id}", exercise.pieces[0].criteria[0]
    pages = [
        *(f"{where}{one}" for one in ("", "/judge", "/hand-in", "/results", "/meeting")),
        f"/standardisation/criteria/{item.id}/agree",
        "/standardisation/", "/standardisation/mine", "/",
    ]  # fmt: skip
    browser(assessors[0]).send(f"{where}/judge?piece=1", 303, fields(exercise, "met", WORD))
    browser(assessors[0]).post(f"{where}/hand-in")
    for person in (exercise.lead, *assessors[1:], eve):
        for address in pages:
            visitor = browser(person)
            browser.forget()
            html = visitor.client.get(address).get_data(as_text=True)
            assert WORD not in html, (person.name, address)
    browser(exercise.lead).get(f"{where}/results", status=404)
    browser(assessors[0]).get(f"{where}/results", status=404)


def opened(exercise: Exercise, assessors: list[User]) -> str:
    send(exercise, assessors)
    say(exercise, assessors[0], True, False, True)
    say(exercise, assessors[1], True, True, True)
    say(exercise, assessors[2], True, False, False)
    judging.open_results(exercise, actor=exercise.lead)
    db.session.commit()
    return f"/standardisation/{exercise.id}"


def test_results_are_letters_until_the_leader_shows_names(
    exercise: Exercise, assessors: list[User], browser: Browser
) -> None:
    where = opened(exercise, assessors)
    page = browser(assessors[0]).get(f"{where}/results")
    heads = page.texts(".grid-t thead th")
    assert not any("Assessor" in head for head in heads)
    assert sorted(head[0] for head in page.texts(".grid-t thead th")[1:4]) == ["A", "B", "C"]
    assert "Fleiss’ kappa" in page.text("main")
    assert page.texts(".grid-t tbody th")[0].endswith("1.2")
    browser(assessors[0]).post(f"{where}/names", status=404)
    browser(exercise.lead).post(f"{where}/names")
    page = browser(assessors[0]).get(f"{where}/results")
    assert "Fay Assessor" in page.texts(".grid-t thead th")


def test_agreed_and_met_about(exercise: Exercise, assessors: list[User], browser: Browser) -> None:
    where = opened(exercise, assessors)
    item = db.session.query(PieceCriterion).order_by(PieceCriterion.id).first()
    assert item is not None
    agree, lead = f"/standardisation/criteria/{item.id}/agree", browser(exercise.lead)
    lead.post(agree, status=422, outcome="met", why="")
    lead.post(agree, outcome="met", why="It says when.")
    lead.post(f"{where}/meeting", status=422, met_on="", met_minutes="0")
    people = [assessors[0].id, exercise.lead_id]
    lead.post(
        f"{where}/meeting",
        met_on=clock.today().isoformat(),
        met_minutes="45",
        people=people,
        minutes="Read aloud.",
        decisions="Ask when.",
    )
    page = browser(assessors[1]).get(f"{where}/results")
    for words in ("It says when.", "45 minutes", "Read aloud.", "Ask when.", "Dora Assessor"):
        assert words in page.text("main")
    assert "Raise an action" in lead.get(f"{where}/results").text("main")
    assert "Raise an action" not in page.text("main")
    browser(assessors[0]).get(agree, status=404)
    browser(assessors[0]).get(f"{where}/meeting", status=404)


def test_whoever_assessed_it_is_told_so(
    exercise: Exercise, assessors: list[User], ben: User, browser: Browser
) -> None:
    send(exercise, [ben, assessors[0]])
    where = f"/standardisation/{exercise.id}/judge"
    assert "You assessed this evidence" in browser(ben).get(where).text("main")
    assert "You assessed this evidence" not in browser(assessors[0]).get(where).text("main")


@pytest.mark.parametrize("address", ["", "/evidence", "/assessors", "/day", "/judge", "/results"])
def test_an_outsider_finds_nothing(
    exercise: Exercise, assessors: list[User], eve: User, browser: Browser, address: str
) -> None:
    opened(exercise, assessors)
    browser(eve).get(f"/standardisation/{exercise.id}{address}", status=404)
    browser(eve).get("/standardisation/", status=404)


def test_evidence_of_others_is_not_found_by_its_number(
    exercise: Exercise, eve: User, browser: Browser
) -> None:
    browser(exercise.lead).get(f"/standardisation/{exercise.id}/evidence/999999", status=404)


def test_pages_ask_as_much_however_much_there_is(
    exercise: Exercise,
    submission: Submission,
    assessors: list[User],
    browser: Browser,
    count_queries: CountQueries,
) -> None:
    lead, where = browser(exercise.lead), f"/standardisation/{exercise.id}"
    lead.get(f"{where}/evidence")
    with count_queries() as few:
        lead.get(f"{where}/evidence")
    for number in range(3):
        make_submission(submission.registration, title=f"More {number}")
    with count_queries() as many:
        lead.get(f"{where}/evidence")
    assert len(many) == len(few)
    opened(exercise, assessors)
    browser(assessors[0]).get(f"{where}/results")
    with count_queries() as statements:
        browser(assessors[0]).get(f"{where}/results")
    assert len(statements) <= 22, statements
