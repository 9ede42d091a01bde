"""Time stamps: got from the one address, checked, and nothing signed without the one asked for."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from tests.signing.authority import Manners, authority, clerk, stamp
from tests.signing.test_signer import judged
from tests.signing.tools import told_by
from trainer.config import BadSetting, Config
from trainer.signing.reading import FileReader, Worth
from trainer.signing.signer import Signer
from trainer.signing.stamping import LARGEST, NoTimeStamp
from trainer.signing.store import KeyStore
from trainer.signing.trust import Trust


def sign(own: Config, manners: Manners, rendered: bytes) -> bytes:
    with authority(manners) as address:
        return Signer(replace(own, timestamp_url=address)).sign(rendered).content


def test_the_signature_carries_the_time_of_the_service(
    own: Config, store: KeyStore, rendered: bytes, tmp_path: Path
) -> None:
    manners = Manners()
    content = sign(own, manners, rendered)
    assert len(manners.asked) == 1
    status = judged(content, store, [clerk()[1]])
    assert status.bottom_line
    stamp = status.timestamp_validity
    assert stamp is not None
    assert (stamp.valid, stamp.intact, stamp.trusted) == (True, True, True)

    file = tmp_path / "stamped.pdf"
    file.write_bytes(content)
    assert "Signature is Valid." in told_by("pdfsig", "-nocert", file)


def test_a_stamp_is_judged_without_a_word_on_standard_error(
    own: Config, store: KeyStore, rendered: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    content = sign(own, Manners(), rendered)
    with FileReader() as reader:
        assert reader.read(content, Trust.of(store)).worth is Worth.INTACT
    assert capfd.readouterr().err == ""


REFUSED = bytes.fromhex("3005 3003 020102")
"""An answer whose status is that the request was rejected."""


@pytest.mark.parametrize(
    "manners",
    [
        Manners(status=500),
        Manners(kind="text/html", body=b"<p>Sign in first.</p>"),
        Manners(body=b""),
        Manners(body=b"\x30\x82\xff\xff"),
        Manners(body=b"x" * (LARGEST + 1)),
        Manners(body=REFUSED),
        Manners(other_digest=True),
    ],
    ids=["error", "web page", "empty", "cut off", "large", "refused", "of something else"],
)
def test_anything_else_is_no_time_stamp(own: Config, rendered: bytes, manners: Manners) -> None:
    with pytest.raises(NoTimeStamp, match=r"^127\.0\.0\.1"):
        sign(own, manners, rendered)
    assert len(manners.asked) == 1


def test_an_answer_kept_from_before_is_refused(own: Config, rendered: bytes) -> None:
    before = Manners()
    sign(own, before, rendered)
    kept = Manners(body=stamp(before.asked[0], Manners()))
    with pytest.raises(NoTimeStamp):
        sign(own, kept, rendered)


def test_no_redirect_is_followed(own: Config, rendered: bytes) -> None:
    elsewhere = Manners()
    with authority(elsewhere) as other, pytest.raises(NoTimeStamp, match="answered 307"):
        sign(own, Manners(status=307, location=other, body=b""), rendered)
    assert elsewhere.asked == []


def test_a_service_that_is_not_there_is_a_sentence(own: Config, rendered: bytes) -> None:
    signer = Signer(replace(own, timestamp_url="http://127.0.0.1:1/"))
    with pytest.raises(NoTimeStamp, match=r"127\.0\.0\.1: .*refused"):
        signer.sign(rendered)


def test_a_name_and_password_in_the_address_go_in_the_header(own: Config, rendered: bytes) -> None:
    manners = Manners()
    with authority(manners) as address:
        there = address.replace("http://", "http://us:pass%20word@")
        Signer(replace(own, timestamp_url=there)).sign(rendered)
    given = manners.headers[0]["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(given) == b"us:pass word"


def test_the_setting_is_an_address(own: Config) -> None:
    with pytest.raises(BadSetting, match="TRAINER_TIMESTAMP_URL must begin with"):
        replace(own, database_url="", timestamp_url="ftp://stamps.example").check()
