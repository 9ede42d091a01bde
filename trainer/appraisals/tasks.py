"""What the job worker does for rounds: schedules them, begins what is due, invites and reminds."""

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app

from trainer.appraisals import policies, telling
from trainer.appraisals.actions import (
    moving,
    printing,
    reminding,
    reminding_appeals,
    scheduling,
)
from trainer.appraisals.models import Appraisal, AppraisalPaper, Cycle, CycleStatus
from trainer.appraisals.paper import page_of
from trainer.appraisals.queries import forms
from trainer.appraisals.rules.stages import OVER
from trainer.config import Config
from trainer.core import clock
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.letterhead.queries import look_now
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

AT_ONCE = 200
"""People told in one transaction, so that others can write in between."""


LARGEST_PDF = 64 * 1024 * 1024

Tell = Callable[[int, int], None]
"""Takes how many are done, and of how many."""


def progress_name(cycle_id: int) -> str:
    """Name a round where progress is told."""
    return f"appraisals-{cycle_id}"


def schedule_cycle(cycle_id: int, config: Config, tell: Tell) -> None:
    """Give everybody in a round their appraisal and a time to meet, then begin and invite.

    May end at any moment and begin again: whoever has one is not given another.
    """
    added = 0
    with unit_of_work():
        people, without_manager = scheduling.due(db.session.get_one(Cycle, cycle_id))
    for first in range(0, len(people), scheduling.AT_ONCE):
        with unit_of_work():
            cycle = db.session.get_one(Cycle, cycle_id)
            added += scheduling.schedule(cycle, people[first : first + scheduling.AT_ONCE])
        tell(min(first + scheduling.AT_ONCE, len(people)), len(people))
    with unit_of_work():
        scheduling.place_meetings(db.session.get_one(Cycle, cycle_id), ZoneInfo(config.zone))
    with unit_of_work():
        scheduling.finish(cycle_id, added, without_manager)
    sweep()


def print_paper(paper_id: int, config: Config, renderer: Renders) -> None:
    """Make the PDF of a signed record, once; between two transactions."""
    paper = db.session.get(AppraisalPaper, paper_id)
    if paper is None or paper.status is not PaperStatus.WAITING:
        return
    if not policies.is_signed(paper.appraisal):
        db.session.rollback()
        with unit_of_work():
            printing.give_up(paper_id)  # The signature was taken back since.
        return
    page = page_of(paper.appraisal, forms.signed(paper.appraisal), config, paper.asked_by)
    store = cast("Store", current_app.extensions["store"])
    look = look_now(store, page.made_on)
    db.session.rollback()
    stored = store.put_stream([renderer.render(page.request(look))], limit=LARGEST_PDF)
    with unit_of_work():
        paper = db.session.get(AppraisalPaper, paper_id, with_for_update=True)
        if paper is not None and paper.status is PaperStatus.WAITING:
            printing.note_printed(paper, stored.key)


def sweep() -> int:
    """Begin what opens, invite to meetings that were found, and remind; return of how many."""
    done = 0
    for step in (_open_some, _invite_some):
        while some := _once(step):
            done += some
    return done + _remind() + _once(_remind_of_appeals)


def _once(step: Callable[[], int]) -> int:
    with unit_of_work():
        return step()


def _open_some() -> int:
    return moving.open_due(clock.today(), AT_ONCE)


def _invite_some() -> int:
    waiting = db.session.scalars(
        forms.with_people(sa.select(Appraisal))
        .join(Appraisal.cycle)
        .where(
            Appraisal.meeting_at > clock.now(),
            Appraisal.meeting_letters == 0,
            Appraisal.status.not_in(OVER),
            Cycle.status == CycleStatus.RUNNING,
        )
        .order_by(Appraisal.id)
        .limit(AT_ONCE)
    ).all()
    for one in waiting:
        telling.invite_both(one, actor=None)
    return len(waiting)


def _remind_of_appeals() -> int:
    return reminding_appeals.remind_of_appeals(clock.today())


def _remind() -> int:
    with unit_of_work():
        ids = reminding.running(clock.today())
    told = 0
    for first in range(0, len(ids), AT_ONCE):
        with unit_of_work():
            told += reminding.remind(ids[first : first + AT_ONCE], clock.today())
    return told
