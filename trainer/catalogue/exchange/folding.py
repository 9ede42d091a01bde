"""From an outline of ours back to the shape of format 1; `shaping` is for other people's."""

from datetime import date
from typing import Any

from trainer.catalogue.exchange.outline import Item
from trainer.catalogue.exchange.shaped import Shaped
from trainer.catalogue.exchange.unfolding import FORMAT
from trainer.catalogue.importing.settling import Unfit


def is_ours(document: Item) -> bool:
    """Say whether a file of ours brought this outline."""
    return isinstance(document.facts.get("qualification"), dict)


def fold(document: Item) -> Shaped:
    """Read an outline that came out of `unfold`, wherever it has been since."""
    facts = document.facts
    if facts.get("format") != FORMAT:
        raise Unfit("This file was written by a later Trainer. Bring this one up to date.")
    framework = facts.get("framework")
    shaped = Shaped()
    shaped.put(("frameworks", 0), document.at)
    shaped.put(("qualifications", 0), document.at)
    units = []
    for index, unit in enumerate(document.children):
        shaped.put(("units", index), unit.at)
        units.append(_unit(shaped, index, unit))
    qualification = dated(facts["qualification"])
    shaped.data = {
        "trainer_catalogue": 1,
        "frameworks": [framework],
        "units": units,
        "qualifications": [
            {
                **qualification,
                "code": document.code,
                "title": document.text,
                "identifier": document.identifier or None,
            }
        ],
    }
    return shaped


def _unit(shaped: Shaped, index: int, unit: Item) -> dict[str, Any]:
    outcomes = []
    for place, outcome in enumerate(unit.children):
        at = ("units", index, "outcomes", place)
        shaped.put(at, outcome.at)
        criteria = []
        for number, criterion in enumerate(outcome.children):
            shaped.put((*at, "criteria", number), criterion.at)
            criteria.append(
                {
                    **criterion.facts,
                    "number": criterion.code,
                    "text": criterion.text,
                    "identifier": criterion.identifier or None,
                }
            )
        outcomes.append(
            {
                **outcome.facts,
                "number": outcome.code,
                "title": outcome.text,
                "identifier": outcome.identifier or None,
                "criteria": criteria,
            }
        )
    return {
        **unit.facts,
        "code": unit.code,
        "title": unit.text,
        "identifier": unit.identifier or None,
        "outcomes": outcomes,
    }


def dated(facts: dict[str, Any]) -> dict[str, Any]:
    """Read the dates of numbers, which stand as text where there is no other way."""
    numbers = facts.get("numbers")
    if not isinstance(numbers, list):
        return facts
    return {**facts, "numbers": [_number(one) for one in numbers]}


def _number(number: Any) -> Any:
    if not isinstance(number, dict):
        return number
    return {
        name: as_date(value) if name.endswith("_ends") else value for name, value in number.items()
    }


def as_date(value: Any) -> Any:
    """Read a date where there is one; anything else stays, to be pointed at."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
