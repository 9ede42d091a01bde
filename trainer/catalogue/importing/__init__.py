"""Reading a catalogue file: what it holds, and all that is wrong with it, before it is kept."""

from trainer.catalogue.importing.entries import (
    CatalogueEntry,
    CriterionEntry,
    FrameworkEntry,
    GroupEntry,
    MethodEntry,
    NumberEntry,
    OutcomeEntry,
    QualificationEntry,
    UnitEntry,
)
from trainer.catalogue.importing.plan import Fault, Known, Plan
from trainer.catalogue.importing.reading import decode, read

__all__ = [
    "CatalogueEntry",
    "CriterionEntry",
    "Fault",
    "FrameworkEntry",
    "GroupEntry",
    "Known",
    "MethodEntry",
    "NumberEntry",
    "OutcomeEntry",
    "Plan",
    "QualificationEntry",
    "UnitEntry",
    "decode",
    "read",
]
