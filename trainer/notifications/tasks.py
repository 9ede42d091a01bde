"""What the job worker does with letters."""

from typing import Any

from flask_mailman import EmailMessage

from trainer.extensions import db
from trainer.notifications.models import SentMail


def deliver_letter(payload: dict[str, Any], *, item_id: int, keep: bool) -> None:
    """Hand a letter to the mail server, or, for the demonstration, keep it to be read in the page.

    Delivered at least once: a repeat carries the same Message-ID, by which receivers know it.
    """
    if keep:
        db.session.add(SentMail(to=payload["to"], subject=payload["subject"], body=payload["body"]))
        return
    EmailMessage(
        subject=payload["subject"],
        body=payload["body"],
        to=[payload["to"]],
        headers={"Message-ID": f"<outbox-{item_id}@trainer>"},
    ).send()
