"""Who may be put on a site's rota for what on a day: skills held and units current then, and no more."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.database import AnyRow
from trainer.currency.queries import standing
from trainer.currency.rules import Currency
from trainer.extensions import db
from trainer.people.models import Placement, Team
from trainer.training.queries import facts
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import WANTING


@dataclass(frozen=True, slots=True)
class Rostered:
    """Somebody who works at the site that day, what they may be put to, and what stands against it."""

    name: str
    staff_number: str
    team: str
    job: str
    holds: tuple[str, ...]
    lacks: tuple[str, ...]


def rota(site_id: int, day: date) -> list[Rostered]:
    """List who works at a site on a day, by team and name, each skill and unit by its code.

    `lacks` names what is required of them that day and not held, and units that are lapsed by then.
    A dozen statements, however many people.
    """
    people = _people(site_id, day)
    ids = [row.id for row in people]
    terms = facts.terms()
    held, lacking = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for (person_id, skill_id), ends in facts.ends(ids, day).items():
        if any(end is None or end > day for end in ends):
            held[person_id].add(terms[skill_id].code)
    for one in standings(ids, day, terms=terms):
        if one.standing.state in WANTING:
            lacking[one.person_id].add(terms[one.asked.skill_id].code)
    for kept in standing.kept_by(ids, day):
        lapsed = kept.standing.state is Currency.LAPSED
        (lacking if lapsed else held)[kept.person_id].add(kept.code)
    return [
        Rostered(
            *(row.name, row.staff_number, row.team, row.job_title),
            holds=tuple(sorted(held[row.id])),
            lacks=tuple(sorted(lacking[row.id])),
        )
        for row in people
    ]


def _people(site_id: int, day: date) -> Sequence[AnyRow]:
    team = sa.func.coalesce(Team.name, "")
    rows = db.session.execute(
        sa.select(User.id, User.name, User.staff_number, Placement.job_title, team.label("team"))
        .join(Placement, Placement.user_id == User.id)
        .outerjoin(Team, Team.id == Placement.team_id)
        .where(Placement.site_id == site_id, Placement.holds_on(day), User.active)
        .order_by(team, sa.func.lower(User.name), User.id)
    ).all()
    return list({row.id: row for row in rows}.values())
