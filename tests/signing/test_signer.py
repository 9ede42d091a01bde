"""Signing: certified, covering every byte, archivable as before, with the key in use."""

import socket
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pdfua import Confidence, validate
from pdfua.model import filter_findings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tests.signing.test_importing import ISSUING, ROOT, packed, take_in, theirs
from tests.signing.tools import told_by
from trainer.config import Config
from trainer.core import clock
from trainer.signing import making, profiles
from trainer.signing.register import Purpose
from trainer.signing.signer import Signer
from trainer.signing.store import KeyStore, NoKey


def judged(
    content: bytes, store: KeyStore, stamps: Sequence[asn1_x509.Certificate] = ()
) -> PdfSignatureStatus:
    """What the library says of the one signature, trusting the top of our chain, and `stamps`."""
    (signature,) = PdfFileReader(BytesIO(content)).embedded_signatures
    chain = [
        asn1_x509.Certificate.load(one.public_bytes(Encoding.DER))
        for one in store.document_key().chain
    ]
    context = ValidationContext(trust_roots=chain[-1:], other_certs=chain, allow_fetching=False)
    times = ValidationContext(trust_roots=list(stamps), allow_fetching=False)
    return validate_pdf_signature(
        signature, signer_validation_context=context, ts_validation_context=times
    )


def test_it_is_valid_and_covers_the_whole_file(signed: bytes, store: KeyStore) -> None:
    status = judged(signed, store)
    assert status.bottom_line
    assert status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE


def test_it_says_of_itself_what_the_library_would_alone(
    own: Config, rendered: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = said_of_itself(Signer(own).sign(rendered).content)
    monkeypatch.setattr("trainer.signing.signer._Attributes", lambda _certificate: None)
    assert ours == said_of_itself(Signer(own).sign(rendered).content)
    assert ours.keys() == {"content_type", "message_digest", "signing_certificate_v2"}


def said_of_itself(content: bytes) -> dict[str, list[bytes]]:
    """The attributes that a signature covers, but for the digest, which is another each second."""
    (signature,) = PdfFileReader(BytesIO(content)).embedded_signatures
    said = {one["type"].native: one["values"] for one in signature.signer_info["signed_attrs"]}
    return {
        kind: [] if kind == "message_digest" else [one.dump() for one in values]
        for kind, values in said.items()
    }


def test_it_certifies_that_no_change_is_allowed(signed: bytes) -> None:
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    with pikepdf.open(BytesIO(signed)) as pdf:
        assert pdf.Root.Perms.DocMDP == pdf.Root.AcroForm.Fields[0].V
        assert str(pdf.Root.Perms.DocMDP.SubFilter) == "/ETSI.CAdES.detached"
        assert list(pdf.Root.AcroForm.Fields[0].Rect) == [0, 0, 0, 0]


def test_what_was_rendered_is_untouched_below_it(signed: bytes, rendered: bytes) -> None:
    assert signed.startswith(rendered)
    with pikepdf.open(BytesIO(rendered)) as before, pikepdf.open(BytesIO(signed)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert str(after.docinfo.Producer) == str(before.docinfo.Producer)
        kept = {key: after.Root[key] for key in before.Root.keys() - {"/Pages"}}
        assert set(kept) == before.Root.keys() - {"/Pages"}
        assert after.Root.keys() - before.Root.keys() == {"/AcroForm", "/Perms"}
        assert after.check_pdf_syntax() == []


def test_it_is_still_pdf_a_3a(signed: bytes) -> None:
    with pikepdf.open(BytesIO(signed)) as pdf:
        assert pdf.pdf_version == "1.7"
        assert "/Version" not in pdf.Root
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert bool(pdf.Root.MarkInfo.Marked)
        flags = int(pdf.Root.AcroForm.Fields[0].F)
        assert flags & 4, "PDF/A asks that an annotation is printed"
        assert not flags & 0b11, "and that none is hidden"
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_other_programs_agree(signed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    said = told_by("pdfsig", "-nocert", file)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "No syntax or stream encoding errors" in told_by("qpdf", "--check", file)
    found = filter_findings(validate(str(file)).findings, min_confidence=Confidence.CERTAIN)
    assert [one.rule_id for one in found] == ["UA-28-004"], found  # It claims no PDF/UA.


def test_other_programs_trust_the_signer_once_they_trust_the_root(
    signed: bytes, store: KeyStore, tmp_path: Path
) -> None:
    """By the library that Okular, Evince and LibreOffice ask as well."""
    file, root, trusted = tmp_path / "signed.pdf", tmp_path / "root.cer", tmp_path / "trusted"
    authority = store.register().in_use(Purpose.ROOT)
    assert authority is not None
    file.write_bytes(signed)
    root.write_bytes(store.public_der(authority))
    trusted.mkdir()
    told_by("certutil", "-N", "-d", trusted, "--empty-password")
    assert "Certificate issuer isn't Trusted." in told_by("pdfsig", "-nssdir", trusted, file)
    told_by("certutil", "-A", "-d", trusted, "-n", "root", "-t", ",C,", "-i", root)
    assert "Certificate is Trusted." in told_by("pdfsig", "-nssdir", trusted, file)


def test_a_key_that_was_rotated_signs_at_once(
    own: Config, store: KeyStore, rendered: bytes
) -> None:
    signer = Signer(own)
    first = signer.sign(rendered)
    store.change(partial(making.rotate_document_key, store, own))
    second = signer.sign(rendered)
    assert (first.key_id, second.key_id) == (
        store.register().keys[2].id,
        store.document_key().id,
    )
    assert judged(second.content, store).bottom_line


def test_a_key_that_ended_signs_nothing(own: Config, rendered: bytes) -> None:
    signer = Signer(own)
    signer.sign(rendered)
    after = clock.now() + profiles.DOCUMENT_LASTS + timedelta(minutes=1)
    with clock.at(after), pytest.raises(NoKey, match="has ended"):
        signer.sign(rendered)


def test_a_certificate_of_one_s_own_signs(own: Config, store: KeyStore, rendered: bytes) -> None:
    take_in(store, packed(theirs(), [ISSUING.certificate, ROOT.certificate]))
    assert judged(Signer(own).sign(rendered).content, store).bottom_line


def test_nothing_is_called(own: Config, rendered: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(*_: object) -> None:
        raise AssertionError("Signing called somebody.")

    monkeypatch.setattr(socket.socket, "connect", call)
    assert Signer(own).sign(rendered).content
