"""What a badge says: the achievement, the outcome, and nothing by which a stranger names its holder.

The holder is in it as hashes with a salt: of the name on the certificate, and of their e-mail
address where they have one. Whoever knows these can compare; nobody can read them.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from openbadgeslib.ob3.credential import Evidence, IdentityObject, OpenBadgeCredential, Result
from openbadgeslib.ob3.status_list import status_entry

from trainer.badges.achievement import CriterionMet, achievement_of, issuer_of
from trainer.badges.addresses import Addresses

REVOCATION = "revocation"


@dataclass(frozen=True, kw_only=True)
class BadgeContent:
    """What is known of a certificate that its badge says; `files` are SHA-256 of what was judged."""

    code: str
    title: str
    identifier: str
    version: int
    credit: int | None
    organisation: str
    learner: str
    email: str
    salt: str
    issued_at: datetime
    ends_at: datetime | None
    criteria: tuple[CriterionMet, ...]
    files: tuple[str, ...]
    status_list: int
    place: int


def credential_of(content: BadgeContent, addresses: Addresses) -> OpenBadgeCredential:
    """Write the badge, ready to be signed; the same content always gives the same."""
    achievement = achievement_of(
        title=content.title,
        organisation=content.organisation,
        identifier=content.identifier,
        version=content.version,
        credit=content.credit,
        criteria=content.criteria,
        addresses=addresses,
    )
    return OpenBadgeCredential(
        id=addresses.badge(content.code),
        issuer=issuer_of(content.organisation, addresses),
        recipient_id=None,
        achievement=achievement,
        issuance_date=content.issued_at,
        expiration_date=content.ends_at,
        evidence=_evidence(content.files),
        credential_status=[
            status_entry(addresses.status_list(content.status_list), REVOCATION, content.place)
        ],
        credits_earned=content.credit,
        identifiers=_identities(content),
        results=[
            Result(status="Completed", result_description=achievement.result_descriptions[0].id)
        ],
    )


def identity_hash(said: str, salt: str) -> str:
    """Hash a name or an address as Open Badges do, so that whoever knows it can compare."""
    return f"sha256${hashlib.sha256((said + salt).encode()).hexdigest()}"


def _identities(content: BadgeContent) -> list[IdentityObject]:
    known = {"name": content.learner, "emailAddress": content.email}
    return [
        IdentityObject(
            identity_hash=identity_hash(said, content.salt),
            identity_type=kind,
            hashed=True,
            salt=content.salt,
        )
        for kind, said in known.items()
        if said
    ]


def _evidence(files: tuple[str, ...]) -> list[Evidence]:
    """Name the files judged by their hashes alone: whoever has one can show that it was among them."""
    if not files:
        return []
    return [
        Evidence(
            name="Files judged",
            description="SHA-256 of each file the judgements rest on. The files are kept by the issuer.",
            narrative="\n".join(files),
        )
    ]
