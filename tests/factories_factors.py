"""People who sign in with a second step, and the rule that asks for one."""

from datetime import datetime

import sqlalchemy as sa
from flask import current_app

from tests.factories_people import proof_of
from trainer.accounts import actions
from trainer.accounts.app_codes import AppCodes
from trainer.accounts.models import Passkey, SecondStepRule, User
from trainer.accounts.tasks import send_reset_link
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.notifications.outbox import Claimed


def codes() -> AppCodes:
    found: AppCodes = current_app.extensions["app_codes"]
    return found


def make_app(person: User) -> tuple[str, list[str]]:
    """Somebody with an authenticator app, whose earlier codes are all spent; the secret, the codes."""
    secret = codes().new_secret()
    written_down = actions.set_up_app(
        person, actor=person, secret=secret, counter=1, proof=proof_of(person), keep=""
    )
    db.session.commit()
    return secret, written_down


def shown(secret: str) -> str:
    """What the app shows now."""
    return codes().generate_totp_password(secret)


def make_rule(by: User, *, grace_days: int | None, at: datetime | None = None) -> SecondStepRule:
    """The organisation's rule, set today unless told otherwise."""
    moment = at or clock.now()
    rule = SecondStepRule(
        grace_days=grace_days, reason="To be safe.", starts_on=moment.date(), set_by=by
    )
    db.session.add(rule)
    db.session.commit()
    return rule


def make_passkey(person: User) -> Passkey:
    """Somebody with a passkey on a device that is nowhere."""
    passkey = Passkey(
        user=person, name="My phone", credential=f"{person.id:08}", public_part=b"", uses=0
    )
    db.session.add(passkey)
    db.session.commit()
    return passkey


def link_mailed() -> str:
    """Let the worker write the letter asked for last; the path of its link."""
    asked = sa.select(OutboxItem).where(OutboxItem.task == Task.MAIL_RESET_LINK)
    item = db.session.scalars(asked.order_by(OutboxItem.id.desc())).first()
    assert item is not None
    work = Claimed(item.id, item.task, item.payload, item.created_at, 1)
    send_reset_link(work, current_app.extensions["trainer"])
    letters = sa.select(OutboxItem).where(OutboxItem.task == Task.MAIL)
    letter = db.session.scalars(letters.order_by(OutboxItem.id.desc())).first()
    assert letter is not None
    path: str = letter.payload["body"].split("http://localhost")[1].split()[0]
    return path
