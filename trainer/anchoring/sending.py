"""Send the ledger's last link out once a day, each way that the settings name."""

import logging
from datetime import UTC
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from trainer.anchoring import outside
from trainer.anchoring.events import LinkSentOut, Way
from trainer.audit.models import LedgerHead, TrailEntry
from trainer.config import Config
from trainer.core import clock
from trainer.core.events import publish
from trainer.extensions import db
from trainer.notifications.outbox import send_mail
from trainer.storage.errors import Unavailable
from trainer.web.transactions import unit_of_work

RECENT = 20
"""Among so many sendings the last of each way is found, unless the other went on alone for weeks."""

logger = logging.getLogger(__name__)


def send_out(config: Config) -> None:
    """Send out what has not gone yet today; a store out of reach is tried again at the next call.

    Nothing goes while the ledger has not moved on.
    """
    if config.anchor_mail:
        _send_letters(config)
    if config.anchor_store:
        _write_outside(config)


def _send_letters(config: Config) -> None:
    with unit_of_work():
        if (link := _due(Way.LETTER)) is None:
            return
        for address in config.anchor_mail.replace(",", " ").split():
            send_mail(
                to=address,
                subject=_("Ledger of decisions at link %(number)d", number=link.seq),
                body=_body(config, f"{link.seq}:{link.hash}"),
            )
        _note(Way.LETTER, link)


def _body(config: Config, link: str) -> str:
    return "\n\n".join(
        [
            _(
                "This is where the ledger of decisions of %(organisation)s stood today:",
                organisation=config.organisation,
            ),
            link,
            _(
                "Keep this letter. It names nobody and opens nothing. Should anybody change what"
                " was decided until today, the ledger no longer passes through this link:"
            ),
            f"trainer audit verify --anchor {link}",
            config.base_url,
        ]
    )


def _write_outside(config: Config) -> None:
    link = _due(Way.STORE)
    db.session.rollback()  # Nothing is read or locked while the store takes its time.
    if link is None:
        return
    at = clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    try:
        outside.keep(config.anchor_store, link.seq, link.hash, at)
    except Unavailable as trouble:
        logger.warning("The ledger’s last link can’t be written down outside: %s", trouble)
        return
    with unit_of_work():
        _note(Way.STORE, link)


class _Link(NamedTuple):
    seq: int
    hash: str


def _due(way: Way) -> _Link | None:
    """Return the last link if the ledger has moved on since one went this way, not today."""
    head = db.session.get(LedgerHead, 1, populate_existing=True)
    sent = db.session.scalars(
        sa.select(TrailEntry)
        .where(TrailEntry.kind == LinkSentOut.__name__)
        .order_by(TrailEntry.id.desc())
        .limit(RECENT)
    )
    last = next((one for one in sent if one.body["way"] == way.value), None)
    if head is None or head.seq == 0:
        return None
    if last and (clock.day_of(last.at) == clock.today() or last.body["seq"] == head.seq):
        return None
    return _Link(head.seq, head.hash)


def _note(way: Way, link: _Link) -> None:
    head = db.session.get_one(LedgerHead, 1)
    publish(LinkSentOut(actor=None, subject=head, way=way, seq=link.seq, hash=link.hash))
