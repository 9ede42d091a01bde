"""What a signature is worth: only the very file that we signed, in the very form we wrote it."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.signing.authority import Manners, authority
from tests.signing.test_importing import ISSUING, packed, take_in, theirs
from tests.signing.test_keys import revoke
from trainer.config import Config
from trainer.core import clock
from trainer.signing import making, profiles
from trainer.signing.reading import Worth
from trainer.signing.signer import Signer
from trainer.signing.store import FOLDER, KeyStore
from trainer.signing.trust import Trust
from trainer.signing.verifying import read

FORGERIES = 1000


def worth(pdf: bytes, store: KeyStore) -> Worth:
    return read(pdf, Trust.of(store)).worth


def test_what_we_signed_is_intact_and_names_its_key_and_code(
    signed: bytes, store: KeyStore
) -> None:
    reading = read(signed, Trust.of(store))
    assert reading.worth is Worth.INTACT
    assert reading.key_id == store.document_key().id
    assert reading.codes == ("K4TN9XQ27HRD3BM8WPA5ZC6EFG",)
    assert reading.signed_at is not None
    assert abs(reading.signed_at - clock.now()) < timedelta(minutes=5)


def test_what_was_never_signed_is_unsigned(rendered: bytes, store: KeyStore) -> None:
    assert worth(rendered, store) is Worth.UNSIGNED


def test_what_a_rotated_key_signed_stays_intact(
    signed: bytes, store: KeyStore, own: Config
) -> None:
    store.change(lambda register: making.rotate_document_key(store, own, register))
    store.change(lambda register: making.make_keys(store, own, register))
    assert worth(signed, store) is Worth.INTACT


def test_a_lost_secret_takes_nothing_from_what_was_signed(signed: bytes, own: Config) -> None:
    other = KeyStore(replace(own, secret_key="another secret that is long enough"))
    assert worth(signed, other) is Worth.INTACT


def test_a_certificate_of_one_s_own_is_known_too(
    own: Config, store: KeyStore, rendered: bytes
) -> None:
    take_in(store, packed(theirs(), [ISSUING.certificate]))
    assert worth(Signer(own).sign(rendered).content, store) is Worth.INTACT


def test_a_time_stamp_belongs_to_it(own: Config, store: KeyStore, rendered: bytes) -> None:
    with authority(Manners()) as address:
        stamped = Signer(replace(own, timestamp_url=address)).sign(rendered).content
    assert worth(stamped, store) is Worth.INTACT
    at = stamped.index(b"1.2.3") if b"1.2.3" in stamped else stamped.rindex(b"0000000000>") - 9000
    assert worth(flipped(stamped, at), store) is not Worth.INTACT


def test_the_trust_says_from_when_a_key_or_its_authority_is_not_believed(
    store: KeyStore, own: Config
) -> None:
    first = store.document_key().id
    assert Trust.of(store).revoked_at(first) is None
    root = store.register().keys[0]
    revoke(store, own, root.id)
    record = store.register().called(root.id)
    assert record is not None
    assert Trust.of(store).revoked_at(first) == record.revoked_at
    assert Trust.of(store).revoked_at(store.document_key().id) is None


def test_a_key_of_somebody_who_copied_our_name_is_unknown(
    store: KeyStore, rendered: bytes, own: Config, tmp_path: Path
) -> None:
    there = tmp_path / "elsewhere"
    forger = Signer(replace(own, data_dir=there))
    assert worth(forger.sign(rendered).content, store) is Worth.UNKNOWN_SIGNER


def test_a_key_below_our_own_authority_that_we_did_not_make_is_unknown(
    store: KeyStore, rendered: bytes, own: Config, tmp_path: Path
) -> None:
    thief = KeyStore(replace(own, data_dir=tmp_path / "thief"))
    issuing = store.register().keys[1]
    stolen = profiles.document(
        store.signatory(issuing), "Brackenhall Home", "stolen", clock.now(), published_at="http://x"
    )
    take_in(thief, packed(stolen, list(store.certificates(issuing))))
    content = Signer(replace(own, data_dir=tmp_path / "thief")).sign(rendered).content
    assert worth(content, store) is Worth.UNKNOWN_SIGNER


def flipped(pdf: bytes, at: int, bit: int = 0) -> bytes:
    spoilt = bytearray(pdf)
    spoilt[at] ^= 1 << bit
    return bytes(spoilt)


def with_update(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with an update appended, as a later program would write it."""
    stream = BytesIO(pdf)
    writer = IncrementalPdfFileWriter(stream, strict=False)
    change(writer)
    writer.write_in_place()  # type: ignore[no-untyped-call]
    return stream.getvalue()


def renamed(writer: IncrementalPdfFileWriter) -> None:
    about = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {generic.pdf_name("/Title"): generic.pdf_string("Other")}
    )
    writer.set_info(writer.add_object(about))


def other_page(writer: IncrementalPdfFileWriter) -> None:
    """A shadow attack: the page is replaced by one that says something else."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"BT (Eve Black) Tj ET")
    )
    writer.update_container(page)


@pytest.mark.parametrize("change", [renamed, other_page])
def test_an_appended_update_is_a_change(
    signed: bytes, store: KeyStore, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    updated = with_update(signed, change)
    assert updated.startswith(signed)
    assert len(updated) > len(signed)
    assert worth(updated, store) is Worth.CHANGED


def test_a_second_signature_is_a_change(
    signed: bytes, store: KeyStore, own: Config, rendered: bytes
) -> None:
    reader = PdfFileReader(BytesIO(signed))
    assert len(reader.embedded_signatures) == 1
    more = signed + signed[len(rendered) :]
    assert worth(more, store) is not Worth.INTACT


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"%%EOF\n", b"<</Hidden true>>"])
def test_whatever_is_appended_is_a_change(signed: bytes, store: KeyStore, tail: bytes) -> None:
    assert worth(signed + tail, store) is not Worth.INTACT


@pytest.mark.parametrize("head", [b"\n", b"GIF89a", b"<html>"])
def test_whatever_is_put_before_it_is_a_change(signed: bytes, store: KeyStore, head: bytes) -> None:
    assert worth(head + signed, store) is not Worth.INTACT


def test_our_signature_over_another_file_s_bytes_is_a_change(
    signed: bytes, store: KeyStore, own: Config, rendered: bytes
) -> None:
    other = Signer(own).sign(rendered).content
    ours, others = contents_of(signed), contents_of(other)
    moved = other[: others[0]] + signed[ours[0] : ours[1]] + other[others[1] :]
    assert len(moved) == len(other)
    assert worth(moved, store) is Worth.CHANGED


def contents_of(pdf: bytes) -> tuple[int, int]:
    begin = pdf.index(b"<", pdf.index(b"/Contents <"))
    return begin, pdf.index(b">", begin) + 1


def test_room_kept_for_the_signature_hides_nothing(signed: bytes, store: KeyStore) -> None:
    begin, end = contents_of(signed)
    assert signed[end - 21 : end] == b"0" * 20 + b">"
    hidden = signed[: end - 9] + b"CAFEBABE>" + signed[end:]
    assert worth(hidden, store) is not Worth.INTACT
    lower = signed[:begin] + signed[begin:end].lower() + signed[end:]
    assert worth(lower, store) is not Worth.INTACT


def test_rewritten_by_another_program_it_is_not_what_we_signed(
    signed: bytes, store: KeyStore
) -> None:
    saved = BytesIO()
    with pikepdf.open(BytesIO(signed)) as pdf:
        pdf.save(saved)
    reading = read(saved.getvalue(), Trust.of(store))
    assert reading.worth is not Worth.INTACT
    assert reading.codes


def test_locked_it_can_t_be_read(signed: bytes, store: KeyStore) -> None:
    saved = BytesIO()
    with pikepdf.open(BytesIO(signed)) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert worth(saved.getvalue(), store) is Worth.UNREADABLE


@pytest.mark.parametrize(
    "content", [b"", b"no PDF", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"\0" * 100_000]
)
def test_what_is_no_pdf_can_t_be_read(store: KeyStore, content: bytes) -> None:
    assert worth(content, store) is Worth.UNREADABLE


@pytest.mark.slow
def test_of_a_thousand_forgeries_none_is_accepted(
    signed: bytes, store: KeyStore, rendered: bytes
) -> None:
    trust, chance, found = Trust.of(store), random.Random(20261127), Counter[Worth]()
    begin, end = contents_of(signed)
    regions = [
        (0, len(rendered)),
        (len(rendered), begin),
        (begin, begin + 4700),
        (end, len(signed)),
    ]
    for number in range(FORGERIES):
        first, last = regions[number % len(regions)]
        at = chance.randrange(first, last)
        forged = KINDS[number % len(KINDS)](signed, at, chance)
        if forged != signed:
            found[read(forged, trust).worth] += 1
    assert found[Worth.INTACT] == 0
    assert found.total() > FORGERIES * 0.9


def deleted(pdf: bytes, at: int, chance: random.Random) -> bytes:
    return pdf[:at] + pdf[at + chance.randint(1, 20) :]


def inserted(pdf: bytes, at: int, chance: random.Random) -> bytes:
    return pdf[:at] + chance.randbytes(chance.randint(1, 20)) + pdf[at:]


def overwritten(pdf: bytes, at: int, chance: random.Random) -> bytes:
    new = chance.randbytes(chance.randint(1, 20))
    return pdf[:at] + new + pdf[at + len(new) :]


def cut_off(pdf: bytes, at: int, chance: random.Random) -> bytes:
    return pdf[:at]


def one_bit(pdf: bytes, at: int, chance: random.Random) -> bytes:
    return flipped(pdf, at, chance.randrange(8))


KINDS = [one_bit, one_bit, one_bit, one_bit, one_bit, deleted, inserted, overwritten, cut_off]


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_a_key_whose_public_file_is_not_what_it_was_is_not_believed(
    store: KeyStore, own: Config, signed: bytes, content: bytes | None
) -> None:
    assert read(signed, Trust.of(store)).worth is Worth.INTACT
    file = own.data_dir / FOLDER / f"{store.document_key_id()}.pem"
    file.unlink() if content is None else file.write_bytes(content)
    assert read(signed, Trust.of(store)).worth is Worth.UNKNOWN_SIGNER
