"""Come here to say of a PDF whether it is, byte for byte, a certificate of ours that holds."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from trainer.certificates.models import Certificate, CertificateStatus
from trainer.core.database import CODE_ALPHABET, plain_code
from trainer.core.text import lazy_gettext as _
from trainer.extensions import db
from trainer.storage.pdfs import Locked, Unreadable, opened

_CODE = re.compile(rf"(?:[{CODE_ALPHABET}]{{4}}-){{6}}[{CODE_ALPHABET}]{{2}}")


class Finding(StrEnum):
    """What a file turned out to be."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Checked:
    """A finding, and the number of the certificate it is about, if one is known."""

    finding: Finding
    number: str | None = None

    @property
    def sentence(self) -> str:
        """The finding in a whole sentence."""
        return str(_SENTENCES[self.finding]) % {"number": self.number}


_SENTENCES = {
    Finding.VALID: _("This file is certificate %(number)s as it was issued, and it is in force."),
    Finding.CHANGED: _("This file bears the code of certificate %(number)s, but it was changed."),
    Finding.UNKNOWN: _("This file is no certificate issued here."),
    Finding.REVOKED: _("This file is certificate %(number)s, which has been revoked."),
    Finding.REPLACED: _("This file is certificate %(number)s, which has been replaced."),
}

_IN_FORCE = {
    CertificateStatus.ISSUED: Finding.VALID,
    CertificateStatus.REVOKED: Finding.REVOKED,
    CertificateStatus.REPLACED: Finding.REPLACED,
}


def check(file: Path) -> Checked:
    """Compare a file with the certificates issued here: its bytes first, then the code inside it.

    It parses what a stranger may have sent, so it never runs in a web process.
    """
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    ours = db.session.scalar(sa.select(Certificate).where(Certificate.pdf_sha256 == sha256))
    if ours is not None:
        return Checked(_IN_FORCE[ours.status], ours.number)
    for code in codes_in(file):
        named = db.session.scalar(sa.select(Certificate).where(Certificate.code == code))
        if named is not None:
            return Checked(Finding.CHANGED, named.number)
    return Checked(Finding.UNKNOWN)


def codes_in(file: Path) -> Iterator[str]:
    """Find the codes a PDF bears: in its keywords, then in its words."""
    try:
        with opened(file) as document:
            yield from _codes(document.get_metadata_dict().get("Keywords", ""))
            for page in document:
                yield from _codes(page.get_textpage().get_text_bounded())
    except (Locked, Unreadable):
        return


def _codes(text: str) -> Iterator[str]:
    for found in _CODE.findall(text):
        yield plain_code(found)
