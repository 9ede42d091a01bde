"""Come here for what the register knows of people: checks, limits, experts, and a suspension."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors import actions as register
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.assessors.queries import units_in
from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.demo.builder.cast import person, site, version
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db

ADMINISTRATOR = "bh1005"


def plan(timeline: Timeline) -> None:
    """Put what happened to the register on the timeline."""
    told = load("register")
    for one in told["checks"]:
        timeline.plan(one["days_ago"], 15, partial(_check, one))
    for one in told["entries"]:
        timeline.plan(one["days_ago"], 16, partial(_enter, one))
    for one in told["limits"]:
        timeline.plan(one["days_ago"], 16, partial(_limit, one), minute=20)
    for one in told["suspensions"]:
        timeline.plan(one["days_ago"], 17, partial(_suspend, one))


def _entries(holder: User) -> list[RegisterEntry]:
    held = sa.select(RegisterEntry).where(RegisterEntry.holder_id == holder.id)
    return list(db.session.scalars(held.order_by(RegisterEntry.id)))


def _check(told: dict[str, object]) -> None:
    for entry in _entries(person(str(told["who"]))):
        _record(entry, str(told["shown_by"]), str(told["checked_by"]), int(str(told["holds"])))


def _record(entry: RegisterEntry, shown_by: str, checked_by: str, holds: int) -> None:
    register.check_competence(
        entry,
        actor=person(ADMINISTRATOR),
        shown_by=shown_by,
        checked_by=checked_by,
        checked_on=clock.today(),
        review_on=clock.today() + timedelta(days=holds),
    )


def _enter(told: dict[str, object]) -> None:
    on = version(str(told["of"]))
    codes = str(told["units"]).split()
    entry = register.enter(
        holder=person(str(told["who"])),
        qualification=on.qualification,
        duty=Duty(str(told["duty"])),
        standing=Standing.QUALIFIED,
        award=str(told["award"]),
        units=[
            db.session.get_one(Unit, identity)
            for identity, code, _title in units_in(on.qualification_id)
            if code in codes
        ],
        sites=[site(str(told["site"]))] if told["site"] else [],
        starts_on=clock.today(),
        actor=person(ADMINISTRATOR),
    )
    _record(entry, str(told["shown_by"]), person(ADMINISTRATOR).name, int(str(told["holds"])))


def _limit(told: dict[str, object]) -> None:
    register.limit(
        holder=person(str(told["who"])),
        duty=Duty(str(told["duty"])),
        most=int(str(told["most"])),
        actor=person(ADMINISTRATOR),
    )


def _suspend(told: dict[str, object]) -> None:
    for entry in _entries(person(str(told["who"]))):
        register.suspend(entry, actor=person(ADMINISTRATOR), reason=str(told["reason"]))
