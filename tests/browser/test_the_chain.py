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
    second: str = "c1005"


@pytest.fixture
def cast(live: Live) -> Cast:
    """A learner registered on one unit of two criteria, with everyone the chain needs."""
    cast = Cast()
    with live.app.app_context():
        names = ("Nia Bowen", "Daniel Osei", "Ruth Calder", "Tess Admin", "Una Second")
        numbers = (cast.learner, cast.assessor, cast.iqa, cast.administrator, cast.second)
        nia, daniel, ruth, tess, una = (
            _person(number, name) for number, name in zip(numbers, names, strict=True)
        )
        for administrator in (tess, una):
            appoint(administrator, Role.TRAINING_ADMIN)
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


@pytest.mark.chain
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

    sign_both(nia, daniel)

    enter(ruth, cast.iqa)
    set_a_strategy(ruth)
    draw(ruth)
    disagree(ruth)
    correct(daniel)
    sign_both(nia, daniel)
    settle(daniel, ruth)
    draw(ruth)
    agree(ruth)
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

    propose_to_revoke(tess)
    public.goto(address)
    expect(public.locator("main")).not_to_contain_text("revoked")
    una = window("Una")
    enter(una, cast.second)
    confirm_revocation(una, tess.url)
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
    page.locator("li.file", has_text="card.jpg").get_by_label("No", exact=True).check()
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


def sign_both(learner: Page, assessor: Page) -> None:
    learner.goto("/")
    learner.get_by_role("link", name="Read and sign").click()
    sign(learner, "Sign this unit")
    assessor.goto("/queue")
    assessor.get_by_role("link", name=re.compile("sign", re.IGNORECASE)).first.click()
    sign(assessor, "Sign this unit")


def set_a_strategy(page: Page) -> None:
    """Have everything looked into, whoever assessed it."""
    page.goto("/sampling/")
    page.get_by_role("link", name="Set a strategy").first.click()
    for level in ("new", "normal", "low"):
        page.locator(f"input[name={level}]").fill("100")
    page.get_by_label("Why so?").fill("We have only begun.")
    page.get_by_role("button", name="Sample it so from now on").click()


def draw(page: Page) -> None:
    """Draw a sample of what waits."""
    page.goto("/sampling/")
    page.get_by_role("link", name="Draw").first.click()
    page.get_by_role("button", name="Draw the sample").click()
    expect(page.get_by_text("1 was picked.")).to_be_visible()


def look(page: Page) -> None:
    page.goto("/quality/samples")
    page.get_by_role("link", name="Look into the next one").click()
    expect(page.get_by_label("Yes", exact=True)).not_to_have_count(0)
    for yes in page.get_by_label("Yes", exact=True).all():
        yes.check()


def disagree(page: Page) -> None:
    look(page)
    page.locator("input[name=sufficient_answer][value=no]").check()
    page.locator("input[name=sufficient_note]").fill("The second line says nothing of the power.")
    page.get_by_role("button", name="Disagree").click()
    page.locator("input[name=criteria]").first.check()
    page.get_by_label("What did you find?").fill("I can't see how he knew what tripped it.")
    page.get_by_label("What is to be done?").fill("Ask Nia, and note what she says.")
    page.get_by_role("button", name="Disagree").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who else may share the fault?")
    page.get_by_label("Why these, or why none?").fill("It is his only decision so far.")
    page.get_by_role("button", name="Note this").click()
    expect(page.locator("main")).to_contain_text("None, it was said.")


def correct(page: Page) -> None:
    page.goto("/queue")
    page.get_by_role("link", name="See what was asked").click()
    page.get_by_role("link", name=re.compile("^Judge again")).first.click()
    page.get_by_label("Met", exact=True).check()
    for word in ("Valid", "Authentic", "Current", "Sufficient", "Reliable"):
        page.get_by_label(word).check()
    page.get_by_label(re.compile("^Feedback")).fill("You told me that you had tried the socket.")
    page.locator("input[name=relied_on]").first.check()
    page.locator("[name=reason]").fill("I asked her, and noted it.")
    page.get_by_role("button", name="Put this in its place").click()
    expect(page.locator("main")).to_contain_text("Changed")


def settle(assessor: Page, iqa: Page) -> None:
    """Have what was asked for answered and closed."""
    assessor.goto("/actions/?whose=mine")
    assessor.locator("tbody a").first.click()
    assessor.get_by_role("link", name="Say what you did").click()
    assessor.get_by_label("What did you do?").fill("I asked her, and judged it again.")
    assessor.get_by_role("button", name="Send").click()
    iqa.goto("/actions/?whose=raised")
    iqa.locator("tbody a").first.click()
    iqa.get_by_role("link", name="Close").click()
    iqa.get_by_role("button", name="Close it").click()
    expect(iqa.locator("main")).to_contain_text("Closed")


def agree(page: Page) -> None:
    look(page)
    page.get_by_role("button", name="Agree", exact=True).click()
    sign(page, "Agree and release the unit")


def finish(page: Page) -> None:
    page.goto("/quality/")
    page.get_by_role("link", name="Check and sign").click()
    sign(page, "Sign the final check")


def issue(page: Page) -> str:
    page.goto("/certificates/ready")
    page.get_by_role("link", name=re.compile(r"issue\s*: Nia Bowen", re.IGNORECASE)).click()
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


def propose_to_revoke(page: Page) -> None:
    page.get_by_role("link", name="Revoke it").click()
    page.get_by_label("Why it is to be revoked").fill("Issued for the wrong unit.")
    page.get_by_label("What shows it").fill("The register of the centre.")
    sign(page, re.compile("^Propose to revoke BH-"))
    expect(page.locator("main")).to_contain_text("until somebody else confirms")


def confirm_revocation(page: Page, certificate: str) -> None:
    page.goto(certificate)
    page.get_by_role("link", name="Read and decide").click()
    sign(page, re.compile("^Revoke BH-"))
    expect(page.locator("main")).to_contain_text("revoked")
