"""Come here to learn whether a file may be sent, and what it is."""

from trainer.storage.kinds.inspecting import Inspected, inspect
from trainer.storage.kinds.table import (
    ENDINGS,
    LIMITS,
    Kind,
    Limits,
    NotAccepted,
    limit_for,
    refuse_if_too_large,
    too_large,
)

__all__ = [
    "ENDINGS",
    "LIMITS",
    "Inspected",
    "Kind",
    "Limits",
    "NotAccepted",
    "inspect",
    "limit_for",
    "refuse_if_too_large",
    "too_large",
]
