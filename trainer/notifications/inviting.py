"""Telling somebody of something with a day and a place, so that it gets into their calendar."""

from typing import TYPE_CHECKING, cast

from flask import current_app

from trainer.notifications import letters
from trainer.notifications.invitations import Invitation, Method
from trainer.notifications.models import Notice, Task
from trainer.notifications.outbox import ask
from trainer.notifications.telling import tell

if TYPE_CHECKING:
    from trainer.accounts.models import User
    from trainer.config import Config


def invite(
    person: "User",
    words: str,
    invitation: Invitation,
    method: Method,
    *,
    actor: "User | None" = None,
) -> None:
    """Tell somebody under the bell, with a letter that carries the invitation if they have an address."""
    path = invitation.path
    tell(person, words, path, actor=actor, has_own_letter=person.email is not None)
    if person.email is None:
        return
    config = cast("Config", current_app.extensions["trainer"])
    letter = letters.about(Notice(text=words, path=path), to=person.email)
    ask(
        Task.INVITE,
        to=letter.to,
        subject=letter.subject,
        body=letter.body,
        method=method.value,
        calendar=invitation.written(
            method,
            organisation=config.organisation,
            sender=config.mail_from,
            address=config.base_url,
        ),
    )
