"""Reading a catalogue file: what it holds, and all that is wrong with it, before it is kept."""

from trainer.catalogue.importing.decoding import decode, in_windows_1252
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
from trainer.catalogue.importing.plan import Fault, Known, LeftOut, Plan
from trainer.catalogue.importing.reading import read

__all__ = [
    "CatalogueEntry",
    "CriterionEntry",
    "Fault",
    "FrameworkEntry",
    "GroupEntry",
    "Known",
    "LeftOut",
    "MethodEntry",
    "NumberEntry",
    "OutcomeEntry",
    "Plan",
    "QualificationEntry",
    "UnitEntry",
    "decode",
    "in_windows_1252",
    "read",
]
