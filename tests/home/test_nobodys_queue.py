"""Whatever waits is in somebody's queue: every state there is, and who sees it wait."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_appeals import (
    answer,
    make_appeal,
    make_case,
    make_reported,
    take_further,
)
from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    judge,
    make_entry,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    make_waiting_for_iqa,
    proof_of,
    seen,
    status_of,
)
from trainer.accounts.models import User
from trainer.appeals.models import Appeal, AppealStatus, Stage
from trainer.assessments.actions import judging, signing
from trainer.assessments.models import CriterionState, SubmissionStatus
from trainer.assessments.queries.waiting import evidence_for, units_for
from trainer.assessors.models import RegisterEntry, Standing
from trainer.core import clock
from trainer.extensions import db
from trainer.home.around import Around, _ask
from trainer.home.queries import came_back, count_stranded, count_uncovered, to_sign
from trainer.logs.actions import withdraw
from trainer.malpractice.models import CaseStatus
from trainer.people.models import Role
from trainer.quality import actions as quality
from trainer.quality.queries import complete_registrations, waiting_for
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

NOBODY: set[str] = set()
"""Nothing waits: it is over, or the learner works on it in their own time."""


@pytest.fixture
def scene(ada: User, ben: User, cleo: User, dev: User) -> Registration:
    """A learner, their assessor and quality assurer, a countersigner and an administrator."""
    registration = make_registration(ada, ben, cleo)
    make_entry(dev, registration.version)
    appoint(make_user("Tess Administrator"), Role.TRAINING_ADMIN)
    make_user("Hana Helper")
    appoint(called("Hana Helper"), Role.HR)
    db.session.commit()
    return registration


def called(name: str) -> User:
    return db.session.scalars(sa.select(User).where(User.name == name)).one()


def who_sees_it(registration: Registration) -> set[str]:
    """Name whose pages say that something waits for them."""
    db.session.commit()
    db.session.expire_all()
    tess, hana, dev = called("Tess Administrator"), called("Hana Helper"), called("Dev Admin")
    seen = {
        "learner": bool(to_sign(registration.learner) or came_back(registration.learner)),
        "assessor": _assesses(registration.assessor),
        "countersigner": _assesses(dev),
        "iqa": bool(
            db.session.execute(waiting_for(registration.iqa)).all()
            or complete_registrations(registration.iqa)
        )
        or _decides(registration.iqa),
        "investigator": _decides(hana),
        "administrator": _administers(tess),
    }
    return {name for name, waits in seen.items() if waits}


def _assesses(person: User) -> bool:
    waiting = db.session.execute(evidence_for(person)).all() or units_for(person)
    return bool(waiting) or _decides(person)


def _decides(person: User) -> bool:
    beside = _ask(person)
    return bool(beside.to_hear or beside.to_look_into)


def _administers(person: User) -> bool:
    beside: Around = _ask(person)
    return bool(
        beside.to_hear
        or beside.to_look_into
        or beside.to_issue
        or count_stranded(person)
        or count_uncovered(person)
    )


Walk = dict[str, tuple[Callable[[Registration], object], set[str]]]


def sent(registration: Registration) -> object:
    return make_submission(registration)


def begun(registration: Registration) -> object:
    submission = make_submission(registration)
    draft(submission, criteria_of(registration)[0])
    return submission


def decided(*outcomes: CriterionState) -> Callable[[Registration], object]:
    def decide(registration: Registration) -> object:
        chosen = criteria_of(registration)[: len(outcomes)]
        submission = make_submission(registration, chosen)
        for criterion, outcome in zip(chosen, outcomes, strict=True):
            judge(submission, [criterion], outcome)
        return submission

    return decide


def returned(registration: Registration) -> object:
    submission = make_submission(registration)
    judging.send_back(submission, actor=registration.assessor, reason="Say more.")
    return submission


def taken_back(registration: Registration) -> object:
    submission = make_submission(registration)
    withdraw(submission.revision.item, actor=registration.learner)
    return submission


SUBMISSIONS: Walk = {
    SubmissionStatus.SUBMITTED: (sent, {"assessor"}),
    SubmissionStatus.IN_REVIEW: (begun, {"assessor"}),
    SubmissionStatus.ACCEPTED: (decided(CriterionState.MET), NOBODY),
    SubmissionStatus.PART_ACCEPTED: (
        decided(CriterionState.MET, CriterionState.NOT_YET_MET),
        {"learner"},
    ),
    SubmissionStatus.RETURNED: (returned, {"learner"}),
    SubmissionStatus.WITHDRAWN: (taken_back, NOBODY),
}


@pytest.mark.parametrize("status", SubmissionStatus)
def test_what_was_sent(status: SubmissionStatus, scene: Registration) -> None:
    make, waits_for = SUBMISSIONS[status]
    submission = make(scene)
    assert status_of(submission) is status  # type: ignore[arg-type]
    assert who_sees_it(scene) == waits_for


def signed_by_learner(registration: Registration) -> object:
    unit, learner = make_ready(registration), registration.learner
    signing.sign_as_learner(unit, actor=learner, proof=proof_of(learner), seen=seen(unit))
    return unit


def to_countersign(registration: Registration) -> UnitAssessment:
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == registration.assessor_id)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    return make_signed(registration)


def not_countersigned(registration: Registration) -> object:
    unit, chosen = to_countersign(registration), criteria_of(registration)[0]
    signing.refuse_to_countersign(
        unit,
        actor=called("Dev Admin"),
        criteria=[chosen.id],
        reason="Thin.",
    )
    return unit


def asked_again(registration: Registration) -> object:
    unit, chosen = make_waiting_for_iqa(registration), criteria_of(registration)[0]
    quality.ask_again(unit, actor=registration.iqa, criteria=[chosen.id], note="Look again.")
    return unit


def at(status: UnitStatus) -> Callable[[Registration], object]:
    def put(registration: Registration) -> object:
        registration.units[0].status = status
        return registration.units[0]

    return put


UNITS: Walk = {
    "not started": (at(UnitStatus.NOT_STARTED), NOBODY),
    "planned": (at(UnitStatus.PLANNED), NOBODY),
    "in progress": (at(UnitStatus.IN_PROGRESS), NOBODY),
    "ready": (make_ready, {"learner"}),
    "learner signed": (signed_by_learner, {"assessor"}),
    "assessed competent": (to_countersign, {"countersigner"}),
    "in progress, not countersigned": (not_countersigned, {"assessor"}),
    "awaiting iqa": (make_waiting_for_iqa, {"iqa"}),
    "iqa action required": (asked_again, {"assessor"}),
    "achieved": (at(UnitStatus.ACHIEVED), NOBODY),
    "withdrawn": (at(UnitStatus.WITHDRAWN), NOBODY),
}
PASSED_THROUGH = {UnitStatus.COUNTERSIGNED, UnitStatus.RPL_GRANTED}
"""Where no action leaves a unit: the next move comes in the same breath, or nothing leads there."""


@pytest.mark.parametrize("state", UNITS)
def test_units(state: str, scene: Registration) -> None:
    make, waits_for = UNITS[state]
    unit = make(scene)
    assert status_of(unit).value.replace("_", " ") == state.split(",", maxsplit=1)[0]  # type: ignore[arg-type]
    assert who_sees_it(scene) == waits_for


def test_every_state_of_a_unit_is_walked() -> None:
    walked = {state.split(",")[0].replace(" ", "_") for state in UNITS}
    assert walked | PASSED_THROUGH == set(UnitStatus)


@pytest.mark.parametrize(
    ("stage", "waits_for"),
    [
        (Stage.ASSESSOR, {"assessor"}),
        (Stage.IQA, {"iqa"}),
        (Stage.PANEL, {"administrator"}),
        (Stage.AWARDING, {"administrator"}),
    ],
)
def test_an_appeal_that_is_open(stage: Stage, waits_for: set[str], scene: Registration) -> None:
    appeal = make_appeal(scene)
    appeal.stage = stage
    assert who_sees_it(scene) - {"learner"} == waits_for


@pytest.mark.parametrize("who", ["assessor", "iqa"])
@pytest.mark.parametrize("why", ["left", "lapsed"])
def test_an_appeal_whose_turn_is_of_somebody_gone(why: str, who: str, scene: Registration) -> None:
    appeal = make_appeal(scene)
    appeal.stage = Stage(who)
    go(getattr(scene, who), why)
    tess = called("Tess Administrator")
    db.session.commit()
    assert _ask(tess).to_hear == 1


def test_an_appeal_that_is_not_open(scene: Registration) -> None:
    appeal: Appeal = make_appeal(scene)
    for status in set(AppealStatus) - {AppealStatus.OPEN}:
        appeal.status = status
        assert who_sees_it(scene) == {"learner"}, status


def test_an_appeal_upheld_waits_to_be_judged_again(scene: Registration) -> None:
    answer(make_appeal(scene), scene.assessor, upheld=True)
    assert "assessor" in who_sees_it(scene)


def test_an_appeal_taken_further_waits_for_the_next(scene: Registration) -> None:
    appeal = make_appeal(scene)
    answer(appeal, scene.assessor)
    take_further(appeal)
    assert who_sees_it(scene) - {"learner"} == {"iqa"}


CASES = {
    CaseStatus.SET_ASIDE: {"administrator"},
    CaseStatus.INVESTIGATING: {"investigator"},
    CaseStatus.REPORTED: {"administrator"},
    CaseStatus.VOID: NOBODY,
    CaseStatus.CLEARED: NOBODY,
}


@pytest.mark.parametrize("status", CaseStatus)
def test_evidence_set_aside(status: CaseStatus, scene: Registration) -> None:
    submission = make_submission(scene)
    case = make_case(submission.revision.item, scene.assessor)
    if status is not CaseStatus.SET_ASIDE:
        make_reported(case, called("Tess Administrator"), called("Hana Helper"))
    case.status = status
    submission.status = SubmissionStatus.WITHDRAWN
    assert who_sees_it(scene) == CASES[status]


REGISTRATIONS = {
    RegistrationStatus.UNITS_COMPLETE: {"iqa"},
    RegistrationStatus.CLAIM_READY: {"administrator"},
    RegistrationStatus.CLAIMED: {"administrator"},
    RegistrationStatus.CLAIM_REJECTED: {"administrator"},
    RegistrationStatus.CERTIFICATED: {"administrator"},
}
"""Where something is to be done with the registration itself: a check, a claim, a certificate."""


@pytest.mark.parametrize("status", RegistrationStatus)
def test_registrations(status: RegistrationStatus, scene: Registration) -> None:
    scene.status = status
    assert who_sees_it(scene) == REGISTRATIONS.get(status, NOBODY)


def go(person: User, why: str) -> None:
    if why == "left":
        person.active = False
    else:
        db.session.execute(
            sa.update(RegisterEntry)
            .where(RegisterEntry.holder_id == person.id)
            .values(ends_on=clock.today())
        )


@pytest.mark.parametrize("who", ["assessor", "iqa"])
@pytest.mark.parametrize("why", ["left", "lapsed"])
@pytest.mark.parametrize("make", [sent, signed_by_learner, make_waiting_for_iqa, asked_again])
def test_work_of_somebody_gone(
    make: Callable[[Registration], object], why: str, who: str, scene: Registration
) -> None:
    make(scene)
    go(getattr(scene, who), why)
    assert "administrator" in who_sees_it(scene)


@pytest.mark.parametrize("why", ["left", "lapsed"])
def test_a_unit_that_nobody_may_countersign(why: str, scene: Registration) -> None:
    to_countersign(scene)
    assert "administrator" not in who_sees_it(scene)
    go(called("Dev Admin"), why)
    assert "administrator" in who_sees_it(scene)
