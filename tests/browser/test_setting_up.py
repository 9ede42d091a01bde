"""A new installation, set up in real windows: from two administrators to a learner at work."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.factories import PASSWORD, make_user
from tests.factories_people import appoint
from trainer.checks.running import run
from trainer.extensions import db
from trainer.people.models import Role

pytestmark = pytest.mark.browser

HOSTILE = "Dee <b>Bold</b>"

PEOPLE = """\ufeffstaff_number;name;site;site_name;team;job_title;manager;starts_on
{0}12;Léa Learner;{0}S;;Desk;Assistant;{0}10;01/06/2026
{0}10;"Asa ""Ace""\nAssessor";{0}S;;Desk;Trainer;;2026-05-01
{0}11;Iva Iqa;{0}S;;;Trainer;{0}10;2026-05-01
"""

CATALOGUE = """
trainer_catalogue: 1
frameworks: [{code: su-f, title: Our schemes, kind: scheme}]
units:
  - {code: SU-1, title: "Greet <i>people</i>", level: 2, facts: sourced, wording: own,
     outcomes: [{number: "1", title: Greet, kind: competence,
                 criteria: [{number: "1.1", text: Say hello}]}]}
  - {code: SU-2, title: Wrap a present, level: 2, facts: sourced, wording: own,
     outcomes: [{number: "1", title: Wrap, kind: competence,
                 criteria: [{number: "1.1", text: Wrap it}]}]}
qualifications:
  - {code: su-q, framework: su-f, title: Setting up, level: 2, facts: sourced,
     groups: [{code: A, title: Everyone, units: [SU-1]}, {code: B, title: Choice, units: [SU-2]}],
     rules: [{type: all_of_group, group: A}, {type: group_min_units, group: B, min: 1}]}
"""


def sign_in(page: Page, number: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/$"))


def press(page: Page, button: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=button).click()


def look_up(page: Page, number: str) -> None:
    page.goto(f"/people?q={number}")
    page.locator("tbody th a").click()


def ask_for(page: Page, number: str, role: str) -> None:
    look_up(page, number)
    page.get_by_role("link", name="Ask for a role").click()
    page.get_by_label("Role", exact=True).select_option(label=role)
    page.get_by_label("From", exact=True).fill("2026-01-05")
    page.get_by_label("Why?").fill("She knows the work.")
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Ask for it")
    expect(page.locator("main .note").first).to_be_visible()


def confirm(page: Page, name: str) -> None:
    page.goto("/roles")
    page.get_by_role("link", name=re.compile("Look and decide|Decide")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Confirm {name}?")
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Confirm it")
    expect(page.locator("main .note").first).to_be_visible()


def test_a_new_installation_is_set_up(live: Live, window: Window) -> None:
    with live.app.app_context():
        first, second = (
            make_user("Ada First", password=PASSWORD),
            make_user("Ben Second", password=PASSWORD),
        )
        appoint(first, Role.SYSTEM_ADMIN)
        appoint(second, Role.SYSTEM_ADMIN)
        numbers = first.staff_number, second.staff_number
    prefix = f"su{numbers[0]}-"
    ada, ben, dee = window("Ada"), window("Ben"), window("Dee")
    sign_in(ada, numbers[0])
    sign_in(ben, numbers[1])

    add_a_site(ada, f"{prefix}S")
    add_somebody(ada, f"{prefix}01")
    ask_for(ada, f"{prefix}01", "Training administrator")
    confirm(ben, HOSTILE)
    use_a_code(dee, f"{prefix}01", hand_over_a_code(ada, f"{prefix}01"))

    import_people(dee, prefix)
    bring_in_the_catalogue(dee)
    for number, role, name, duty in (
        (f"{prefix}10", "Assessor", 'Asa "Ace" Assessor', "Assess"),
        (f"{prefix}11", "Internal quality assurer", "Iva Iqa", "Quality assure (IQA)"),
    ):
        ask_for(dee, number, role)
        confirm(ada, name)
        enter_on_the_register(dee, number, duty)
    register(dee, f"{prefix}12")
    break_and_withdraw(dee)

    with live.app.app_context():
        assert run() == []
        db.session.remove()


def add_a_site(page: Page, code: str) -> None:
    page.goto("/sites")
    page.get_by_role("link", name="Add a site").first.click()
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_label("Name").fill("Quay <script>alert(1)</script>")
    press(page, "Add this site")
    expect(page.locator("main")).to_contain_text("Quay <script>alert(1)</script> is added.")


def add_somebody(page: Page, number: str) -> None:
    page.goto("/people")
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_label("Staff number", exact=True).fill(number)
    page.get_by_label("Full name").fill(HOSTILE)
    page.get_by_label("Where", exact=True).select_option(index=1)
    page.get_by_label("Job title").fill("Trainer <img src=x>")
    page.get_by_role("button", name="Add them").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(page.locator("main")).to_contain_text("Trainer <img src=x>")


def hand_over_a_code(page: Page, number: str) -> str:
    look_up(page, number)
    page.get_by_role("link", name="Hand over a reset code").click()
    press(page, "Make a code")
    return page.locator("p.figure.code").inner_text()


def use_a_code(page: Page, number: str, code: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name=re.compile("code")).click()
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("The code you were given").fill(code)
    page.get_by_label("Your new password").fill(PASSWORD)
    press(page, "Set this password")
    if "/sign-in" in page.url:
        sign_in(page, number)


def import_people(page: Page, prefix: str) -> None:
    page.goto("/people/import")
    broken = PEOPLE.format(prefix).replace("2026-05-01", "soon", 1)
    send(page, "people.csv", broken.encode())
    press(page, "Look through the changes")
    expect(page.locator("main")).to_contain_text("Row 3, starts_on: “soon” is no date.")
    page.get_by_role("link", name="Send the mended file").click()
    send(page, "people.csv", PEOPLE.format(prefix).encode())
    press(page, "Look through the changes")
    expect(page.locator("main")).to_contain_text("New: 3")
    press(page, "Take all of it in")
    expect(page.locator("main")).to_contain_text("The file is taken in, all of it.")


def send(page: Page, name: str, body: bytes) -> None:
    file = FilePayload(name=name, mimeType="text/plain", buffer=body)
    page.locator("input[type=file]").set_input_files([file])


def bring_in_the_catalogue(page: Page) -> None:
    page.goto("/catalogue/import")
    send(page, "large.yaml", b"#" * 20_000_001)
    says = page.locator("input[type=file]").evaluate("field => field.validationMessage")
    assert "the limit is 20 MB" in says
    send(page, "ours.yaml", CATALOGUE.replace("min: 1", "min: 2").encode())
    press(page, "Look into it")
    expect(page.get_by_role("heading", name="What is wrong")).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text("What is wrong")
    page.get_by_role("link", name="Send the mended file").click()
    send(page, "ours.yaml", CATALOGUE.encode())
    press(page, "Look into it")
    press(page, "Publish this")
    expect(page.locator("main")).to_contain_text("Published, all of it: 3 new")


def enter_on_the_register(page: Page, number: str, duty: str) -> None:
    page.goto("/register")
    page.get_by_role("link", name="Enter somebody").first.click()
    page.get_by_label("Staff number").fill(number)
    page.get_by_label("Qualification, award or scheme").select_option(label="Setting up")
    page.get_by_label(duty, exact=True).check()
    page.get_by_label("Qualified", exact=True).check()
    page.get_by_label("From", exact=True).fill("2026-06-01")
    press(page, "Enter them")
    expect(page.locator("main")).to_contain_text("Now say how they showed")
    page.get_by_label("How did they show it?").fill("Nine years at the counter.")
    page.get_by_label("To be checked again by").fill("2029-06-01")
    press(page, "Record the check")
    page.goto(f"/register?words={number}")
    expect(page.locator("tbody tr")).to_have_count(1)


def register(page: Page, number: str) -> None:
    page.goto("/registrations")
    page.get_by_role("link", name="Register a learner").first.click()
    page.get_by_label("Qualification, award or scheme").select_option(label="Setting up")
    page.get_by_label("Name or staff number").fill(number)
    press(page, "Find them")
    page.get_by_role("link", name="Léa Learner").click()
    expect(page.locator("#rules")).to_contain_text("1 rule doesn’t hold yet.")
    page.get_by_label("Wrap a present").check()
    expect(page.locator("#rules")).to_contain_text("Every rule of combination holds.")
    page.get_by_label("Assessor", exact=True).select_option(label='Asa "Ace" Assessor')
    page.get_by_label("Quality assurer (IQA)").select_option(label="Iva Iqa")
    press(page, "Register Léa")
    expect(page.locator("main .note").first).to_contain_text("Léa can start today")
    expect(page.locator("main")).to_contain_text("Greet <i>people</i>")


def break_and_withdraw(page: Page) -> None:
    page.get_by_role("link", name="Break in learning").click()
    page.get_by_label("Why?").fill("Away until spring.")
    press(page, re.compile("break", re.IGNORECASE))
    press(page, "The break is over")
    page.get_by_role("link", name="Withdraw the learner").click()
    page.get_by_label("Why?").fill("Left the team.")
    press(page, re.compile("^Withdraw"))
    expect(page.locator("main")).to_contain_text("Withdrawn. What was judged stands on record.")
