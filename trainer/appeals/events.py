"""What happens to appeals."""

from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.models import User
from trainer.appeals.models import Appeal, AppealOutcome, Stage
from trainer.core.events import LedgerEvent, Sealed
from trainer.registrations.models import UnitAssessment


@dataclass(frozen=True, kw_only=True)
class Appealed(LedgerEvent):
    """A learner appealed against judgements on a unit."""

    subject: Appeal
    unit_assessment: UnitAssessment
    judgement_ids: list[int]
    due_on: date
    grounds: Sealed


@dataclass(frozen=True, kw_only=True)
class HearerChosen(LedgerEvent):
    """An administrator chose who answers an appeal at its stage."""

    subject: Appeal
    unit_assessment: UnitAssessment
    stage: Stage
    hearer: User


@dataclass(frozen=True, kw_only=True)
class AppealAnswered(LedgerEvent):
    """Somebody answered an appeal in writing, under their name."""

    subject: AppealOutcome
    appeal: Appeal
    unit_assessment: UnitAssessment
    stage: Stage
    upheld: bool
    meaning: str
    reference: Sealed
    words: Sealed
    printed_name: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class TakenFurther(LedgerEvent):
    """A learner took an appeal to its next stage."""

    subject: Appeal
    unit_assessment: UnitAssessment
    stage: Stage
    due_on: date
    grounds: Sealed


@dataclass(frozen=True, kw_only=True)
class AppealWithdrawn(LedgerEvent):
    """A learner no longer appeals."""

    subject: Appeal
    unit_assessment: UnitAssessment
