"""INV6 to INV10: one live decision each, corrections in a line, and what was judged as it was."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, selectinload

from trainer.assessments.models import JudgedFile, JudgedItem, Judgement, Submission
from trainer.catalogue.lineage import Fate, Line
from trainer.catalogue.lineage.reading import lineage_between
from trainer.catalogue.models import Criterion, GroupedUnit, UnitGroup, UnitVersion
from trainer.checks.erased import is_erased
from trainer.checks.finding import Check, batched, rows
from trainer.extensions import db
from trainer.logs.content import content_hash
from trainer.logs.models import AttachedFile, CriterionLink, Item, Revision, StoredFile
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

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


_ORIGIN, _UNIT_THEN = aliased(Judgement), aliased(UnitAssessment)
_RESTATED = (
    sa.select(Judgement.id)
    .join(_ORIGIN, _ORIGIN.id == Judgement.carried_from_id)
    .join(_UNIT_THEN, _UNIT_THEN.id == _ORIGIN.unit_assessment_id)
)
RESTATED_OTHERWISE = _RESTATED.where(
    sa.or_(
        _ORIGIN.judge_id != Judgement.judge_id,
        _ORIGIN.outcome != Judgement.outcome,
        _ORIGIN.decided_at != Judgement.decided_at,
        _ORIGIN.submission_id.is_distinct_from(Judgement.submission_id),
        _UNIT_THEN.followed_by_id.is_distinct_from(Judgement.unit_assessment_id),
    )
)
OTHER_VERSION = (
    sa.select(UnitAssessment.id)
    .join(Registration, Registration.id == UnitAssessment.registration_id)
    .where(
        UnitAssessment.status.not_in(
            [UnitStatus.WITHDRAWN, UnitStatus.ACHIEVED, UnitStatus.RPL_GRANTED]
        ),
        ~sa.exists().where(
            GroupedUnit.unit_version_id == UnitAssessment.unit_version_id,
            UnitGroup.id == GroupedUnit.group_id,
            UnitGroup.version_id == Registration.version_id,
        ),
    )
)


def _carried_to_another() -> Iterator[str]:
    """Compare each judgement stated again with what became of its criterion."""
    now, then = aliased(UnitVersion), aliased(UnitVersion)
    later, former = aliased(Criterion), aliased(Criterion)
    found = db.session.execute(
        sa.select(Judgement.id, then, now, former.identifier, later.identifier)
        .join(_ORIGIN, _ORIGIN.id == Judgement.carried_from_id)
        .join(later, later.id == Judgement.criterion_id)
        .join(former, former.id == _ORIGIN.criterion_id)
        .join(now, now.id == later.unit_version_id)
        .join(then, then.id == former.unit_version_id)
    ).all()
    lines = lineage_between(list({(then, now) for _id, then, now, _old, _new in found}))
    for number, then_, now_, old, new in found:
        if Line(Fate.SAME, old, new) not in lines[then_.id, now_.id]:
            yield f"Judgement {number} was carried over to a criterion that is not the same."


def _changed_evidence() -> Iterator[str]:
    hashes = dict(_hashes())
    sent = sa.select(Submission.id, Submission.revision_id, Submission.content_hash)
    for number, revision_id, kept in db.session.execute(sent):
        if hashes.get(revision_id, kept) != kept:
            yield f"The evidence of submission {number} has been changed since."
    judged = sa.select(JudgedItem.judgement_id, JudgedItem.revision_id, JudgedItem.content_hash)
    for number, revision_id, kept in db.session.execute(judged):
        if hashes.get(revision_id, kept) != kept:
            yield f"The evidence under judgement {number} has been changed since."


def _hashes() -> Iterator[tuple[int, str]]:
    """Hash each revision that was sent or judged once, however often; not of who was erased."""
    ids = sa.union(sa.select(Submission.revision_id), sa.select(JudgedItem.revision_id))
    for batch in batched(db.session.scalars(ids.order_by(sa.column("revision_id"))).all()):
        revisions = (
            sa.select(Revision)
            .join(Revision.item)
            .where(Revision.id.in_(batch), ~is_erased(Item.owner_id))
            .options(
                contains_eager(Revision.item),
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
    Check(
        "INV10",
        "A judgement carried over says what was decided, where the unit went on.",
        rows(RESTATED_OTHERWISE, "Judgement %s says other than what it was carried over from."),
    ),
    Check("INV10", "Only what is the same carries over.", _carried_to_another),
    Check(
        "INV10",
        "Open units are those of the version registered for.",
        rows(OTHER_VERSION, "Unit assessment %s is of a unit the version doesn't list."),
    ),
]
