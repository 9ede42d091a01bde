"""The whole chain, played by five people: from a log entry to a certificate that was revoked."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from flask_security.utils import hash_password
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.factories import PASSWORD
from tests.factories_assessments import appoint, make_qualification, make_registration
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.checks.running import run
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.sharing import grant_reading, set_goal_units
from trainer.people.models import Role

pytestmark = pytest.mark.browser

READY_MS = 30_000


@dataclass
class Cast:
    """Who plays, by staff number."""

    learner: str = "c1001"
    assessor: str = "c1002"
    iqa: str = "c1003"
    administrator: str = "c1004"


@pytest.fixture
def cast(live: Live) -> Cast:
    """A learner registered on one unit of two criteria, with everyone the chain needs."""
    cast = Cast()
    with live.app.app_context():
        names = ("Nia Bowen", "Daniel Osei", "Ruth Calder", "Tess Admin")
        numbers = (cast.learner, cast.assessor, cast.iqa, cast.administrator)
        nia, daniel, ruth, tess = (
            _person(number, name) for number, name in zip(numbers, names, strict=True)
        )
        appoint(tess, Role.TRAINING_ADMIN)
        version = make_qualification(title="Service at the desk")
        registration = make_registration(nia, daniel, ruth, version=version)
        set_goal_units(
            user=nia, units=[unit.unit_version_id for unit in registration.units], source="chain"
        )
        for reader in (daniel, ruth):
            grant_reading(
                actor=tess, reader=reader, learner=nia, reason="chain", starts_on=clock.today()
            )
        db.session.commit()
    return cast


def _person(number: str, name: str) -> User:
    user = actions.make_account(
        staff_number=number, name=name, password_hash=hash_password(PASSWORD)
    )
    db.session.commit()
    return user


def enter(page: Page, number: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/$"))


def sign(page: Page, button: str | re.Pattern[str]) -> None:
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def photo() -> bytes:
    picture = Image.new("RGB", (640, 480), (250, 240, 220))
    kept = io.BytesIO()
    picture.save(kept, "JPEG")
    return kept.getvalue()


def order_note() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    kept = io.BytesIO()
    document.save(kept)
    document.close()
    return kept.getvalue()


def test_from_the_log_to_a_revoked_certificate(
    live: Live, window: Window, cast: Cast, tmp_path: Path
) -> None:
    nia, daniel, ruth, tess = (window(name) for name in ("Nia", "Daniel", "Ruth", "Tess"))
    enter(nia, cast.learner)
    write_an_entry(nia)
    submit(nia)

    enter(daniel, cast.assessor)
    send_back(daniel, "What did you promise him?")
    revise(nia)
    submit(nia)
    judge_all_met(daniel)

    nia.goto("/")
    nia.get_by_role("link", name="Read and sign").click()
    nia.get_by_role("checkbox").check() if nia.get_by_role("checkbox").count() else None
    sign(nia, "Sign this unit")
    daniel.goto("/queue")
    daniel.get_by_role("link", name=re.compile("sign", re.IGNORECASE)).first.click()
    sign(daniel, "Sign this unit")

    enter(ruth, cast.iqa)
    release(ruth)
    finish(ruth)

    enter(tess, cast.administrator)
    number = issue(tess)
    pdf = save_pdf(tess, tmp_path)
    address = check_address(pdf)

    public = window("anyone")
    public.goto(address)
    expect(public.get_by_role("heading", level=1)).to_have_text(
        "This certificate is genuine and in force"
    )
    expect(public.locator("main")).to_contain_text(number)
    expect(public.locator("main")).not_to_contain_text("Daniel Osei")
    expect(public.locator("main")).not_to_contain_text("Ruth Calder")

    revoke(tess)
    public.goto(address)
    expect(public.locator("main")).to_contain_text("revoked")

    with live.app.app_context():
        assert run() == []
        db.session.remove()


def write_an_entry(page: Page) -> None:
    page.get_by_role("link", name="New entry").first.click()
    page.get_by_label("Solved a problem").check()
    page.get_by_label("Give it a name").fill("The kettle that tripped")
    page.get_by_label("What happened?").fill(
        "A man brought back a kettle that tripped his power. I said I was sorry and tested it."
    )
    page.locator("input[type=file][multiple]").set_input_files(
        [
            FilePayload(name="card.jpg", mimeType="image/jpeg", buffer=photo()),
            FilePayload(name="order.pdf", mimeType="application/pdf", buffer=order_note()),
        ]
    )
    expect(page.locator("li.file", has_text="card.jpg")).to_be_visible()
    expect(page.locator("li.file", has_text="order.pdf")).to_contain_text("Remove")
    page.get_by_role("button", name="Find another criterion").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a criterion")
    for criterion in page.locator("input[name=criteria]").all():
        criterion.check()
    page.get_by_role("button", name="Link what I ticked").click()


def submit(page: Page) -> None:
    if "/edit" not in page.url:
        page.get_by_role("link", name=re.compile("Back to writing|Carry on writing")).first.click()
    page.get_by_role("button", name="Submit to Daniel").click()
    page.locator("input[name=own_work]").check()
    page.get_by_role("button", name=re.compile("^Submit E")).click()
    expect(page.locator("main")).to_contain_text(re.compile("Submitted to Daniel"))


def send_back(page: Page, question: str) -> None:
    page.goto("/queue")
    page.get_by_role("link", name="The kettle that tripped").click()
    page.get_by_role("link", name="Send it all back").click()
    page.locator("textarea").fill(question)
    page.get_by_role("button", name=re.compile("^Send it back to")).click()


def revise(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#next")).to_contain_text("question about “The kettle that tripped”")
    page.get_by_role("link", name="Read and revise").click()
    page.get_by_role("link", name=re.compile("^Revise")).first.click()
    page.get_by_role("button", name="Begin the next revision").click()
    page.get_by_label("So what?").fill("I promised he would see it boil before he left.")


def judge_all_met(page: Page) -> None:
    page.goto("/queue")
    page.get_by_role("link", name="The kettle that tripped").click()
    for _criterion in range(2):
        page.get_by_label("Met", exact=True).check()
        for word in ("Valid", "Authentic", "Current", "Sufficient", "Reliable"):
            page.get_by_label(word).check()
        page.get_by_label(re.compile("^Feedback")).fill("You told him, then showed him.")
        before = page.locator(".crit.is-open .no").inner_text()
        page.get_by_role("button", name="Keep and go on").click()
        expect(page.locator(".crit.is-open .no", has_text=before)).to_have_count(0)
    page.get_by_role("button", name="Sign 2 judgements").click()
    expect(page.locator("main")).to_contain_text(re.compile("signed|accepted", re.IGNORECASE))


def release(page: Page) -> None:
    page.goto("/quality/")
    page.locator("input[type=checkbox]").first.check()
    page.get_by_role("button", name="Release what is ticked").click()
    sign(page, re.compile("^Release 1 unit"))


def finish(page: Page) -> None:
    page.goto("/quality/")
    page.get_by_role("link", name="Check and sign").click()
    sign(page, "Sign the final check")


def issue(page: Page) -> str:
    page.goto("/certificates/ready")
    page.get_by_role("link", name=re.compile("issue", re.IGNORECASE)).first.click()
    sign(page, "Issue this certificate")
    number = page.locator("main").inner_text()
    found = re.search(r"BH-\d{4}-\d{4}", number)
    assert found is not None
    return found.group()


def save_pdf(page: Page, folder: Path) -> Path:
    save = page.get_by_role("link", name="Save the PDF")
    for _try in range(READY_MS // 500):
        if save.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as saved:
        save.click()
    kept = folder / "certificate.pdf"
    saved.value.save_as(kept)
    return kept


def check_address(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "Nia Bowen" in words
    found = re.search(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{2,4}){6}", words)
    assert found is not None, words
    return f"/v/{found.group()}"


def revoke(page: Page) -> None:
    page.get_by_role("link", name="Revoke").click()
    page.locator("textarea").fill("Issued for the wrong unit.")
    sign(page, re.compile("^Revoke BH-"))
