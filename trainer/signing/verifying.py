"""Come here for what a PDF's signature is worth; only a confined child may be given a stranger's file.

Stricter than the standard: what we sign has one signature over the whole file, in exactly the form
in which it was written, and any other form of it was changed by somebody.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from asn1crypto import cms
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from trainer.core.database import CODE_ALPHABET, plain_code
from trainer.signing.reading import LINK, Reading, Worth
from trainer.signing.trust import Known, Trust
from trainer.storage.pdfs import Locked, Unreadable, opened

CODE = re.compile(rf"(?:[{CODE_ALPHABET}]{{4}}-){{6}}[{CODE_ALPHABET}]{{2}}")
MOST_PAGES = 20

BROKEN = (
    PdfError,
    PathError,
    ValidationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What a library may say of a file that is not as it should be."""


def read(pdf: bytes, trust: Trust) -> Reading:
    """Judge the signature of a file by the keys that are known here, and find the codes in it."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = reader.embedded_signatures
        keywords = _keywords(reader)
    except BROKEN:
        return Reading(worth=Worth.UNREADABLE, codes=tuple(islice(_codes_in_words(pdf), 1)))
    codes = tuple(_codes(keywords)) or tuple(islice(_codes_in_words(pdf), 1))
    if reader.encrypted:
        return Reading(worth=Worth.UNREADABLE, codes=codes)
    if not signatures:
        return Reading(worth=Worth.UNSIGNED, codes=codes)
    best = _best([_judged(pdf, one, trust, alone=len(signatures) == 1) for one in signatures])
    links = (tuple(_links(keywords)) or _links_in_words(pdf)) if best.worth is Worth.INTACT else ()
    return best.model_copy(update={"codes": codes, "links": links})


def _best(readings: list[Reading]) -> Reading:
    ours = [one for one in readings if one.worth is not Worth.UNKNOWN_SIGNER] or readings
    return ours[0]


def _judged(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust, *, alone: bool) -> Reading:
    try:
        known = trust.known(signature.signer_cert.sha256.hex())
        if known is None:
            return Reading(worth=Worth.UNKNOWN_SIGNER)
        signed_at = signature.self_reported_timestamp
        sound = alone and _is_as_written(pdf, signature, trust) and _is_sound(signature, known)
    except BROKEN:
        return Reading(worth=Worth.UNKNOWN_SIGNER)
    worth = Worth.INTACT if sound else Worth.CHANGED
    return Reading(worth=worth, key_id=known.key_id, signed_at=signed_at)


def _is_as_written(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust) -> bool:
    """Say whether what the signature itself can't cover has the one form in which we write it."""
    begin, length, rest, _ = (int(part) for part in signature.byte_range)
    content = signature.pkcs7_content
    written = cms.ContentInfo.load(content).dump()
    room = (rest - length - 2) // 2
    expected = b"<" + written.hex().upper().encode() + b"00" * (room - len(written)) + b">"
    return (
        begin == 0
        and pdf[length:rest] == expected
        and _is_framed_as_written(signature.signed_data, signature, trust)
    )


def _is_framed_as_written(
    signed: cms.SignedData, signature: EmbeddedPdfSignature, trust: Trust
) -> bool:
    """Say whether what stands around the signed attributes is what we put there."""
    own, signer = signature.signer_cert, signature.signer_info
    named = signer["sid"].chosen
    return (
        signed["version"].native == signer["version"].native == "v1"
        and [one.dump() for one in signed["digest_algorithms"]]
        == [signer["digest_algorithm"].dump()]
        and (named["issuer"].dump(), named["serial_number"].native)
        == (own.issuer.dump(), own.serial_number)
        and all(trust.holds(one.chosen.sha256.hex()) for one in signed["certificates"])
    )


def _is_sound(signature: EmbeddedPdfSignature, known: Known) -> bool:
    itself = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(
        signature,
        signer_validation_context=itself,
        ts_validation_context=itself,
        skip_diff=True,
    )
    stamp, at = status.timestamp_validity, status.signer_reported_dt
    return (
        status.intact
        and status.valid
        and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        and signature.docmdp_level is MDPPerm.NO_CHANGES
        and (stamp is None or (stamp.intact and stamp.valid))
        and at is not None
        and known.not_before <= at <= known.not_after
    )


def _keywords(reader: PdfFileReader) -> str:
    try:
        return str(reader.trailer["/Info"]["/Keywords"])
    except KeyError:
        return ""


def _codes_in_words(pdf: bytes) -> Iterator[str]:
    for words in _words(pdf):
        yield from _codes(words)


def _links_in_words(pdf: bytes) -> tuple[tuple[int, str], ...]:
    """Find the link on the pages: certificates of before have it nowhere else."""
    whole = ("".join(words.split()) for words in _words(pdf))
    return next((tuple(found) for words in whole if (found := [*_links(words)])), ())


def _words(pdf: bytes) -> Iterator[str]:
    try:
        with opened(pdf) as document:
            yield document.get_metadata_dict().get("Keywords", "")
            for number in range(min(len(document), MOST_PAGES)):
                yield document[number].get_textpage().get_text_bounded()
    except (Locked, Unreadable):
        return


def _codes(text: str) -> Iterator[str]:
    for found in CODE.findall(text):
        yield plain_code(found)


def _links(text: str) -> Iterator[tuple[int, str]]:
    for seq, fingerprint in LINK.findall(text):
        yield int(seq), fingerprint
