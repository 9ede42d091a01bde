"""INV7 and INV8: what judgements rest on and what became of certificates is all that is told, and no more."""

import json
from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from trainer.assessments.models import JudgedFile, JudgedItem, Judgement, Signature
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.record import plain
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.checks.finding import Check, batched, rows
from trainer.extensions import db
from trainer.logs.models import AttachedFile
from trainer.registrations.models import Registration, UnitAssessment

_OF_THE_EVIDENCE = sa.and_(
    AttachedFile.revision_id == JudgedItem.revision_id, AttachedFile.file_id == JudgedFile.file_id
)
UNNAMED = (
    sa.select(JudgedItem.judgement_id)
    .join(AttachedFile, AttachedFile.revision_id == JudgedItem.revision_id)
    .outerjoin(
        JudgedFile,
        sa.and_(
            JudgedFile.judged_item_id == JudgedItem.id, JudgedFile.file_id == AttachedFile.file_id
        ),
    )
    .group_by(JudgedItem.id, JudgedItem.judgement_id, AttachedFile.file_id)
    .having(sa.func.count(JudgedFile.id) != 1)
)
UNATTACHED = (
    sa.select(JudgedItem.judgement_id)
    .join(JudgedFile, JudgedFile.judged_item_id == JudgedItem.id)
    .outerjoin(AttachedFile, _OF_THE_EVIDENCE)
    .where(AttachedFile.file_id.is_(None))
)
OTHER_LEARNER = (
    sa.select(Signature.id)
    .join(Signature.unit_assessment)
    .join(UnitAssessment.registration)
    .where(Signature.learner_id != Registration.learner_id)
)
_C = CertificateStatus
STEPS = {
    "CertificateIssued": (_C.DRAFTED, _C.ISSUED),
    "CertificateRevoked": (_C.REVOKED,),
    "CertificateReplaced": (_C.REPLACED,),
}
"""Which steps of a certificate's life each kind of link tells of."""
Step = tuple[int, CertificateStatus, int | None, str]


def _other_files() -> Iterator[str]:
    for number in db.session.scalars(sa.union(UNNAMED, UNATTACHED)):
        yield f"Judgement {number} names other files than the evidence has that it rests on."


def _other_evidence() -> Iterator[str]:
    links = sa.select(LedgerEntry.subject_id, LedgerEntry.body).where(
        LedgerEntry.kind == "Judged", LedgerEntry.subject_type == Judgement.__name__
    )
    for batch in batched(db.session.execute(links.order_by(LedgerEntry.seq)).all()):
        told = {number: json.loads(body).get("rests_on", []) for number, body in batch}
        rests_on: dict[int, list[str]] = {number: [] for number in told}
        items = sa.select(JudgedItem.judgement_id, JudgedItem.content_hash)
        for number, content in db.session.execute(items.where(JudgedItem.judgement_id.in_(told))):
            rests_on[number].append(content)
        for number, hashes in told.items():
            if sorted(rests_on[number]) != sorted(hashes):
                yield f"Judgement {number} rests on other evidence than the ledger tells."


def _other_life() -> Iterator[str]:
    """Compare the steps of each certificate's life with those its links tell of."""
    columns = (
        CertificateEvent.certificate_id,
        CertificateEvent.status,
        CertificateEvent.actor_id,
        CertificateEvent.reauthenticated_at,
    )
    lived = Counter[Step](
        (number, status, actor, str(plain(at)))
        for number, status, actor, at in db.session.execute(sa.select(*columns))
    )
    told = _told()
    for number in sorted({step[0] for step in (lived - told) + (told - lived)}):
        yield f"What became of certificate {number} is not what the ledger tells."
    for number in db.session.scalars(_other_reasons()):
        yield f"The reason for what became of certificate {number} is not the one given then."


def _told() -> Counter[Step]:
    links = sa.select(
        LedgerEntry.kind, LedgerEntry.subject_id, LedgerEntry.actor_id, LedgerEntry.body
    ).where(LedgerEntry.kind.in_(STEPS), LedgerEntry.subject_type == Certificate.__name__)
    return Counter[Step](
        (number, status, actor, str(json.loads(body).get("reauthenticated_at")))
        for kind, number, actor, body in db.session.execute(links)
        for status in STEPS[kind]
    )


def _other_reasons() -> sa.Select[int]:
    """Select certificates that end for another reason than was sealed, or begin for any."""
    ended = sa.select(SealedText.id).where(
        SealedText.seq == LedgerEntry.seq,
        SealedText.field == "reason",
        SealedText.text.is_not(None),
        SealedText.text != CertificateEvent.reason,
        LedgerEntry.subject_id == CertificateEvent.certificate_id,
        LedgerEntry.subject_type == Certificate.__name__,
        LedgerEntry.kind.in_(STEPS),
        CertificateEvent.status.in_((_C.REVOKED, _C.REPLACED)),
    )
    begun = CertificateEvent.status.in_((_C.DRAFTED, _C.ISSUED))
    return (
        sa.select(CertificateEvent.certificate_id)
        .where(sa.or_(ended.exists(), sa.and_(begun, CertificateEvent.reason != "")))
        .distinct()
    )


CHECKS = [
    Check(
        "INV7",
        "A signature under a unit names whose unit it is.",
        rows(OTHER_LEARNER, "Signature %s names another learner than the one registered."),
    ),
    Check("INV7", "A judgement rests on the evidence that the ledger tells of.", _other_evidence),
    Check("INV7", "What became of a certificate is what the ledger tells.", _other_life),
    Check("INV8", "A judgement names each file of what it rests on, once.", _other_files),
]
