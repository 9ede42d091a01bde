"""What happens around professional bodies."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.bodies.models import (
    BodyGrade,
    ElsewhereCertificate,
    GradeMapping,
    Membership,
    ProfessionalBody,
    SchemeAccreditation,
)
from trainer.catalogue.models import Qualification
from trainer.core.events import Event, Sealed


@dataclass(frozen=True, kw_only=True)
class BodyAdded(Event):
    """A professional body was added to the list."""

    subject: ProfessionalBody
    code: str


@dataclass(frozen=True, kw_only=True)
class GradeAdded(Event):
    """A body got a grade of membership."""

    subject: BodyGrade
    body: ProfessionalBody
    name: str


@dataclass(frozen=True, kw_only=True)
class MappingAdded(Event):
    """It was said what may lead to a grade."""

    subject: GradeMapping
    grade: BodyGrade


@dataclass(frozen=True, kw_only=True)
class MappingDropped(Event):
    """What was said to lead to a grade no longer is."""

    subject: GradeMapping
    grade: BodyGrade


@dataclass(frozen=True, kw_only=True)
class MembershipRecorded(Event):
    """A membership was written down: a person's, or the organisation's where there is no holder."""

    subject: Membership
    body: ProfessionalBody
    holder: User | None
    proof: Sealed
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class MembershipDated(Event):
    """A membership was renewed, or ended: it holds until another day."""

    subject: Membership
    body: ProfessionalBody
    holder: User | None
    former: date | None
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class ElsewhereRecorded(Event):
    """A certificate from elsewhere was written down."""

    subject: ElsewhereCertificate
    holder: User
    proof: Sealed
    sha256: str
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class ProofRead(Event):
    """Somebody was sent the file that shows someone else's certificate."""

    subject: ElsewhereCertificate


@dataclass(frozen=True, kw_only=True)
class ElsewhereDated(Event):
    """A certificate from elsewhere holds until another day."""

    subject: ElsewhereCertificate
    holder: User
    former: date | None
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class SchemeAccredited(Event):
    """A body's accreditation of a scheme was written down."""

    subject: SchemeAccreditation
    qualification: Qualification
    body: ProfessionalBody
    reference: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class AccreditationDated(Event):
    """A scheme's accreditation holds until another day."""

    subject: SchemeAccreditation
    qualification: Qualification
    former: date | None
    ends_on: date
