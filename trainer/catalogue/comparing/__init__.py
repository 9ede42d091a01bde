"""What a file would change: each unit and qualification beside what the catalogue holds of it."""

from trainer.catalogue.comparing.beside import compare
from trainer.catalogue.comparing.changes import (
    Comparison,
    Effect,
    FrameworkChange,
    QualificationChange,
    UnitChange,
    slips,
)
from trainer.catalogue.comparing.entries import entry_of
from trainer.catalogue.comparing.latest import is_latest, is_latest_unit, known, latest_units

__all__ = [
    "Comparison",
    "Effect",
    "FrameworkChange",
    "QualificationChange",
    "UnitChange",
    "compare",
    "entry_of",
    "is_latest",
    "is_latest_unit",
    "known",
    "latest_units",
    "slips",
]
