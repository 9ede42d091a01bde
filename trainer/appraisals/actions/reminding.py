"""Reminding whoever's turn it is: once ahead of the day, and once when it is past."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal, AppraisalReminder, Cycle, CycleStatus
from trainer.appraisals.queries import forms
from trainer.appraisals.rules.stages import OVER, Party
from trainer.appraisals.rules.turns import SOON, Dates, turn
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.telling import tell


def running(today: date) -> list[int]:
    """List the appraisals of running rounds whose next day may be near or past."""
    near = today + SOON
    return list(
        db.session.scalars(
            sa.select(Appraisal.id)
            .join(Appraisal.cycle)
            .where(Cycle.status == CycleStatus.RUNNING, Appraisal.status.not_in(OVER))
            .where(
                sa.or_(
                    Cycle.self_due_on <= near, Cycle.manager_due_on <= near, Cycle.sign_by <= near
                )
            )
            .order_by(Appraisal.id)
        )
    )


def remind(ids: Sequence[int], today: date) -> int:
    """Remind of these where it is time and was not done; return how many were told."""
    there = {
        tuple(row)
        for row in db.session.execute(
            sa.select(
                AppraisalReminder.appraisal_id,
                AppraisalReminder.stage,
                AppraisalReminder.late,
                AppraisalReminder.told_id,
            ).where(AppraisalReminder.appraisal_id.in_(ids))
        )
    }
    told = 0
    for one in db.session.scalars(
        forms.with_people(sa.select(Appraisal)).where(Appraisal.id.in_(ids))
    ):
        next_step = turn(one.status, dates_of(one.cycle))
        person = _whose(one, next_step.party) if next_step else None
        if next_step is None or person is None or not next_step.is_near(today):
            continue
        late = next_step.is_late(today)
        if (one.id, one.status, late, person.id) in there:
            continue
        db.session.add(
            AppraisalReminder(appraisal_id=one.id, stage=one.status, late=late, told_id=person.id)
        )
        words = (
            _(
                "“%(name)s” of %(person)s waits for you. It was due by %(day)s.",
                **_named(one, next_step.due_on),
            )
            if late
            else _(
                "“%(name)s” of %(person)s waits for you until %(day)s.",
                **_named(one, next_step.due_on),
            )
        )
        tell(person, words, f"/appraisals/{one.id}")
        told += 1
    return told


def dates_of(cycle: Cycle) -> Dates:
    """Return the days of a round by which each step is to be done."""
    return Dates(cycle.self_due_on, cycle.manager_due_on, cycle.sign_by)


def _whose(appraisal: Appraisal, party: Party) -> User | None:
    person = {
        Party.APPRAISEE: appraisal.person,
        Party.MANAGER: appraisal.manager,
        Party.SECOND_LINE: appraisal.second_line,
    }.get(party)
    return person if person is not None and person.active else None


def _named(appraisal: Appraisal, due_on: date) -> dict[str, str]:
    return {
        "name": appraisal.cycle.name,
        "person": appraisal.person.name,
        "day": written(due_on),
    }
