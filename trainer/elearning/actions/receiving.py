"""Statements come in: each kept once, and what it completes given to whom it means."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.core.events import publish
from trainer.elearning import policies, queries
from trainer.elearning.events import StatementsReceived
from trainer.elearning.giving import give, take_back
from trainer.elearning.models import Activity, ReceivingKey, StatementRow
from trainer.elearning.statements import Told
from trainer.extensions import db

AHEAD = timedelta(hours=24)
"""So far may another system's clock be ahead of ours."""


def receive(told: Sequence[Told], *, key: ReceivingKey, ours: str) -> int:
    """Keep the statements that are not known yet, all or none, and return how many these were.

    `ours` is the address of this installation, by which accounts of ours are known.

    Raises Refused for an activity the key may not speak of, Conflict where an id is known with
    other words, Unacceptable for a moment still to come. What one says was completed gives its
    skill, and one that voids another takes that back. Sources: Experience API 1.0.3, part two,
    2.3.2 (voiding) and part three, 2.1 (statements of one id).
    """
    known = _known(told)
    new = [one for one in told if one.id not in known]
    for one in told:
        if not policies.may_speak_of(key, one.activity):
            raise Refused(f"This key may not speak of {one.activity}.")
        if one.at is not None and one.at > clock.now() + AHEAD:
            raise Unacceptable(f"Statement {one.id} is of a moment still to come.")
        if known.get(one.id, one.digest) != one.digest:
            raise Conflict(f"Statement {one.id} is known, and says something else.")
    activities = _activities(new)
    for one in new:
        _keep(one, key, activities, ours)
    key.last_used_on = clock.today()
    if new:
        publish(StatementsReceived(actor=None, subject=key, number=len(new)))
    return len(new)


def _known(told: Sequence[Told]) -> dict[str, str]:
    found = sa.select(StatementRow.statement_id, StatementRow.digest).where(
        StatementRow.statement_id.in_([one.id for one in told])
    )
    return {number: digest for number, digest in db.session.execute(found)}


def _activities(told: Sequence[Told]) -> dict[str, Activity]:
    """Find what the statements are about, and note what is new."""
    named = {one.activity: one.name for one in told if one.activity}
    found = db.session.scalars(sa.select(Activity).where(Activity.address.in_(named)))
    known = {one.address: one for one in found}
    for address, name in named.items():
        if address not in known:
            known[address] = Activity(address=address, name=name)
            db.session.add(known[address])
        elif name and not known[address].name:
            known[address].name = name
    return known


def _keep(one: Told, key: ReceivingKey, activities: dict[str, Activity], ours: str) -> None:
    at = one.at or clock.now()
    row = StatementRow(
        statement_id=one.id,
        digest=one.digest,
        body=one.body,
        key=key,
        at=at,
        on=clock.day_of(at),
        verb=one.verb,
        who=one.who,
        person=queries.person_called(one.who, ours),
        activity=activities.get(one.activity),
        completes=one.completes,
        minutes=one.minutes,
        voids=one.voids or None,
    )
    db.session.add(row)
    db.session.flush()
    if one.voids:
        take_back(one.voids, key)
    else:
        give(row)
