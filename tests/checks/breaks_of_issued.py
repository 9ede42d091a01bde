"""How the checks of what was given out are seen to fail: PDFs, and the letterheads they are on."""

from collections.abc import Callable

from flask import current_app

from tests.checks.breaks import Break, first
from tests.factories_certificates import keep_pdf, make_administrator
from tests.factories_letterhead import make_letterhead, make_picture
from trainer.certificates.models import Certificate
from trainer.core import clock
from trainer.extensions import db
from trainer.letterhead import actions
from trainer.letterhead.models import Letterhead, LetterheadPicture
from trainer.signing.keys import open_store

AS_ISSUED = "The PDF of a certificate is the one that was issued, signed by the key on record."
PICTURE, LOOK = (
    "A picture of a letterhead is the one that was taken in, whole.",
    "A letterhead is as it was when it was put to use.",
)


def _with_pdf(then: Callable[[Certificate], object]) -> Break:
    """Give the certificate its PDF first."""

    def done() -> None:
        certificate = first(Certificate)
        keep_pdf(certificate)
        then(certificate)

    return done


def _lose_it(certificate: Certificate) -> None:
    current_app.extensions["store"].delete(certificate.pdf_key)


def _flip_a_bit(certificate: Certificate) -> None:
    store = current_app.extensions["store"]
    content = bytearray(b"".join(store.open(certificate.pdf_key)))
    content[len(content) // 2] ^= 1
    certificate.pdf_key = store.put_stream([bytes(content)], limit=len(content)).key


def _put_own_in_its_place(certificate: Certificate) -> None:
    """Change the file and the hash on record, as somebody who reaches both would."""
    _flip_a_bit(certificate)
    store = current_app.extensions["store"]
    content = b"".join(store.open(certificate.pdf_key))
    certificate.pdf_sha256 = store.put_stream([content], limit=len(content)).sha256


def _name_another_key(certificate: Certificate) -> None:
    certificate.signed_with = "0" * 10


def _leave_it_unsigned() -> None:
    open_store(current_app.extensions["trainer"])  # There are keys, so it should have been signed.
    certificate = first(Certificate)
    certificate.issued_at = clock.now()
    keep_pdf(certificate, signed=False)


def _bear_the_code_of_another() -> None:
    keep_pdf(first(Certificate), code="K4TN-9XQ2-7HRD-3BM8-WPA5-ZC6E-FG")


def _in_use() -> Letterhead:
    """Put a letterhead with a logo to use."""
    by = make_administrator()
    letterhead = make_letterhead(by, logo=make_picture())
    actions.put_to_use(letterhead, actor=by)
    db.session.commit()
    return letterhead


def _lose_the_logo() -> None:
    _in_use()
    current_app.extensions["store"].delete(first(LetterheadPicture).key)


def _show_another_logo() -> None:
    _in_use()
    first(LetterheadPicture).key = make_picture(b"<svg/>").key


def _change_the_motto() -> None:
    _in_use().motto = "Every customer, mostly"


BREAKS: dict[str, tuple[str, Break]] = {
    "a PDF that is gone": (AS_ISSUED, _with_pdf(_lose_it)),
    "a PDF with a flipped bit": (AS_ISSUED, _with_pdf(_flip_a_bit)),
    "a changed PDF with its own hash on record": (AS_ISSUED, _with_pdf(_put_own_in_its_place)),
    "a PDF signed by another key than on record": (AS_ISSUED, _with_pdf(_name_another_key)),
    "a PDF without a signature": (AS_ISSUED, _leave_it_unsigned),
    "a PDF of another certificate": (AS_ISSUED, _bear_the_code_of_another),
    "a logo that is gone": (PICTURE, _lose_the_logo),
    "another logo than was taken in": (PICTURE, _show_another_logo),
    "a letterhead changed after it was put to use": (LOOK, _change_the_motto),
}
