"""Writing down why numbers with a slip in them were kept all the same."""

from collections.abc import Sequence

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.codes import CodeFinding
from trainer.catalogue.comparing import latest_units
from trainer.catalogue.events import SlipKept
from trainer.catalogue.models import QualificationNumber, QualificationVersion, UnitVersion
from trainer.core.events import publish
from trainer.extensions import db


def tell_of_slips(kept: Sequence[CodeFinding], reason: str, actor: User | None) -> None:
    """Announce each number that was kept as it is, with the reason given."""
    for slip in kept:
        publish(
            SlipKept(
                actor=actor,
                subject=_called(slip.code),
                code=slip.code,
                expected=slip.expected,
                reason=reason.strip(),
            )
        )


def _called(code: str) -> UnitVersion | QualificationVersion:
    """Find the unit of this code, or else the qualification under this number, just published."""
    unit = latest_units([code]).get(code)
    return (
        unit
        or db.session.scalars(
            sa.select(QualificationVersion)
            .join(QualificationVersion.numbers)
            .where(QualificationNumber.number == code)
            .order_by(QualificationVersion.id.desc())
            .limit(1)
        ).one()
    )
