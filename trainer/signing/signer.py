"""Come here to have a PDF signed: PAdES, certified so that any later change shows.

What the document says of itself is left as the renderer wrote it, so that it stays archivable.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko_certvalidator.registry import SimpleCertificateStore

from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.signing.keys import open_store
from trainer.signing.stamping import TimeStampService
from trainer.signing.store import DocumentKey, NoKey

FIELD = "Signature"
DIGEST = "sha256"
ROOM_FOR_SIGNATURE, ROOM_FOR_STAMP = 2048, 16384
FIRST_PAGE = 0


@dataclass(frozen=True)
class SignedPdf:
    """A PDF with its signature, and the id of the key that made it."""

    content: bytes
    key_id: str


class Signer:
    """Signs with the key that is in use at that moment; a worker keeps one."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._stamps = TimeStampService(config.timestamp_url) if config.timestamp_url else None
        self._ready: tuple[DocumentKey, SimpleSigner] | None = None

    def sign(self, pdf: bytes) -> SignedPdf:
        """Sign a PDF, with the time from the time-stamp service if there is one."""
        key, signer = self._signer()
        meta = PdfSignatureMetadata(
            field_name=FIELD,
            name=self._config.organisation,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm=DIGEST,
        )
        signing = _Plain(
            meta,
            signer,
            timestamper=self._stamps,
            new_field_spec=SigFieldSpec(FIELD, on_page=FIRST_PAGE),
        )
        signed = asyncio.run(
            signing.async_sign_pdf(
                _AsWritten(BytesIO(pdf)), bytes_reserved=self._room(key), in_place=True
            )
        )
        return SignedPdf(signed.getvalue(), key.id)

    def _signer(self) -> tuple[DocumentKey, SimpleSigner]:
        store = open_store(self._config)
        if self._ready is None or self._ready[0].id != store.document_key_id():
            key = store.document_key()
            self._ready = key, _prepared(key)
        ends = self._ready[0].certificate.not_valid_after_utc
        if ends <= clock.now():
            raise NoKey(_("The key that signs documents has ended. Use trainer keys rotate."))
        return self._ready

    def _room(self, key: DocumentKey) -> int:
        """Count the hexadecimal digits to keep free for the signature and what goes with it."""
        sizes = [len(_der(one)) for one in (key.certificate, *key.chain)]
        return 2 * (sum(sizes) + ROOM_FOR_SIGNATURE + (ROOM_FOR_STAMP if self._stamps else 0))


class _AsWritten(IncrementalPdfFileWriter):
    """Adds to a document without touching what it says of itself, which PDF/A rests on."""

    def _update_meta(self) -> None:
        pass


class _Plain(PdfSigner):
    """Signs a document that stays PDF 1.7, as PDF/A-3 must."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Claim no extension of a later PDF."""


class _Whose(CMSAttributeProvider):
    """Names the certificate a signature goes with, in bytes that are written once for all of them.

    Built anew for each, it is turned into bytes over and over again: two thirds of the work.
    """

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: asn1_x509.Certificate) -> None:
        self._said = as_signing_certificate_v2(certificate).dump()

    async def build_attr_value(
        self,
        dry_run: bool = False,  # noqa: ARG002 - the same in rehearsal.
    ) -> tsp.SigningCertificateV2:
        """Give it as one piece that need not be written out again."""
        return tsp.SigningCertificateV2.load(self._said)


class _Attributes(SignedAttributeProviderSpec):
    """What PAdES asks a signature to cover beside the document itself."""

    def __init__(self, certificate: asn1_x509.Certificate) -> None:
        self._whose = _Whose(certificate)

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002 - the library adds it itself.
        digest_algorithm: str,  # noqa: ARG002
    ) -> Iterator[CMSAttributeProvider]:
        """Give what the library would: with PAdES, whose signature it is and nothing more."""
        yield self._whose


def _prepared(key: DocumentKey) -> SimpleSigner:
    above = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # The library's, again.
    above.register_multiple(_asn1(one) for one in key.chain)
    private = key.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    own = _asn1(key.certificate)
    signer = SimpleSigner(
        signing_cert=own,
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=above,
    )
    signer.signed_attr_prov_spec = _Attributes(own)
    return signer


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(_der(certificate))


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
