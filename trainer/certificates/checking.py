"""Come here to say of a PDF whether it is a certificate of ours, as it was issued, and holds."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from trainer.certificates import queries
from trainer.certificates.models import Certificate
from trainer.certificates.queries import Shown
from trainer.core.text import lazy_gettext as _
from trainer.extensions import db
from trainer.signing.reading import FileReader, Reading, Worth
from trainer.signing.trust import Trust


class Finding(StrEnum):
    """What a file turned out to be."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN_SIGNER = "unknown_signer"
    REVOKED_KEY = "revoked_key"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Checked:
    """A finding, and what the certificate whose code is in the file says today, if there is one."""

    finding: Finding
    code: str | None = None
    shown: Shown | None = None

    @property
    def sentence(self) -> str:
        """The finding in a whole sentence."""
        return str(_SENTENCES[self.finding])


_SENTENCES = {
    Finding.VALID: _("This file is a certificate issued here, and nothing in it was changed."),
    Finding.CHANGED: _("This file is not as it was issued: it was changed afterwards."),
    Finding.UNKNOWN_SIGNER: _("This file is signed, but not by us."),
    Finding.REVOKED_KEY: _("This file is signed with a key that is no longer to be believed."),
    Finding.NOT_OURS: _("This file is no certificate issued here."),
}


def check(pdf: bytes, reader: FileReader, trust: Trust) -> Checked:
    """Judge a file by its signature, and then by what was issued under the code in it."""
    reading = reader.read(pdf, trust)
    db.session.rollback()  # What was loaded before may be old by now.
    sha256 = hashlib.sha256(pdf).hexdigest()
    found = _certificate(sha256, reading.codes)
    finding = _finding(reading, found, trust, same=found is not None and found.pdf_sha256 == sha256)
    if found is None:
        return Checked(finding)
    status = db.session.execute(*queries.shown_for(found.code)).first()
    return Checked(finding, found.code, Shown.of(*status) if status is not None else None)


def _certificate(sha256: str, codes: tuple[str, ...]) -> Certificate | None:
    same = sa.select(Certificate).where(Certificate.pdf_sha256 == sha256)
    if (found := db.session.scalars(same.limit(1)).first()) is not None:
        return found
    return db.session.scalars(
        sa.select(Certificate).where(Certificate.code.in_(codes)).order_by(Certificate.id).limit(1)
    ).first()


def _finding(reading: Reading, found: Certificate | None, trust: Trust, *, same: bool) -> Finding:
    match reading.worth:
        case Worth.INTACT if _is_revoked(reading, trust, same=same):
            return Finding.REVOKED_KEY
        case Worth.INTACT if found is not None:
            return Finding.VALID if same else Finding.CHANGED
        case Worth.UNSIGNED if same and found is not None and found.signed_with is None:
            return Finding.VALID  # Issued before certificates were signed.
        case Worth.UNKNOWN_SIGNER:
            return Finding.UNKNOWN_SIGNER
        case Worth.CHANGED:
            return Finding.CHANGED
        case _:
            return Finding.CHANGED if found is not None else Finding.NOT_OURS


def _is_revoked(reading: Reading, trust: Trust, *, same: bool) -> bool:
    """Say whether the key was revoked when it signed, or may have been.

    The day in a signature is what the signer says; a file that is on record here was ours before.
    """
    revoked_at = trust.revoked_at(reading.key_id)
    if revoked_at is None:
        return False
    return not same or reading.signed_at is None or reading.signed_at >= revoked_at
