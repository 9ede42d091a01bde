"""INV6 to INV10: one live decision each, corrections in a line, and what was judged as it was."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.assessments.models import JudgedFile, JudgedItem, Judgement, Submission
from trainer.catalogue.models import Criterion
from trainer.checks.finding import Check, batched, rows
from trainer.extensions import db
from trainer.logs.content import content_hash
from trainer.logs.models import AttachedFile, CriterionLink, Revision, StoredFile
from trainer.registrations.models import UnitAssessment

_LATER, _FORMER = aliased(Judgement), aliased(Judgement)

TWO_LIVE = (
    sa.select(sa.func.min(Judgement.id))
    .where(
        Judgement.submission_id.is_not(None),
        ~sa.exists().where(_LATER.supersedes_id == Judgement.id),
    )
    .group_by(Judgement.submission_id, Judgement.criterion_id)
    .having(sa.func.count() > 1)
)
OUT_OF_LINE = (
    sa.select(Judgement.id)
    .join(_FORMER, _FORMER.id == Judgement.supersedes_id)
    .where(
        sa.or_(
            _FORMER.id >= Judgement.id,
            _FORMER.criterion_id != Judgement.criterion_id,
            _FORMER.unit_assessment_id != Judgement.unit_assessment_id,
            sa.func.trim(Judgement.reason) == "",
        )
    )
)
OTHER_FILE = (
    sa.select(JudgedFile.id)
    .join(StoredFile, StoredFile.id == JudgedFile.file_id)
    .where(sa.or_(StoredFile.sha256 != JudgedFile.sha256, StoredFile.size != JudgedFile.size))
)
UNFROZEN = (
    sa.select(Submission.id)
    .join(Revision, Revision.id == Submission.revision_id)
    .where(Revision.frozen_at.is_(None))
)
OTHER_STANDARD = (
    sa.select(Judgement.id)
    .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
    .join(Criterion, Criterion.id == Judgement.criterion_id)
    .where(Criterion.unit_version_id != UnitAssessment.unit_version_id)
)


def _changed_evidence() -> Iterator[str]:
    hashes = dict(_hashes())
    sent = sa.select(Submission.id, Submission.revision_id, Submission.content_hash)
    for number, revision_id, kept in db.session.execute(sent):
        if hashes[revision_id] != kept:
            yield f"The evidence of submission {number} has been changed since."
    judged = sa.select(JudgedItem.judgement_id, JudgedItem.revision_id, JudgedItem.content_hash)
    for number, revision_id, kept in db.session.execute(judged):
        if hashes[revision_id] != kept:
            yield f"The evidence under judgement {number} has been changed since."


def _hashes() -> Iterator[tuple[int, str]]:
    """Hash each revision that was sent or judged once, however often it was cited."""
    ids = sa.union(sa.select(Submission.revision_id), sa.select(JudgedItem.revision_id))
    for batch in batched(db.session.scalars(ids.order_by(sa.column("revision_id"))).all()):
        revisions = (
            sa.select(Revision)
            .where(Revision.id.in_(batch))
            .options(
                joinedload(Revision.item),
                selectinload(Revision.files).joinedload(AttachedFile.file),
                selectinload(Revision.links).joinedload(CriterionLink.criterion),
            )
        )
        for revision in db.session.scalars(revisions):
            yield revision.id, content_hash(revision)


CHECKS = [
    Check(
        "INV6",
        "One live decision for a criterion of a submission.",
        rows(TWO_LIVE, "Judgement %s is not the only live one on its criterion."),
    ),
    Check(
        "INV7",
        "A correction supersedes an earlier judgement on the same criterion, with a reason.",
        rows(OUT_OF_LINE, "Judgement %s does not follow what it supersedes."),
    ),
    Check(
        "INV8",
        "A judged file is the file that was kept.",
        rows(OTHER_FILE, "Judged file %s differs from the file kept."),
    ),
    Check(
        "INV9",
        "Submitted evidence is frozen.",
        rows(UNFROZEN, "Submission %s is of evidence that can still be edited."),
    ),
    Check("INV9", "Evidence reads as it did when it was sent and judged.", _changed_evidence),
    Check(
        "INV10",
        "A judgement is on a criterion of the version registered for.",
        rows(OTHER_STANDARD, "Judgement %s is on another version's criterion."),
    ),
]
