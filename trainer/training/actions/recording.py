"""Recording what somebody showed, taking it back, and letting somebody off for a time."""

from datetime import date

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import ONE_DAY
from trainer.training import policies
from trainer.training.actions.holding import hold, undo
from trainer.training.events import Exempted, ExemptionEnded
from trainer.training.models import Exemption, Holding, HoldingSource, Skill


def record(
    person: User, skill: Skill, *, actor: User, on: date, until: date | None, says: str
) -> None:
    """Record that somebody showed that they hold a skill, and what they showed."""
    require(policies.may_record(actor, person))
    if on > clock.today():
        raise Unacceptable(_("It can’t have begun after today."), "on")
    if until is not None and until <= on:
        raise Unacceptable(_("It must end after it began."), "until")
    hold(
        person, skill, actor=actor, source=HoldingSource.RECORD, on=on, until=until, key=None,
        says=says,
    )  # fmt: skip


def take_back(holding: Holding, *, actor: User, reason: str) -> None:
    """Take back what was recorded, because it was wrong."""
    require(policies.may_take_back(actor, holding))
    undo(holding, actor=actor, reason=reason)


def exempt(
    person: User, skill: Skill, *, actor: User, starts_on: date, last_day: date, reason: str
) -> None:
    """Let somebody off a skill until a day, that day included."""
    require(policies.may_record(actor, person))
    if last_day < starts_on:
        raise Unacceptable(_("It can’t end before it begins."), "last_day")
    exemption = Exemption(
        person=person, skill=skill, starts_on=starts_on, ends_on=last_day + ONE_DAY, reason=reason,
        approved_by=actor,
    )  # fmt: skip
    db.session.add(exemption)
    publish(Exempted(actor=actor, subject=exemption, person=person, skill=skill))


def end_exemption(exemption: Exemption, *, actor: User) -> None:
    """Ask for the skill again, from today on."""
    require(policies.may_end_exemption(actor, exemption))
    exemption.ends_on = max(clock.today(), exemption.starts_on)
    publish(ExemptionEnded(actor=actor, subject=exemption, ends_on=exemption.ends_on))
