"""Sending evidence: what it takes, what it does, and taking it back."""

import pytest
import sqlalchemy as sa

from tests.factories_assessments import (
    criteria_of,
    judge,
    make_entry,
    make_item,
    make_qualification,
    make_registration,
    make_submission,
    submit,
)
from trainer.accounts.models import User
from trainer.assessments.actions import judging, submitting
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Submission,
    SubmissionStatus,
)
from trainer.core.errors import Refused, Unacceptable
from trainer.core.events import Event
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import EvidenceStatus, Item
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


def states(registration: Registration, unit: int = 0) -> list[CriterionState]:
    rows = db.session.execute(
        sa.select(CriterionStanding.criterion_id, CriterionStanding.state).where(
            CriterionStanding.unit_assessment_id == registration.units[unit].id
        )
    )
    known = dict(rows.all())
    return [
        known.get(criterion.id, CriterionState.NOT_STARTED)
        for criterion in criteria_of(registration, unit)
    ]


def send(item: Item, *registrations: Registration, own_work: bool = True) -> list[Submission]:
    return submitting.submit(
        item,
        actor=item.owner,
        registrations=[registration.id for registration in registrations],
        own_work=own_work,
    )


def test_what_was_sent_is_frozen_and_claimed(registration: Registration, ada: User) -> None:
    first, _second = criteria_of(registration)
    sent = make_submission(registration, [first])
    assert sent.revision.frozen_at is not None
    assert sent.revision.item.status is EvidenceStatus.SUBMITTED
    assert states(registration) == [CriterionState.CLAIMED, CriterionState.NOT_STARTED]
    assert registration.units[0].status is UnitStatus.IN_PROGRESS


def test_one_entry_goes_to_each_registration_it_claims(
    registration: Registration, ada: User, ben: User, cleo: User, dev: User
) -> None:
    other = make_registration(ada, dev, cleo, version=make_qualification(title="Another"))
    item = make_item(ada, [*criteria_of(registration), *criteria_of(other)])
    sent = send(item, registration, other)
    assert {one.assessor for one in sent} == {ben, dev}
    judging.send_back(sent[0], actor=ben, reason="Say more.")
    assert sent[1].status is SubmissionStatus.SUBMITTED


def test_a_registered_learner_becomes_active_with_the_first_thing_sent(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo, status=RegistrationStatus.REGISTERED)
    make_submission(registration)
    assert registration.status is RegistrationStatus.ACTIVE


@pytest.mark.parametrize(
    "status",
    [
        one
        for one in RegistrationStatus
        if one not in {RegistrationStatus.ACTIVE, RegistrationStatus.REGISTERED}
    ],
)
def test_nothing_is_sent_under_a_registration_that_is_not_active(
    status: RegistrationStatus, ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo, status=status)
    with pytest.raises(Unacceptable, match="Link at least one criterion"):
        send(make_item(ada, criteria_of(registration)), registration)


def test_somebody_elses_entry(registration: Registration, ada: User, eve: User) -> None:
    item = make_item(ada, criteria_of(registration))
    with pytest.raises(Refused, match="whose log this is"):
        submitting.submit(item, actor=eve, registrations=[registration.id], own_work=True)


def test_the_declaration_is_asked_for(registration: Registration, ada: User) -> None:
    with pytest.raises(Unacceptable, match="your own work") as refusal:
        send(make_item(ada, criteria_of(registration)), registration, own_work=False)
    assert refusal.value.field == "own_work"


def test_a_criterion_has_to_be_linked(registration: Registration, ada: User) -> None:
    with pytest.raises(Unacceptable, match="Link at least one criterion"):
        send(make_item(ada), registration)


def test_a_criterion_of_another_qualification_does_not_do(
    registration: Registration, ada: User
) -> None:
    foreign = make_qualification().groups[0].members[0].unit_version.criteria
    with pytest.raises(Unacceptable, match="Link at least one criterion"):
        send(make_item(ada, foreign), registration)


def test_there_has_to_be_something_to_judge(registration: Registration, ada: User) -> None:
    with pytest.raises(Unacceptable, match="Say what happened"):
        send(make_item(ada, criteria_of(registration), what=" "), registration)


def test_a_file_or_a_place_will_do(registration: Registration, ada: User) -> None:
    send(make_item(ada, criteria_of(registration)[:1], what="", files=1), registration)
    item = make_item(ada, criteria_of(registration)[1:], what="")
    item.revisions[0].kept_at = "The complaints folder at the desk"
    send(item, registration)


def test_what_is_met_already_is_not_sent_again(registration: Registration, ada: User) -> None:
    first = criteria_of(registration)[:1]
    judge(make_submission(registration, first), first)
    with pytest.raises(Unacceptable, match="met already"):
        send(make_item(ada, first), registration)


def test_what_waits_is_not_sent_a_second_time(registration: Registration, ada: User) -> None:
    item = make_submission(registration).revision.item
    with pytest.raises(Unacceptable):
        send(item, registration)
    logs.revise(item, actor=ada)
    with pytest.raises(Unacceptable):
        send(item, registration)


def test_only_ones_own_registrations_can_be_chosen(
    registration: Registration, ada: User, eve: User, ben: User, cleo: User
) -> None:
    theirs = make_registration(eve, ben, cleo, version=registration.version, on_register=False)
    item = make_item(ada, criteria_of(registration))
    with pytest.raises(Unacceptable, match="where this is to be judged"):
        send(item, theirs)
    with pytest.raises(Unacceptable, match="where this is to be judged"):
        send(item, registration, theirs)
    with pytest.raises(Unacceptable, match="where this is to be judged"):
        send(item)


def test_a_withdrawn_entry_waits_no_more(registration: Registration, ada: User) -> None:
    sent = make_submission(registration)
    logs.withdraw(sent.revision.item, actor=ada)
    assert sent.status is SubmissionStatus.WITHDRAWN
    assert set(states(registration)) == {CriterionState.NOT_STARTED}


def test_what_somebody_judged_is_not_withdrawn(registration: Registration, ada: User) -> None:
    sent = make_submission(registration)
    judge(sent, criteria_of(registration)[:1])
    with pytest.raises(Refused, match="stays on the record"):
        logs.withdraw(sent.revision.item, actor=ada)


def test_every_round_is_kept(registration: Registration, ada: User, ben: User) -> None:
    first = make_submission(registration)
    judging.send_back(first, actor=ben, reason="Say more.")
    assert set(states(registration)) == {CriterionState.NOT_STARTED}
    logs.revise(first.revision.item, actor=ada)
    second = submit(first.revision.item, registration)
    assert first.feedback == "Say more."
    assert (first.revision.number, second.revision.number) == (1, 2)
    assert first.content_hash != second.content_hash


def test_another_assessor_takes_over_what_waits(
    registration: Registration, ben: User, dev: User
) -> None:
    open_one = make_submission(registration, criteria_of(registration)[:1])
    done = make_submission(registration, criteria_of(registration)[1:])
    judge(done, criteria_of(registration)[1:])
    make_entry(dev, registration.version)
    registration.assessor = dev
    db.session.flush()
    submitting.take_over(Event(actor=None, subject=registration))
    assert open_one.assessor == dev
    assert done.assessor == ben
