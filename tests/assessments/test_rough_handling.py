"""Stale pages, double clicks, two people at once, and HTML where words belong."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import (
    criteria_of,
    draft,
    judge,
    make_entry,
    make_item,
    make_qualification,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    status_of,
    submit,
)
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, judging
from trainer.assessments.models import Judgement, Signature, Submission
from trainer.assessments.queries import review
from trainer.assessments.rules import VACSR
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.quality.models import IqaAction
from trainer.registrations.models import Registration, UnitStatus

HOSTILE = '<script>alert("1")</script><b onmouseover=x>&amp;'


@pytest.fixture
def ada(app: object) -> User:
    return make_user("Ada Trainee", password=PASSWORD)


@pytest.fixture
def ben(app: object) -> User:
    return make_user("Ben Assessor", password=PASSWORD)


@pytest.fixture
def dev(app: object) -> User:
    return make_user("Dev Assessor", password=PASSWORD)


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


def judgement_of(sent: Submission, **given: object) -> dict[str, object]:
    said: dict[str, object] = {
        "outcome": "met",
        "vacsr": list(VACSR),
        "relied_on": str(sent.revision_id),
        "feedback": "Mine, and long.",
    }
    return {**said, **given}


def test_the_second_of_two_who_judge_keeps_their_words(
    registration: Registration, ben: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    judge(sent, criteria_of(registration))
    url = f"/review/{sent.id}/criteria/{criteria_of(registration)[0].id}"
    page = browser(ben).post(url, status=409, **judgement_of(sent))
    assert "Ben Assessor decided this on" in page.text("main")
    assert "Mine, and long." in page.text("main")


def test_what_the_learner_took_back_says_so(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    logs.withdraw(sent.revision.item, actor=ada)
    db.session.commit()
    url = f"/review/{sent.id}/criteria/{criteria_of(registration)[0].id}"
    page = browser(ben).post(url, status=409, **judgement_of(sent))
    assert "Ada Trainee took this back on" in page.text("main")


def test_after_a_change_of_assessor_the_former_one_judges_nothing(
    registration: Registration, ben: User, dev: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    judge(sent, criteria_of(registration)[:1])
    make_entry(dev, registration.version)
    registration.assessor = dev
    sent.assessor = dev
    db.session.commit()
    url = f"/review/{sent.id}/criteria/{criteria_of(registration)[1].id}"
    page = browser(ben).post(url, status=403, **judgement_of(sent))
    assert "Only Dev Assessor" in page.text("main")
    assert "Mine, and long." in page.text("main")


def test_a_double_click_signs_judgements_once(
    registration: Registration, ben: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    draft(sent, criteria_of(registration)[0])
    fields = browser(ben).get(f"/review/{sent.id}").form(".judge footer form")
    for _click in range(2):
        browser(ben).post(f"/review/{sent.id}/sign", **fields)
    assert db.session.query(Judgement).count() == 1


def test_a_double_click_submits_once(
    registration: Registration, ada: User, browser: Browser
) -> None:
    item = make_item(ada, criteria_of(registration))
    fields = browser(ada).get(f"/log/{item.id}/submit").form()
    for _click in range(2):
        browser(ada).post(f"/log/{item.id}/submit", **fields, own_work="y")
    assert db.session.query(Submission).count() == 1


def test_a_double_click_asks_again_once(
    registration: Registration, cleo: User, browser: Browser
) -> None:
    unit = make_signed(registration)
    where = f"/quality/units/{unit.id}/ask-again"
    fields = browser(cleo).get(where).form()
    fields |= {"criteria": str(criteria_of(registration)[0].id), "note": "Which order?"}
    for _click in range(2):
        browser(cleo).post(where, **fields)
    assert db.session.query(IqaAction).count() == 1


def test_a_double_click_signs_a_unit_once(
    registration: Registration, ada: User, browser: Browser
) -> None:
    unit = make_ready(registration)
    fields = browser(ada).get(f"/units/{unit.id}/sign").form()
    for _click in range(2):
        browser(ada).post(f"/units/{unit.id}/sign", **{**fields, "password": PASSWORD})
    assert db.session.query(Signature).count() == 1


def test_a_sign_page_drawn_before_a_change_signs_nothing(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    unit = make_ready(registration)
    fields = browser(ada).get(f"/units/{unit.id}/sign").form()
    judgement = db.session.query(Judgement).first()
    assert judgement is not None
    correcting.correct(
        judgement,
        actor=ben,
        outcome=judgement.outcome,
        vacsr=VACSR,
        vacsr_note="",
        relied_on=[judgement.items[0].revision_id],
        feedback="",
        reason="Clearer words.",
    )
    db.session.commit()
    page = browser(ada).post(
        f"/units/{unit.id}/sign", status=409, **{**fields, "password": PASSWORD}
    )
    assert "has changed" in page.text("main")
    assert PASSWORD not in page.html
    assert status_of(unit) is UnitStatus.READY


def test_a_countersigner_signs_or_refuses_in_the_page(
    registration: Registration, ben: User, dev: User, browser: Browser
) -> None:
    make_entry(dev, registration.version)
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id, RegisterEntry.duty == Duty.ASSESS)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    unit = make_signed(registration)
    assert "Countersign" in browser(dev).get("/queue").text("main")
    sent = db.session.query(Submission).one()
    browser(dev).get(f"/submissions/{sent.id}")
    page = browser(dev).get(f"/units/{unit.id}/sign")
    assert "assessor in training" in page.text(".says")

    where = f"/units/{unit.id}/refuse"
    browser(dev).get(where)
    chosen = criteria_of(registration)[0].id
    browser(dev).post(where, status=422, criteria=str(chosen), reason=" ")
    browser(dev).post(where, criteria=str(chosen), reason=HOSTILE)
    assert status_of(unit) is UnitStatus.IN_PROGRESS
    assert "Look again at" in browser(ben).get("/queue").text("main")


def test_words_stay_words_on_every_page(
    registration: Registration, ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    first, second = criteria_of(registration)
    item = make_item(ada, [first, second], what=HOSTILE, title=HOSTILE)
    item.revisions[0].links[0].note = HOSTILE
    sent = submit(item, registration)
    draft(sent, first, feedback=HOSTILE, vacsr=VACSR[:1], vacsr_note=HOSTILE)
    urls = {ben: ["/queue", f"/review/{sent.id}", f"/review/{sent.id}?criterion={first.id}"]}
    pages = [browser(person).get(url) for person, some in urls.items() for url in some]
    draft(sent, second, feedback=HOSTILE)
    judging.sign_judgements(sent, actor=ben, seen=review.mark_of(review.drafts_on(sent)))
    db.session.commit()
    unit = registration.units[0]
    after = {
        ada: [f"/submissions/{sent.id}", f"/units/{unit.id}", f"/units/{unit.id}/sign"],
        ben: [f"/review/{sent.id}", f"/qualifications/{registration.id}"],
        cleo: [f"/quality/units/{unit.id}"],
    }
    pages += [browser(person).get(url) for person, some in after.items() for url in some]
    for page in pages:
        assert "<script>alert" not in page.html
        assert "<b onmouseover" not in page.html


def test_a_revision_shows_what_changed(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    first = make_submission(registration, what="I asked when it began.", files=1)
    judging.send_back(first, actor=ben, reason="And then?")
    revision = logs.revise(first.revision.item, actor=ada)
    revision.what = "I asked him when it began."
    db.session.delete(revision.files[0])
    db.session.commit()
    second = submit(first.revision.item, registration)
    page = browser(ada).get(f"/submissions/{second.id}")
    assert page.texts("ins") == ["added: him (end)"]
    assert page.texts("del") == []
    assert any(one.startswith("Taken out card-") for one in page.texts("main li"))
    assert "And then?" in browser(ada).get(f"/submissions/{first.id}").text("main")


@pytest.mark.parametrize("criterion", ["0", "999999", "-1", "x", "9" * 30])
def test_a_guessed_criterion_opens_nothing(
    criterion: str, registration: Registration, ben: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    browser(ben).get(f"/review/{sent.id}?criterion={criterion}")


def test_a_criterion_it_does_not_claim_is_not_judged(
    registration: Registration, ben: User, browser: Browser
) -> None:
    foreign = make_qualification().groups[0].members[0].unit_version.criteria[0]
    sent = make_submission(registration, criteria_of(registration)[:1])
    for criterion in (foreign, criteria_of(registration)[1]):
        url = f"/review/{sent.id}/criteria/{criterion.id}"
        browser(ben).post(url, status=409, **judgement_of(sent))


@pytest.mark.parametrize("field", ["vacsr", "relied_on", "outcome"])
def test_what_the_page_did_not_offer_is_refused(
    field: str, registration: Registration, ben: User, browser: Browser
) -> None:
    sent = make_submission(registration)
    url = f"/review/{sent.id}/criteria/{criteria_of(registration)[0].id}"
    browser(ben).post(url, status=422, **judgement_of(sent, **{field: "999999"}))
    browser(ben).post(url, status=422, **judgement_of(sent, **{field: HOSTILE}))
