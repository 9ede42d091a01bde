"""Choosing a role to work towards, and giving it up; its units are suggested in the log meanwhile."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.careers.events import TargetChosen, TargetGivenUp
from trainer.careers.models import CareerTarget
from trainer.careers.queries import charts
from trainer.careers.queries.standing import career, targets_of
from trainer.careers.rules.asking import Kind
from trainer.careers.rules.charting import CareerMap
from trainer.catalogue.comparing import is_latest_unit
from trainer.catalogue.models import Unit, UnitVersion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.sharing import set_goal_units

MOST = 5
SOURCE = "career"


def aim_for(person: User, role_key: str, *, actor: User) -> CareerTarget:
    """Work towards a role of the map from today."""
    require(policies.may_aim(actor, person))
    chart = charts.chart()
    role = chart.role(role_key)
    if role is None:
        raise Unacceptable(_("Choose a role of the map."), "role")
    open_now = db.session.scalars(targets_of(person)).all()
    if any(one.role_key == role_key for one in open_now):
        raise Unacceptable(_("You work towards this already."), "role")
    if len(open_now) >= MOST:
        raise Unacceptable(_("Five roles are enough to work towards. Give one up first."), "role")
    target = CareerTarget(person=person, role_key=role_key)
    db.session.add(target)
    _work_on_units(person, chart)
    publish(TargetChosen(actor=actor, subject=target, person=person, role=role.title))
    return target


def give_up(target: CareerTarget, *, actor: User) -> None:
    """Work towards it no more from today."""
    require(policies.may_aim(actor, target.person))
    target.ended_on = clock.today()
    chart = charts.chart()
    _work_on_units(target.person, chart)
    role = chart.role(target.role_key)
    title = role.title if role else target.role_key
    publish(TargetGivenUp(actor=actor, subject=target, person=target.person, role=title))


def _work_on_units(person: User, chart: CareerMap) -> None:
    """Let the units that the targets still ask for be suggested, and no others because of a career."""
    db.session.flush()  # The targets are asked for anew.
    now = career(person, chart, clock.today())
    codes = {
        ask.about
        for role in now.target_roles()
        for ask in now.open_asks(role)
        if ask.kind is Kind.UNIT
    }
    units = sa.select(UnitVersion.id).join(Unit).where(Unit.code.in_(codes), is_latest_unit())
    set_goal_units(user=person, units=db.session.scalars(units).all(), source=SOURCE)
