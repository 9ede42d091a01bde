"""Evidence set aside by one, looked into by another, void by a third; and what falls with it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_appeals import make_case, make_reported
from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    judge,
    make_item,
    make_manager,
    make_qualification,
    make_registration,
    make_signed,
    make_submission,
    proof_of,
    seen,
    status_of,
)
from tests.factories_reviews import award
from trainer.accounts.models import User
from trainer.assessments.actions import signing
from trainer.assessments.actions.correcting import correct
from trainer.assessments.models import (
    CriterionState,
    Judgement,
    Signature,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.policies import may_judge, may_submit
from trainer.assessments.queries.recomputing import wrong_standings
from trainer.assessments.rules import VACSR
from trainer.catalogue.models import QualificationNumber
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs import policies as logs
from trainer.logs.models import EvidenceStatus, Item
from trainer.logs.sharing import grant_reading
from trainer.malpractice import actions, policies, queries
from trainer.malpractice.models import Case, CaseStatus
from trainer.people.models import Role
from trainer.quality import actions as quality
from trainer.quality.policies import may_release
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus
from trainer.reviews.models import Review


@pytest.fixture
def tess(app: object) -> User:
    person = make_user("Tess Administrator")
    appoint(person, Role.TRAINING_ADMIN)
    return person


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


def release(registration: Registration) -> None:
    unit, iqa = registration.units[0], registration.iqa
    quality.release(
        [unit],
        actor=iqa,
        proof=proof_of(iqa),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )
    db.session.commit()


def item_of(registration: Registration) -> Item:
    return db.session.scalars(
        sa.select(Item).where(Item.owner_id == registration.learner_id).order_by(Item.id)
    ).first()  # type: ignore[return-value]


def make_void(case: Case, by: User) -> None:
    actions.make_void(case, actor=by, proof=proof_of(by), words="The words are another's.")
    db.session.commit()


def test_what_is_set_aside_stands_still_at_once(
    registration: Registration, ada: User, ben: User
) -> None:
    sent = make_submission(registration)
    make_case(sent.revision.item, ben)
    item = sent.revision.item
    assert not may_judge(ben, sent)
    assert not may_submit(ada, item)
    assert not logs.may_revise(ada, item)
    assert not logs.may_withdraw(ada, item)
    with pytest.raises(Refused, match="set aside"):
        draft(sent, criteria_of(registration)[0])


def test_a_draft_begun_before_is_not_written_on(
    registration: Registration, ada: User, ben: User
) -> None:
    sent = make_submission(registration)
    item = sent.revision.item
    item.status = EvidenceStatus.DRAFT
    db.session.commit()
    make_case(item, ben)
    assert not logs.may_write(ada, item.revisions[0])


def test_nobody_signs_or_releases_on_what_is_set_aside(
    registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    unit = make_signed(registration)
    make_case(item_of(registration), ben)
    assert "set aside" in may_release(cleo, unit).reason
    unit.status = UnitStatus.READY
    with pytest.raises(Refused, match="set aside"):
        signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
    unit.status = UnitStatus.LEARNER_SIGNED
    with pytest.raises(Refused, match="set aside"):
        signing.sign_as_assessor(unit, actor=ben, proof=proof_of(ben), seen=seen(unit))


def test_other_evidence_is_judged_meanwhile_but_not_relying_on_it(
    registration: Registration, ben: User
) -> None:
    suspect, other = make_submission(registration), make_submission(registration)
    make_case(suspect.revision.item, ben)
    first, second = criteria_of(registration)
    draft(other, first)
    with pytest.raises(Unacceptable, match="sent back or withdrawn"):
        draft(other, second, relied_on=[suspect.revision_id])


def test_what_is_void_takes_every_judgement_with_it(
    registration: Registration, ada: User, ben: User, cleo: User, dev: User, tess: User
) -> None:
    unit = make_signed(registration)
    release(registration)
    assert status_of(registration) is RegistrationStatus.UNITS_COMPLETE
    assert unit.achieved_on is not None
    waiting = make_item(ada)
    case = make_reported(make_case(item_of(registration), ben), tess, _investigator())
    make_void(case, tess)
    assert status_of(item_of(registration)) is EvidenceStatus.VOID
    assert (status_of(unit), unit.achieved_on, unit.cycle) == (UnitStatus.IN_PROGRESS, None, 2)
    assert status_of(registration) is RegistrationStatus.ACTIVE
    made = db.session.scalars(
        sa.select(Judgement).where(Judgement.outcome == CriterionState.REOPENED)
    ).all()
    assert [one.judge for one in made] == [tess, tess]
    assert {one.reason for one in made} == {"The words are another's."}
    assert wrong_standings(registration) == []
    assert db.session.query(Signature).count() == 3
    assert waiting.status is EvidenceStatus.DRAFT
    assert [finding for finding in run() if finding.invariant != "INV28"] == []


def test_a_criterion_met_by_other_evidence_too_stays_met(
    registration: Registration, ben: User, tess: User
) -> None:
    every = criteria_of(registration)
    suspect, other = make_submission(registration), make_submission(registration)
    judge(other, every)
    item = suspect.revision.item
    draft_less = db.session.scalars(sa.select(Judgement)).all()
    case = make_reported(make_case(item, ben), tess, _investigator())
    make_void(case, tess)
    assert status_of(suspect) is SubmissionStatus.WITHDRAWN
    assert len(db.session.scalars(sa.select(Judgement)).all()) == len(draft_less)
    assert status_of(registration.units[0]) is UnitStatus.READY


def test_afterwards_the_assessor_judges_on_other_evidence(
    registration: Registration, ben: User, tess: User
) -> None:
    first = criteria_of(registration)[:1]
    suspect = make_submission(registration, first)
    [judgement] = judge(suspect, first)
    case = make_reported(make_case(suspect.revision.item, ben), tess, _investigator())
    make_void(case, tess)
    reopened = db.session.scalars(
        sa.select(Judgement).where(Judgement.supersedes_id == judgement.id)
    ).one()
    said = {"vacsr": VACSR, "vacsr_note": "", "feedback": "", "reason": "Another entry shows it."}
    with pytest.raises(Unacceptable):
        correct(
            reopened,
            actor=ben,
            outcome=CriterionState.MET,
            relied_on=[suspect.revision_id],
            **said,  # type: ignore[arg-type]
        )
    other = make_submission(registration, first)
    correct(
        reopened,
        actor=ben,
        outcome=CriterionState.MET,
        relied_on=[other.revision_id],
        **said,  # type: ignore[arg-type]
    )


def test_what_stands_goes_on_as_before(registration: Registration, ben: User, tess: User) -> None:
    sent = make_submission(registration)
    case = make_reported(make_case(sent.revision.item, ben), tess, _investigator())
    actions.clear(case, actor=tess, proof=proof_of(tess), words="Two customers, two days.")
    db.session.commit()
    assert status_of(case) is CaseStatus.CLEARED
    assert may_judge(ben, sent)
    judge(sent, criteria_of(registration))
    assert status_of(registration.units[0]) is UnitStatus.READY


@pytest.mark.parametrize("how", ["certificate", "claim"])
def test_an_award_that_rests_on_what_becomes_void_is_reviewed(
    how: str, registration: Registration, cleo: User, ben: User, tess: User
) -> None:
    registration.awarding = QualificationNumber(
        version=registration.version, organisation="City Awards", number="601/0000/1"
    )
    make_signed(registration)
    release(registration)
    quality.complete(registration, actor=cleo, proof=proof_of(cleo))
    award(registration, how, tess)
    case = make_reported(make_case(item_of(registration), ben), tess, _investigator())
    make_void(case, tess)
    db.session.commit()
    assert db.session.scalars(sa.select(Review)).one().owner == tess
    assert run() == []


@pytest.mark.parametrize("who", ["ada", "eve", "dev"])
def test_only_whoever_has_a_part_sets_aside(
    who: str, registration: Registration, request: pytest.FixtureRequest
) -> None:
    sent = make_submission(registration)
    with pytest.raises(Refused):
        make_case(sent.revision.item, request.getfixturevalue(who))


def test_an_assessor_does_not_set_aside_what_is_about_themselves(
    registration: Registration, ben: User, cleo: User
) -> None:
    sent = make_submission(registration)
    with pytest.raises(Refused, match="Whom a case is about"):
        make_case(sent.revision.item, ben, concerned=ben)
    case = make_case(sent.revision.item, cleo, concerned=ben)
    assert db.session.scalar(policies.visible_to(ben)) is None
    assert db.session.scalar(policies.visible_to(cleo)) == case


def test_it_is_about_the_learner_or_an_assessor_of_theirs(
    registration: Registration, ben: User, eve: User
) -> None:
    sent = make_submission(registration)
    with pytest.raises(Unacceptable, match="whom it is about"):
        make_case(sent.revision.item, ben, concerned=eve)


def test_who_looks_into_it_has_no_part_in_it(
    registration: Registration, ada: User, ben: User, cleo: User, tess: User
) -> None:
    sent = make_submission(registration)
    judge(sent, criteria_of(registration))
    case = make_case(sent.revision.item, tess)
    manager, free = make_user("Mo Manager"), _investigator()
    make_manager(manager, ada)
    appoint(manager, Role.IQA)
    for person in (ada, ben, cleo, tess, manager):
        with pytest.raises(Unacceptable):
            actions.ask_investigator(case, actor=tess, investigator=person, days=10)
    assert queries.possible_investigators(case) == [free]


def test_who_decides_did_nothing_before(
    registration: Registration, ada: User, ben: User, cleo: User, tess: User
) -> None:
    sent = make_submission(registration)
    judge(sent, criteria_of(registration))
    investigator = _investigator()
    case = make_reported(make_case(sent.revision.item, ben), tess, investigator)
    for person in (ada, ben, investigator, make_user("Eve Again")):
        with pytest.raises(Refused):
            make_void(case, person)
    assert queries.deciders(case) == [cleo, tess]


def test_nothing_is_decided_before_the_report(
    registration: Registration, ben: User, tess: User
) -> None:
    case = make_case(make_submission(registration).revision.item, ben)
    with pytest.raises(Refused, match="once the investigator has reported"):
        make_void(case, tess)


def test_a_decision_takes_the_password(registration: Registration, ben: User, tess: User) -> None:
    sent = make_submission(registration)
    case = make_reported(make_case(sent.revision.item, ben), tess, _investigator())
    late = proof_of(tess, ago=timedelta(minutes=6))
    with pytest.raises(Refused, match="password"):
        actions.make_void(case, actor=tess, proof=late, words="Void.")


def test_the_investigator_reads_while_looking_and_no_longer(
    registration: Registration, ben: User, tess: User
) -> None:
    item = make_submission(registration).revision.item
    investigator = _investigator()
    case = make_case(item, ben)
    assert queries.readable_by(investigator, case) == set()
    actions.ask_investigator(case, actor=tess, investigator=investigator, days=10)
    assert queries.readable_by(investigator, case) == {item.id}
    actions.report(case, actor=investigator, founded=False, words="Two days.", days=10)
    assert queries.readable_by(investigator, case) == set()


def test_evidence_is_in_one_case_at_a_time(
    registration: Registration, ben: User, cleo: User
) -> None:
    item = make_submission(registration).revision.item
    make_case(item, ben)
    with pytest.raises(Unacceptable, match="Tick the evidence"):
        make_case(item, cleo)


def test_work_under_another_registration_falls_too(
    registration: Registration, ada: User, ben: User, cleo: User, tess: User
) -> None:
    other = make_registration(ada, ben, cleo, version=make_qualification())
    item = make_item(ada, [*criteria_of(registration), *criteria_of(other)])
    for one in (registration, other):
        sent = _sent(item, one)
        judge(sent, criteria_of(one))
    case = make_reported(make_case(item, ben), tess, _investigator())
    make_void(case, tess)
    for one in (registration, other):
        assert status_of(one.units[0]) is UnitStatus.IN_PROGRESS
        assert wrong_standings(one) == []


def _sent(item: Item, registration: Registration) -> Submission:
    from_log = item.revisions[0]
    sent = Submission(
        revision=from_log,
        registration=registration,
        assessor=registration.assessor,
        declaration="Mine.",
        content_hash="0" * 64,
    )
    from_log.frozen_at = sent.submitted_at = item.created_at
    item.status = EvidenceStatus.SUBMITTED
    db.session.add(sent)
    db.session.commit()
    return sent


def _investigator() -> User:
    person = make_user("Iris Investigator")
    appoint(person, Role.HR)
    return person


def test_it_says_what_was_noticed(registration: Registration, ben: User, ada: User) -> None:
    item = make_submission(registration).revision.item
    with pytest.raises(Unacceptable, match="Say what you noticed"):
        actions.set_evidence_aside(
            ada, actor=ben, items=[item.id], concerned=ada, words=" ", days=10
        )


def test_the_page_names_what_could_be_set_aside(
    registration: Registration, tess: User, ben: User, browser: Browser
) -> None:
    make_submission(registration)
    grant_reading(
        actor=None, reader=ben, learner=registration.learner, reason="test", starts_on=clock.today()
    )
    db.session.commit()
    address = f"/malpractice/learners/{registration.learner_id}"
    offered = browser(ben).get(address).text("main")
    assert "E001 The kettle" in offered
    assert "Learning log, sent on" in offered
    unread = browser(tess).get(address).text("main")
    assert "E001" in unread
    assert "The kettle" not in unread


def test_choosing_who_looks_into_it_takes_as_many_statements_for_many_as_for_few(
    registration: Registration, ben: User, count_queries: CountQueries
) -> None:
    make_submission(registration)
    case = make_case(item_of(registration), ben)
    counts = []
    for more in (1, 12):
        for number in range(more):
            appoint(make_user(f"Quinn Number{more}{number}"), Role.IQA)
        db.session.commit()
        with count_queries() as statements:
            assert len(queries.possible_investigators(case)) >= more
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9
