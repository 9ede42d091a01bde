"""The list by which others see, without asking who, that a badge no longer holds.

A list has 131,072 places. Each badge has one of its own, drawn by lot and never given again, so
that neighbours in the list say nothing about each other.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from openbadgeslib.ob3.status_list import DEFAULT_SIZE_BITS, build_status_list_credential

from trainer.badges.addresses import Addresses
from trainer.badges.credential import REVOCATION
from trainer.badges.models import Badge
from trainer.extensions import db

PLACES = DEFAULT_SIZE_BITS
FULL = PLACES // 2
"""A list half full takes no more, so that a free place is soon found."""
LASTS = timedelta(hours=1)
"""So long a copy of the list counts; whoever checks later has to ask again."""


def free_place() -> tuple[int, int]:
    """Draw a place nobody has ever had, in the newest list."""
    number, taken = _newest()
    if taken >= FULL:
        number += 1
    while _is_taken(number, place := secrets.randbelow(PLACES)):
        pass
    return number, place


def list_of(
    number: int, ended: Iterable[int], addresses: Addresses, *, at: datetime
) -> dict[str, Any]:
    """Write the list, ready to be signed: a bit for each badge that no longer holds."""
    return build_status_list_credential(
        addresses.issuer,
        addresses.status_list(number),
        REVOCATION,
        ended,
        size_bits=PLACES,
        issued=at,
        valid_until=at + LASTS,
        ttl=60_000,
    )


def _newest() -> tuple[int, int]:
    row = db.session.execute(
        sa.select(Badge.status_list, sa.func.count())
        .group_by(Badge.status_list)
        .order_by(Badge.status_list.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else (1, 0)


def _is_taken(number: int, place: int) -> bool:
    taken = sa.exists().where(Badge.status_list == number, Badge.place == place)
    return bool(db.session.scalar(sa.select(taken)))
