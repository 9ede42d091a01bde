"""From a map to its text, as `careers/reading.py` reads it."""

from typing import Any

import yaml

from trainer.careers.rules.asking import Ask, Requirement
from trainer.careers.rules.charting import CareerMap, CareerRole, Move

BREADTH = 130


def written(chart: CareerMap) -> str:
    """Write a map as YAML; read again, it is the same map."""
    told = {
        "trainer_careers": 1,
        "roles": [_role(one) for one in chart.roles],
        "moves": [_move(one) for one in chart.moves],
    }
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=BREADTH)


def _role(role: CareerRole) -> dict[str, Any]:
    told = {
        "key": role.key,
        "title": role.title,
        "synonyms": list(role.synonyms),
        "purpose": role.purpose,
        "duties": list(role.duties),
        "salary": [role.salary_from, role.salary_to] if role.salary_from is not None else None,
        "hours": role.hours,
        "esco": role.esco,
        "soc": role.soc,
        "sites": list(role.sites),
        "leads_to_register": role.leads_to_register,
        "asks": [_asked(one) for one in role.requirements],
    }
    return {name: value for name, value in told.items() if value}


def _asked(asked: Requirement) -> dict[str, Any]:
    if isinstance(asked, Ask):
        return {asked.kind.name.lower(): asked.about, "least": asked.least, "words": asked.words}
    return {
        "at_least": asked.least,
        "of": [_asked(part) for part in asked.parts],
        "words": asked.words,
    }


def _move(move: Move) -> dict[str, Any]:
    told = {
        "from": move.start,
        "to": move.end,
        "kind": move.kind.value,
        "says": move.says,
        "rotations": list(move.rotations),
        "mentor": move.mentor,
        "reviews": list(move.reviews),
    }
    return {name: value for name, value in told.items() if value}
