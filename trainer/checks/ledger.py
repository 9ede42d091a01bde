"""INV22 to INV27: signatures proven, events in the chain once, times in order, guards in place."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import aliased

from trainer.anchoring import holding
from trainer.assessments.models import Judgement, Signature, Submission
from trainer.audit import guards
from trainer.audit.models import LedgerEntry
from trainer.batches.models import Batch, BatchLine
from trainer.certificates.models import CertificateEvent
from trainer.checks.finding import Check
from trainer.core.database import Base, Moment
from trainer.extensions import db
from trainer.quality.models import FinalCheck, Release

PROOF_LASTS = timedelta(minutes=5)


def _unproven() -> Iterator[str]:
    for table, proven_at, at in (
        (Signature, Signature.reauthenticated_at, Signature.signed_at),
        (Release, Release.reauthenticated_at, Release.released_at),
        (FinalCheck, FinalCheck.reauthenticated_at, FinalCheck.signed_at),
        (Batch, Batch.proven_at, Batch.signed_at),
        (CertificateEvent, CertificateEvent.reauthenticated_at, _signed_at()),
    ):
        times: Any = sa.select(table.id, proven_at, at)
        for number, proven, signed in db.session.execute(times):
            if not timedelta(0) <= signed - proven <= PROOF_LASTS:
                yield f"{table.__name__} {number} was signed without the password just before."


def _signed_at() -> sa.ColumnElement[datetime]:
    """Tell when an event of a certificate was signed: with its batch, if it came by one."""
    batch = (
        sa.select(Batch.signed_at)
        .join(Batch.lines)
        .where(
            BatchLine.certificate_id == CertificateEvent.certificate_id,
            Batch.proven_at == CertificateEvent.reauthenticated_at,
        )
        .correlate(CertificateEvent)
        .scalar_subquery()
    )
    return sa.func.coalesce(batch, CertificateEvent.at, type_=Moment())


def _nameless() -> Iterator[str]:
    statement = sa.select(Signature.id).where(
        sa.or_(sa.func.trim(Signature.printed_name) == "", sa.func.trim(Signature.meaning) == "")
    )
    for number in db.session.scalars(statement):
        yield f"Signature {number} lacks its name or its meaning."


def _other_actor() -> Iterator[str]:
    for kind, table, owner in (
        ("Judged", Judgement, Judgement.judge_id),
        ("Signed", Signature, Signature.signer_id),
    ):
        statement = (
            sa.select(LedgerEntry.seq)
            .join(table, table.id == LedgerEntry.subject_id)
            .where(
                LedgerEntry.kind == kind,
                LedgerEntry.subject_type == table.__name__,
                LedgerEntry.actor_id.is_distinct_from(owner),
            )
        )
        for seq in db.session.scalars(statement):
            yield f"Link {seq} names another person than the row it speaks of."


def _unchained() -> Iterator[str]:
    tables: tuple[type[Base], ...] = (Submission, Judgement, Signature)
    for table in tables:
        number = sa.inspect(table).primary_key[0]
        chained = sa.select(LedgerEntry.subject_id).where(
            LedgerEntry.subject_type == table.__name__, LedgerEntry.subject_id.is_not(None)
        )
        for found in db.session.scalars(sa.select(number).where(number.not_in(chained))):
            yield f"{table.__name__} {found} is not in the ledger."


def _out_of_order() -> Iterator[str]:
    before = aliased(LedgerEntry)
    statement = (
        sa.select(LedgerEntry.seq)
        .join(before, before.seq == LedgerEntry.seq - 1)
        .where(LedgerEntry.at < before.at)
    )
    for seq in db.session.scalars(statement):
        yield f"Link {seq} is dated before the one it follows."


def _broken() -> Iterator[str]:
    yield from holding.faults(current_app.extensions["trainer"])


def _unguarded() -> Iterator[str]:
    for name in guards.missing(db.session.connection()):
        yield f"The guard {name} is missing. `trainer migrate` puts it back."


CHECKS = [
    Check("INV22", "The ledger names whoever acted.", _other_actor),
    Check("INV23", "Signing followed a re-entered password by five minutes at most.", _unproven),
    Check("INV23", "A signature has a name and a meaning.", _nameless),
    Check("INV26", "The chain is whole.", _broken),
    Check("INV26", "Every submission, judgement and signature is in the chain.", _unchained),
    Check("INV26", "The guards stand.", _unguarded),
    Check("INV27", "Times do not run backwards within the chain.", _out_of_order),
]
