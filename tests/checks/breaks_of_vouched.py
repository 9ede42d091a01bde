"""For the check on rows that never change: what somebody would write into them, or take away."""

import sqlalchemy as sa

from tests.checks.breaks import Break, first, set_all
from trainer.assessments.models import CriterionStanding as Standing
from trainer.assessments.models import (
    CriterionState,
    JudgedFile,
    JudgedItem,
    Judgement,
    Signature,
    SignedAs,
    Submission,
)
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.extensions import db

HOLDS = "Rows that never change say what the ledger tells of them."


def _take_signatures_away() -> None:
    db.session.execute(sa.delete(Signature))


def _judge_otherwise() -> None:
    """Change a decision, and what follows from it as well."""
    db.session.execute(sa.update(Judgement).values(outcome=CriterionState.NOT_YET_MET))
    db.session.execute(sa.update(Standing).values(state=CriterionState.NOT_YET_MET))


def _swap_evidence() -> None:
    """Change what was judged, and each row that would tell."""
    for table in (Submission, JudgedItem):
        db.session.execute(sa.update(table).values(content_hash="0" * 64))
    db.session.execute(sa.update(JudgedFile).values(sha256="0" * 64))


def _name_a_file_twice() -> None:
    file = first(JudgedFile)
    db.session.add(JudgedFile(item=file.item, file=file.file, sha256=file.sha256, size=file.size))


def _forget_files() -> None:
    db.session.execute(sa.delete(JudgedFile))


def _rest_on_other_evidence() -> None:
    db.session.execute(sa.delete(JudgedFile))
    db.session.execute(sa.delete(JudgedItem))


def _forget_that_it_was_issued() -> None:
    issued = CertificateEvent.status == CertificateStatus.ISSUED
    db.session.execute(sa.delete(CertificateEvent).where(issued))


RESTS = "A judgement rests on the evidence that the ledger tells of."
FILES = "A judgement names each file of what it rests on, once."
LIFE = "What became of a certificate is what the ledger tells."

BREAKS: dict[str, tuple[str, Break]] = {
    "a decision changed, and what follows from it": (HOLDS, _judge_otherwise),
    "other words of feedback": (HOLDS, set_all(Judgement, feedback="Try again.")),
    "other evidence, in every row that names it": (HOLDS, _swap_evidence),
    "another meaning of a signature": (HOLDS, set_all(Signature, meaning="Seen.")),
    "another learner under a signature": (
        "A signature under a unit names whose unit it is.",
        set_all(
            Signature,
            Signature.signed_as == SignedAs.ASSESSOR,
            learner_id=Signature.signer_id + 1,
        ),
    ),
    "signatures that are gone": (HOLDS, _take_signatures_away),
    "another number on a certificate": (HOLDS, set_all(Certificate, number="X-1")),
    "a file named twice": (FILES, _name_a_file_twice),
    "files a judgement no longer names": (FILES, _forget_files),
    "evidence taken from under a judgement": (RESTS, _rest_on_other_evidence),
    "a certificate that was never issued": (LIFE, _forget_that_it_was_issued),
    "another who issued it": (
        LIFE,
        set_all(CertificateEvent, actor_id=CertificateEvent.actor_id + 1),
    ),
    "a reason where none was given": (LIFE, set_all(CertificateEvent, reason="Because.")),
}
