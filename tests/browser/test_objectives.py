"""Objectives, talks, coaching and figures in a real browser: agreed by keyboard; within reach."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_behaviours import make_builtin
from tests.factories_coaching import make_draft, make_note, said
from tests.factories_figures import bring_in, make_measure
from tests.factories_objectives import make_objective, make_talk, make_team_objective, tied
from tests.factories_people import make_holder, make_placement
from trainer.coaching import queries as coaching
from trainer.extensions import db
from trainer.people.models import Role

pytestmark = pytest.mark.browser
__all__ = ["live"]


@pytest.mark.timeout(600)
def test_objectives_are_agreed_by_keyboard_and_every_page_is_within_reach(
    live: Live, window: Window
) -> None:
    with live.app.app_context():
        lead, own = (make_user(name, password=PASSWORD) for name in ("Lee Lead", "Pat One"))
        make_placement(own, manager=lead)
        hana = make_holder("Hana People", Role.HR)
        measure = make_measure(hana)
        objective = make_objective(own, lead, tied(measure, "40"))
        month = f"{objective.from_month:%Y-%m}"
        bring_in(hana, f"{own.staff_number},contacts,{month},44")
        make_builtin()
        first = coaching.offered(own)[0]
        note, draft = make_note(own, lead, said(levels={first.id: 3})), make_draft(own, lead)
        talk, told = make_talk(own, lead), make_team_objective(lead)
        db.session.commit()
        numbers, person = (own.staff_number, lead.staff_number), own.id
        measured = measure.id
        ids = objective.id, talk.id, note.id, draft.id, told.id
    page = window("Pat One")
    sign_in(page, "/objectives/", numbers[0])
    page.get_by_role("button", name="I agree to these objectives").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("You agree. The other is asked to.")
    page.goto(f"/one-to-ones/{ids[1]}")
    page.get_by_role("button", name="Talked of").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Not yet after all")).to_be_visible()
    page.get_by_label("What do you want to remember?").fill("Ask about January.")
    page.get_by_role("button", name="Keep it for me").press("Enter")
    expect(page.locator("main")).to_contain_text("Kept for you alone.")
    theirs = ["/objectives/", f"/objectives/{ids[0]}", f"/objectives/{ids[0]}/change",
              "/one-to-ones/", f"/one-to-ones/{ids[1]}", "/one-to-ones/new", "/coaching/",
              f"/coaching/{ids[2]}", "/figures/"]  # fmt: skip
    assert barriers(page, theirs) == []
    manager = window("Lee Lead")
    sign_in(manager, f"/objectives/of/{person}", numbers[1])
    manager.get_by_role("button", name="I agree to these objectives").press("Enter")
    expect(manager.locator("main")).to_contain_text("Agreed by you both.")
    manager.goto(f"/one-to-ones/{ids[1]}")
    expect(manager.get_by_label("What do you want to remember?")).to_have_value("")
    ours = ["/objectives/team", f"/objectives/team/{ids[4]}", f"/objectives/{ids[0]}/close",
            f"/objectives/{ids[0]}/drop", "/coaching/team", f"/coaching/of/{person}",
            f"/coaching/of/{person}/new", f"/coaching/{ids[3]}", "/figures/team",
            f"/figures/of/{person}", f"/figures/of/{person}/history/{measured}"]  # fmt: skip
    assert barriers(manager, ours) == []
