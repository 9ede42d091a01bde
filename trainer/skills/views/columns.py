"""Which kind of column is wanted: its source, whose rows it shows, and where its cells lead."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.skills import policies
from trainer.skills.queries.columns import Source
from trainer.skills.queries.required import RequiredSkills
from trainer.skills.queries.units import UnitsWorkedTowards
from trainer.skills.queries.wanted import Of


class Across(NamedTuple):
    """A kind of column: how people stand in it, who is seen, and the address of a cell.

    `for_good` and `not_asked` are how it calls what is held without an end, and what isn't asked.
    """

    source: Source
    seen: sa.Select[int]
    address: Callable[[int, int], str]
    for_good: str
    not_asked: str


def across(of: Of, actor: User, day: date) -> Across:
    """Find the kind of column that is wanted, as this person sees it on a day."""
    if of is Of.UNITS:
        units = UnitsWorkedTowards(day)
        before = url_for("assessments.unit", unit_assessment_id=0)[: -len("0")]
        return Across(
            units,
            policies.people_seen_in_units(actor),
            lambda person_id, key: f"{before}{units.assessment_of(person_id, key)}",
            for_good=_("Achieved"),
            not_asked=_("Not taken"),
        )
    before = url_for("skills.story", person_id=0, skill_id=0)[: -len("0/0")]
    return Across(
        RequiredSkills(day),
        policies.people_seen(actor),
        lambda person_id, key: f"{before}{person_id}/{key}",
        for_good=_("For good"),
        not_asked=_("Not asked"),
    )
