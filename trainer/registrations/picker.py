"""Choosing units: what is offered, which rules hold for a choice, and what would satisfy them."""

from collections.abc import Collection
from dataclasses import dataclass

from trainer.catalogue import rules
from trainer.catalogue.structures import Combination, combination


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice of units, with the mandatory ones, and what the rules say of it."""

    offered: Combination
    codes: tuple[str, ...]
    mandatory: frozenset[str]
    outcome: rules.Outcome
    suggestions: tuple[rules.Suggestion, ...]

    @property
    def unmet(self) -> list[rules.Finding]:
        """List the rules that do not hold yet."""
        return [finding for finding in self.outcome.findings if not finding.holds]


def pick(version_id: int, codes: Collection[str], *, suggesting: bool = True) -> Picked:
    """Look at a choice of units of a version; codes it doesn't offer are left out."""
    offered = combination(version_id)
    structure = offered.structure
    known = [code for code in codes if code in offered.units]
    chosen = rules.with_mandatory(structure, known)
    return Picked(
        offered=offered,
        codes=chosen,
        mandatory=frozenset(rules.with_mandatory(structure, ())),
        outcome=rules.evaluate(structure, chosen),
        suggestions=rules.suggest(structure, chosen) if suggesting else (),
    )
