"""The list of cases and the page of one, for those who have a part in them and those who have none."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_people import make_placement, proof_of
from tests.factories_promotions import WHY, Cast, S, make_case, make_cast, score
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.promotions.actions import appealing, deciding, opening, preparing
from trainer.promotions.actions.moving import covered
from trainer.promotions.models import EntryKind, PromotionScoreDraft

CEILING = 14


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast(PASSWORD)


def test_the_list_asks_as_much_for_one_as_for_thirty(
    cast: Cast, browser: Browser, count_queries: CountQueries
) -> None:
    make_case(cast)
    visitor = browser(cast.hr)
    visitor.get("/promotions/")
    with count_queries() as one:
        visitor.get("/promotions/")
    for number in range(30):
        person = make_user(f"Nr {number}")
        make_placement(person, site=cast.home, manager=cast.boss)
        opening.open_case(person, actor=cast.boss, role_key="leader", site=cast.home, why=WHY)
    db.session.commit()
    with count_queries() as many:
        assert "31 cases" in visitor.get("/promotions/").text("main")
    assert len(many) <= len(one) <= CEILING


def test_scores_show_once_all_have_scored_and_to_the_person_once_it_is_decided(
    cast: Cast, browser: Browser
) -> None:
    case = make_case(cast, S.PANEL)
    score(case, cast.chair)
    db.session.commit()
    at, said = f"/promotions/{case.id}", "Chris Chair saw it."
    for reader in (cast.ada, cast.boss, cast.second, cast.hr):
        assert said not in browser(reader).get(at).text("main")
    score(case, cast.second)
    db.session.commit()
    assert said in browser(cast.second).get(at).text("main")
    assert said not in browser(cast.ada).get(at).text("main")
    browser(cast.eve).get(at, status=404)


def test_the_page_says_first_what_came_of_it_and_what_an_appeal_changed(
    cast: Cast, browser: Browser
) -> None:
    case = make_case(cast, S.RECOMMENDED)
    at = f"/promotions/{case.id}"
    deciding.refuse(
        case,
        actor=cast.above,
        proof=proof_of(cast.above),
        seen=covered(case),
        words="The diploma first.",
        plan="Finish the diploma.",
        review_on=clock.today() + timedelta(days=60),
    )
    db.session.commit()
    told = browser(cast.ada).get(at).text("main")
    assert told.index("The diploma first.") < told.index("Scores of the panel")
    assert told.index("Finish the diploma.") < told.index("Scores of the panel")
    assert "Did not approve" in told
    assert "Not asked any more" in told
    appealing.appeal(case, actor=cast.ada, words="I have it.")
    db.session.commit()
    assert "HR chooses who answers" in browser(cast.ada).get(at).text("main")
    appealing.choose_hearer(case, actor=cast.hr, member=cast.eve)
    db.session.commit()
    assert "Eve Outsider looks at everything again" in browser(cast.ada).get(at).text("main")
    appealing.answer_appeal(
        case,
        actor=cast.eve,
        proof=proof_of(cast.eve),
        seen=covered(case),
        upheld=True,
        words="She has it.",
    )
    db.session.commit()
    told = browser(cast.ada).get(at).text("main")
    assert "The appeal was upheld" in told
    assert "What came of it" not in told


def test_each_stage_has_its_page_for_everybody_in_it(cast: Cast, browser: Browser) -> None:
    case = make_case(cast, S.RECOMMENDED)
    at = f"/promotions/{case.id}"
    page = browser(cast.above).get(f"{at}/approve")
    assert "Sal Second saw it." in page.text("main")
    form = page.form()
    wrong = form | {"answer": "approve", "words": "Yes.", "password": "not this one"}
    browser(cast.above).send(f"{at}/approve", 422, wrong)
    browser(cast.above).send(f"{at}/approve", 303, wrong | {"password": PASSWORD})
    assert "approves first" not in browser(cast.hr_too).get(f"{at}/approve").text("main")
    again = browser(cast.above).get(f"{at}/approve").text("main")
    assert "Hugh People approves first." in again
    assert case.status is S.RECOMMENDED


def test_scores_are_kept_for_ones_own_eyes_until_they_are_signed(
    cast: Cast, browser: Browser
) -> None:
    case = make_case(cast, S.PANEL)
    at = f"/promotions/{case.id}"
    form = browser(cast.chair).get(f"{at}/score").form() | {"why_0": "No score yet."}
    form.pop("score_0", None)  # A browser sends nothing for a row where nothing is chosen.
    browser(cast.chair).send(f"{at}/score/keep", 303, form)
    assert browser(cast.chair).get(f"{at}/score").form()["why_0"] == "No score yet."
    form |= {"score_0": "3", "why_0": "I saw it."}
    typed = {"Accept": "application/json"}
    assert browser(cast.chair).client.post(f"{at}/score/keep", data=form, headers=typed).json == {
        "kept": True
    }
    browser(cast.chair).send(f"{at}/score/keep", 303, form | {"why_0": "I saw it twice."})
    for reader in (cast.second, cast.hr, cast.ada, cast.boss):
        assert "I saw it twice." not in browser(reader).get(at).html
        assert "I saw it twice." not in browser(reader).get(f"{at}/score").html
    assert not case.signatures
    again = browser(cast.chair).get(f"{at}/score")
    assert "Only you see it." in again.text("main")
    form = again.form()
    assert (form["score_0"], form["why_0"]) == ("3", "I saw it twice.")
    wrong = browser(cast.chair).client.post(
        f"{at}/score/keep", data=form | {"score_0": "9"}, headers=typed
    )
    assert wrong.status_code == 422
    for stranger in (cast.hr, cast.ada, cast.above):
        browser(stranger).send(f"{at}/score/keep", 403, form)
    browser(cast.chair).send(f"{at}/score", 303, form | {"password": PASSWORD})
    assert db.session.scalars(sa.select(PromotionScoreDraft)).all() == []
    browser(cast.chair).send(f"{at}/score/keep", 403, form)


def test_the_panel_meets_and_it_is_in_their_calendars(cast: Cast, browser: Browser) -> None:
    case = make_case(cast, S.PANEL)
    for one in (cast.chair, cast.second, cast.eve):
        one.email = f"{one.staff_number}@example.org"
    db.session.commit()
    at = f"/promotions/{case.id}"
    form = browser(cast.hr).get(f"{at}/meeting").form()
    assert {"meets_on", "meets_at", "meets_where"} <= form.keys()
    before = form | {"meets_on": (clock.today() - timedelta(days=1)).isoformat()}
    assert "a day to come" in browser(cast.hr).send(f"{at}/meeting", 422, before).text("main")
    soon = clock.today() + timedelta(days=5)
    form |= {"meets_on": soon.isoformat(), "meets_at": "14:30", "meets_where": "Room 2"}
    browser(cast.hr).send(f"{at}/meeting", 303, form)
    assert "14:30" in browser(cast.second).get(at).text("main")
    letters = invitations()
    assert [one["to"] for one in letters] == [cast.chair.email, cast.second.email]
    assert "Promotion panel: Team leader" in letters[0]["calendar"]
    assert "Ada" not in letters[0]["calendar"] + letters[0]["body"]
    for outsider in (cast.chair, cast.ada, cast.second):
        browser(outsider).send(f"{at}/meeting", 403, form | {"request_key": outsider.staff_number})

    preparing.give_up(case, actor=cast.second, because="We are friends.")
    db.session.commit()
    assert (invitations()[-1]["to"], invitations()[-1]["method"]) == (cast.second.email, "CANCEL")
    preparing.fill(case, actor=cast.hr, member=cast.eve)
    db.session.commit()
    assert (invitations()[-1]["to"], invitations()[-1]["method"]) == (cast.eve.email, "REQUEST")
    had = len(invitations())
    browser(cast.hr).send(f"{at}/withdraw", 303, {"words": "The desk closes."})
    gone = {(one["to"], one["method"]) for one in invitations()[had:]}
    assert gone == {(cast.chair.email, "CANCEL"), (cast.eve.email, "CANCEL")}


def test_whoever_has_a_tie_reads_nothing_more_of_the_case(cast: Cast, browser: Browser) -> None:
    case = make_case(cast, S.PANEL)
    at = f"/promotions/{case.id}"
    browser(cast.chair).get(at)
    left = browser(cast.chair).send(f"{at}/give-up", 303, {"because": "She is my cousin."})
    assert left.response.location == "/promotions/"
    browser(cast.chair).get(at, status=404)
    assert "Ada" not in browser(cast.chair).get("/promotions/").text("main")


def test_the_person_reads_what_is_recommended_once_it_is_decided_and_not_by_taking_it_back(
    cast: Cast, browser: Browser
) -> None:
    case = make_case(cast, S.RECOMMENDED)
    at = f"/promotions/{case.id}"
    said = [one.words for one in case.entries if one.kind is EntryKind.RECOMMENDATION]
    assert said[0] in browser(cast.hr).get(at).text("main")
    assert said[0] not in browser(cast.ada).get(at).text("main")
    browser(cast.ada).send(f"{at}/withdraw", 303, {"words": "I stay where I am."})
    back = browser(cast.ada).get(at).text("main")
    assert said[0] not in back
    assert "Chris Chair saw it." not in back


def invitations() -> list[dict[str, Any]]:
    asked = sa.select(OutboxItem).where(OutboxItem.task == Task.INVITE).order_by(OutboxItem.id)
    return [one.payload for one in db.session.scalars(asked)]
