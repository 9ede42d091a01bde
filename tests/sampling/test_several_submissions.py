"""One criterion that several submissions meet: the last decision stands, and it is sampled once."""

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    judge,
    make_entry,
    make_item,
    make_registration,
    make_submission,
    proof_of,
    seen,
    sign_drafts,
    submit,
)
from tests.factories_sampling import ALL_OF_THEM, make_sample
from trainer.accounts.models import User
from trainer.assessments.actions import signing
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.policies import deciders_of
from trainer.checks.running import run
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.logs.models import EvidenceKind
from trainer.people.models import Role
from trainer.quality.policies import is_independent
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.coverage import coverage_of
from trainer.sampling.facts import row_from
from trainer.sampling.models import SampleRow
from trainer.sampling.rules.drawing import Row


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


def sent_twice(registration: Registration) -> tuple[Submission, Submission]:
    """A log entry and a case study, each claiming every criterion of the one unit."""
    first = make_submission(registration, title="One")
    item = make_item(registration.learner, criteria_of(registration), title="Two")
    item.kind = EvidenceKind.CASE_STUDY
    item.revisions[0].details = {"brief": "A parcel that went astray."}
    db.session.commit()
    return first, submit(item, registration)


def standing(registration: Registration) -> CriterionStanding:
    key = (registration.units[0].id, criteria_of(registration)[0].id)
    found = db.session.get(CriterionStanding, key, populate_existing=True)
    assert found is not None
    return found


def sign(registration: Registration) -> UnitAssessment:
    unit, learner, assessor = registration.units[0], registration.learner, registration.assessor
    signing.sign_as_learner(unit, actor=learner, proof=proof_of(learner), seen=seen(unit))
    signing.sign_as_assessor(unit, actor=assessor, proof=proof_of(assessor), seen=seen(unit))
    db.session.commit()
    return unit


def the_row(unit: UnitAssessment, iqa: User) -> Row:
    """The one row of a draw from what waits."""
    sample = make_sample([unit], iqa, ALL_OF_THEM)
    db.session.commit()
    [row] = db.session.scalars(sa.select(SampleRow)).all()
    assert (sample.size, row.unit_assessment_id) == (1, unit.id)
    return row_from(row.facts)


def test_what_one_met_is_not_decided_again_and_the_other_ends_with_it(
    registration: Registration, cleo: User
) -> None:
    first, second = sent_twice(registration)
    [met, *_others] = judge(first, criteria_of(registration))
    with pytest.raises(Conflict, match="is decided"):
        draft(second, criteria_of(registration)[0])
    assert sign_drafts(second) == []
    assert second.status is SubmissionStatus.ACCEPTED
    assert standing(registration).judgement_id == met.id
    assert the_row(sign(registration), cleo).methods == ("log",)
    assert run() == []


def test_a_decision_that_relies_on_both_is_sampled_once_and_covers_both_kinds(
    registration: Registration, cleo: User
) -> None:
    both = sent_twice(registration)
    for criterion in criteria_of(registration):
        draft(both[0], criterion, relied_on=[one.revision_id for one in both])
    sign_drafts(both[0])
    unit = sign(registration)
    assert the_row(unit, cleo).methods == ("cs", "log")
    covered = coverage_of(registration.version.qualification_id, None)
    assert [one.decided for one in covered.whole.values()] == [1]
    assert {place.method: one.decided for place, one in covered.matrix.items()} == {
        "cs": 1,
        "log": 1,
    }
    assert run() == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_last_decision_stands_in_whatever_order_they_were_sent(
    registration: Registration, cleo: User, order: tuple[int, int]
) -> None:
    sent = sent_twice(registration)
    judge(sent[order[0]], criteria_of(registration), outcome=CriterionState.NOT_YET_MET)
    assert standing(registration).state is CriterionState.CLAIMED
    [last, *_others] = judge(sent[order[1]], criteria_of(registration))
    assert standing(registration).judgement_id == last.id
    assert the_row(sign(registration), cleo).methods == (("log",), ("cs",))[order[1]]
    assert run() == []


def test_after_another_took_over_their_decision_is_sampled_and_neither_assures_it(
    registration: Registration, ben: User, cleo: User
) -> None:
    first, second = sent_twice(registration)
    judge(first, criteria_of(registration), outcome=CriterionState.NOT_YET_MET)
    dora = make_user("Dora Assessor")
    appoint(dora, Role.ASSESSOR)
    make_entry(dora, registration.version)
    registration.assessor = second.assessor = dora
    db.session.commit()
    [last, *_others] = judge(second, criteria_of(registration))
    assert standing(registration).judgement_id == last.id
    unit = sign(registration)
    assert deciders_of(unit) == {ben.id, dora.id}
    assert the_row(unit, cleo).assessor == dora.id
    for person in (ben, dora):
        assert not is_independent(person, unit)
