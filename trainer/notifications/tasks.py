"""What the job worker does with letters."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from flask_mailman import EmailMessage
from sqlalchemy.orm import joinedload

from trainer.config import Config
from trainer.extensions import db, mail
from trainer.notifications import letters
from trainer.notifications.letters import Attached, Letter
from trainer.notifications.models import Notice, SentMail
from trainer.notifications.outbox import Claimed
from trainer.web.transactions import unit_of_work


def deliver_letter(work: Claimed, config: Config) -> None:
    """Hand a letter to the mail server, or, for the demonstration, keep it to be read in the page.

    Delivered at least once: a repeat carries the same Message-ID, by which receivers know it.
    """
    post(Letter(**work.payload), work, config)


def deliver_digest(work: Claimed, config: Config) -> None:
    """Write somebody's one letter of the day and send it, if there is still where to send it."""
    notices = db.session.scalars(
        sa.select(Notice)
        .where(Notice.id.in_(work.payload["notice_ids"]))
        .order_by(Notice.id)
        .options(joinedload(Notice.user))
    ).all()
    reader = notices[0].user if notices else None
    if reader is None or not reader.active or reader.email is None:
        return
    letter = letters.digest(notices, to=reader.email)
    db.session.rollback()  # Nothing is read or locked while the mail server takes its time.
    post(letter, work, config)


def deliver_invitation(work: Claimed, config: Config) -> None:
    """Send a letter with its invitation, which calendars take up by themselves."""
    told = dict(work.payload)
    calendar, method = told.pop("calendar"), told.pop("method")
    media_type = f'text/calendar; charset="utf-8"; method={method}'
    post(Letter(**told), work, config, Attached("invitation.ics", calendar.encode(), media_type))


def post(letter: Letter, work: Claimed, config: Config, *files: Attached) -> None:
    """Hand a letter over, under the name by which a repeat of it is known.

    The demonstration keeps its words, not the files that would have gone with it.
    """
    if config.demonstration:
        with unit_of_work():
            db.session.add(SentMail(to=letter.to, subject=letter.subject, body=letter.body))
        return
    with mail.get_connection() as connection:  # Closed although the letter may be refused.
        EmailMessage(
            subject=letter.subject,
            body=letter.body,
            to=[letter.to],
            attachments=[(one.name, one.content, one.media_type) for one in files],
            headers={"Message-ID": f"<{work.name}@{urlsplit(config.base_url).hostname}>"},
            connection=connection,
        ).send()
