"""Saying who needs a second step, and taking one away from somebody who lost it."""

from trainer.accounts import actions as accounts
from trainer.accounts.events import SecondStepRuleSet
from trainer.accounts.models import SecondStepRule, User
from trainer.accounts.proof import Proof, is_proven
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.factors import policies


def set_rule(*, actor: User, grace_days: int | None, reason: str, proof: Proof) -> None:
    """Say from today on whether privileged roles need a second step, and after how many days.

    No days of grace at all means that none is needed. Raises Refused, or Unacceptable without a reason.
    """
    require(policies.may_set_rule(actor))
    require(is_proven(actor, proof))
    if not reason.strip():
        raise Unacceptable(_("Say why."), "reason")
    rule = SecondStepRule(
        grace_days=grace_days, reason=reason.strip(), starts_on=clock.today(), set_by=actor
    )
    db.session.add(rule)
    publish(
        SecondStepRuleSet(actor=actor, subject=rule, grace_days=grace_days, reason=reason.strip())
    )


def reset(person: User, *, actor: User, reason: str, proof: Proof) -> None:
    """Let somebody who lost their second step sign in with their password alone, and tell them."""
    require(policies.may_reset(actor, person))
    require(is_proven(actor, proof))
    if not reason.strip():
        raise Unacceptable(_("Say why."), "reason")
    accounts.reset_second_step(person, actor=actor, reason=reason.strip())


def remove(*, actor: User, proof: Proof, keep: str) -> None:
    """Let somebody do without their second step, where their roles allow it."""
    require(policies.may_remove(actor))
    accounts.remove_app(actor, actor=actor, proof=proof, keep=keep)
