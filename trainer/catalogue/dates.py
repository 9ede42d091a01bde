"""The last days of an awarding organisation's number: facts about the world, for every version."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue import policies
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.core.errors import Unacceptable
from trainer.core.events import Event, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


@dataclass(frozen=True, kw_only=True)
class EndDatesCorrected(Event):
    """The last days of a number were put right, for every version that goes by it."""

    subject: QualificationNumber
    organisation: str
    number: str
    registration_ends: date | None
    certification_ends: date | None
    former_registration_ends: date | None
    former_certification_ends: date | None
    reason: str


def correct_end_dates(
    number: QualificationNumber,
    *,
    actor: User,
    registration_ends: date | None,
    certification_ends: date | None,
    reason: str,
) -> None:
    """Put the last days right, wherever the organisation's number stands for this qualification."""
    require(policies.may_import(actor))
    if (
        registration_ends is not None
        and certification_ends is not None
        and certification_ends < registration_ends
    ):
        raise Unacceptable(
            _("Claims end on the day registrations end, or after it."), "certification_ends"
        )
    former = number.registration_ends, number.certification_ends
    versions = sa.select(QualificationVersion.id).where(
        QualificationVersion.qualification_id == number.version.qualification_id
    )
    db.session.execute(
        sa.update(QualificationNumber)
        .where(
            QualificationNumber.version_id.in_(versions),
            QualificationNumber.organisation == number.organisation,
            QualificationNumber.number == number.number,
        )
        .values(registration_ends=registration_ends, certification_ends=certification_ends)
    )
    publish(
        EndDatesCorrected(
            actor=actor,
            subject=number,
            organisation=number.organisation,
            number=number.number,
            registration_ends=registration_ends,
            certification_ends=certification_ends,
            former_registration_ends=former[0],
            former_certification_ends=former[1],
            reason=reason,
        )
    )
