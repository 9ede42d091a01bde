"""Evidence that several people sign: written by the assessor, acknowledged, agreed, sent back."""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import criteria_of, make_registration
from tests.factories_logs import blank_words
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs import actions, offering, policies, sharing
from trainer.logs.awaiting import awaiting_name_of
from trainer.logs.content import content_hash
from trainer.logs.models import EvidenceKind, EvidenceStatus, Item, Part, Revision
from trainer.notifications.models import Notice
from trainer.registrations.models import Registration

SEEN = {"activity": "Serving at the returns desk.", "remote": False}


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    registration = make_registration(ada, ben, make_user("Cleo Assurer"))
    unit = registration.units[0].unit_version
    sharing.set_goal_units(user=ada, units=[unit.id], source="test")
    for reader in (ben, registration.iqa):
        sharing.grant_reading(actor=None, reader=reader, learner=ada, reason="test",
                              starts_on=clock.today())  # fmt: skip
    db.session.commit()
    return registration


def make(
    registration: Registration,
    kind: EvidenceKind,
    details: dict[str, Any],
    *,
    by_assessor: bool = True,
    **words: object,
) -> Revision:
    writer = registration.assessor if by_assessor else registration.learner
    revision = actions.start(
        actor=writer,
        client_key=str(uuid.uuid4()),
        kind=kind,
        about=registration.learner if by_assessor else None,
    )
    given: Any = {**blank_words(), "title": "At the desk", "what": "She rang him.", "place": "Desk",
                  "minutes": 20, **words}  # fmt: skip
    actions.write(revision, actor=writer, version=None, details=details, **given)
    criterion = criteria_of(registration)[0]
    actions.link(revision, actor=writer, criteria=[criterion.id])
    db.session.commit()
    return revision


def observation(registration: Registration) -> Revision:
    return make(registration, EvidenceKind.OBSERVATION, SEEN)


def prior(registration: Registration) -> Revision:
    return make(
        registration,
        EvidenceKind.PRIOR_LEARNING,
        {"source": "A certificate."},
        by_assessor=False,
    )


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_an_observation_counts_once_the_learner_has_acknowledged_it(
    registration: Registration,
) -> None:
    revision = observation(registration)
    ada, ben = registration.learner, registration.assessor
    offering.offer(revision, actor=ben)
    assert revision.item.awaits is Part.LEARNER
    assert "waits for your name" in told(ada)
    with pytest.raises(Refused, match="has to be signed"):
        actions.freeze(revision.item, actor=ada)
    offering.sign(revision, actor=ada, comment="I also wrote it down.")
    actions.freeze(revision.item, actor=ada)
    db.session.commit()
    assert revision.item.status is EvidenceStatus.SUBMITTED
    assert revision.item.author == ben
    assert [(one.part, one.printed_name) for one in revision.signatures] == [
        (Part.AUTHOR, ben.name),
        (Part.LEARNER, ada.name),
    ]


def test_what_an_assessor_wrote_is_submitted_as_read_and_about_one_s_own_work(
    registration: Registration, browser: Browser
) -> None:
    revision = observation(registration)
    ada = registration.learner
    offering.offer(revision, actor=registration.assessor)
    db.session.commit()
    address = f"/log/{revision.item_id}/submit"
    waiting = browser(ada).get(address)
    assert "has to be signed" in waiting.text("main")
    assert not waiting.all("input[name=own_work]")
    offering.sign(revision, actor=ada, comment="")
    db.session.commit()
    page = browser(ada).get(address)
    assert "This tells of my own work. I have read it" in page.text("main")
    browser(ada).post(address, **{**page.form("main form"), "own_work": "y"})
    assert db.session.query(Submission).one().declaration.startswith("This tells of my own work")


def test_what_the_assessor_has_only_begun_is_not_the_learner_s_to_see(
    registration: Registration,
) -> None:
    revision = observation(registration)
    seen = policies.visible_to(registration.learner).where(Item.id == revision.item_id)
    assert db.session.scalar(seen) is None
    offering.offer(revision, actor=registration.assessor)
    assert db.session.scalar(seen) is revision.item


def test_nothing_is_changed_under_a_signature_and_a_changed_text_is_signed_anew(
    registration: Registration,
) -> None:
    revision, ben = observation(registration), registration.assessor
    offering.offer(revision, actor=ben)
    offering.sign(revision, actor=registration.learner)
    with pytest.raises(Refused, match="Take it back"):
        actions.set_links(revision, actor=ben, notes={})
    before = content_hash(revision)
    offering.take_up(revision, actor=ben)
    revision.details = {**revision.details, "remote": True}
    db.session.flush()
    assert content_hash(revision) != before
    offering.offer(revision, actor=ben)
    assert revision.item.awaits is Part.LEARNER


@pytest.mark.parametrize("kind", [EvidenceKind.OBSERVATION, EvidenceKind.SIMULATION])
def test_only_the_allocated_assessor_writes_about_a_learner(
    registration: Registration, kind: EvidenceKind
) -> None:
    for person in (registration.learner, registration.iqa, make_user("Dora Stranger")):
        with pytest.raises(Refused):
            actions.start(
                actor=person, client_key=str(uuid.uuid4()), kind=kind, about=registration.learner
            )


def test_a_learner_begins_none_of_the_kinds_that_others_write(registration: Registration) -> None:
    with pytest.raises(Refused, match="Somebody else writes"):
        actions.start(
            actor=registration.learner,
            client_key=str(uuid.uuid4()),
            kind=EvidenceKind.OBSERVATION,
        )


def test_prior_learning_counts_after_the_check_and_the_quality_assurer_s_agreement(
    registration: Registration,
) -> None:
    revision = prior(registration)
    ada, ben, cleo = registration.learner, registration.assessor, registration.iqa
    offering.offer(revision, actor=ada)
    for person in (ada, cleo):
        with pytest.raises(Refused):
            offering.sign(revision, actor=person)
    with pytest.raises(Unacceptable, match="still holds"):
        offering.sign(revision, actor=ben)
    offering.sign(revision, actor=ben, comment="She did it in front of me.")
    with pytest.raises(Refused):
        actions.freeze(revision.item, actor=ada)
    with pytest.raises(Refused):
        offering.sign(revision, actor=ben)
    offering.sign(revision, actor=cleo)
    assert "Everybody has signed" in told(ada)
    actions.freeze(revision.item, actor=ada)


def test_prior_learning_is_sent_back_with_the_reason(registration: Registration) -> None:
    revision = prior(registration)
    offering.offer(revision, actor=registration.learner)
    with pytest.raises(Unacceptable, match="why"):
        offering.send_back(revision, actor=registration.assessor, reason="")
    offering.send_back(revision, actor=registration.assessor, reason="It has run out.")
    assert (revision.offered_at, revision.item.awaits) == (None, None)
    assert "came back unsigned" in told(registration.learner)
    assert policies.may_write(registration.learner, revision)


def test_what_lacks_something_is_not_handed_on(registration: Registration) -> None:
    revision = make(registration, EvidenceKind.SIMULATION, {"reason": "Robberies are rare."})
    with pytest.raises(Refused, match="permission"):
        offering.offer(revision, actor=registration.assessor)


def test_the_database_itself_refuses_an_owner_as_author(registration: Registration) -> None:
    item = observation(registration).item
    item.author_id = item.owner_id
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_questions_are_written_on_site_and_acknowledged_in_the_pages(
    browser: Browser, registration: Registration
) -> None:
    ada, ben = registration.learner, registration.assessor
    start = f"/log/about/{registration.id}/oq"
    form = browser(ben).get(start).form()
    criterion = criteria_of(registration)[0].id
    typed: dict[str, Any] = {
        "title": "About promises",
        "detail_questions-0-question": "When do you ring?",
        "detail_questions-0-answer": "By noon, as promised.",
        "criteria": str(criterion),
        "then": "offer",
    }
    browser(ben).post(start, **{**form, **typed})
    item = db.session.scalars(sa.select(Item)).one()
    assert (item.owner, item.author) == (ada, ben)
    form = browser(ben).get(f"/log/{item.id}/fill").form()
    assert form["detail_questions-0-answer"] == "By noon, as promised."
    browser(ben).post(f"/log/{item.id}/offer", **browser(ben).get(f"/log/{item.id}/offer").form())
    page = browser(ada).get(f"/log/{item.id}/sign")
    assert "By noon, as promised." in page.text("main")
    answer: dict[str, Any] = {**page.form(), "comment": "Or earlier.", "then": "sign"}
    browser(ada).post(f"/log/{item.id}/sign", **answer)
    shown = browser(ben).get(f"/log/{item.id}").text("main")
    assert "Or earlier." in shown
    assert ada.name in shown


def test_a_reflective_account_is_kept_by_its_parts(browser: Browser, ada: User) -> None:
    form = browser(ada).get("/log/new/ra").form()
    parts: dict[str, Any] = {
        f"detail_{name}": f"My {name}." for name in ("situation", "task", "action", "result")
    }
    browser(ada).post("/log/new/ra", **{**form, **parts, "title": "A day", "then": "draft"})
    item = db.session.scalars(sa.select(Item)).one()
    assert actions.latest(item).details["action"] == "My action."
    assert "My action." in browser(ada).get(f"/log/{item.id}").text("main")


def test_a_number_that_is_none_is_answered_beside_its_field(browser: Browser, ada: User) -> None:
    form = browser(ada).get("/log/new/test").form()
    page = browser(ada).post("/log/new/test", status=422, **{**form, "detail_score": "seven"})
    assert "whole number" in page.text("main")


def waits_for(person: User) -> list[str]:
    return [one.label for one in awaiting_name_of(person)]


def test_what_waits_for_a_name_stands_on_the_first_page_of_whoever_it_waits_for(
    browser: Browser, registration: Registration
) -> None:
    ada, ben = registration.learner, registration.assessor
    seen, prior_learning = observation(registration), prior(registration)
    assert waits_for(ada) == waits_for(ben) == []
    assert seen.item.label not in browser(ada).get("/").text("main")
    offering.offer(seen, actor=ben)
    offering.offer(prior_learning, actor=ada)
    db.session.commit()
    assert waits_for(ada) == [seen.item.label]
    assert waits_for(ben) == [prior_learning.item.label]
    assert waits_for(registration.iqa) == []
    assert browser(ada).get("/").text("#next") == "Put your name under “At the desk”"
    queue = browser(ben).get("/queue")
    assert "At the desk" in queue.text("main")
    assert queue.text('nav a[href="/queue"] .count') == "1"
    offering.sign(prior_learning, actor=ben, comment="I rang the hotel.")
    db.session.commit()
    assert waits_for(ben) == []
    assert not browser(ben).get("/queue").all('nav a[href="/queue"] .count')
    assert waits_for(registration.iqa) == [prior_learning.item.label]
    assert "At the desk" in browser(registration.iqa).get("/quality/").text("main")


def test_what_others_wrote_is_not_offered_to_be_finished(
    browser: Browser, registration: Registration
) -> None:
    ada = registration.learner
    revision = observation(registration)
    offering.offer(revision, actor=registration.assessor)
    db.session.commit()
    log = browser(ada).get("/log")
    assert "Waits for your name" in log.text("main")
    assert "Carry on writing" not in log.text("main")
    offering.sign(revision, actor=ada)
    db.session.commit()
    assert "Submit it" in browser(ada).get("/log").text("main")
    assert "Finish" not in browser(ada).get("/").text("main")


def test_the_page_one_signs_on_shows_all_that_the_name_stands_for(
    browser: Browser, registration: Registration
) -> None:
    revision = observation(registration)
    offering.offer(revision, actor=registration.assessor)
    db.session.commit()
    page = browser(registration.learner).get(f"/log/{revision.item_id}/sign")
    criterion = criteria_of(registration)[0]
    for words in (
        "She rang him.",
        "20 minutes",
        "Desk",
        criterion.text,
        registration.assessor.name,
    ):
        assert words in page.text("main"), words


def test_who_sends_it_back_is_led_to_a_page_they_may_see(
    registration: Registration, browser: Browser
) -> None:
    revision = prior(registration)
    offering.offer(revision, actor=registration.learner)
    db.session.commit()
    visitor = browser(registration.assessor)
    address = f"/log/{revision.item_id}/sign"
    given = {**visitor.get(address).form("main form"), "comment": "Which year?", "then": "return"}
    led = visitor.send(address, 303, given).response.location
    assert "It goes back with your reason." in visitor.get(led).html
