"""Writing our own YAML: every field that says something, in the order of docs/catalogue.md."""

from typing import Any

import yaml

from trainer.catalogue.importing import (
    CatalogueEntry,
    OutcomeEntry,
    QualificationEntry,
    UnitEntry,
    identifiers,
)
from trainer.catalogue.importing.entries import Entry


class _Plain(yaml.SafeDumper):
    """Writes everything out: what stands twice is written twice."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Say yes of everything."""
        return True


def as_yaml(entry: CatalogueEntry) -> bytes:
    """Write a file that `importing.read` reads back to the same entries."""
    data = {
        "trainer_catalogue": 1,
        "frameworks": [one.model_dump(mode="json") for one in entry.frameworks],
        "units": [_unit(one) for one in entry.units],
        "qualifications": [_qualification(one) for one in entry.qualifications],
    }
    text: str = yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def _qualification(entry: QualificationEntry) -> dict[str, Any]:
    data = _without(entry, identifiers.of_qualification(entry.code))
    if "numbers" in data:
        shown = [one.model_dump(exclude_defaults=True) for one in entry.numbers]
        data["numbers"] = shown
    return data


def _unit(entry: UnitEntry) -> dict[str, Any]:
    named = entry.identifier or identifiers.of_unit(entry.code)
    data = _without(entry, identifiers.of_unit(entry.code))
    data["outcomes"] = [_outcome(named, one) for one in entry.outcomes]
    return data


def _outcome(unit: str, entry: OutcomeEntry) -> dict[str, Any]:
    data = _without(entry, identifiers.of_outcome(unit, entry.number))
    if entry.criteria:
        data["criteria"] = [
            _without(one, identifiers.of_criterion(unit, one.number)) for one in entry.criteria
        ]
    return data


def _without(entry: Entry, ours: str) -> dict[str, Any]:
    """Leave an identifier out where the reader makes the same one from the code."""
    data = entry.model_dump(mode="json", exclude_defaults=True)
    if data.get("identifier") == ours:
        del data["identifier"]
    return data
