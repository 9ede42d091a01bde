"""What happens when somebody covers for somebody else."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core.events import LedgerEvent, Sealed
from trainer.cover.models import Cover


@dataclass(frozen=True, kw_only=True)
class CoverArranged(LedgerEvent):
    """An administrator gave learners of one assessor to another, until a day or for good."""

    subject: Cover
    absent: User
    substitute: User
    registration_ids: list[int]
    back_on: date | None
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class CoverEnded(LedgerEvent):
    """The learners went back to their assessor, but for those `kept` where they are."""

    subject: Cover
    absent: User
    substitute: User
    returned: list[int]
    kept: list[int]
