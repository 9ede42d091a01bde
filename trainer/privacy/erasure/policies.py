"""Who may erase whom, and what stands against it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.files.models import Hold
from trainer.files.retention import DECIDED, appealing
from trainer.malpractice.models import Case
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere
from trainer.privacy.erasure.models import Erasure, ErasureStatus

TWO = frozenset({Role.HR, Role.SYSTEM_ADMIN})
"""Both who proposes and who confirms hold one of these, for every site."""


def may_see(actor: User) -> Verdict:
    """Say whether this person may see who is to be erased and who was."""
    if not serves_everywhere(actor, TWO):
        return no(_("HR and system administrators for every site erase people who left."))
    return YES


def may_propose(actor: User, person: User) -> Verdict:
    """Say whether this person may propose to erase the other."""
    return first_refusal(may_see(actor), can_be_erased(actor, person), _is_not_proposed(person))


def may_confirm(actor: User, erasure: Erasure) -> Verdict:
    """Say whether this person may erase as proposed: never whoever proposed it."""
    if not (verdict := may_drop(actor, erasure)):
        return verdict
    if actor.id == erasure.proposed_by_id:
        return no(
            _("You proposed it, so another from HR or system administration has to confirm it.")
        )
    return can_be_erased(actor, erasure.person)


def may_drop(actor: User, erasure: Erasure) -> Verdict:
    """Say whether this person may leave somebody as they are after all."""
    if erasure.status is not ErasureStatus.PROPOSED:
        return no(_("This has been decided since the page was drawn."))
    return may_see(actor)


def can_be_erased(actor: User, person: User) -> Verdict:
    """Say whether somebody can be erased at all: they have left, and nothing holds them."""
    if actor.id == person.id:
        return no(_("Nobody erases themselves."))
    if person.erased_at is not None:
        return no(_("This person was erased already."))
    if person.active:
        return no(
            _("%(name)s works here. Only somebody who has left can be erased.", name=person.name)
        )
    return is_free(person)


def is_free(person: User) -> Verdict:
    """Say whether nothing of somebody has to be kept: no hold, no open appeal, no open case."""
    holds = sa.select(Hold.id).where(Hold.learner_id == person.id, Hold.lifted_at.is_(None))
    if db.session.scalar(holds.limit(1)) is not None:
        return no(_("A hold stands on what is theirs. It has to be lifted first."))
    if any(person.id in set(db.session.scalars(whose)) for whose in appealing()):
        return no(_("An appeal of theirs is open. It has to be answered first."))
    cases = sa.select(Case.id).where(
        sa.or_(Case.learner_id == person.id, Case.concerned_id == person.id),
        Case.status.not_in(DECIDED),
    )
    if db.session.scalar(cases.limit(1)) is not None:
        return no(_("A case of malpractice about them is open. It has to be decided first."))
    return YES


def _is_not_proposed(person: User) -> Verdict:
    proposed = sa.select(Erasure.id).where(
        Erasure.person_id == person.id, Erasure.status == ErasureStatus.PROPOSED
    )
    if db.session.scalar(proposed) is not None:
        return no(_("It is proposed already, and waits for somebody else to confirm it."))
    return YES
