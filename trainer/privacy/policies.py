"""Who asks for everything held about whom, who sees that it was asked for, and who saves it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere
from trainer.privacy.models import DataExport

ANSWERING = frozenset({Role.HR, Role.SYSTEM_ADMIN})
"""The roles that answer a request somebody makes by letter or in person."""


def may_answer(actor: User) -> Verdict:
    """Say whether this person makes exports about others, and sees which were made."""
    if not serves_everywhere(actor, ANSWERING):
        return no(_("HR or a system administrator for every site does this."))
    return YES


def may_ask(actor: User, person: User) -> Verdict:
    """Say whether this person may have an export made about somebody."""
    return YES if actor.id == person.id else may_answer(actor)


def visible_to(actor: User) -> sa.Select[DataExport]:
    """Select the exports about this person; for whoever answers requests, everybody's."""
    if may_answer(actor):
        return sa.select(DataExport)
    return sa.select(DataExport).where(DataExport.person_id == actor.id)


def may_save(actor: User, export: DataExport) -> Verdict:
    """Say whether this person may save the file: whom it is about, and nobody else.

    Somebody who has left can't sign in, so whoever asked for it saves it to hand it over.
    """
    if actor.id == export.person_id:
        return YES
    if export.person.active:
        return no(_("It is about %(name)s, so only they save it.", name=export.person.name))
    if actor.id != export.asked_by_id:
        return no(_("%(name)s asked for it, and hands it over.", name=export.asked_by.name))
    return may_answer(actor)
