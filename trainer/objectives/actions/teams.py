"""Saying what a team is to reach in a year, and proposing it on to its people."""

from collections.abc import Collection

from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.objectives import queries
from trainer.objectives.actions.proposing import propose
from trainer.objectives.events import TeamObjectiveSet
from trainer.objectives.models import Objective, TeamObjective
from trainer.objectives.rules.wording import Said
from trainer.people.policies import may_lead


def set_for_team(*, actor: User, year: int, title: str, why: str) -> TeamObjective:
    """Say what those who report to one are to reach together in a year."""
    require(may_lead(actor))
    told = TeamObjective(manager=actor, year=year, title=title, why=why)
    db.session.add(told)
    db.session.flush()  # Its page is named by its number.
    publish(TeamObjectiveSet(actor=actor, subject=told))
    return told


def cascade(told: TeamObjective, *, actor: User, people: Collection[int]) -> list[Objective]:
    """Propose to each of these people an objective that serves the team's; each then words it.

    Raises `Refused` for somebody else's, `Unacceptable` for people who have one or report elsewhere.
    """
    if told.manager_id != actor.id:
        raise Refused(_("Whoever set an objective for the team passes it on."))
    if not people:
        raise Unacceptable(_("Choose at least one person."), "people")
    offered = {one.id: one for one in queries.without(told)}
    if not set(people) <= offered.keys():
        raise Unacceptable(
            _("Somebody you chose has one by now, or reports to you no more. Look again."), "people"
        )
    said = Said(title=told.title, why=told.why)
    return [
        propose(offered[one], actor=actor, year=told.year, said=said, team_objective=told)
        for one in people
    ]
