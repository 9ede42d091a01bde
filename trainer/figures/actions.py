"""Say what is measured, and take a file of figures in: all of it or nothing."""

from itertools import islice

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.figures import policies, queries
from trainer.figures.events import FiguresBroughtIn, MeasureKept
from trainer.figures.models import Direction, Figure, FigureFile, Measure
from trainer.figures.planning import Plan, plan

AT_ONCE = 2_000


def add_measure(
    *, actor: User, code: str, name: str, unit: str, direction: Direction, decimals: int
) -> Measure:
    """Say that something is measured; its code stands in the files."""
    require(policies.may_bring_in(actor))
    taken = sa.select(Measure.id).where(sa.func.lower(Measure.code) == code.lower())
    if db.session.scalar(taken) is not None:
        raise Unacceptable(_("There is a measure of that code."), "code")
    measure = Measure(code=code, name=name, unit=unit, direction=direction, decimals=decimals)
    db.session.add(measure)
    publish(MeasureKept(actor=actor, subject=measure))
    return measure


def change_measure(
    measure: Measure, *, actor: User, name: str, unit: str, direction: Direction, decimals: int
) -> None:
    """Say anew what a measure is called and how its figures are read; figures stay as they are."""
    require(policies.may_bring_in(actor))
    measure.name, measure.unit = name, unit
    measure.direction, measure.decimals = direction, decimals
    publish(MeasureKept(actor=actor, subject=measure))


def keep_file(*, actor: User, name: str, body: str) -> FigureFile:
    """Keep a file until the person who sent it has looked at what it would do."""
    require(policies.may_bring_in(actor))
    purge_files()
    kept = FigureFile(sent_by=actor, name=name[-200:], body=body)
    db.session.add(kept)
    db.session.flush()  # The next page is named by its number.
    return kept


def purge_files() -> None:
    """Drop the files that nobody confirmed within a day."""
    db.session.execute(
        sa.delete(FigureFile).where(
            FigureFile.taken_in_at.is_(None), FigureFile.at <= clock.now() - queries.KEPT
        )
    )


def bring_in(looked_at: Plan, *, actor: User, file: FigureFile | None = None) -> None:
    """Record everything the plan says, or nothing; what was there before stays as history.

    It is made again against what is there now: where that changed since it was looked at, nothing
    happens and it is to be looked at anew. Raises Unacceptable, Conflict.
    """
    require(policies.may_bring_in(actor))
    if looked_at.problems:
        raise Unacceptable(str(looked_at.problems[0]), "file")
    now = plan(looked_at.sheet, queries.known_for(looked_at.sheet, actor))
    if now.fingerprint != looked_at.fingerprint:
        raise Conflict(_("Figures have changed since you looked. Look through the file again."))
    _write_down(now, actor)
    if file is not None:
        file.taken_in_at, file.body = clock.now(), ""
    publish(
        FiguresBroughtIn(
            actor=actor, subject=file, added=now.added, replaced=now.replaced, people=now.people
        )
    )


def _write_down(now: Plan, actor: User) -> None:
    at, rows = clock.now(), iter(now.new)
    while some := list(islice(rows, AT_ONCE)):
        former = [one.former for one in some if one.former is not None]
        if former:
            db.session.execute(
                sa.update(Figure), [{"id": id_, "replaced_at": at} for id_ in former]
            )
        db.session.execute(
            sa.insert(Figure),
            [
                {
                    "person_id": one.place[0],
                    "measure_id": one.place[1],
                    "month": one.place[2],
                    "thousandths": one.thousandths,
                    "recorded_by_id": actor.id,
                    "recorded_at": at,
                }
                for one in some
            ],
        )
