"""Somebody comes by a skill, or it turns out that they have not."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.events import publish
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.training.events import Held, TakenBack
from trainer.training.models import Holding, HoldingSource, HoldingTakenBack, Skill
from trainer.training.rules import renewing


def hold(
    person: User,
    skill: Skill,
    *,
    actor: User | None,
    source: HoldingSource,
    on: date,
    key: str | None,
    says: str = "",
    until: date | None = None,
    file: StoredFile | None = None,
) -> Holding | None:
    """Note that somebody holds a skill from a day on; None where `key` gave it to them before.

    Whether this may be is for whoever calls to know: a register of attendance, a unit released, a
    certificate issued. It holds for as long as the skill says, unless `until` says otherwise.
    """
    if key is not None and db.session.scalar(sa.select(Holding.id).where(Holding.key == key)):
        return None
    end = until or renewing.ends_on(
        on,
        skill.valid_months,
        former_end=_end_before(person, skill, on),
        renewal_days=skill.renewal_days,
    )
    holding = Holding(
        person=person, skill=skill, starts_on=on, ends_on=end, source=source, key=key, says=says,
        file=file, recorded_by=actor,
    )  # fmt: skip
    db.session.add(holding)
    publish(Held(actor=actor, subject=holding, person=person, skill=skill, source=source))
    return holding


def take_back_what_rests_on(key: str, *, actor: User | None, reason: str) -> None:
    """Let what rests on something count no more, because that is undone."""
    holding = db.session.scalar(
        sa.select(Holding).where(Holding.key == key, ~Holding.taken_back.has())
    )
    if holding is not None:
        undo(holding, actor=actor, reason=reason)


def undo(holding: Holding, *, actor: User | None, reason: str) -> None:
    """Write down that a holding counts no more, and why."""
    holding.taken_back = HoldingTakenBack(by=actor, reason=reason)
    publish(TakenBack(actor=actor, subject=holding, person=holding.person, reason=reason))


def _end_before(person: User, skill: Skill, on: date) -> date | None:
    return db.session.scalar(
        sa.select(sa.func.max(Holding.ends_on)).where(
            Holding.person == person,
            Holding.skill == skill,
            Holding.starts_on <= on,
            ~Holding.taken_back.has(),
        )
    )
