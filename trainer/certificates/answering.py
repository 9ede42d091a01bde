"""What a program is told that checks a certificate: the same as the page says.

`docs/certificate-check.schema.json` describes it, and a test holds the two together.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from trainer.certificates.models import CertificateStanding
from trainer.certificates.queries import Shown


class Standing(StrEnum):
    """Whether a certificate can be relied on."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


class Known(BaseModel):
    """A certificate that was issued here."""

    status: Annotated[Standing, Field(description="Whether it can be relied on")]
    since: Annotated[datetime, Field(description="Since when its status is what it is")]
    number: str
    name: Annotated[str, Field(description="Whom it was awarded to")]
    award: Annotated[str, Field(description="What it was awarded for")]
    level: int | None
    credit: Annotated[int | None, Field(description="None where the award carries none")]
    organisation: str
    centre: str
    achieved_on: date
    issued_on: date
    expires_on: Annotated[date | None, Field(description="The first day on which it does not hold")]
    units: Annotated[list[str], Field(description="The titles of the units achieved")]


class Unknown(BaseModel):
    """A code under which nothing was issued here."""

    status: Literal["unknown"] = "unknown"


Answer = TypeAdapter[Known | Unknown](Known | Unknown)

STANDINGS = {
    CertificateStanding.ISSUED: Standing.VALID,
    CertificateStanding.ENDING: Standing.VALID,
    CertificateStanding.EXPIRED: Standing.EXPIRED,
    CertificateStanding.REVOKED: Standing.REVOKED,
    CertificateStanding.REPLACED: Standing.REPLACED,
}


def answer_about(shown: Shown | None) -> bytes:
    """Write down what a program is told."""
    return Answer.dump_json(_known(shown) if shown else Unknown())


def _known(shown: Shown) -> Known:
    return Known(
        status=STANDINGS[shown.standing],
        since=shown.since,
        number=shown.number,
        name=shown.learner,
        award=shown.title,
        level=shown.level,
        credit=shown.credit,
        organisation=shown.organisation,
        centre=shown.centre,
        achieved_on=shown.achieved_on,
        issued_on=shown.issued_on,
        expires_on=shown.expires_on,
        units=list(shown.units),
    )
