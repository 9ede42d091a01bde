"""What happens to budgets."""

from dataclasses import dataclass

from trainer.budgets.models import Budget
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BudgetSet(Event):
    """Somebody set what a site may spend in a year, in pence; `was` is None the first time."""

    subject: Budget
    planned: int
    was: int | None
