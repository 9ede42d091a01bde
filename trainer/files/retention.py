"""How long the bytes of evidence are kept: when each file is due, by which rule, and what holds it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from trainer.appeals.models import Appeal, AppealStatus
from trainer.appraisals.models import AppraisalAppeal
from trainer.appraisals.rules.appealing import AppraisalAppealStatus
from trainer.assessments.models import (
    JudgedFile,
    JudgedItem,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.audit.models import LedgerEntry
from trainer.certificates.models import Certificate
from trainer.claims.models import ReceivedCertificate
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.files.models import Hold, Part, Rule
from trainer.logs.models import AttachedFile, Item, Revision, StoredFile
from trainer.malpractice.models import Case, CaseStatus
from trainer.promotions.models import PromotionCase
from trainer.promotions.rules.stages import PromotionStatus
from trainer.registrations.events import Lapsed, Transferred, Withdrawn
from trainer.registrations.models import Registration

GIVEN_UP = {event.__name__ for event in (Lapsed, Transferred, Withdrawn)}
UNDER_WAY = {SubmissionStatus.SUBMITTED, SubmissionStatus.IN_REVIEW}
STANDING = {AppealStatus.OPEN, AppealStatus.ANSWERED}
DECIDED = {CaseStatus.VOID, CaseStatus.CLEARED}


@dataclass(frozen=True)
class Due:
    """When which bytes of a file are to go, by which rule; nothing goes while it is held."""

    file: StoredFile
    part: Part
    rule: Rule
    on: date
    is_held: bool


def due_dates(config: Config, file_ids: Collection[int] | None = None) -> Iterator[Due]:
    """Say of files that were submitted (of these, or of all) when their bytes are to go.

    A file is kept as long as anything it was submitted for goes on, or a draft still has it.
    """
    wanted = sa.true() if file_ids is None else StoredFile.id.in_(file_ids)
    ends, judged, held = _ends(wanted), _judged(wanted), held_people()
    held_files = set(db.session.scalars(_of_held_items()))
    for file in db.session.scalars(_kept(wanted)):
        is_held = file.owner_id in held or file.id in held_files
        days = ends.get(file.id, [None])
        if None not in days:
            rule = Rule.FLAGGED if file.shows_others else Rule.KIND
            last = max(day for day in days if day is not None)
            yield Due(file, Part.ALL, rule, last + _days(config, file, rule), is_held)
        if file.covered_areas and file.original_removed_at is None and file.id in judged:
            after = timedelta(days=config.keep_original_days)
            yield Due(file, Part.ORIGINAL, Rule.ORIGINAL, judged[file.id] + after, is_held)


def _days(config: Config, file: StoredFile, rule: Rule) -> timedelta:
    name = "flagged" if rule is Rule.FLAGGED else file.kind
    return timedelta(days=getattr(config, f"keep_{name}_days"))


def _kept(wanted: sa.ColumnElement[bool]) -> sa.Select[StoredFile]:
    """Select the files whose bytes are kept and that no draft has."""
    in_draft = sa.exists().where(
        AttachedFile.file_id == StoredFile.id,
        Revision.id == AttachedFile.revision_id,
        Revision.frozen_at.is_(None),
    )
    kept = sa.select(StoredFile).where(wanted, StoredFile.removed_at.is_(None), ~in_draft)
    return kept.order_by(StoredFile.id)


def _ends(wanted: sa.ColumnElement[bool]) -> dict[int, list[date | None]]:
    """Find when the registrations ended that each file was submitted for; None goes on still."""
    given_up = (
        sa.select(sa.func.max(LedgerEntry.at))
        .where(
            LedgerEntry.subject_type == Registration.__name__,
            LedgerEntry.subject_id == Registration.id,
            LedgerEntry.kind.in_(GIVEN_UP),
        )
        .scalar_subquery()
    )
    issued = (
        sa.select(sa.func.max(Certificate.issued_at))
        .where(Certificate.in_force_for(Registration.id, None))
        .scalar_subquery()
    )
    awarded = (
        sa.select(ReceivedCertificate.awarded_on)
        .where(ReceivedCertificate.registration_id == Registration.id)
        .scalar_subquery()
    )
    sent = (
        sa.select(StoredFile.id, awarded, issued, given_up)
        .join(AttachedFile, AttachedFile.file_id == StoredFile.id)
        .join(Submission, Submission.revision_id == AttachedFile.revision_id)
        .join(Registration, Registration.id == Submission.registration_id)
        .where(wanted)
    )
    found: dict[int, list[date | None]] = {}
    for file_id, sent_on, certified, ended in db.session.execute(sent):
        days = [_day(one) for one in (sent_on, certified, ended) if one is not None]
        found.setdefault(file_id, []).append(max(days, default=None))
    return found


def _judged(wanted: sa.ColumnElement[bool]) -> dict[int, date]:
    """Find when each file was judged last, unless a submission of it still waits."""
    waiting = (
        sa.select(AttachedFile.file_id)
        .join(Submission, Submission.revision_id == AttachedFile.revision_id)
        .where(Submission.status.in_(UNDER_WAY))
    )
    last = (
        sa.select(StoredFile.id, sa.func.max(Judgement.decided_at))
        .join(JudgedFile, JudgedFile.file_id == StoredFile.id)
        .join(JudgedItem, JudgedItem.id == JudgedFile.judged_item_id)
        .join(Judgement, Judgement.id == JudgedItem.judgement_id)
        .where(wanted, StoredFile.id.not_in(waiting))
        .group_by(StoredFile.id)
    )
    return {file_id: _day(at) for file_id, at in db.session.execute(last)}


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def held_people() -> set[int]:
    """Name the learners of whom nothing is removed now: an appeal, a case or a hold stands."""
    return {owner for found in holding() for owner in db.session.scalars(found)}


def holding() -> list[sa.Select[int]]:
    """Select whom an appeal, a case and a hold keep everything of, one after the other."""
    return [
        *appealing(),
        sa.select(Case.learner_id).where(Case.status.not_in(DECIDED)),
        sa.select(Hold.learner_id).where(Hold.lifted_at.is_(None)),
    ]


def appealing() -> list[sa.Select[int]]:
    """Select whose appeal stands: against a decision, an appraisal or the end of a promotion case.

    One against an appraisal stands as long as they may still take its answer to HR.
    """
    status = AppraisalAppeal.status
    answered = sa.and_(
        status == AppraisalAppealStatus.ANSWERED, AppraisalAppeal.due_on >= clock.today()
    )
    return [
        sa.select(Appeal.learner_id).where(Appeal.status.in_(STANDING)),
        sa.select(AppraisalAppeal.person_id).where(
            sa.or_(status == AppraisalAppealStatus.OPEN, answered)
        ),
        sa.select(PromotionCase.person_id).where(PromotionCase.status == PromotionStatus.APPEALED),
    ]


def _of_held_items() -> sa.Select[int]:
    return (
        sa.select(AttachedFile.file_id)
        .join(Revision, Revision.id == AttachedFile.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(Item.held_at.is_not(None))
    )
