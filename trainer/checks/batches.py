"""INV14, INV24: what batches say is so: each registration has its own certificate, once."""

import sqlalchemy as sa

from trainer.batches.models import Batch, BatchLine, BatchStatus, LineStatus
from trainer.certificates.models import Certificate
from trainer.checks.finding import Check, rows

ANOTHERS = (
    sa.select(BatchLine.id)
    .join(BatchLine.certificate)
    .where(Certificate.registration_id != BatchLine.registration_id)
)
OVER_WITH_WAITING = (
    sa.select(BatchLine.id)
    .join(BatchLine.batch)
    .where(
        BatchLine.status == LineStatus.WAITING,
        Batch.status.in_((BatchStatus.DONE, BatchStatus.CANCELLED)),
    )
)
REASONLESS = sa.select(BatchLine.id).where(
    BatchLine.status == LineStatus.REFUSED, sa.func.trim(BatchLine.refusal) == ""
)

CHECKS = [
    Check(
        "INV14",
        "A line of a batch has the certificate of its own registration.",
        rows(ANOTHERS, "Batch line %s has the certificate of another registration."),
    ),
    Check(
        "INV24",
        "Nothing waits in a batch that is over.",
        rows(OVER_WITH_WAITING, "Batch line %s waits, although its batch is over."),
    ),
    Check(
        "INV24",
        "What was not issued says why.",
        rows(REASONLESS, "Batch line %s was refused without a reason."),
    ),
]
