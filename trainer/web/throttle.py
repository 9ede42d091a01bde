"""How often one address may ask for a page: counted in the database, so that all workers share it.

A restart forgets nothing, and nobody's address is kept: it only picks one of a fixed number of
counters, by a keyed hash, so that the table has a bound.
"""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, ParamSpec

import sqlalchemy as sa
from flask import abort, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core import clock
from trainer.core.database import Base
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
COUNTERS = 1 << 18
SAME_HOUSEHOLD = 64
"""So many leading bits of an IPv6 address are one subscriber's."""

P = ParamSpec("P")


class VisitCount(Base):
    """How often a page was asked for, by whoever shares this counter, since `ends_at` less its time."""

    __tablename__ = "visit_counts"

    counter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visits: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


def at_most(
    most: int, each: timedelta, *, methods: frozenset[str] | None = None
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let one address ask for a view this often, and answer 429 beyond that."""

    def limited(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        place = f"{view.__module__}.{view.__qualname__}"

        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if methods is None or request.method in methods:
                count_visit(place, most, each)
            return view(*args, **kwargs)

        return counted

    return limited


def count_visit(place: str, most: int, each: timedelta) -> None:
    """Count this request, in a short transaction of its own, or answer 429 if it is one too many.

    One too many changes no row, so that a flood of requests writes nothing.
    """
    if not current_app.config["THROTTLE"]:
        return
    now, on_sqlite = clock.now(), db.engine.dialect.name == "sqlite"
    one_more = _one_more(_counter(place), most, now, now + each, on_sqlite=on_sqlite)
    with unit_of_work():
        counted = db.session.execute(*one_more).first()
    if counted is None:
        abort(429)


def forget_what_is_over() -> None:
    """Drop the counters whose time is over."""
    db.session.execute(sa.delete(VisitCount).where(VisitCount.ends_at <= clock.now()))


@prepared
def _one_more(counter: Any, most: Any, now: Any, ends_at: Any, *, on_sqlite: bool) -> sa.Executable:
    """Count one more where there is room, or begin anew where the time is over; else do nothing."""
    insert = sqlite.insert if on_sqlite else postgresql.insert
    begun = insert(VisitCount).values(counter=counter, visits=1, ends_at=ends_at)
    is_over = VisitCount.ends_at <= now
    return begun.on_conflict_do_update(
        index_elements=[VisitCount.counter],
        set_={
            "visits": sa.case((is_over, 1), else_=VisitCount.visits + 1),
            "ends_at": sa.case((is_over, begun.excluded.ends_at), else_=VisitCount.ends_at),
        },
        where=is_over | (VisitCount.visits < most),
    ).returning(VisitCount.visits)


def _counter(place: str) -> int:
    secret = current_app.config["SECRET_KEY"].encode()
    digest = hmac.digest(secret, f"{place} {_visitor()}".encode(), "sha256")
    return int.from_bytes(digest[:8]) % COUNTERS


def _visitor() -> str:
    """Name the address that asks; of IPv6 the network, since one subscriber has all of it."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - asked for by no socket
    if isinstance(address, IPv6Address):
        return str(ip_network((address, SAME_HOUSEHOLD), strict=False))
    return str(address)
