"""Saying how many at a place must hold a skill, and letting that end."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Site, Team
from trainer.skills import policies
from trainer.skills.events import TargetChanged, TargetEnded, TargetSet
from trainer.skills.models import CoverageTarget
from trainer.training.models import Skill


def set_target(
    skill: Skill, *, actor: User, site: Site, team: Team | None, number: int, says: str
) -> CoverageTarget:
    """Ask that so many at a site, or in a team of it, hold a skill."""
    require(policies.may_set(actor, site.id))
    if team is not None and team.site_id != site.id:
        raise ValueError("A team belongs to its own site.")
    target = CoverageTarget(
        skill=skill, site=site, team=team, number=number, says=says, set_by=actor
    )
    _refuse_twice(target)
    db.session.add(target)
    publish(TargetSet(actor=actor, subject=target, skill=skill, number=number))
    return target


def change_target(target: CoverageTarget, *, actor: User, number: int, says: str) -> None:
    """Ask for another number, or at other times."""
    require(policies.may_change(actor, target))
    target.number, target.says = number, says
    publish(TargetChanged(actor=actor, subject=target, number=number))


def end_target(target: CoverageTarget, *, actor: User) -> None:
    """Ask for it no more, from today on."""
    require(policies.may_change(actor, target))
    target.ended_on = clock.today()
    publish(TargetEnded(actor=actor, subject=target, ended_on=target.ended_on))


def _refuse_twice(target: CoverageTarget) -> None:
    with db.session.no_autoflush:
        same = sa.select(CoverageTarget.id).where(
            CoverageTarget.skill_id == target.skill.id,
            CoverageTarget.site_id == target.site.id,
            CoverageTarget.team_id == (target.team.id if target.team else None),
            CoverageTarget.ended_on.is_(None),
        )
        if db.session.scalar(same) is not None:
            raise Unacceptable(
                _("There is a target for this skill there. Change that one."), "skill"
            )
