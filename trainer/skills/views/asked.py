"""What the address of the matrix asks for; what it doesn't say rightly counts as not said."""

from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from trainer.people.models import Role
from trainer.skills.queries.wanted import Grouping, Of, Show, Sort, Wanted

Chosen = TypeVar("Chosen", bound=StrEnum)


def wanted_by(told: MultiDict[str, str]) -> Wanted:
    """Read what is wanted."""
    return Wanted(
        site=told.get("site", type=int),
        team=told.get("team", type=int),
        job=_job(told.get("job", "")),
        what=told.get("what", ""),
        show=_one_of(Show, told.get("show"), Show.EVERYBODY),
        sort=_one_of(Sort, told.get("sort"), Sort.NAME),
        group=_one_of(Grouping, told.get("group"), Grouping.NOTHING),
        of=_one_of(Of, told.get("of"), Of.SKILLS),
    )


def said(wanted: Wanted) -> dict[str, str | int]:
    """Write what is wanted for an address, leaving out whatever goes without saying."""
    usual = Wanted()
    return {
        name: str(value) if isinstance(value, StrEnum) else value
        for name, value in vars(wanted).items()
        if value != getattr(usual, name)
    }


def _job(told: str) -> str:
    kind, _colon, which = told.partition(":")
    if kind == "role" and which not in {one.value for one in Role}:
        return ""
    return told if kind in {"role", "title"} else ""


def _one_of(members: type[Chosen], told: str | None, usual: Chosen) -> Chosen:
    return next((one for one in members if one.value == told), usual)
