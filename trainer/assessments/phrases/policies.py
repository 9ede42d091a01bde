"""Whose phrases somebody puts in, and which they may write."""

from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.phrases.models import Phrase
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role

SHARING = (Role.TRAINING_ADMIN, Role.IQA)


def visible(person_id: Any) -> sa.Select[Phrase]:
    """Select one's own phrases and the organisation's, one's own first."""
    return (
        sa.select(Phrase)
        .where(sa.or_(Phrase.owner_id == person_id, Phrase.owner_id.is_(None)))
        .order_by(Phrase.owner_id.is_(None), Phrase.id)
    )


def may_keep(actor: User) -> Verdict:
    """Say whether this person has any use for phrases: those who assess or assure."""
    if actor.holds(Role.ASSESSOR) or may_share(actor):
        return YES
    return no(_("Phrases are for those who give feedback."))


def may_share(actor: User) -> Verdict:
    """Say whether this person writes the phrases that every assessor is offered."""
    if any(actor.holds(role) for role in SHARING):
        return YES
    return no(_("Training administrators and quality assurers write the organisation’s phrases."))


def may_change(actor: User, phrase: Phrase) -> Verdict:
    """Say whether this person may change a phrase or take it out."""
    if phrase.is_shared:
        return may_share(actor)
    if phrase.owner_id == actor.id:
        return YES
    return no(_("That phrase is somebody else’s."))
