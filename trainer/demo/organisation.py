"""Come here for the people and places of the demonstration, as they are written down."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from trainer.demo.stories import load


@dataclass(frozen=True)
class Place:
    """A site and its teams."""

    code: str
    name: str
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Someone who works (or worked) at Brackenhall Home; days count back from today."""

    number: str
    name: str
    first_written: str
    job: str
    site: str
    team: str
    reports_to: str | None
    joined: int
    left: int | None
    email: str
    hours: str
    contract: str


@dataclass(frozen=True)
class RoleGiven:
    """A role asked for by one and confirmed by another; not confirmed yet where that is None."""

    who: str
    role: str
    asked_by: str
    confirmed_by: str | None
    days_ago: int
    reason: str


@dataclass(frozen=True)
class Approval:
    """An entry of the register, held for every qualification of the demonstration."""

    who: str
    duty: str
    standing: str
    award: str
    days_ago: int


@dataclass(frozen=True)
class Organisation:
    """Everything written down about the organisation."""

    name: str
    sites: tuple[Place, ...]
    people: tuple[Person, ...]
    first_administrators: tuple[str, str]
    roles: tuple[RoleGiven, ...]
    register: tuple[Approval, ...]


@cache
def brackenhall() -> Organisation:
    """Read the organisation of the demonstration."""
    told = load("organisation")
    first, second = told["first_administrators"]
    return Organisation(
        name=told["name"],
        sites=tuple(Place(one["code"], one["name"], tuple(one["teams"])) for one in told["sites"]),
        people=tuple(_person(one, told["domain"]) for one in told["people"]),
        first_administrators=(first, second),
        roles=tuple(RoleGiven(**one) for one in told["roles"]),
        register=tuple(Approval(**one) for one in told["register"]),
    )


def _person(told: dict[str, Any], domain: str) -> Person:
    site, _slash, team = told["at"].partition("/")
    return Person(
        number=told["number"],
        name=told["name"],
        first_written=told.get("first_written", told["name"]),
        job=told["job"],
        site=site,
        team=team,
        reports_to=told["reports_to"],
        joined=told["joined"],
        left=told.get("left"),
        email=f"{told['number']}@{domain}" if told.get("mail") else "",
        hours=told.get("hours", "full_time"),
        contract=told.get("contract", "permanent"),
    )
