"""Noting what somebody is to learn, and settling it: met, or closed with a reason."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.extensions import db
from trainer.needs import policies
from trainer.needs.events import NeedClosed, NeedMet, NeedNoted
from trainer.needs.models import Need, NeedSource, NeedStatus
from trainer.training.models import Skill


def ask_for(
    person: User, *, actor: User, skill: Skill | None, label: str, wanted_by: date | None
) -> Need:
    """Note what somebody is to learn, as their manager or an administrator."""
    require(policies.may_note(actor, person))
    return note(
        person,
        actor=actor,
        source=NeedSource.MANAGER,
        label=label,
        skill=skill,
        wanted_by=wanted_by,
    )


def note(
    person: User,
    *,
    actor: User,
    source: NeedSource,
    label: str,
    skill: Skill | None = None,
    unit: Unit | None = None,
    wanted_by: date | None = None,
    key: str | None = None,
) -> Need:
    """Note what somebody is to learn, once for each `key`; return what stands noted.

    Whether this may be is for whoever calls to know, such as a plan of development.
    """
    noted = db.session.scalar(sa.select(Need).where(Need.key == key)) if key is not None else None
    if noted is not None:
        return noted
    need = Need(
        person=person, skill=skill, unit=unit, label=label, source=source, key=key,
        wanted_by=wanted_by, noted_by=actor,
    )  # fmt: skip
    db.session.add(need)
    publish(NeedNoted(actor=actor, subject=need, person=person))
    return need


def meet(need: Need, *, actor: User | None) -> None:
    """Say that somebody has learnt it."""
    if actor is not None:
        require(policies.may_settle(actor, need))
    _settle(need, NeedStatus.MET, actor)
    publish(NeedMet(actor=actor, subject=need, person=need.person))


def close(need: Need, *, actor: User, reason: str) -> None:
    """Close a need that is not met, and say why."""
    require(policies.may_settle(actor, need))
    need.reason = reason
    _settle(need, NeedStatus.CLOSED, actor)
    publish(NeedClosed(actor=actor, subject=need, person=need.person, reason=reason))


def _settle(need: Need, status: NeedStatus, actor: User | None) -> None:
    need.move_to(status)
    need.settled_by, need.settled_at = actor, clock.now()
