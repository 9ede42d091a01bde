"""What an objective says, as it is proposed, kept and compared. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from trainer.figures.models import Direction


@dataclass(frozen=True, kw_only=True)
class Target:
    """What figures of a measure are to come to: at least or at most so much, from month to month."""

    measure_id: int
    goal: Decimal
    direction: Direction
    from_month: date
    until_month: date


@dataclass(frozen=True, kw_only=True)
class Said:
    """An objective in words: its title, the answers to the five questions, weight and target."""

    title: str
    what: str = ""
    measured_by: str = ""
    possible_by: str = ""
    why: str = ""
    due_on: date | None = None
    weight: int = 0
    target: Target | None = None

    def as_kept(self) -> dict[str, Any]:
        """Write it as the history keeps it."""
        target = self.target
        return {
            "title": self.title,
            "what": self.what,
            "measured_by": self.measured_by,
            "possible_by": self.possible_by,
            "why": self.why,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "weight": self.weight,
            "target": target
            and {
                "measure_id": target.measure_id,
                "goal": str(target.goal),
                "direction": target.direction.value,
                "from_month": target.from_month.isoformat(),
                "until_month": target.until_month.isoformat(),
            },
        }
