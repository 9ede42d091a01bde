"""INV19, INV33 and INV55: each writes only their own part of an appraisal, and what was signed stays."""

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalPart,
    AppraisalRecord,
    AppraisalSignature,
    SignedAs,
)
from trainer.appraisals.queries.content import hash_of
from trainer.appraisals.rules.stages import ANSWERED, LOCKED, AppraisalStage, Party
from trainer.checks.erased import is_erased
from trainer.checks.finding import Check, rows
from trainer.extensions import db

OTHERS_PART = (
    sa.select(AppraisalPart.id)
    .join(AppraisalPart.appraisal)
    .where(
        (AppraisalPart.party == Party.APPRAISEE) != (AppraisalPart.writer_id == Appraisal.person_id)
    )
)
PAIR = (Party.APPRAISEE, Party.MANAGER)
SAID = sa.or_(AppraisalAnswer.rating.is_not(None), AppraisalAnswer.words != "")

_signed = sa.select(AppraisalRecord.appraisal_id).join(
    AppraisalSignature, AppraisalSignature.record_id == AppraisalRecord.id
)
UNSIGNED = sa.select(Appraisal.id).where(
    Appraisal.status.in_(sorted(ANSWERED | {AppraisalStage.REVIEWED})),
    sa.or_(
        Appraisal.id.not_in(_signed.where(AppraisalSignature.signed_as == SignedAs.MANAGER)),
        Appraisal.id.not_in(
            _signed.where(
                AppraisalSignature.signed_as.in_([SignedAs.EMPLOYEE, SignedAs.EMPLOYEE_DECLINES])
            )
        ),
    ),
)

_signed_before = (
    sa.select(AppraisalSignature.id)
    .join(AppraisalSignature.record)
    .where(
        AppraisalRecord.appraisal_id == Appraisal.id,
        AppraisalSignature.signer_id == AppraisalAppealAnswer.by_id,
        AppraisalSignature.at < AppraisalAppealAnswer.at,
    )
    .exists()
)
ANSWERED_BY_A_WRITER = (
    sa.select(AppraisalAppealAnswer.id)
    .join(AppraisalAppealAnswer.appeal)
    .join(AppraisalAppeal.appraisal)
    .where(sa.or_(AppraisalAppealAnswer.by_id == Appraisal.manager_id, _signed_before))
)


def _records_that_differ() -> Iterator[str]:
    """Compare what is written now with what was signed, one appraisal after the other."""
    latest = sa.select(sa.func.max(AppraisalRecord.id)).group_by(AppraisalRecord.appraisal_id)
    found = db.session.execute(
        sa.select(AppraisalRecord.appraisal_id, AppraisalRecord.content)
        .join(AppraisalRecord.appraisal)
        .where(
            AppraisalRecord.id.in_(latest),
            Appraisal.status.in_(sorted(LOCKED)),
            ~is_erased(Appraisal.person_id),
        )
        .order_by(AppraisalRecord.appraisal_id)
    )
    for appraisal_id, content in found:
        signed = Counter(
            (
                one["as"],
                content["scale"].index(one["level"]) + 1 if one["level"] else None,
                one["words"],
            )
            for section in content["sections"]
            for item in section["items"]
            for one in item["told"]
            if one["level"] or one["words"]
        )
        if signed != _written(appraisal_id):
            yield f"What is written in appraisal {appraisal_id} is not what was signed."


def _written(appraisal_id: int) -> Counter[tuple[str, int | None, str]]:
    rows_of = db.session.execute(
        sa.select(AppraisalPart.party, AppraisalAnswer.rating, AppraisalAnswer.words)
        .join(AppraisalAnswer.part)
        .where(AppraisalPart.appraisal_id == appraisal_id, AppraisalPart.party.in_(PAIR), SAID)
    )
    return Counter((party.value, rating, words) for party, rating, words in rows_of)


def _forged_records() -> Iterator[str]:
    kept = (
        sa.select(AppraisalRecord)
        .join(Appraisal, Appraisal.id == AppraisalRecord.appraisal_id)
        .where(~is_erased(Appraisal.person_id))
        .order_by(AppraisalRecord.id)
    )
    for record in db.session.scalars(kept):
        if hash_of(record.content) != record.content_hash:
            yield f"Record {record.id} of an appraisal is not what its hash was made of."


CHECKS = [
    Check(
        "INV19",
        "Only the person writes the person’s part of an appraisal, and no other.",
        rows(OTHERS_PART, "Part %s of an appraisal was written by somebody else."),
    ),
    Check(
        "INV19", "What both have seen of an appraisal stays as it was signed.", _records_that_differ
    ),
    Check("INV55", "The record of an appraisal is what its hash was made of.", _forged_records),
    Check(
        "INV55",
        "An appraisal that was signed has the names of both under it.",
        rows(UNSIGNED, "Appraisal %s is signed without the name of one of the pair."),
    ),
    Check(
        "INV33",
        "Nobody answers an appeal against an appraisal they wrote or signed in.",
        rows(ANSWERED_BY_A_WRITER, "Answer %s to an appeal is by somebody with a part in it."),
    ),
]
