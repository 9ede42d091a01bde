"""What is held about the learner as one file, for each address that needs it."""

from flask import current_app

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.privacy import actions


def data_exported(learner: User) -> int:
    """A file that she asked for, and that is there."""
    export = actions.ask(learner, actor=learner)
    stored = current_app.extensions["store"].put_stream([b"PK of an export"], limit=1000)
    actions.note_made(export, stored.key, stored.size)
    db.session.commit()
    return export.id
