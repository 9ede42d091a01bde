"""What happens in a case of malpractice."""

from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.models import User
from trainer.core.events import LedgerEvent, Sealed
from trainer.malpractice.models import Case, CaseEntry


@dataclass(frozen=True, kw_only=True)
class EvidenceSetAside(LedgerEvent):
    """Somebody set evidence aside, so that nothing rests on it until it is looked into."""

    subject: Case
    learner: User
    concerned: User
    item_ids: list[int]
    due_on: date
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class InvestigatorAsked(LedgerEvent):
    """An administrator asked somebody uninvolved to look into it."""

    subject: Case
    learner: User
    investigator: User
    item_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class InvestigationReported(LedgerEvent):
    """The investigator wrote what they found."""

    subject: CaseEntry
    case: Case
    learner: User
    item_ids: list[int]
    founded: bool
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class EvidenceCleared(LedgerEvent):
    """A third person found nothing amiss, and the evidence stands as before."""

    subject: CaseEntry
    case: Case
    learner: User
    item_ids: list[int]
    words: Sealed
    printed_name: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class EvidenceVoided(LedgerEvent):
    """A third person made the evidence void; `judgement_ids` rested on it and are made again."""

    subject: CaseEntry
    case: Case
    learner: User
    item_ids: list[int]
    judgement_ids: list[int]
    submission_ids: list[int]
    reference: Sealed
    words: Sealed
    printed_name: Sealed
    reauthenticated_at: datetime
