"""Exercises as pages list them, the evidence they may take, and whose names stand around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments.models import Judgement, Submission
from trainer.assessors.models import Duty, RegisterEntry
from trainer.catalogue.models import (
    Criterion,
    Qualification,
    QualificationVersion,
    UnitVersion,
)
from trainer.core.database import AnyRow, Columns
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import (
    Activity,
    AttachedFile,
    CriterionLink,
    EvidenceKind,
    Item,
    Revision,
)
from trainer.people.models import Placement
from trainer.registrations.models import Registration
from trainer.standardisation import policies
from trainer.standardisation.anonymising import stand_ins
from trainer.standardisation.models import (
    Attendance,
    BlindDraft,
    BlindJudgement,
    Exercise,
    ExerciseStatus,
    Invited,
    Piece,
    PieceCriterion,
    PieceFile,
)
from trainer.viewing.models import FilePage

MOST_FOUND = 50


@dataclass(frozen=True)
class Sought:
    """Which evidence is looked for; nothing of it narrows nothing."""

    unit: str = ""
    kind: EvidenceKind | None = None
    learner: str = ""


def with_all(select: sa.Select[Exercise]) -> sa.Select[Exercise]:
    """Load exercises with everything their pages show but what was judged."""
    pieces = selectinload(Exercise.pieces)
    criteria = pieces.selectinload(Piece.criteria).joinedload(PieceCriterion.criterion)
    return select.options(
        joinedload(Exercise.lead),
        selectinload(Exercise.assessors).joinedload(Invited.person),
        selectinload(Exercise.attendances).joinedload(Attendance.person),
        criteria.joinedload(Criterion.unit_version),
        pieces.selectinload(Piece.files).joinedload(PieceFile.file),
        pieces.joinedload(Piece.revision).joinedload(Revision.item),
    )


def listed(actor: User) -> sa.Select[Exercise]:
    """Select what somebody leads and what is open to every assurer, the latest first."""
    return (
        policies.visible_to(actor)
        .where(sa.or_(Exercise.lead_id == actor.id, Exercise.status == ExerciseStatus.OPENED))
        .options(joinedload(Exercise.lead), selectinload(Exercise.assessors))
        .order_by(Exercise.status == ExerciseStatus.OPENED, Exercise.judge_by.desc(), Exercise.id)
    )


def to_judge(actor: User) -> sa.Select[Invited]:
    """Select where somebody is asked to judge, what waits first."""
    return (
        sa.select(Invited)
        .join(Invited.exercise)
        .where(Invited.person_id == actor.id, Exercise.status != ExerciseStatus.PREPARING)
        .options(sa.orm.contains_eager(Invited.exercise).joinedload(Exercise.lead))
        .order_by(Invited.handed_in_at.is_not(None), Exercise.judge_by.desc(), Invited.id)
    )


def qualifications_of(actor: User) -> Sequence[tuple[int, str]]:
    """List the qualifications somebody assures learners of, by id, with the latest title."""
    rows = db.session.execute(
        sa.select(Qualification.id, sa.func.max(QualificationVersion.title))
        .join(QualificationVersion, QualificationVersion.qualification_id == Qualification.id)
        .join(Registration, Registration.version_id == QualificationVersion.id)
        .where(Registration.iqa_id == actor.id)
        .group_by(Qualification.id)
        .order_by(sa.func.max(QualificationVersion.title))
    )
    return [(id_, title) for id_, title in rows]


def qualification_title(exercise: Exercise) -> str:
    """Say what the qualification is called at present."""
    title = db.session.scalar(
        sa.select(QualificationVersion.title)
        .where(QualificationVersion.qualification_id == exercise.qualification_id)
        .order_by(QualificationVersion.number.desc())
        .limit(1)
    )
    return title or ""


def evidence(actor: User, exercise: Exercise, sought: Sought) -> Sequence[AnyRow]:
    """List evidence an exercise may take, the latest first: revision, learner, units it claims."""
    learner = aliased(User)
    units = (
        sa.select(sa.func.count(sa.distinct(Criterion.id)))
        .join(CriterionLink, CriterionLink.criterion_id == Criterion.id)
        .where(CriterionLink.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    select = policies.evidence_for(actor, exercise).join(learner, learner.id == Item.owner_id)
    if sought.unit:
        select = select.where(
            sa.exists()
            .where(
                CriterionLink.revision_id == Revision.id,
                Criterion.id == CriterionLink.criterion_id,
                UnitVersion.id == Criterion.unit_version_id,
                UnitVersion.code == sought.unit,
            )
            .correlate(Revision)
        )
    if sought.kind is not None:
        select = select.where(Item.kind == sought.kind)
    if sought.learner:
        select = select.where(learner.name.icontains(sought.learner, autoescape=True))
    return db.session.execute(
        select.with_only_columns(
            Submission.id,
            Revision.id.label("revision_id"),
            Revision.title,
            Item.kind,
            Item.number,
            learner.name.label("learner"),
            Submission.status,
            units.label("criteria"),
        )
        .order_by(Submission.id.desc())
        .limit(MOST_FOUND)
    ).all()


def units_claimed(actor: User, exercise: Exercise) -> Sequence[tuple[str, str]]:
    """List the units that the evidence an exercise may take claims, by code."""
    revisions = policies.evidence_for(actor, exercise).with_only_columns(Submission.revision_id)
    rows = db.session.execute(
        sa.select(UnitVersion.code, sa.func.max(UnitVersion.title))
        .join(Criterion, Criterion.unit_version_id == UnitVersion.id)
        .join(CriterionLink, CriterionLink.criterion_id == Criterion.id)
        .where(CriterionLink.revision_id.in_(revisions))
        .group_by(UnitVersion.code)
        .order_by(UnitVersion.code)
    )
    return [(code, title) for code, title in rows]


def taken_from(actor: User, exercise: Exercise) -> sa.Select[Submission]:
    """Select the submissions an exercise may take evidence from, with all there is to show of it."""
    revision = joinedload(Submission.revision)
    return policies.evidence_for(actor, exercise).options(
        joinedload(Submission.registration),
        revision.joinedload(Revision.item).joinedload(Item.owner),
        revision.selectinload(Revision.files).joinedload(AttachedFile.file),
        revision.selectinload(Revision.signatures),
        revision.selectinload(Revision.links)
        .joinedload(CriterionLink.criterion)
        .joinedload(Criterion.unit_version),
    )


def names_around(submission: Submission, also: Sequence[str] = ()) -> dict[str, str]:
    """Say what takes the place of each name that may stand in a piece of evidence.

    The learner by every part of their name, and so everybody around them: who assesses and assures,
    who wrote it or signed under it, their manager, and whoever is named besides (`also`). Everybody
    else with an account by their whole name.
    """
    learner, registration = submission.revision.item.owner, submission.registration
    near = {registration.assessor_id, registration.iqa_id, submission.revision.item.author_id}
    managers = sa.select(Placement.manager_id).where(Placement.user_id == learner.id)
    near |= set(db.session.scalars(managers))
    colleague, them = _("[a colleague]"), _("[the learner]")
    people = db.session.execute(sa.select(User.id, User.name, User.known_as))
    names: dict[str, str] = {}
    for id_, name, known_as in people:
        names |= {name: colleague}
        if id_ in near:
            names |= stand_ins([(name, colleague), (known_as, colleague)])
    signers = [(one.printed_name, colleague) for one in submission.revision.signatures]
    names |= stand_ins([*signers, *((one, _("[somebody]")) for one in also)])
    return names | stand_ins([(learner.name, them), (learner.known_as, them)])


def possible_assessors(exercise: Exercise, at: datetime) -> list[User]:
    """List who may be invited, by name."""
    entered = sa.select(RegisterEntry.holder_id).where(
        RegisterEntry.qualification_id == exercise.qualification_id,
        RegisterEntry.duty == Duty.ASSESS,
    )
    people = db.session.scalars(
        sa.select(User).where(User.active, User.id.in_(entered)).order_by(User.name, User.id)
    )
    return [one for one in people if policies.may_be_invited(one, exercise, at)]


def assessed_for_real(person_id: int, exercise: Exercise) -> set[int]:
    """Name the pieces whose evidence somebody assessed for its learner, in whatever revision."""
    item = aliased(Revision)
    same_item = (
        sa.select(Submission.id)
        .join(item, item.id == Submission.revision_id)
        .where(
            item.item_id == Revision.item_id,
            sa.or_(
                Submission.assessor_id == person_id,
                sa.exists().where(
                    Judgement.submission_id == Submission.id, Judgement.judge_id == person_id
                ),
            ),
        )
        .correlate(Revision)
    )
    return set(
        db.session.scalars(
            sa.select(Piece.id)
            .join(Piece.revision)
            .where(Piece.exercise_id == exercise.id, same_item.exists())
        )
    )


def drafts_of(invited: Invited) -> dict[int, BlindDraft]:
    """Find what somebody drafted, by what it is about."""
    found = db.session.scalars(sa.select(BlindDraft).where(BlindDraft.invited_id == invited.id))
    return {one.piece_criterion_id: one for one in found}


def judgements_of(exercise: Exercise) -> Sequence[BlindJudgement]:
    """List what was handed in; for those alone who may see results."""
    return db.session.scalars(
        sa.select(BlindJudgement)
        .join(BlindJudgement.invited)
        .where(Invited.exercise_id == exercise.id)
        .options(sa.orm.contains_eager(BlindJudgement.invited).joinedload(Invited.person))
        .order_by(Invited.letter, BlindJudgement.id)
    ).all()


def to_remind(today: date, days: int) -> sa.Select[Exercise]:
    """Select the exercises whose judging is over in so many days, of which nobody was reminded."""
    return with_all(
        sa.select(Exercise).where(
            Exercise.status == ExerciseStatus.JUDGING,
            Exercise.judge_by <= today + timedelta(days=days),
            Exercise.reminded_at.is_(None),
        )
    )


def over_by(today: date) -> sa.Select[Exercise]:
    """Select the exercises whose day to judge by has passed."""
    return with_all(
        sa.select(Exercise).where(
            Exercise.status == ExerciseStatus.JUDGING, Exercise.judge_by < today
        )
    )


def attended(person: User) -> Columns:
    """Select the meetings somebody was at, as time spent on their development."""
    return (
        sa.select(
            Exercise.met_on.label("day"),
            sa.literal(Activity.LEARNT_SOMETHING, Revision.activity.type).label("activity"),
            Exercise.met_minutes.label("minutes"),
            Exercise.title.label("what"),
            (sa.literal("/standardisation/") + sa.cast(Exercise.id, sa.String) + "/results").label(
                "path"
            ),
        )
        .join(Attendance, Attendance.exercise_id == Exercise.id)
        .where(Attendance.person_id == person.id, Exercise.met_on.is_not(None))
    )


def count_to_judge(person_id: Any, today: Any) -> Any:
    """Count, as part of another statement, the exercises somebody is asked to judge in."""
    return (
        sa.select(sa.func.count(Invited.id))
        .join(Exercise, Exercise.id == Invited.exercise_id)
        .where(
            Invited.person_id == person_id,
            Invited.handed_in_at.is_(None),
            Exercise.status == ExerciseStatus.JUDGING,
            Exercise.judge_by >= today,
        )
        .scalar_subquery()
    )


def people_to_attend(exercise: Exercise) -> list[User]:
    """List who may have been at the meeting: the leader and the assessors."""
    people = {exercise.lead, *(one.person for one in exercise.assessors)}
    return sorted(people, key=lambda one: (one.name, one.id))


def pages_of(piece: Piece) -> list[tuple[PieceFile, int]]:
    """List the pictures a piece is shown with: photos, and the pages of documents, in order."""
    ids = [one.file_id for one in piece.files if one.file.kind != "photo"]
    pages = db.session.execute(
        sa.select(FilePage.file_id, FilePage.number)
        .where(FilePage.file_id.in_(ids), FilePage.key.is_not(None))
        .order_by(FilePage.number)
    ).all()
    return [
        (one, number)
        for one in piece.files
        for number in (
            [1]
            if one.file.kind == "photo"
            else [page.number for page in pages if page.file_id == one.file_id]
        )
    ]
