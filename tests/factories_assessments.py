"""Learners on their way: a small qualification, registrations, evidence sent, judged and signed."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.assessments.actions import drafting, judging, signing, submitting
from trainer.assessments.models import CriterionState, Judgement, Submission
from trainer.assessments.queries import review
from trainer.assessments.queries.content import hash_of_content, signed_content
from trainer.assessments.rules import VACSR
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.catalogue.models import (
    Criterion,
    Facts,
    Framework,
    FrameworkKind,
    GroupedUnit,
    LearningOutcome,
    OutcomeKind,
    Qualification,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
    Wording,
)
from trainer.core import clock
from trainer.core.database import HasStatus
from trainer.extensions import db
from trainer.logs.models import Activity, AttachedFile, CriterionLink, Item, Revision, StoredFile
from trainer.people.models import Appointment, AppointmentStatus, Placement, Role, Site
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

LONG_AGO = date(2020, 1, 1)
FEEDBACK = "You told him what would happen, then showed him."

_numbers = itertools.count(1)


def make_qualification(
    *, units: int = 1, criteria: int = 2, title: str = "Service at the counter"
) -> QualificationVersion:
    """A qualification of one group that asks for all its units."""
    number = next(_numbers)
    framework = Framework(code=f"frame-{number}", title="House", kind=FrameworkKind.SCHEME)
    qualification = Qualification(code=f"qual-{number}", framework=framework)
    version = QualificationVersion(
        qualification=qualification,
        number=1,
        title=title,
        level=2,
        credit=5 * units,
        facts=Facts.SOURCED,
        rules=[{"type": "all_of_group", "group": "A"}],
        content_hash="0" * 64,
        published_at=clock.now(),
    )
    group = UnitGroup(version=version, code="A", title="Mandatory", position=1)
    for position in range(1, units + 1):
        unit = make_unit(criteria=criteria, title=f"Unit {position} of {number}")
        group.members.append(GroupedUnit(unit_version=unit, position=position))
    db.session.add(version)
    db.session.commit()
    return version


def make_unit(*, criteria: int = 2, title: str = "Deliver service") -> UnitVersion:
    """A unit with one outcome and this many criteria."""
    code = f"U{next(_numbers):05d}"
    version = UnitVersion(
        unit=Unit(code=code),
        number=1,
        code=code,
        title=title,
        level=2,
        credit=5,
        facts=Facts.SOURCED,
        wording=Wording.OWN,
        content_hash="1" * 64,
    )
    outcome = LearningOutcome(
        unit_version=version, number="1", title="Serve", kind=OutcomeKind.COMPETENCE, position=1
    )
    for position in range(1, criteria + 1):
        Criterion(
            unit_version=version,
            outcome=outcome,
            number=f"1.{position}",
            text=f"Do the thing numbered {position}",
            position=position,
        )
    db.session.add(version)
    db.session.commit()
    return version


def make_entry(
    holder: User,
    version: QualificationVersion,
    *,
    duty: Duty = Duty.ASSESS,
    standing: Standing = Standing.QUALIFIED,
    ends_on: date | None = None,
) -> RegisterEntry:
    """A line of the register, and the role that goes with it."""
    entry = RegisterEntry(
        holder=holder,
        qualification_id=version.qualification_id,
        duty=duty,
        standing=standing,
        starts_on=LONG_AGO,
        ends_on=ends_on,
    )
    db.session.add(entry)
    appoint(holder, Role.ASSESSOR if duty is Duty.ASSESS else Role.IQA)
    return entry


def appoint(holder: User, role: Role) -> None:
    """Give somebody a role, from long ago."""
    db.session.add(
        Appointment(
            holder=holder, role=role, status=AppointmentStatus.CONFIRMED, starts_on=LONG_AGO
        )
    )
    db.session.commit()


def make_registration(
    learner: User,
    assessor: User,
    iqa: User,
    *,
    version: QualificationVersion | None = None,
    status: RegistrationStatus = RegistrationStatus.ACTIVE,
    site: Site | None = None,
    on_register: bool = True,
) -> Registration:
    """A learner on every unit of a version, with people allocated and on the register."""
    version = version or make_qualification()
    if on_register:
        make_entry(assessor, version)
        make_entry(iqa, version, duty=Duty.VERIFY)
    registration = Registration(
        learner=learner,
        version=version,
        assessor=assessor,
        iqa=iqa,
        status=status,
        site=site,
        registered_on=LONG_AGO,
    )
    for group in version.groups:
        for member in group.members:
            registration.units.append(
                UnitAssessment(
                    unit_version=member.unit_version,
                    group_code=group.code,
                    position=member.position,
                )
            )
    db.session.add(registration)
    db.session.commit()
    return registration


def make_manager(manager: User, person: User) -> Placement:
    """Let one person report to another."""
    site = Site(code=f"S{next(_numbers)}", name="Harbour Street")
    placement = Placement(
        user=person, manager=manager, site=site, job_title="Adviser", starts_on=LONG_AGO
    )
    db.session.add(placement)
    db.session.commit()
    return placement


def make_item(
    owner: User,
    criteria: Sequence[Criterion] = (),
    *,
    what: str = "A man brought back a kettle that tripped his power.",
    title: str = "The kettle",
    files: int = 0,
) -> Item:
    """A draft entry of this person's log, linked to these criteria."""
    highest = db.session.scalar(
        sa.select(sa.func.max(Item.number)).where(Item.owner_id == owner.id)
    )
    item = Item(owner=owner, number=(highest or 0) + 1)
    revision = Revision(
        item=item,
        number=1,
        title=title,
        what=what,
        activity=Activity.HELPED_CUSTOMER,
        happened_on=LONG_AGO,
    )
    revision.links = [CriterionLink(criterion=criterion) for criterion in criteria]
    revision.files = [AttachedFile(file=make_file(owner), position=place) for place in range(files)]
    db.session.add(revision)
    db.session.commit()
    return item


def make_file(owner: User) -> StoredFile:
    """A photo that was taken in."""
    number = next(_numbers)
    kept = current_app.extensions["store"].put_stream([f"photo {number}".encode()], limit=100)
    return StoredFile(
        owner=owner,
        name=f"card-{number}.jpg",
        kind="photo",
        media_type="image/jpeg",
        size=kept.size,
        sha256=kept.sha256,
        key=kept.key,
        shown_sha256=f"{number + 1:064x}",
        shows_others=False,
    )


def criteria_of(registration: Registration, unit: int = 0) -> list[Criterion]:
    """The criteria of one of the registration's units."""
    return registration.units[unit].unit_version.criteria


def submit(item: Item, registration: Registration) -> Submission:
    """Send a draft to the assessor of one registration."""
    [submission] = submitting.submit(
        item, actor=item.owner, registrations=[registration.id], own_work=True
    )
    db.session.commit()
    return submission


def make_submission(
    registration: Registration, criteria: Sequence[Criterion] | None = None, **more: object
) -> Submission:
    """Evidence for these criteria (all of the first unit's unless told), sent and waiting."""
    claimed = criteria_of(registration) if criteria is None else criteria
    item = make_item(registration.learner, claimed, **more)  # type: ignore[arg-type]
    return submit(item, registration)


def draft(
    submission: Submission,
    criterion: Criterion,
    *,
    outcome: CriterionState = CriterionState.MET,
    actor: User | None = None,
    feedback: str = FEEDBACK,
    vacsr: Sequence[str] = VACSR,
    vacsr_note: str = "",
    relied_on: Sequence[int] | None = None,
) -> None:
    """What the assessor is about to decide."""
    drafting.save_draft(
        submission,
        criterion.id,
        actor=actor or submission.assessor,
        outcome=outcome,
        vacsr=vacsr,
        vacsr_note=vacsr_note,
        relied_on=[submission.revision_id] if relied_on is None else relied_on,
        feedback=feedback,
    )
    db.session.commit()


def sign_drafts(submission: Submission, actor: User | None = None) -> list[Judgement]:
    """The assessor signs what they drafted."""
    made = judging.sign_judgements(
        submission,
        actor=actor or submission.assessor,
        seen=review.mark_of(review.drafts_on(submission)),
    )
    db.session.commit()
    return made


def judge(
    submission: Submission,
    criteria: Sequence[Criterion],
    outcome: CriterionState = CriterionState.MET,
) -> list[Judgement]:
    """The assessor decides on these criteria of a submission."""
    for criterion in criteria:
        draft(submission, criterion, outcome=outcome)
    return sign_drafts(submission)


def proof_of(person: User, *, ago: timedelta = timedelta(0)) -> Proof:
    """The person has just re-entered their password, or had so long ago."""
    return Proof(user_id=person.id, at=clock.now() - ago)


def seen(unit: UnitAssessment) -> str:
    """What somebody looking at the unit now would sign."""
    return hash_of_content(signed_content(unit))


def make_ready(registration: Registration, unit: int = 0) -> UnitAssessment:
    """A unit with every criterion met, waiting for its learner's name."""
    assessment = registration.units[unit]
    criteria = criteria_of(registration, unit)
    judge(make_submission(registration, criteria), criteria)
    return assessment


def make_signed(registration: Registration, unit: int = 0) -> UnitAssessment:
    """A unit signed by its learner and its assessor."""
    assessment = make_ready(registration, unit)
    learner, assessor = registration.learner, registration.assessor
    signing.sign_as_learner(
        assessment, actor=learner, proof=proof_of(learner), seen=seen(assessment)
    )
    signing.sign_as_assessor(
        assessment, actor=assessor, proof=proof_of(assessor), seen=seen(assessment)
    )
    db.session.commit()
    return assessment


def make_waiting_for_iqa(registration: Registration, unit: int = 0) -> UnitAssessment:
    """A unit that waits for its quality assurer."""
    assessment = make_signed(registration, unit)
    assert assessment.status is UnitStatus.AWAITING_IQA
    return assessment


def make_learners(count: int, assessor: User, iqa: User, version: QualificationVersion) -> None:
    """A number of other learners of one assessor, each with something sent."""
    for _each in range(count):
        registration = make_registration(
            make_user(f"Learner {next(_numbers)}"),
            assessor,
            iqa,
            version=version,
            on_register=False,
        )
        make_submission(registration, files=1)


def status_of(thing: HasStatus) -> Any:
    """Where a thing has got to, asked anew each time."""
    return thing.status
