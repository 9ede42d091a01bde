"""Proposing objectives, putting them anew, and both sides agreeing to a year's."""

from collections.abc import Collection

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.figures.models import THOUSAND
from trainer.objectives import policies, queries
from trainer.objectives.events import ObjectiveProposed, ObjectivesAgreedTo
from trainer.objectives.models import (
    OPEN,
    Objective,
    ObjectiveStatus,
    ObjectiveVersion,
    TeamObjective,
)
from trainer.objectives.rules.weighing import may_be_agreed, weighed
from trainer.objectives.rules.wording import Said


def propose(
    person: User, *, actor: User, year: int, said: Said, team_objective: TeamObjective | None = None
) -> Objective:
    """Propose an objective of a year to the person, or to one's manager; return it."""
    require(policies.may_propose(actor, person))
    objective = Objective(
        person=person,
        year=year,
        number=1,
        status=ObjectiveStatus.PROPOSED,
        team_objective=team_objective,
        proposed_by=actor,
        proposed_at=clock.now(),
    )
    db.session.add(objective)
    _put(objective, said, actor)
    return objective


def change(objective: Objective, *, actor: User, known: int, said: Said) -> None:
    """Put an objective anew over the version that was `known`; both then agree again.

    What it said before stays in its history. Raises `Conflict` if it has changed since, so that
    neither's words are lost.
    """
    require(policies.may_change(actor, objective))
    if objective.number != known:
        raise Conflict(
            _("This was changed since you opened it. What it says now stands beside your words.")
        )
    if said == objective.said:
        return
    if objective.status is not ObjectiveStatus.PROPOSED:
        objective.move_to(ObjectiveStatus.PROPOSED)
    objective.person_agreed_at = objective.manager_agreed_at = None
    objective.agreed_manager = None
    objective.number = known + 1
    objective.proposed_by, objective.proposed_at = actor, clock.now()
    _put(objective, said, actor)


def agree(person: User, *, actor: User, year: int, seen: Collection[tuple[int, int]]) -> bool:
    """Agree to somebody's objectives of a year as `seen`, each by its id and version.

    Those to which the other side has agreed as well are agreed. Returns whether all are now.
    Raises `Unacceptable` where their weights do not come to 100, `Conflict` where they have changed.
    """
    require(policies.may_agree(actor, person))
    counted = queries.counted(person, year)
    open_ = [one for one in counted if one.status in OPEN]
    if {(one.id, one.number) for one in open_} != set(seen):
        raise Conflict(_("These have changed since you looked. Read them again, then agree."))
    if not (verdict := may_be_agreed(weighed([one.weight for one in counted]))):
        raise Unacceptable(verdict.reason)
    for one in open_:
        if one.status is ObjectiveStatus.PROPOSED:
            _agree_to(one, actor)
    return all(one.status is not ObjectiveStatus.PROPOSED for one in counted)


def _agree_to(objective: Objective, actor: User) -> None:
    if actor.id == objective.person_id:
        objective.person_agreed_at = clock.now()
    else:
        objective.manager_agreed_at, objective.agreed_manager = clock.now(), actor
    both = bool(objective.person_agreed_at and objective.manager_agreed_at)
    if both:
        objective.move_to(ObjectiveStatus.AGREED)
    publish(ObjectivesAgreedTo(actor=actor, subject=objective, number=objective.number, both=both))


def _put(objective: Objective, said: Said, actor: User) -> None:
    _check_target(said)
    objective.title, objective.what = said.title, said.what
    objective.measured_by, objective.possible_by = said.measured_by, said.possible_by
    objective.why, objective.due_on, objective.weight = said.why, said.due_on, said.weight
    target = said.target
    objective.measure_id = target.measure_id if target else None
    objective.goal_thousandths = int(target.goal * THOUSAND) if target else None
    objective.direction = target.direction if target else None
    objective.from_month = target.from_month if target else None
    objective.until_month = target.until_month if target else None
    db.session.add(
        ObjectiveVersion(
            objective=objective, number=objective.number, said=said.as_kept(), written_by=actor
        )
    )
    db.session.flush()  # Whoever is told is led to its page by its number.
    publish(ObjectiveProposed(actor=actor, subject=objective, number=objective.number))


def _check_target(said: Said) -> None:
    if said.target is not None and said.target.until_month < said.target.from_month:
        raise Unacceptable(_("The last month comes before the first."), "until_month")
