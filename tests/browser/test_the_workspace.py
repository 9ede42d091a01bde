"""The review workspace with a real browser: by keyboard, a part of a picture, several at once."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import (
    criteria_of,
    make_item,
    make_qualification,
    make_registration,
    submit,
)
from tests.factories_logs import make_attached, make_grant
from tests.front.test_gallery import RULES
from tests.storage import pictures
from trainer.assessments.phrases import actions as phrases
from trainer.demo.media import papers
from trainer.extensions import db
from trainer.logs.tasks import prepare_file
from trainer.viewing.tasks import prepare_pages

pytestmark = pytest.mark.browser


def at_work(live: Live, page: Page, name: str) -> None:
    """Sign an assessor in at the first of two entries: four criteria, a document, a photo."""
    with live.app.app_context():
        learner, assessor = make_user(f"Ada {name}"), make_user(f"Ben {name}", password=PASSWORD)
        version = make_qualification(criteria=4)
        registration = make_registration(
            learner, assessor, make_user(f"Cleo {name}"), version=version
        )
        make_grant(assessor, learner)
        phrases.write(actor=assessor, words="Well seen, {name}: {criterion}.", shared=False)
        criteria = criteria_of(registration)
        item = make_item(learner, criteria[:3])
        record = papers.case_record(["First page", "Kettle", "---", "Second page", "Boiled"])
        pdf = make_attached(item.revisions[0], record, "case.pdf").file_id
        photo = make_attached(item.revisions[0], pictures.phone_photo(), "card.jpg").file_id
        first = submit(item, registration).id
        submit(make_item(learner, criteria[3:], title="The toaster"), registration)
        number = assessor.staff_number
        prepare_pages(pdf, live.app.extensions["store"])
        prepare_file(photo, live.app.extensions["store"])
        db.session.rollback()
    page.goto(f"/review/{first}")
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The kettle")


def test_the_whole_job_by_keyboard(live: Live, window: Window) -> None:
    page = window("Ben")
    at_work(live, page, "Keys")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("The next criterion")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("m")
    expect(page.locator('.is-open [data-judge="met"]')).to_be_focused()
    page.keyboard.press("v")
    expect(page.locator('.is-open input[name="vacsr"]:checked')).to_have_count(5)
    page.keyboard.press("p")
    expect(page.locator("[data-phrase]")).to_be_focused()
    page.keyboard.press("Enter")
    box = page.get_by_label("Feedback", exact=True)
    expect(box).to_have_value("Well seen, Ada: 1.1.")
    expect(box).to_be_focused()
    page.keyboard.type(" jklm")
    expect(box).to_have_value("Well seen, Ada: 1.1. jklm")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#criteria h2")).to_contain_text("1 judged")
    expect(page.locator('.is-open input[name="vacsr"]:checked')).to_have_count(5)
    for judged in ("2 judged", "3 judged"):
        page.keyboard.press("m")
        page.keyboard.press("s")
        expect(page.locator("#criteria h2")).to_contain_text(judged)
    page.keyboard.press("g")
    expect(page.get_by_role("button", name="Sign 3 judgements")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The toaster")


def test_reading_does_not_lose_what_is_half_written(live: Live, window: Window) -> None:
    page = window("Ben")
    at_work(live, page, "Pane")
    box = page.get_by_label("Feedback", exact=True)
    box.fill("Half a thought")
    page.get_by_role("link", name="case.pdf").first.click()
    expect(page.locator(".viewer-bar")).to_contain_text("Page 1 of 2")
    page.locator("[data-frame]").focus()
    page.keyboard.press(".")
    expect(page.locator(".viewer-bar")).to_contain_text("Page 2 of 2")
    page.keyboard.press("+")
    expect(page.locator("[data-canvas]")).to_have_class(re.compile("zoom-150"))
    page.get_by_label("Find words in this evidence").fill("boiled")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_contain_text("case.pdf, page 2")
    expect(box).to_have_value("Half a thought")


def test_a_part_of_a_picture_is_marked_by_dragging(live: Live, window: Window) -> None:
    page = window("Ben")
    at_work(live, page, "Mark")
    page.get_by_role("link", name="card.jpg").first.click()
    summary = page.locator("[data-comment] > summary")
    expect(summary).to_have_text("Comment on card.jpg")
    summary.click()
    page.get_by_role("button", name="Mark a part").click()
    frame = page.locator("[data-canvas]").bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + frame["width"] * 0.25, frame["y"] + frame["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + frame["height"] * 0.5, steps=4)
    page.mouse.up()
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Look here")
    page.get_by_role("button", name="Keep the comment").click()
    expect(page.locator("#comments")).to_contain_text("Look here")
    expect(page.locator(".marks rect")).to_have_attribute("width", "25.0%")


def test_several_at_once_and_no_barrier(live: Live, window: Window) -> None:
    page = window("Ben")
    at_work(live, page, "Several")
    page.get_by_role("link", name="Judge several at once").click()
    page.get_by_label("All 3").check()
    expect(page.locator('input[name="criteria"]:checked')).to_have_count(3)
    page.locator('input[name="criteria"]').first.uncheck()
    expect(page.get_by_label("All 3")).not_to_be_checked()
    found = Axe().run(page, options=RULES).response["violations"]
    assert found == []
    page.get_by_label("Met", exact=True).check()
    page.keyboard.press("v")
    page.get_by_role("button", name="Keep for those chosen").click()
    expect(page.locator("#criteria h2")).to_contain_text("2 judged")
    assert Axe().run(page, options=RULES).response["violations"] == []
