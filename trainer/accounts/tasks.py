"""Sending a link for a new password, by the worker: whoever asked at the door waits for nothing of it."""

from flask import current_app
from flask_security.recoverable import send_reset_password_instructions

from trainer.accounts.models import User
from trainer.config import Config
from trainer.extensions import db
from trainer.notifications.outbox import Claimed
from trainer.web.transactions import unit_of_work


def send_reset_link(work: Claimed, config: Config) -> None:
    """Write the letter with the link, if there is somebody who may have it; else do nothing."""
    with current_app.test_request_context(base_url=config.base_url), unit_of_work():
        number = work.payload["user_id"]
        user = db.session.get(User, number) if number is not None else None
        if user is not None and user.active and user.email:
            send_reset_password_instructions(user)  # type: ignore[no-untyped-call]
