"""What Open Badges 3.0 ask of the fields that ours have, in our words; anything else is refused.

The schema of the standard is not ours to give away, so it is not here. `docs/badge.schema.json` is
made from this.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AnyUrl, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

Address = Annotated[AnyUrl, Field(description="An address or another URI")]
Words = Annotated[str, StringConstraints(min_length=1)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^sha256\$[0-9a-f]{64}$")]
Digests = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}(\n[0-9a-f]{64})*$")]


class Part(BaseModel):
    """A part of a badge: nothing in it that is not named here."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)


class Profile(Part):
    """Who issues it."""

    id: Annotated[str, StringConstraints(pattern=r"^did:web:[^\s]+$")]
    type: tuple[Literal["Profile"]]
    name: Words
    url: Address


class Criteria(Part):
    """What had to be done."""

    narrative: Words


class Alignment(Part):
    """A criterion of ours, by its address in our CASE exchange."""

    type: tuple[Literal["Alignment"]]
    target_name: Words
    target_url: Address
    target_code: Words


class ResultDescription(Part):
    """Which outcome may be told."""

    id: Address
    type: tuple[Literal["ResultDescription"]]
    name: Words
    result_type: Literal["Status"]


class Achievement(Part):
    """What was achieved."""

    id: Address
    type: tuple[Literal["Achievement"]]
    name: Words
    description: Words
    criteria: Criteria
    achievement_type: Literal["Certificate"]
    credits_available: float | None = None
    alignment: Annotated[list[Alignment], Field(min_length=1)]
    result_description: Annotated[list[ResultDescription], Field(min_length=1)]


class Identity(Part):
    """Whose it is, as a hash."""

    type: Literal["IdentityObject"]
    hashed: Literal[True]
    identity_hash: Sha256
    identity_type: Literal["name", "emailAddress"]
    salt: Words


class Result(Part):
    """The outcome."""

    type: tuple[Literal["Result"]]
    status: Literal["Completed"]
    result_description: Address


class Subject(Part):
    """Who achieved what, how."""

    type: tuple[Literal["AchievementSubject"]]
    achievement: Achievement
    credits_earned: float | None = None
    identifier: Annotated[list[Identity], Field(min_length=1)]
    result: Annotated[list[Result], Field(min_length=1)]


class Evidence(Part):
    """The files that were judged, as hashes."""

    type: tuple[Literal["Evidence"]]
    name: Words
    description: Words
    narrative: Digests


class Status(Part):
    """Where to ask whether it still holds."""

    id: Address
    type: Literal["BitstringStatusListEntry"]
    status_purpose: Literal["revocation"]
    status_list_index: Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]*)$")]
    status_list_credential: Address


class Schema(Part):
    """Which schema of the standard it follows."""

    id: Address
    type: Literal["1EdTechJsonSchemaValidator2019"]


class Proof(Part):
    """The signature."""

    type: Literal["DataIntegrityProof"]
    cryptosuite: Literal["eddsa-rdfc-2022"]
    created: datetime
    verification_method: Annotated[str, StringConstraints(pattern=r"^did:web:[^\s#]+#[^\s#]+$")]
    proof_purpose: Literal["assertionMethod"]
    proof_value: Annotated[str, StringConstraints(pattern=r"^z[1-9A-HJ-NP-Za-km-z]+$")]


class Badge(Part):
    """An Open Badge 3.0 as this installation issues it."""

    context: Annotated[
        tuple[
            Literal["https://www.w3.org/ns/credentials/v2"],
            Literal["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            Literal["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
        ],
        Field(alias="@context"),
    ]
    id: Address
    type: tuple[Literal["VerifiableCredential"], Literal["OpenBadgeCredential"]]
    name: Words
    issuer: Profile
    valid_from: datetime
    valid_until: datetime | None = None
    credential_subject: Subject
    evidence: Annotated[list[Evidence], Field(min_length=1)] | None = None
    credential_schema: Annotated[list[Schema], Field(min_length=1)]
    credential_status: Status
    proof: Proof
