"""What happens in a standardisation exercise."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event, LedgerEvent
from trainer.standardisation.models import Exercise, ExerciseRecord, Piece


@dataclass(frozen=True, kw_only=True)
class ExerciseMade(Event):
    """A quality assurer began an exercise."""

    subject: Exercise


@dataclass(frozen=True, kw_only=True)
class PieceAdded(Event):
    """A copy without names of somebody's evidence was put into an exercise."""

    subject: Piece
    exercise: Exercise
    revision_id: int


@dataclass(frozen=True, kw_only=True)
class ExerciseSent(LedgerEvent):
    """The assessors were asked to judge."""

    subject: Exercise
    assessors: list[User]
    revision_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class JudgedBlind(LedgerEvent):
    """An assessor handed in what they judged; what it was stays out until the results open."""

    subject: Exercise


@dataclass(frozen=True, kw_only=True)
class JudgingSoonOver(Event):
    """Two days are left to judge."""

    subject: Exercise


@dataclass(frozen=True, kw_only=True)
class ResultsOpened(LedgerEvent):
    """The day was over, or everybody had judged."""

    subject: Exercise


@dataclass(frozen=True, kw_only=True)
class AnswerAgreed(Event):
    """The leader wrote down what the meeting agreed on one criterion."""

    subject: Exercise
    criterion_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class NamesShown(Event):
    """The leader let everybody see who said what, or only letters again."""

    subject: Exercise
    shown: bool


@dataclass(frozen=True, kw_only=True)
class MeetingRecorded(LedgerEvent):
    """The leader wrote down when they met, who was there and what was decided."""

    subject: Exercise
    attended: list[User]


@dataclass(frozen=True, kw_only=True)
class RecordAsked(Event):
    """Somebody had the record of an exercise made as a PDF."""

    subject: ExerciseRecord
    exercise: Exercise
