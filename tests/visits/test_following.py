"""What follows from a visit: asked for, given to somebody, tracked, and reported."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import make_registration
from tests.factories_visits import address_of, let_in, make_visit
from tests.storage import papers
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Refused
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.points.models import ActionPoint
from trainer.visits.actions import following
from trainer.visits.models import EqaAction, Visit, VisitReport

TOMORROW = timedelta(days=1)
ASKED = "Standardise before the next claim."


@pytest.fixture
def visit(ada: User, ben: User) -> Visit:
    return make_visit(make_registration(ada, ben, make_user("Cleo Assurer")))


def test_what_the_visitor_asks_for_becomes_somebodys_action(browser: Browser, visit: Visit) -> None:
    visitor, tess = let_in(browser, visit), browser(visit.arranged_by)
    page = visitor.get(address_of(visit, "/actions"))
    day = clock.today() + TOMORROW
    sent = page.form() | {"what": ASKED, "due_on": day.isoformat()}
    visitor.send(address_of(visit, "/actions"), 303, sent)
    assert "not taken up yet" in visitor.get(address_of(visit, "/actions")).text("main")
    told = db.session.scalars(
        sa.select(Notice.text).where(Notice.user_id == visit.arranged_by_id)
    ).all()
    assert "Nia Verifier wrote down what is to be done." in told
    assert ASKED in tess.get(f"/visits/{visit.id}").text("main")
    asked = db.session.scalars(sa.select(EqaAction)).one()
    address = f"/visits/{visit.id}/asked/{asked.id}"
    given = tess.get(address).form()
    assert (given["what"], given["due_on"]) == (ASKED, day.isoformat())
    tess.send(address, 303, given | {"owner": visit.arranged_by_id})
    point = db.session.scalars(sa.select(ActionPoint)).one()
    assert (point.about_kind, point.about_id, point.due_on) == ("Visit", visit.id, day)
    assert "Tess Administrator" in visitor.get(address_of(visit, "/actions")).text("main")
    assert "taken up already" in tess.get(address).text("main")
    with pytest.raises(Conflict):
        following.take_up(
            asked, actor=visit.arranged_by, what=ASKED, owner=visit.arranged_by, due_on=day
        )
    listed = tess.get("/actions/?whose=all").text("main")
    assert "Northern Awards, Nia Verifier" in listed


def test_nothing_is_asked_for_but_while_one_may_read(browser: Browser, visit: Visit) -> None:
    visitor = let_in(browser, visit)
    device = visit.devices[0]
    visitor.send(address_of(visit, "/actions"), 422, {"what": " "})
    past = {"what": ASKED, "due_on": (clock.today() - TOMORROW).isoformat()}
    visitor.send(address_of(visit, "/actions"), 422, past)
    Browser(browser.app)().send(address_of(visit, "/actions"), 403, {"what": ASKED})
    browser(visit.arranged_by).post(f"/visits/{visit.id}/end")
    visitor.send(address_of(visit, "/actions"), 403, {"what": ASKED})
    with pytest.raises(Refused):
        following.ask_for_action(visit, device, what=ASKED, due_on=None)
    assert not db.session.scalars(sa.select(EqaAction)).all()


def test_the_centre_raises_actions_of_the_report(browser: Browser, visit: Visit) -> None:
    tess = browser(visit.arranged_by)
    address = f"/actions/about/Visit/{visit.id}"
    sent = tess.get(address).form() | {
        "what": ASKED,
        "owner": visit.arranged_by_id,
        "due_on": clock.today().isoformat(),
    }
    tess.send(address, 303, sent)
    assert ASKED in tess.get(f"/visits/{visit.id}").text("section[aria-labelledby=actions]")
    browser(make_user("Eve")).get(address, status=404)


def test_the_report_is_kept_and_corrected(browser: Browser, visit: Visit) -> None:
    tess, address = browser(visit.arranged_by), f"/visits/{visit.id}/report"
    paper = papers.pdf()
    sent = tess.get(address).form() | {
        "outcome": "Low risk, direct claims kept.",
        "next_on": (clock.today() + 200 * TOMORROW).isoformat(),
        "file": (BytesIO(paper), "report.pdf"),
    }
    tess.send(address, 303, sent)
    kept = db.session.scalars(sa.select(VisitReport)).one()
    shown = tess.get(f"/visits/{visit.id}").text("section[aria-labelledby=report]")
    for words in ("Low risk", "report.pdf", "Next visit"):
        assert words in shown
    answer = tess.client.get(f"{address}/{kept.id}")
    assert answer.data == paper
    assert "attachment" in answer.headers["Content-Disposition"]
    browser(make_user("Eve")).get(f"{address}/{kept.id}", status=404)
    tess.send(address, 422, {"outcome": "With a program", "file": (BytesIO(b"MZ"), "x.exe")})
    tess.send(address, 303, {"outcome": "Medium risk."})
    assert "corrected since" in tess.get(f"/visits/{visit.id}").text("main")
    assert "Medium risk" not in let_in(browser, visit).get(address_of(visit, "/overview")).html


def test_nothing_is_reported_before_it_begins(visit: Visit) -> None:
    visit.starts_on = clock.today() + TOMORROW
    with pytest.raises(Refused):
        following.report(visit, actor=visit.arranged_by, outcome="x", next_on=None, upload=None)
