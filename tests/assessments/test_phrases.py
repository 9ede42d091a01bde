"""Phrases for feedback: one's own and the organisation's, put in with a press, filled when kept."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    make_registration,
    make_submission,
)
from trainer.accounts.models import User
from trainer.assessments.actions import drafting
from trainer.assessments.models import CriterionState, DraftJudgement, Submission
from trainer.assessments.phrases import actions
from trainer.assessments.phrases.filling import fill
from trainer.assessments.phrases.models import Phrase
from trainer.assessments.phrases.queries import phrases_of
from trainer.assessments.rules import VACSR
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.people.models import Role

OWN, SHARED = "Well seen, {name}.", "For {criterion}, say who was there."


@pytest.fixture
def sent(ada: User, ben: User, cleo: User) -> Submission:
    return make_submission(make_registration(ada, ben, cleo))


@pytest.fixture
def phrases(sent: Submission, ben: User, cleo: User) -> list[Phrase]:
    kept = [
        actions.write(actor=cleo, words=SHARED, shared=True),
        actions.write(actor=ben, words=OWN, shared=False),
        actions.write(actor=cleo, words="Cleo’s own.", shared=False),
    ]
    db.session.commit()
    return kept


@pytest.mark.parametrize(
    ("words", "criterion", "filled"),
    [
        (OWN, "1.2", "Well seen, Ada."),
        (SHARED, "1.2", "For 1.2, say who was there."),
        (SHARED, "", SHARED),
        ("{nothing} else", "1.2", "{nothing} else"),
    ],
)
def test_names_and_numbers_are_put_in(words: str, criterion: str, filled: str) -> None:
    assert fill(words, name="Ada", criterion=criterion) == filled


def test_somebody_is_offered_their_own_and_the_organisations(
    phrases: list[Phrase], ben: User
) -> None:
    assert [one.words for one in phrases_of(ben)] == [OWN, SHARED]


def test_who_may_write_which(phrases: list[Phrase], ada: User, ben: User) -> None:
    shared, own, other = phrases
    with pytest.raises(Refused):
        actions.write(actor=ada, words=OWN, shared=False)
    with pytest.raises(Refused):
        actions.write(actor=ben, words=SHARED, shared=True)
    with pytest.raises(Refused):
        actions.change(shared, actor=ben, words="Mine now.")
    with pytest.raises(Refused):
        actions.take_out(other, actor=ben)
    with pytest.raises(Unacceptable):
        actions.change(own, actor=ben, words=" ")
    appoint(ada, Role.TRAINING_ADMIN)
    actions.change(shared, actor=ada, words="Together.")
    assert shared.words == "Together."


def test_there_is_room_for_so_many(
    phrases: list[Phrase], ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(Unacceptable, match="no longer use"):
        actions.write(actor=ben, words="One more.", shared=False)


def test_without_script_a_phrase_is_put_behind_the_feedback(
    phrases: list[Phrase], sent: Submission, ben: User, browser: Browser
) -> None:
    shared, _own, other = phrases
    first = criteria_of(sent.registration)[0]
    given = {"outcome": "met", "vacsr": "valid", "feedback": "Good.", "phrase": str(shared.id)}
    page = browser(ben).post(f"/review/{sent.id}/criteria/{first.id}", status=200, **given)
    box = page.one("textarea[name=feedback]").text.strip()
    assert box == "Good. For 1.1, say who was there."
    assert [one.get("value") for one in page.all("input[name=vacsr][checked]")] == ["valid"]
    assert not db.session.scalar(sa.select(sa.func.count(DraftJudgement.id)))
    given["phrase"] = str(other.id)
    browser(ben).post(f"/review/{sent.id}/criteria/{first.id}", status=404, **given)


def test_kept_for_several_each_has_its_own_number(sent: Submission, ben: User) -> None:
    criteria = criteria_of(sent.registration)
    drafting.save_drafts(
        sent, [one.id for one in criteria], actor=ben, outcome=CriterionState.MET, vacsr=VACSR,
        vacsr_note="", relied_on=[sent.revision_id], feedback=f"{OWN} {SHARED}",
    )  # fmt: skip
    db.session.commit()
    said = db.session.scalars(sa.select(DraftJudgement.feedback)).all()
    assert said == [f"Well seen, Ada. For {one.number}, say who was there." for one in criteria]


def test_the_page_of_phrases(phrases: list[Phrase], ben: User, ada: User, browser: Browser) -> None:
    visitor = browser(ben)
    page = visitor.get("/phrases")
    assert not page.all("input[name=shared]")
    assert page.text("main").count("Take out") == 1
    visitor.post("/phrases", words="Tell me more.")
    own = phrases[1].id
    visitor.post(f"/phrases/{own}", words="Well heard.")
    assert [one.words for one in phrases_of(ben)] == ["Well heard.", "Tell me more.", SHARED]
    visitor.post(f"/phrases/{own}/take-out")
    assert [one.words for one in phrases_of(ben)] == ["Tell me more.", SHARED]
    assert "Write the phrase" in visitor.post("/phrases", status=422, words="").text("main")
    for address in (f"/phrases/{phrases[0].id}", f"/phrases/{phrases[2].id}"):
        assert visitor.client.get(address).status_code == 404
    browser.forget()
    assert browser(ada).client.get("/phrases").status_code == 404


def test_a_draft_made_before_stays_as_it_was(
    phrases: list[Phrase], sent: Submission, ben: User
) -> None:
    draft(sent, criteria_of(sent.registration)[0], feedback=OWN)
    actions.change(phrases[1], actor=ben, words="Another.")
    assert db.session.scalars(sa.select(DraftJudgement.feedback)).all() == ["Well seen, Ada."]
