"""The job process: it maps each kind of work to its function, and is the only one that renders."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from huey import crontab

from trainer.config import Config
from trainer.extensions import db
from trainer.logs.tasks import prepare_file
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, OutboxStatus, Task
from trainer.notifications.queue import Queue
from trainer.notifications.tasks import deliver_letter
from trainer.people import actions as people
from trainer.web.transactions import unit_of_work

logger = logging.getLogger(__name__)

Work = Callable[[OutboxItem, Config], None]


def _letter(item: OutboxItem, config: Config) -> None:
    deliver_letter(item.payload, item_id=item.id, keep=config.demonstration)


def _pictures(payload: dict[str, Any]) -> None:
    prepare_file(payload["file_id"], current_app.extensions["store"])


WORK: dict[Task, Work] = {
    Task.MAIL: _letter,
}
"""Work done in the transaction that marks it done."""

SLOW: dict[Task, Callable[[dict[str, Any]], None]] = {
    Task.PREPARE_FILE: _pictures,
}
"""Work that takes long and so is done before that transaction; doing it twice is no harm."""


def deliver(item_id: int) -> None:
    """Do one piece of work from the outbox, or note what stood in its way and when to try again."""
    config: Config = current_app.extensions["trainer"]
    try:
        _do_slow_work(item_id)
        with unit_of_work():
            item = db.session.get(OutboxItem, item_id, with_for_update={"skip_locked": True})
            if item is None or item.status is not OutboxStatus.WAITING:
                return
            if item.task not in SLOW:
                WORK[item.task](item, config)
            outbox.mark_done(item)
    except Exception as trouble:
        logger.exception("Outbox item %s failed", item_id)
        with unit_of_work():
            failed = db.session.get_one(OutboxItem, item_id)
            outbox.mark_failed(failed, f"{type(trouble).__name__}: {trouble}")


def _do_slow_work(item_id: int) -> None:
    item = db.session.get(OutboxItem, item_id)
    waiting = item is not None and item.status is OutboxStatus.WAITING
    task, payload = (item.task, item.payload) if item is not None else (None, {})
    db.session.rollback()
    if waiting and task in SLOW:
        SLOW[task](payload)


def sweep() -> int:
    """Deliver whatever is due and was not woken for; return how many pieces that was."""
    due = list(db.session.scalars(outbox.waiting().with_only_columns(OutboxItem.id)))
    db.session.rollback()
    for item_id in due:
        deliver(item_id)
    return len(due)


def tidy_up() -> None:
    """Each hour: shut out whose last day is over, and drop what nobody came back to."""
    with unit_of_work():
        people.let_leavers_go()
        people.purge_files()


def run(app: Flask) -> None:
    """Work until told to stop."""
    queue: Queue = app.extensions["jobs"]

    def within_app(item_id: int) -> None:
        with app.app_context():
            deliver(item_id)

    def sweep_within_app() -> None:
        with app.app_context():
            sweep()

    def tidy_up_within_app() -> None:
        with app.app_context():
            tidy_up()

    queue.deliver = within_app
    _ = queue.send
    queue.huey.periodic_task(crontab(minute="*"), name="sweep")(sweep_within_app)
    queue.huey.periodic_task(crontab(minute="5", hour="*"), name="tidy")(tidy_up_within_app)
    sweep_within_app()
    tidy_up_within_app()
    queue.huey.create_consumer(workers=1, worker_type="thread", periodic=True).run()
