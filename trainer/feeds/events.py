"""What happens to work products that are offered as evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.feeds.models import WorkProduct


@dataclass(frozen=True, kw_only=True)
class ProductsOffered(Event):
    """A file was taken in: these work products are offered to one person from now on."""

    subject: User
    source: str
    products: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class ProductUsed(Event):
    """Somebody made a work product a draft of their evidence."""

    subject: WorkProduct


@dataclass(frozen=True, kw_only=True)
class ProductSetAside(Event):
    """Somebody will not use a work product as evidence."""

    subject: WorkProduct


@dataclass(frozen=True, kw_only=True)
class ProductTakenUp(Event):
    """Somebody took a work product that they had set aside back among those offered."""

    subject: WorkProduct
