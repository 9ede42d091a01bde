"""A whole appraisal through its pages, as each of those with a part in it."""

from typing import Any

from tests.browsing import Browser, Page
from tests.factories import PASSWORD
from tests.factories_appraisals import Cast, bring_to, make_appraisal
from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal
from trainer.appraisals.queries import forms
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.extensions import db


def written(page: Page, rating: str, words: str) -> dict[str, Any]:
    """Fill in every field of the form that is there."""
    fields = page.form("main form[data-autosave]")
    for control in page.all("main form[data-autosave] input[type=radio]"):
        if control.get("name", "").startswith("r-"):
            fields[control.get("name")] = rating
    for control in page.all("main form[data-autosave] textarea"):
        fields[control.get("name")] = words
    return fields


def signed(browser: Browser, person: User, url: str, **more: str) -> None:
    form = browser(person).get(url).form("main form")
    browser(person).send(url, 303, form | {"password": PASSWORD} | more)


def test_from_the_self_assessment_to_the_review(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    fields = written(browser(cast.person).get(url), "3", "I let people finish.")
    browser(cast.person).send(url, 303, fields | {"then": "hand-in"})
    assert one.status is AppraisalStage.MANAGER_DRAFT

    page = browser(cast.manager).get(url)
    read = page.texts("section[aria-labelledby=s-behaviours]")
    assert "I let people finish." not in "".join(read)
    fields = written(page, "2", "Interrupts when the queue is long.")
    browser(cast.manager).send(url, 303, fields | {"then": "share"})
    assert one.status is AppraisalStage.SHARED

    said = browser(cast.person).get(url).text("main")
    assert "I let people finish." in said
    assert "Interrupts when the queue is long." in said

    form = browser(cast.manager).get(f"{url}/met").form("main form")
    browser(cast.manager).send(f"{url}/met", 303, form)
    signed(browser, cast.manager, f"{url}/sign")
    assert one.status is AppraisalStage.MANAGER_SIGNED
    signed(browser, cast.person, f"{url}/answer", how="comment", words="I see it otherwise.")
    assert one.status is AppraisalStage.EMPLOYEE_SIGNED_WITH_COMMENTS
    signed(browser, cast.second_line, f"{url}/review", words="Made fairly.")
    assert one.status is AppraisalStage.REVIEWED

    browser(cast.person).send(f"{url}/note", 303, {"words": "Thank you."})
    said = browser(cast.manager).get(url).text("main")
    for words in ("I see it otherwise.", "Made fairly.", "Thank you."):
        assert words in said


def test_whoever_declines_says_why(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    url = f"/appraisals/{one.id}/answer"
    form = browser(cast.person).get(url).form("main form") | {"password": PASSWORD}
    page = browser(cast.person).send(url, 422, form | {"how": "decline", "words": ""})
    assert "Say why you decline." in page.text(".error-summary")
    browser(cast.person).send(url, 303, form | {"how": "decline", "words": "That is not so."})
    assert one.status is AppraisalStage.EMPLOYEE_DECLINED
    assert "That is not so." in browser(cast.second_line).get(url.removesuffix("/answer")).html


def test_comments_are_not_dropped_because_sign_stayed_chosen(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    url = f"/appraisals/{one.id}/answer"
    form = browser(cast.person).get(url).form("main form") | {"password": PASSWORD}
    page = browser(cast.person).send(url, 422, form | {"how": "sign", "words": "Not all of it."})
    assert "choose to sign with them" in page.text(".error-summary")
    assert "Not all of it." in page.html
    assert one.status is AppraisalStage.MANAGER_SIGNED


def test_what_was_typed_comes_back_once_the_appraisal_has_moved_on(
    browser: Browser, cast: Cast
) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    fields = written(browser(cast.person).get(url), "3", "Typed too late.")
    bring_to(one, AppraisalStage.MANAGER_DRAFT, cast)
    db.session.commit()
    page = browser(cast.person).send(url, 409, fields)
    assert "Typed too late." in page.html


def test_the_manager_does_not_sign_without_ratings_and_reasons(
    browser: Browser, cast: Cast
) -> None:
    one = make_appraisal(cast, AppraisalStage.MEETING_HELD)
    url = f"/appraisals/{one.id}"
    for rating, words, says in (("", "Seen.", "no rating yet"), ("4", "", "a few words on why")):
        fields = written(browser(cast.manager).get(url), rating, words)
        browser(cast.manager).send(url, 303, fields)
        form = browser(cast.manager).get(f"{url}/sign").form("main form")
        page = browser(cast.manager).send(f"{url}/sign", 422, form | {"password": PASSWORD})
        assert says in page.text(".error-summary")
    assert one.status is AppraisalStage.MEETING_HELD


def test_a_wrong_password_signs_nothing(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MEETING_HELD)
    url = f"/appraisals/{one.id}/sign"
    form = browser(cast.manager).get(url).form("main form")
    browser(cast.manager).send(url, 422, form | {"password": "three other words"})
    assert one.status is AppraisalStage.MEETING_HELD


def test_what_changed_since_it_was_read_is_not_signed(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MEETING_HELD)
    url = f"/appraisals/{one.id}"
    form = browser(cast.manager).get(f"{url}/sign").form("main form")
    fields = written(browser(cast.manager).get(url), "2", "Otherwise.")
    browser(cast.manager).send(url, 303, fields)
    browser(cast.manager).send(f"{url}/sign", 409, form | {"password": PASSWORD})
    assert one.status is AppraisalStage.MEETING_HELD


def test_two_windows_lose_nothing(browser: Browser, cast: Cast) -> None:
    """The second to save is shown both, and saves over what it was shown."""
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    first = written(browser(cast.person).get(url), "3", "In the first window.")
    second = written(browser(cast.person).get(url), "2", "In the second window.")
    browser(cast.person).send(url, 303, first)
    page = browser(cast.person).send(url, 409, second)
    assert "In the second window." in [
        (one.text or "").strip() for one in page.all("main textarea")
    ]
    assert "In the first window." in page.text("main")
    again = page.form("main form[data-autosave]")
    browser(cast.person).send(url, 303, again | {"then": "save"})
    assert "In the second window." in browser(cast.person).get(url).html


def test_saving_as_one_types_over_another_window_is_refused(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}/autosave"
    fields = written(browser(cast.person).get(f"/appraisals/{one.id}"), "3", "First.")
    browser(cast.person).send(url, 200, fields)
    browser(cast.person).send(url, 409, fields | {"w-looking-back-strengths": "Second."})
    assert "Second." not in browser(cast.person).get(f"/appraisals/{one.id}").html


def test_an_answer_of_a_hundred_thousand_characters_comes_back_with_a_kind_word(
    browser: Browser, cast: Cast
) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    fields = written(browser(cast.person).get(url), "3", "Short.")
    long = "very long " * 10_000
    page = browser(cast.person).send(url, 422, fields | {"w-looking-back-strengths": long})
    assert "Shorten it; your words are still here." in page.text(".error-summary")
    assert long.strip() in page.html


def test_the_highest_and_lowest_need_words(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    fields = written(browser(cast.person).get(url), "4", "")
    page = browser(cast.person).send(url, 422, fields | {"then": "hand-in"})
    assert "need a few words on why" in page.text(".error-summary")
    assert one.status is AppraisalStage.SELF_ASSESSMENT
    kept = browser(cast.person).get(url).all("main input[type=radio][checked]")
    assert kept == []


def test_a_manager_can_begin_while_the_person_writes(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    browser(cast.manager).send(
        url, 303, written(browser(cast.manager).get(url), "3", "Begun early.") | {"then": "save"}
    )
    assert "Begun early." not in browser(cast.person).get(url).html


def test_what_is_not_asked_is_not_kept(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast)
    url = f"/appraisals/{one.id}"
    fields = written(browser(cast.person).get(url), "3", "Mine.")
    name = next(name for name in fields if name.startswith("r-"))
    browser(cast.person).send(url, 422, fields | {name: "9"})
    browser(cast.person).send(url, 303, fields | {"r-overall-overall": "4"})
    assert db.session.get_one(Appraisal, one.id).status is AppraisalStage.SELF_ASSESSMENT


def test_what_the_other_wrote_stands_below_what_was_asked(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.SHARED)
    said = browser(cast.manager).get(f"/appraisals/{one.id}").text("main")
    first, second, *_rest = forms.form_of(one).items["behaviours"]
    assert said.index(first.name) < said.index("Nia Bowen said") < said.index(second.name)
