"""At the editor: nothing typed is lost, everything a file can say can be said."""

import pytest

from tests.browsing import Browser, Visitor
from tests.factories_catalogue import unit_of, version_of
from tests.factories_register import make_admin
from tests.versions.desk import EDITOR, begun, begun_whole, keep, press
from trainer.catalogue.importing import entries
from trainer.extensions import db
from trainer.versions.forms import FORMS
from trainer.versions.forms.qualification import QualificationFactsForm
from trainer.versions.forms.unit import UnitFactsForm
from trainer.versions.models import Draft

SLIP = "601/3562/2"


def keys(draft: Draft) -> list[str]:
    db.session.expire_all()
    return [one["key"] for outcome in draft.content["outcomes"] for one in outcome["criteria"]]


@pytest.mark.parametrize(
    ("entry", "form", "elsewhere"),
    [
        (entries.UnitEntry, UnitFactsForm, {"code", "identifier", "outcomes"}),
        (entries.OutcomeEntry, FORMS["o"], {"identifier", "criteria"}),
        (entries.CriterionEntry, FORMS["c"], {"identifier"}),
        (
            entries.QualificationEntry,
            QualificationFactsForm,
            {"code", "identifier", "numbers", "methods", "groups", "rules"},
        ),
        (entries.NumberEntry, FORMS["n"], set()),
        (entries.MethodEntry, FORMS["m"], set()),
        (entries.GroupEntry, FORMS["g"], set()),
    ],
)
def test_all_a_file_says_is_asked(
    app: object, entry: type[entries.Entry], form: type, elsewhere: set[str]
) -> None:
    assert set(form().data) == set(entry.model_fields) - elsewhere


def test_somebody_elses_words_are_shown_beside_what_was_typed(
    admin: Visitor, browser: Browser
) -> None:
    draft = begun(admin)
    address = f"/catalogue/drafts/{draft.id}?item=facts"
    form = admin.get(address).form(EDITOR)
    other = browser(make_admin("Olu Other"))
    other.post(address, **{**form, "do": "save", "title": "Welcoming"})
    mine = {"do": "save", "title": "Saying hello", "prompts": "Who came?"}
    page = admin.post(address, 409, **{**form, **mine})
    assert page.form(EDITOR).items() >= {"title": "Saying hello", "prompts": "Who came?"}.items()
    assert "Olu Other changed this part" in page.text("main .note")
    assert page.texts("main .note dd") == ["Welcoming", ""]
    db.session.expire_all()
    assert draft.title == "Welcoming"
    admin.post(address, **{**page.form(EDITOR), "do": "save"})
    db.session.expire_all()
    assert draft.title == "Saying hello"


def test_two_people_write_different_parts_at_once(admin: Visitor, browser: Browser) -> None:
    draft = begun(admin)
    first, second = keys(draft)
    address = f"/catalogue/drafts/{draft.id}?item=c-{first}"
    form = admin.get(address).form(EDITOR)
    keep(browser(make_admin("Olu Other")), draft, f"c-{second}", text="Nod first")
    admin.post(address, **{**form, "do": "save", "text": "Look up at once"})
    db.session.expire_all()
    texts = [one["text"] for one in draft.content["outcomes"][0]["criteria"]]
    assert texts == ["Look up at once", "Nod first"]


def test_it_is_saved_as_typed(admin: Visitor) -> None:
    draft = begun(admin)
    query = "item=facts"
    form = admin.get(f"/catalogue/drafts/{draft.id}?{query}").form(EDITOR)
    address = f"/catalogue/drafts/{draft.id}/autosave?{query}"
    answer = admin.post(address, 200, **{**form, "title": "Greeting"}).response.get_json()
    db.session.expire_all()
    assert draft.title == "Greeting"
    again = {**form, "version": answer["version"], "title": "Greetings"}
    admin.post(address, 200, **again)
    assert admin.post(address, 422, **{**again, "title": ""}).response.get_json() == {
        "error": "Write something here."
    }
    stale = admin.post(address, 409, **{**form, "title": "Hello"}).response.get_json()
    assert "Press Keep to see both" in stale["error"]
    db.session.expire_all()
    assert draft.title == "Greetings"


def test_a_part_is_taken_out_only_after_asking(admin: Visitor) -> None:
    draft = begun(admin)
    first, second = keys(draft)
    outcome = draft.content["outcomes"][0]["key"]
    keep(admin, draft, f"c-{first}", do=f"remove:c-{second}", text="Look up at once")
    assert keys(draft) == [first, second]
    address = f"/catalogue/drafts/{draft.id}/take-out?item=o-{outcome}"
    assert len(admin.get(address).all("main .crit")) == 3
    address = f"/catalogue/drafts/{draft.id}/take-out?item=c-{second}"
    form = admin.get(address).form()
    assert len(admin.get(address).all("main .crit")) == 1
    keep(admin, draft, f"c-{second}", text="Nod first")
    admin.post(address, 409, **form)
    admin.post(address, **admin.get(address).form())
    assert keys(draft) == [first]
    assert draft.content["outcomes"][0]["criteria"][0]["text"] == "Look up at once"
    admin.post(address, **form)
    assert keys(draft) == [first]


def test_an_empty_part_can_be_left_and_is_asked_for_later(admin: Visitor) -> None:
    draft = begun(admin)
    keep(admin, draft, "facts", do="add:c")
    new = keys(draft)[-1]
    keep(admin, draft, f"c-{new}", 422)
    keep(admin, draft, f"c-{new}", do="go:facts")
    keep(admin, draft, f"c-{new}", 422, do="go:facts", number="9.9")
    fault = admin.get(f"/catalogue/drafts/{draft.id}/publish").one("main .note a")
    assert fault.get("href").endswith(f"item=c-{new}")


def test_numbers_methods_and_grades_are_published(admin: Visitor) -> None:
    draft = begun_whole(admin)
    keep(admin, draft, "facts", grades="Pass\nDistinction", assessment="interview", do="add:m")
    method = draft.content["methods"][0]["key"]
    keep(admin, draft, f"m-{method}", title="Talk", weight="100", do="add:n")
    number = draft.content["numbers"][1]["key"]
    said = {"organisation": "Other Awards", "number": SLIP, "scheme": "OA-1"}
    keep(admin, draft, f"n-{number}", 422, **said, registration_ends="soon")
    keep(admin, draft, f"n-{number}", **said, registration_ends="31/12/2030")
    page = press(admin, draft, "publish", 422)
    assert "say how you know" in page.text("#override-e")
    press(admin, draft, "publish", override="In the register")
    version = version_of("small-scheme")
    assert (version.number, version.grades) == (2, ["Pass", "Distinction"])
    assert version.methods == [{"title": "Talk", "weight": 100, "about": ""}]
    kept = version.numbers[1]
    assert (kept.number, kept.scheme, str(kept.registration_ends)) == (SLIP, "OA-1", "2030-12-31")


def test_new_last_days_alone_make_no_version(admin: Visitor) -> None:
    draft = begun_whole(admin)
    keep(admin, draft, "n-old0", certification_ends="2031-01-31")
    press(admin, draft, "publish")
    version = version_of("small-scheme")
    assert (version.number, str(version.numbers[0].certification_ends)) == (1, "2031-01-31")


def test_rules_follow_the_code_of_their_group(admin: Visitor) -> None:
    draft = begun_whole(admin)
    keep(admin, draft, "g-old0", 422, code="B")
    keep(admin, draft, "g-old0", code="Core")
    assert draft.content["rules"][0]["group"] == "Core"
    assert draft.content["rules"][1]["group"] == "B"
    assert "Take every unit of For everyone." in admin.get(f"/catalogue/drafts/{draft.id}").text(
        "main"
    )


def test_a_part_that_is_gone_leads_to_the_facts(admin: Visitor) -> None:
    draft = begun(admin)
    for place in ("c-nowhere", "x", ""):
        admin.get(f"/catalogue/drafts/{draft.id}?item={place}", 303)
    assert unit_of("SM-1").number == 1
