"""What a badge says, and what it leaves out."""

import base64
import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from openbadgeslib import baking
from openvc.errors import OpenvcError
from openvc.verify import VerificationPolicy

from tests.badges.conftest import ADDRESSES, AT, make_content
from tests.badges.independent import believed
from trainer.badges import picture
from trainer.badges.addresses import Addresses
from trainer.badges.credential import credential_of, identity_hash
from trainer.badges.signing import SignedBadge, sign_document, sign_token
from trainer.badges.status import LASTS, PLACES, list_of
from trainer.signing.store import BadgeKey


def said(**given: Any) -> dict[str, Any]:
    return credential_of(make_content(**given), ADDRESSES).to_vc()


def test_it_says_what_was_achieved_when_and_by_which_criteria() -> None:
    badge = said(ends_at=AT + timedelta(days=365))
    subject = badge["credentialSubject"]
    achievement = subject["achievement"]
    assert badge["id"].startswith("https://trainer.example/staff/v/K4TN-9XQ2-")
    assert badge["issuer"]["id"] == "did:web:trainer.example:staff:badges"
    assert (badge["validFrom"], badge["validUntil"]) == (
        "2026-11-20T10:00:00Z",
        "2027-11-20T10:00:00Z",
    )
    assert achievement["name"] == "Level 2 Diploma in Customer Service"
    assert achievement["alignment"][1] == {
        "type": ["Alignment"],
        "targetName": "Serve, criterion 1.2",
        "targetUrl": "https://trainer.example/staff/ims/case/v1p1/CFItems/"
        "00000000-0000-5000-8000-000000000002",
        "targetCode": "Q/1 1.2",
    }
    assert subject["creditsEarned"] == 10
    [result] = subject["result"]
    [described] = achievement["resultDescription"]
    assert (result["status"], result["resultDescription"]) == ("Completed", described["id"])


def test_one_that_does_not_run_out_has_no_end() -> None:
    assert "validUntil" not in said()


def test_its_holder_is_in_it_only_as_hashes() -> None:
    badge = said()
    text = json.dumps(badge)
    assert "Ada" not in text
    assert "ada@" not in text
    assert "id" not in badge["credentialSubject"]
    hashes = {one["identityType"]: one for one in badge["credentialSubject"]["identifier"]}
    assert hashes["name"]["identityHash"] == identity_hash("Ada Trainee", "a1b2c3")
    assert hashes["emailAddress"]["identityHash"] == identity_hash("ada@example.org", "a1b2c3")
    assert all(one["hashed"] for one in hashes.values())
    assert len(said(email="")["credentialSubject"]["identifier"]) == 1


def test_files_judged_are_in_it_only_as_hashes() -> None:
    [evidence] = said()["evidence"]
    assert evidence["narrative"].split("\n") == ["0" * 64, "1" * 64]
    assert "id" not in evidence
    assert "evidence" not in said(files=())


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("https://trainer.example", "did:web:trainer.example:badges"),
        ("https://trainer.example:8443", "did:web:trainer.example%3A8443:badges"),
        ("https://trainer.example/a/b", "did:web:trainer.example:a:b:badges"),
    ],
)
def test_the_issuer_is_named_by_its_address(base: str, name: str) -> None:
    assert Addresses(base).issuer == name


def test_pictures_carry_the_badge(signed: SignedBadge) -> None:
    svg, png = picture.as_svg(signed.document), picture.as_png(signed.document)
    assert baking.extract_svg(svg, element=baking.SVG_ELEMENT_OB3, text_fallback=True) == (
        signed.document
    )
    assert baking.extract_png(png, keyword=baking.ITXT_KEYWORD_OB3) == signed.document
    assert b"<script" not in svg
    assert b"style=" not in svg


def bits(document: dict[str, Any]) -> set[int]:
    packed = document["credentialSubject"]["encodedList"].removeprefix("u")
    raw = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert len(raw) * 8 == PLACES
    return {n * 8 + b for n, byte in enumerate(raw) for b in range(8) if byte & (0x80 >> b)}


def test_the_status_list_has_a_bit_for_each_that_ended() -> None:
    listed = list_of(1, {0, 4711, PLACES - 1}, ADDRESSES, at=AT)
    assert bits(listed) == {0, 4711, PLACES - 1}
    assert listed["validUntil"] == f"{AT + LASTS:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize("form", ["json", "token"])
def test_a_badge_whose_bit_is_set_is_refused(
    signed: SignedBadge, key: BadgeKey, resolver: Any, form: str
) -> None:
    def answer(ended: set[int]) -> dict[str, Any]:
        listed = list_of(1, ended, ADDRESSES, at=AT)
        signs = sign_document if form == "json" else sign_token
        policy = VerificationPolicy(require_status=False, require_not_expired=False)
        return believed(signs(listed, key, ADDRESSES, at=AT), resolver, policy)

    def check(ended: set[int]) -> None:
        believed(
            json.loads(signed.document),
            resolver,
            VerificationPolicy(require_status_issuer_binding=True),
            resolve_status_list=lambda _address: answer(ended),
        )

    check({1, 2, 3})
    with pytest.raises(OpenvcError, match="revo"):
        check({4711})
