"""Rules of combination: read them, ask whether chosen units meet them, and what would."""

from trainer.catalogue.rules.checking import Balance, balance, impossible
from trainer.catalogue.rules.evaluating import Outcome, evaluate, with_mandatory
from trainer.catalogue.rules.findings import Finding
from trainer.catalogue.rules.kinds import Rule
from trainer.catalogue.rules.parsing import BadRule, parse, to_data
from trainer.catalogue.rules.structure import (
    Group,
    Structure,
    Unit,
    UnknownGroup,
    UnknownUnit,
    equivalents_of,
)
from trainer.catalogue.rules.suggesting import Suggestion, suggest, suggest_for

__all__ = [
    "BadRule",
    "Balance",
    "Finding",
    "Group",
    "Outcome",
    "Rule",
    "Structure",
    "Suggestion",
    "Unit",
    "UnknownGroup",
    "UnknownUnit",
    "balance",
    "equivalents_of",
    "evaluate",
    "impossible",
    "parse",
    "suggest",
    "suggest_for",
    "to_data",
    "with_mandatory",
]
