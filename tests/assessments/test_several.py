"""Several criteria judged at once, and what is said of the evidence once, with exceptions."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    draft,
    make_qualification,
    make_registration,
    make_submission,
    sign_drafts,
)
from trainer.accounts.models import User
from trainer.assessments.actions import drafting
from trainer.assessments.models import CriterionState, DraftJudgement, Judgement, Submission
from trainer.assessments.rules import VACSR
from trainer.catalogue.models import LearningOutcome, OutcomeKind
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db

MET, NOT_YET = CriterionState.MET, CriterionState.NOT_YET_MET
FOUR = VACSR[:4]


@pytest.fixture
def sent(ada: User, ben: User, cleo: User) -> Submission:
    """Four criteria of two outcomes, claimed by one entry."""
    registration = make_registration(ada, ben, cleo, version=make_qualification(criteria=4))
    unit = registration.units[0].unit_version
    second = LearningOutcome(
        unit_version=unit, number="2", title="Listen", kind=OutcomeKind.COMPETENCE, position=2
    )
    db.session.add(second)
    for criterion in unit.criteria[2:]:
        criterion.outcome = second
    db.session.commit()
    return make_submission(registration)


def drafts() -> dict[str, tuple[CriterionState, tuple[str, ...], bool]]:
    db.session.expire_all()
    return {
        one.criterion.number: (one.outcome, tuple(one.vacsr), one.has_own_vacsr)
        for one in db.session.scalars(sa.select(DraftJudgement))
    }


def several(sent: Submission, **given: object) -> None:
    said: dict[str, object] = {
        "outcome": MET, "vacsr": VACSR, "vacsr_note": "", "feedback": "Well done.",
        "relied_on": [sent.revision_id],
    }  # fmt: skip
    criteria = [one.id for one in criteria_of(sent.registration)]
    drafting.save_drafts(
        sent,
        **{"criteria": criteria, "actor": sent.assessor, **said, **given},  # type: ignore[arg-type]
    )
    db.session.commit()


def test_one_judgement_is_kept_for_each_and_an_exception_is_its_own(sent: Submission) -> None:
    several(sent)
    last = criteria_of(sent.registration)[-1]
    draft(sent, last, outcome=NOT_YET, vacsr=FOUR, feedback="Which one?")
    assert drafts() == {
        "1.1": (MET, VACSR, False),
        "1.2": (MET, VACSR, False),
        "1.3": (MET, VACSR, False),
        "1.4": (NOT_YET, FOUR, True),
    }
    made = sign_drafts(sent)
    assert [(one.criterion.number, one.outcome, tuple(one.vacsr)) for one in made] == [
        ("1.1", MET, VACSR),
        ("1.2", MET, VACSR),
        ("1.3", MET, VACSR),
        ("1.4", NOT_YET, FOUR),
    ]


def test_what_is_said_of_the_evidence_later_holds_for_all_but_exceptions(sent: Submission) -> None:
    several(sent)
    first, second, *_rest = criteria_of(sent.registration)
    draft(sent, first)
    drafting.save_draft(
        sent, second.id, actor=sent.assessor, outcome=MET, vacsr=FOUR, vacsr_note="Seen often.",
        relied_on=[sent.revision_id], feedback="", carry=True,
    )  # fmt: skip
    db.session.commit()
    assert {number: said for number, (_outcome, said, _own) in drafts().items()} == {
        "1.1": VACSR, "1.2": FOUR, "1.3": FOUR, "1.4": FOUR
    }  # fmt: skip


def test_nothing_is_carried_to_a_criterion_that_could_not_be_met_on_it(sent: Submission) -> None:
    several(sent)
    first = criteria_of(sent.registration)[0]
    with pytest.raises(Unacceptable, match=r"1\.2 is met on this evidence"):
        drafting.save_draft(
            sent, first.id, actor=sent.assessor, outcome=NOT_YET, vacsr=FOUR, vacsr_note="",
            relied_on=[], feedback="Which?", carry=True,
        )  # fmt: skip


def test_who_may_not_and_what_may_not(sent: Submission, cleo: User) -> None:
    first = criteria_of(sent.registration)[0]
    with pytest.raises(Refused):
        several(sent, actor=cleo)
    with pytest.raises(Unacceptable, match="at least one criterion"):
        several(sent, criteria=[])
    with pytest.raises(Unacceptable, match="still missing"):
        several(sent, outcome=NOT_YET, feedback="")
    draft(sent, first)
    sign_drafts(sent)
    with pytest.raises(Conflict):
        several(sent)
    assert drafts() == {}


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({"criteria": [1, 2]}, {"1.2", "1.3"}),
        ({"outcomes": "second"}, {"1.3", "1.4"}),
        ({"outcomes": "0"}, {"1.1", "1.2", "1.3", "1.4"}),
    ],
)
def test_on_the_page_some_those_of_an_outcome_or_all_are_chosen(
    sent: Submission, ben: User, browser: Browser, chosen: dict[str, object], numbers: set[str]
) -> None:
    criteria = criteria_of(sent.registration)
    page = browser(ben).get(f"/review/{sent.id}/several")
    assert "All of outcome 2" in page.text("#criteria")
    given: dict[str, Any] = {
        **page.form("#criteria form"),
        "outcome": "met",
        "vacsr": list(VACSR),
    }
    if places := chosen.get("criteria"):
        given["criteria"] = [str(criteria[place].id) for place in places]  # type: ignore[attr-defined]
    if which := chosen.get("outcomes"):
        given["outcomes"] = str(criteria[-1].outcome_id) if which == "second" else which
    browser(ben).post(f"/review/{sent.id}/several", **given)
    assert set(drafts()) == numbers


def test_the_page_says_what_is_missing_and_keeps_the_words(
    sent: Submission, ben: User, browser: Browser
) -> None:
    page = browser(ben).post(
        f"/review/{sent.id}/several", status=422, outcome="met", vacsr=list(VACSR),
        relied_on=str(sent.revision_id), feedback="All of it shows.",
    )  # fmt: skip
    assert "at least one criterion" in page.text(".error-summary")
    assert page.one("textarea[name=feedback]").text.strip() == "All of it shows."


def test_the_next_criterion_begins_with_what_was_said_of_the_evidence(
    sent: Submission, ben: User, browser: Browser
) -> None:
    first, second, *_rest = criteria_of(sent.registration)
    page = browser(ben).get(f"/review/{sent.id}")
    form = page.form(".is-open form")
    assert not form.get("vacsr")
    browser(ben).post(
        f"/review/{sent.id}/criteria/{first.id}", **{**form, "outcome": "met", "vacsr": list(VACSR)}
    )
    assert drafts() == {"1.1": (MET, VACSR, False)}
    page = browser(ben).get(f"/review/{sent.id}?criterion={second.id}")
    assert len(page.all("input[name=vacsr][checked]")) == len(VACSR)
    browser(ben).post(f"/review/{sent.id}/sign", **page.form(".judge footer form"))
    page = browser(ben).get(f"/review/{sent.id}")
    assert len(page.all("input[name=vacsr][checked]")) == len(VACSR)
    [made] = db.session.scalars(sa.select(Judgement))
    assert tuple(made.vacsr) == VACSR
