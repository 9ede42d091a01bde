"""Passkeys: what a browser is asked for, and whether what it answers is one of this installation.

A passkey is made for one address, that of the settings, and shows each time that its holder unlocked the
device. So it is both steps at once, and tells a false page nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from flask import session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from trainer.accounts.models import Passkey, User
from trainer.config import Config
from trainer.core import clock

ASKED = "passkey_asked"
LASTS = timedelta(minutes=10)
LONGEST = 20_000
"""No passkey's answer has more letters."""

WRONG = (
    WebAuthnException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
)
"""What reading an answer raises that was not made by a passkey."""


@dataclass(frozen=True)
class Made:
    """A passkey that a browser made: what it is known by, and what checks what it signs."""

    credential: str
    public_part: bytes
    uses: int


@dataclass(frozen=True)
class Used:
    """What a passkey signed: for which question, and how often it has been used."""

    asked: str
    uses: int


def are_possible(config: Config) -> bool:
    """Say whether browsers make passkeys for the address of this installation."""
    address = urlsplit(config.base_url)
    return _is_name(_host(config)) and (config.is_https or address.hostname == "localhost")


def ask_to_make(user: User, had: list[Passkey], config: Config) -> str:
    """Write what a browser is asked for a new passkey, and keep in its cookie that it was."""
    options = webauthn.generate_registration_options(
        rp_id=_host(config),
        rp_name=config.organisation,
        user_id=user.fs_uniquifier.encode(),
        user_name=user.staff_number,
        user_display_name=user.name,
        challenge=_new_challenge(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in had
        ],
    )
    return webauthn.options_to_json(options)


def ask_to_use(config: Config) -> str:
    """Write what a browser is asked to sign in with a passkey, whoever's, and keep that it was."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(config),
        challenge=_new_challenge(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def made(answer: str, config: Config) -> Made | None:
    """Read the new passkey in a browser's answer; None if it isn't one made for what was asked."""
    challenge = _asked()
    if challenge is None or len(answer) > LONGEST:
        return None
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(config),
            expected_origin=_origin(config),
            require_user_verification=True,
        )
    except WRONG:
        return None
    return Made(
        bytes_to_base64url(verified.credential_id),
        verified.credential_public_key,
        verified.sign_count,
    )


def named_in(answer: str) -> str:
    """Say which passkey an answer claims to come from; nothing if it can't be read."""
    if len(answer) > LONGEST:
        return ""
    try:
        read = webauthn.helpers.parse_authentication_credential_json(answer)
    except WRONG:
        return ""
    return bytes_to_base64url(read.raw_id)


def used(answer: str, passkey: Passkey, config: Config) -> Used | None:
    """Check that an answer was signed by this passkey for what was asked, and say how often it was used.

    One that counts, and has counted no further than before, is a copy: None, as for all that is wrong.
    """
    challenge = _asked()
    if challenge is None:
        return None
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(config),
            expected_origin=_origin(config),
            credential_public_key=passkey.public_part,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except WRONG:
        return None
    return Used(bytes_to_base64url(challenge), int(verified.new_sign_count))


def _new_challenge() -> bytes:
    challenge = secrets.token_bytes(32)
    session[ASKED] = [bytes_to_base64url(challenge), clock.now().timestamp()]
    return challenge


def _asked() -> bytes | None:
    """Take what was asked out of the cookie: it is good for ten minutes.

    Whoever kept a copy of the cookie may come with it again; the door takes each question once.
    """
    challenge, at = session.pop(ASKED, None) or ("", 0)
    if clock.now() - datetime.fromtimestamp(at, clock.now().tzinfo) > LASTS:
        return None
    return base64url_to_bytes(challenge)


def _host(config: Config) -> str:
    return urlsplit(config.base_url).hostname or ""


def _origin(config: Config) -> str:
    address = urlsplit(config.base_url)
    return f"{address.scheme}://{address.netloc}"


def _is_name(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return bool(host)
    return False
