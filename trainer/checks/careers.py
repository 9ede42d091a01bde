"""INV20, as far as readiness reaches: what somebody is promoted on is on record, by others, in order."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.careers.models import CareerConfirmation, CareerMapVersion, CareerTarget
from trainer.careers.queries.charts import chart
from trainer.careers.reading import Unreadable, read
from trainer.checks.finding import Check, rows
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement

_NEVER = date.max

OWN_WORD = sa.select(CareerConfirmation.id).where(
    CareerConfirmation.by_id == CareerConfirmation.person_id
)


def _ahead_of_its_day() -> Iterator[str]:
    """Name confirmations of what was still to come when they were given."""
    told = sa.select(CareerConfirmation).order_by(CareerConfirmation.id)
    for one in db.session.scalars(told):
        if one.day > clock.day_of(one.at):
            yield f"Confirmation {one.id} is of a day that was still to come."


def _maps() -> Iterator[str]:
    """Name versions of the map that can't be read, or that are missing between others."""
    versions = sa.select(CareerMapVersion).order_by(CareerMapVersion.number)
    for place, version in enumerate(db.session.scalars(versions), start=1):
        if version.number != place:
            yield f"Version {place} of the career map is missing."
            return
        try:
            read(version.text)
        except Unreadable:
            yield f"Version {version.number} of the career map can't be read."


def _targets() -> Iterator[str]:
    """Name targets that no role of the map in force answers."""
    try:
        keys = {role.key for role in chart().roles}
    except Unreadable:
        return
    for target in db.session.scalars(
        sa.select(CareerTarget).where(CareerTarget.ended_on.is_(None)).order_by(CareerTarget.id)
    ):
        if target.role_key not in keys:
            yield f"Target {target.id} is a role that is not on the career map."


def _two_jobs() -> sa.Select[int]:
    """Select jobs during which somebody had another; months in a role are counted from them."""
    other = aliased(Placement)
    return (
        sa.select(Placement.id)
        .join(other, other.user_id == Placement.user_id)
        .where(
            Placement.id < other.id,
            Placement.starts_on < sa.func.coalesce(other.ends_on, sa.literal(_NEVER, sa.Date)),
            other.starts_on < sa.func.coalesce(Placement.ends_on, sa.literal(_NEVER, sa.Date)),
            *(
                sa.or_(one.ends_on.is_(None), one.ends_on > one.starts_on)
                for one in (Placement, other)
            ),
        )
        .order_by(Placement.id)
    )


CHECKS = [
    Check(
        "INV20",
        "Nobody confirms their own experience.",
        rows(OWN_WORD, "Confirmation %s is somebody’s own."),
    ),
    Check("INV20", "What is confirmed had happened.", _ahead_of_its_day),
    Check("INV20", "Every version of the career map is there, and can be read.", _maps),
    Check("INV20", "What somebody works towards is on the career map.", _targets),
    Check(
        "INV20",
        "Nobody has two jobs at a time.",
        rows(_two_jobs(), "During job %s somebody had another."),
    ),
]
