"""What happens to the currency of units."""

from dataclasses import dataclass

from trainer.catalogue.models import Unit
from trainer.core.events import Event
from trainer.currency.models import CurrencyRule


@dataclass(frozen=True, kw_only=True)
class CurrencyRuleSet(Event):
    """Somebody said for how long a unit is current once achieved."""

    subject: CurrencyRule
    unit: Unit
    months: int | None
