"""Each page of assessment: once when it works, once for an outsider."""

import pytest

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import (
    FEEDBACK,
    criteria_of,
    draft,
    judge,
    make_item,
    make_manager,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    status_of,
)
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, DraftJudgement, Submission, SubmissionStatus
from trainer.assessments.rules import VACSR
from trainer.extensions import db
from trainer.registrations.models import UnitStatus


@pytest.fixture
def ada(app: object) -> User:
    return make_user("Ada Trainee", password=PASSWORD)


@pytest.fixture
def ben(app: object) -> User:
    return make_user("Ben Assessor", password=PASSWORD)


def test_a_learner_submits_an_entry(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    registration = make_registration(ada, ben, cleo)
    item = make_item(ada, criteria_of(registration), files=1)

    page = browser(ada).get(f"/log/{item.id}/submit")
    assert page.text("h1") == "Submit E001"
    browser(ada).post(f"/log/{item.id}/submit", **{**page.form(), "own_work": "y"})
    [sent] = db.session.query(Submission).all()
    assert sent.assessor == ben
    assert "my own work" in sent.declaration


def test_submitting_wants_the_declaration(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    item = make_item(ada, criteria_of(registration))
    page = browser(ada).post(
        f"/log/{item.id}/submit", status=422, registrations=str(registration.id)
    )
    assert "your own work" in page.text(".error-summary")
    assert not db.session.query(Submission).count()


def test_the_queue_lists_what_waits(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    registration = make_registration(ada, ben, cleo)
    make_submission(registration, files=1)
    page = browser(ben).get("/queue")
    assert page.texts("tbody th a") == ["E001 The kettle"]
    assert "Ada Trainee" in page.text("tbody")


def test_a_queue_with_nothing_in_it_says_so(ben: User, browser: Browser) -> None:
    assert "Nothing waits for you" in browser(ben).get("/queue").text("main")


def test_the_workspace_keeps_a_draft_and_goes_on(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    sent = make_submission(registration)
    first, second = criteria_of(registration)

    page = browser(ben).get(f"/review/{sent.id}")
    assert len(page.all(".crit.is-open")) == 1
    assert status_of(sent) is SubmissionStatus.SUBMITTED
    led = browser(ben).post(
        f"/review/{sent.id}/criteria/{first.id}",
        outcome="met",
        vacsr=list(VACSR),
        relied_on=str(sent.revision_id),
        feedback=FEEDBACK,
    )
    assert led.response.location.endswith(f"criterion={second.id}#criterion-{second.id}")
    assert status_of(sent) is SubmissionStatus.IN_REVIEW
    page = browser(ben).get(led.response.location)
    assert "Sign 1 judgement" in page.text(".judge footer")


def test_a_window_left_open_does_not_replace_what_another_kept(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    sent = make_submission(make_registration(ada, ben, cleo))
    first = criteria_of(sent.registration)[0]
    address = f"/review/{sent.id}/criteria/{first.id}"
    visitor = browser(ben)
    left_open = visitor.get(f"/review/{sent.id}").form(f'form[action*="{address}"]')
    draft(sent, first, feedback="Kept in the other window.")
    words = {"outcome": "not_yet_met", "feedback": "Which order?"}
    refused = visitor.send(address, 409, {**left_open, **words})
    assert "in another window" in refused.text("main")
    assert "Which order?" in refused.text("main")
    assert db.session.query(DraftJudgement).one().feedback == "Kept in the other window."
    seen = visitor.get(f"/review/{sent.id}?criterion={first.id}").form(f'form[action*="{address}"]')
    visitor.send(address, 303, {**seen, **words})
    assert db.session.query(DraftJudgement).one().feedback == "Which order?"


def test_with_script_the_pane_is_swapped(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    sent = make_submission(make_registration(ada, ben, cleo))
    first = criteria_of(sent.registration)[0]
    visitor = browser(ben)
    response = visitor.client.post(
        f"/review/{sent.id}/criteria/{first.id}",
        data={
            "outcome": "met",
            "vacsr": list(VACSR),
            "relied_on": str(sent.revision_id),
            "feedback": "",
        },
        headers={"X-Requested-With": "fetch"},
    )
    assert response.status_code == 200
    assert response.headers["X-Fragment"] == "criteria"
    assert response.get_data(as_text=True).lstrip().startswith("<section")


def test_an_unfinished_judgement_comes_back_with_its_words(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    sent = make_submission(make_registration(ada, ben, cleo))
    first = criteria_of(sent.registration)[0]
    page = browser(ben).post(
        f"/review/{sent.id}/criteria/{first.id}",
        status=422,
        outcome="met",
        vacsr=["valid"],
        relied_on=str(sent.revision_id),
        feedback="Nearly there.",
    )
    assert "Tick all five" in page.text(".error-summary")
    assert page.one("textarea[name=feedback]").text.strip() == "Nearly there."


def test_signing_judgements_and_reading_them(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    sent = make_submission(registration)
    for criterion in criteria_of(registration):
        draft(sent, criterion)
    page = browser(ben).get(f"/review/{sent.id}")
    browser(ben).post(f"/review/{sent.id}/sign", **page.form(".judge footer form"))
    assert status_of(sent) is SubmissionStatus.ACCEPTED

    page = browser(ada).get(f"/submissions/{sent.id}")
    assert FEEDBACK in page.text("main")
    page = browser(ada).get(f"/units/{registration.units[0].id}")
    assert FEEDBACK in page.text("main")
    assert "Read and sign" in page.text(".head")


def test_sending_back(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    sent = make_submission(make_registration(ada, ben, cleo))
    browser(ben).get(f"/review/{sent.id}/send-back")
    browser(ben).post(f"/review/{sent.id}/send-back", status=422, reason=" ")
    browser(ben).post(f"/review/{sent.id}/send-back", reason="Say when he rang.")
    page = browser(ada).get(f"/submissions/{sent.id}")
    assert "Say when he rang." in page.text("main")


def test_both_sign_a_unit(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    unit = make_ready(make_registration(ada, ben, cleo))
    for person in (ada, ben):
        page = browser(person).get(f"/units/{unit.id}/sign")
        fields = {**page.form(), "password": PASSWORD}
        browser(person).post(f"/units/{unit.id}/sign", **fields)
    assert status_of(unit) is UnitStatus.AWAITING_IQA


def test_a_wrong_password_signs_nothing(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    unit = make_ready(make_registration(ada, ben, cleo))
    page = browser(ada).get(f"/units/{unit.id}/sign")
    fields = {**page.form(), "password": "not that one"}
    page = browser(ada).post(f"/units/{unit.id}/sign", status=422, **fields)
    assert "isn't your password" in page.text(".error-summary")
    assert status_of(unit) is UnitStatus.READY


def test_changing_a_judgement(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    registration = make_registration(ada, ben, cleo)
    sent = make_submission(registration)
    first = criteria_of(registration)[0]
    [judgement] = judge(sent, [first])
    browser(ben).get(f"/judgements/{judgement.id}/change")
    browser(ben).post(
        f"/judgements/{judgement.id}/change",
        outcome="not_yet_met",
        relied_on=str(sent.revision_id),
        feedback="The order number is missing.",
        reason="I had read another order.",
    )
    page = browser(ada).get(f"/units/{registration.units[0].id}")
    assert "Not yet met" in page.text("main")
    assert "changed since" in page.text("main")
    browser(ada).get(f"/judgements/{judgement.id}/change", status=404)


def test_progress_pages(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    registration = make_registration(ada, ben, cleo)
    sent = make_submission(registration)
    judge(sent, criteria_of(registration)[:1], CriterionState.NOT_YET_MET)
    assert "Service at the counter" in browser(ada).get("/qualifications").text("main")
    page = browser(ada).get(f"/qualifications/{registration.id}")
    assert "0 of 2 met" in page.one("svg.ring").get("aria-label")
    assert "Ada Trainee" in browser(ben).get("/learners").text("tbody")
    assert "No learners yet" in browser(cleo).get("/learners").text("main")
    assert "No qualifications yet" in browser(cleo).get("/qualifications").text("main")


def test_what_is_still_to_meet_leads_to_an_entry_for_it(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    met, missing = criteria_of(registration)
    sent = make_submission(registration)
    judge(sent, [met])
    judge(sent, [missing], CriterionState.NOT_YET_MET)
    wanted, unit = f"/log/new?criterion={missing.id}", registration.units[0]
    for address in (f"/units/{unit.id}", f"/qualifications/{registration.id}"):
        page = browser(ada).get(address)
        assert [one.get("href") for one in page.all(".crit a[href^='/log/new']")] == [wanted]
    assert not browser(ben).get(f"/units/{unit.id}").all(".crit a[href^='/log/new']")


def test_a_manager_sees_progress_and_no_words(
    ada: User, ben: User, cleo: User, dev: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_manager(dev, ada)
    sent = make_submission(registration)
    judge(sent, criteria_of(registration)[:1])
    page = browser(dev).get(f"/units/{registration.units[0].id}")
    assert "Met" in page.text("main")
    assert FEEDBACK not in page.html
    browser(dev).get(f"/qualifications/{registration.id}")
    browser(dev).get(f"/submissions/{sent.id}", status=404)
    browser(dev).get(f"/review/{sent.id}", status=404)


def test_an_outsider_is_told_nothing(
    ada: User, ben: User, cleo: User, eve: User, browser: Browser
) -> None:
    registration = make_registration(ada, ben, cleo)
    unit = make_signed(registration)
    sent = db.session.query(Submission).one()
    judgement_id = 1
    for url in (
        f"/log/{sent.revision.item_id}/submit",
        f"/submissions/{sent.id}",
        f"/review/{sent.id}",
        f"/review/{sent.id}/send-back",
        f"/judgements/{judgement_id}/change",
        f"/qualifications/{registration.id}",
        f"/units/{unit.id}",
        f"/units/{unit.id}/sign",
        f"/units/{unit.id}/refuse",
    ):
        browser(eve).get(url, status=404)
    browser(ada).get(f"/review/{sent.id}", status=404)
