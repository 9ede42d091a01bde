"""What Flask-Security asks of us instead of doing it its own way: letters, passwords, the second step."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseValue
from flask_security import MailUtil, PasswordUtil
from flask_security.tf_plugin import TfPlugin

from trainer.accounts import pending, queries
from trainer.accounts.models import User
from trainer.accounts.passwords import objection, tidy
from trainer.extensions import db
from trainer.notifications.outbox import send_mail


class OutboxMail(MailUtil):
    """The library's letters go through our outbox, in the transaction that asked for them."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Write the letter into the outbox."""
        del template, sender, html, kwargs
        send_mail(to=str(recipient), subject=str(subject), body=body or "")


class PasswordRules(PasswordUtil):
    """Which passwords are taken, and how they are written before they are hashed."""

    def normalize(self, password: str) -> str:
        """Write it in the one form in which it is hashed."""
        return tidy(password)

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """Say what is wrong with a new password, if anything, and how it is hashed."""
        del is_register
        wrong = objection(password, about(kwargs.get("user")))
        return [wrong] if wrong else None, self.normalize(password)


def about(user: User | None) -> list[str]:
    """List what others know of somebody, which is no part of a good password."""
    if user is None:
        return []
    return [user.name, user.known_as, user.staff_number, (user.email or "").partition("@")[0]]


class SecondStep(TfPlugin):
    """What the library asks whenever a password or a link was right: whether that is enough."""

    def tf_enter(
        self, user: Any, remember_me: bool | None, primary_authn_via: str, next_loc: str | None
    ) -> ResponseValue | None:
        """Ask for the second step of whoever has one; let everybody else in."""
        del remember_me, primary_authn_via
        if db.session.scalar(queries.app_of(user)) is None:
            return None
        pending.begin(user)
        shared = "y" if request.form.get("shared") else None
        return redirect(url_for("accounts.second_step", next=next_loc, shared=shared))
