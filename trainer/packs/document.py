"""What `pack.json` holds, in the one form that is written and read: docs/packs.md says it in words."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FORM: Literal["trainer-pack-1"] = "trainer-pack-1"
LONGEST = 100_000
Line = Field(max_length=500)
Text = Field(max_length=LONGEST)


class Part(BaseModel):
    """A part of the document: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


class Installation(Part):
    """Where the pack was made, and the fingerprint of the key it is signed with."""

    organisation: str = Line
    centre: str = Line
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")


class Judged(Part):
    """A decision on a criterion, as a fact: what, on which day, by whom, on which evidence."""

    outcome: str = Line
    decided_on: date
    assessor: str = Line
    evidence: list[str] = Field(max_length=1000)


class PackedCriterion(Part):
    """A criterion with how it stands and the decisions in force."""

    identifier: str = Line
    outcome: str = Line
    number: str = Line
    text: str = Text
    state: str = Line
    judgements: list[Judged] = Field(max_length=1000)


class Signed(Part):
    """A name under a unit."""

    signed_as: str = Line
    name: str = Line
    signed_on: date


class PackedUnit(Part):
    """A unit with its criteria and the names under it."""

    code: str = Line
    title: str = Line
    level: int | None
    credit: int | None
    status: str = Line
    achieved_on: date | None
    by_credit_transfer: bool
    criteria: list[PackedCriterion] = Field(max_length=2000)
    signatures: list[Signed] = Field(max_length=100)


class PackedRegistration(Part):
    """What the learner was registered for, and how far each unit got."""

    qualification: str = Line
    version: int
    title: str = Line
    level: int | None
    awarding: str = Line
    registered_on: date | None
    status: str = Line
    assessor: str = Line
    iqa: str = Line
    units: list[PackedUnit] = Field(max_length=500)


class Claim(Part):
    """A criterion that a piece of evidence was claimed for, with where to look in it."""

    identifier: str = Line
    unit: str = Line
    number: str = Line
    note: str = Line


class PackedFile(Part):
    """A file of a piece of evidence: its path in the pack, and what it is."""

    path: str = Line
    name: str = Line
    media_type: str = Line
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Answer(Part):
    """What was written in a piece of evidence, under the question that it answers."""

    question: str = Text
    words: str = Text


class PackedEvidence(Part):
    """A piece of evidence as it was sent last; `left_out` says which of its files are not here."""

    number: str = Field(pattern=r"^E\d{3,}$")
    kind: str = Line
    title: str = Line
    happened_on: date | None
    sent_on: date
    minutes: int | None
    place: str = Line
    told: list[Answer] = Field(max_length=500)
    kept_at: str = Line
    status: str = Line
    claims: list[Claim] = Field(max_length=2000)
    files: list[PackedFile] = Field(max_length=100)
    left_out: list[str] = Field(max_length=100)


class PackDocument(Part):
    """The whole of it."""

    form: Literal["trainer-pack-1"] = FORM
    identifier: str = Field(pattern=r"^[0-9a-f-]{36}$")
    made_at: datetime
    installation: Installation
    learner: str = Line
    registrations: list[PackedRegistration] = Field(max_length=100)
    evidence: list[PackedEvidence] = Field(max_length=5000)
