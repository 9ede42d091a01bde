"""What an exercise showed: the matrix of criteria by assessor, and how far they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.assessments.models import CriterionState
from trainer.standardisation import queries
from trainer.standardisation.agreement import Agreement, agreement_of
from trainer.standardisation.models import (
    BlindJudgement,
    Exercise,
    Invited,
    Piece,
    PieceCriterion,
)


@dataclass(frozen=True)
class Line:
    """One criterion of one piece, with what each assessor said of it, in the order of letters."""

    number: int
    piece: Piece
    item: PieceCriterion
    said: Sequence[BlindJudgement | None]

    @property
    def differs(self) -> bool:
        """Whether they said different things."""
        return len({one.outcome for one in self.said if one is not None}) > 1

    @property
    def met(self) -> int:
        """How many said that it is met."""
        return sum(one is not None and one.outcome is CriterionState.MET for one in self.said)


@dataclass(frozen=True)
class Results:
    """The lines, where assessors differ first, and how far those who count agree."""

    assessors: Sequence[Invited]
    lines: Sequence[Line]
    agreement: Agreement

    @property
    def differing(self) -> int:
        """How many criteria they differ on."""
        return sum(line.differs for line in self.lines)


def results_of(exercise: Exercise) -> Results:
    """Put together what was handed in; whoever handed nothing in has no column."""
    handed_in = [one for one in exercise.assessors if one.handed_in_at is not None]
    said = {
        (one.piece_criterion_id, one.invited_id): one for one in queries.judgements_of(exercise)
    }
    lines = [
        Line(number, piece, item, [said.get((item.id, one.id)) for one in handed_in])
        for number, piece in enumerate(exercise.pieces, start=1)
        for item in piece.criteria
    ]
    ratings = [
        [one.outcome.value if one is not None and one.counts else None for one in line.said]
        for line in lines
    ]
    return Results(
        assessors=handed_in,
        lines=sorted(lines, key=lambda line: not line.differs),
        agreement=agreement_of(ratings),
    )
