"""The job process: it maps each kind of work to its function, and is the only one that renders."""

import logging
from collections.abc import Callable
from functools import cache, partial

import sqlalchemy as sa
from flask import Flask, current_app
from huey import crontab

from trainer.catalogue.incoming import tasks as incoming
from trainer.catalogue.incoming.actions import give_up as give_up_on_file
from trainer.certificates.tasks import give_up_on_certificate, render_certificate
from trainer.config import Config
from trainer.core import clock, sqlite
from trainer.core.database import named_in_store
from trainer.cover import actions as cover
from trainer.documents.pool import Renderer
from trainer.extensions import db
from trainer.logs.tasks import prepare_file
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, Task
from trainer.notifications.outbox import Claimed
from trainer.notifications.queue import Queue
from trainer.notifications.tasks import deliver_digest, deliver_letter
from trainer.notifications.telling import ask_for_digests
from trainer.people import actions as people
from trainer.registrations import actions as registrations
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work
from trainer.witnesses.tasks import send_link

logger = logging.getLogger(__name__)

Work = Callable[[Claimed, Config], None]


@cache
def renderer() -> Renderer:
    """Return the one renderer of this process; its child starts when first asked."""
    return Renderer()


def _certificate(work: Claimed, config: Config) -> None:
    render_certificate(work.payload["certificate_id"], config, renderer())


def _pictures(work: Claimed, _config: Config) -> None:
    prepare_file(work.payload["file_id"], current_app.extensions["store"])


def _read_catalogue_file(work: Claimed, _config: Config) -> None:
    incoming.look_into(work.payload["file_id"], current_app.extensions["store"])


def _publish_catalogue_file(work: Claimed, _config: Config) -> None:
    file_id, queue = work.payload["file_id"], current_app.extensions["jobs"]
    name = incoming.progress_name(file_id)
    incoming.publish(file_id, current_app.extensions["store"], partial(queue.tell_progress, name))
    queue.forget_progress(name)


WORK: dict[Task, Work] = {
    Task.MAIL: deliver_letter,
    Task.DIGEST: deliver_digest,
    Task.ASK_WITNESS: send_link,
    Task.RENDER_CERTIFICATE: _certificate,
    Task.PREPARE_FILE: _pictures,
    Task.READ_CATALOGUE_FILE: _read_catalogue_file,
    Task.PUBLISH_CATALOGUE_FILE: _publish_catalogue_file,
}
"""Done outside any transaction, because it may take long; what it writes, it writes in one of its
own. It may be done twice, should the worker end before the work is marked as done."""

GIVEN_UP: dict[Task, Callable[[Claimed], None]] = {
    Task.RENDER_CERTIFICATE: lambda work: give_up_on_certificate(work.payload["certificate_id"]),
    Task.READ_CATALOGUE_FILE: lambda work: give_up_on_file(work.payload["file_id"]),
    Task.PUBLISH_CATALOGUE_FILE: lambda work: give_up_on_file(work.payload["file_id"]),
}
"""What is noted, in the transaction that notes the last failure."""


class WorkerEnded(Exception):
    """The worker that had taken this up ended, so often that it is not taken up again."""


def deliver(item_id: int) -> None:
    """Do one piece of work from the outbox, or note what stood in its way and when to try again."""
    config: Config = current_app.extensions["trainer"]
    with unit_of_work():
        work = outbox.claim(item_id)
    if work is None:
        return
    try:
        _do(work, config)
        with unit_of_work():
            outbox.mark_done(item_id)
    except Exception as trouble:
        logger.exception("Outbox item %s failed", item_id)
        with unit_of_work():
            is_last = outbox.mark_failed(item_id, f"{type(trouble).__name__}: {trouble}")
            if is_last and work.task in GIVEN_UP:
                GIVEN_UP[work.task](work)


def _do(work: Claimed, config: Config) -> None:
    if work.attempts > outbox.MOST_ATTEMPTS:
        raise WorkerEnded("The job worker ended each time it tried this.")
    WORK[work.task](work, config)


def sweep() -> int:
    """Deliver whatever is due and was not woken for; return how many pieces that was."""
    due = list(db.session.scalars(outbox.waiting().with_only_columns(OutboxItem.id)))
    db.session.rollback()
    for item_id in due:
        deliver(item_id)
    return len(due)


def write_digests() -> int:
    """Ask for the day's letters if their hour has come; return how many."""
    with unit_of_work():
        return ask_for_digests(current_app.extensions["trainer"])


def tidy_up() -> None:
    """Each hour: end what is over by the calendar, warn of what will be, drop what nobody came back to."""
    with unit_of_work():
        people.let_leavers_go()
        registrations.lapse_overdue()
        registrations.warn_of_ends()
        cover.end_what_is_over()
        people.purge_files()
    incoming.tidy(current_app.extensions["store"])


def sweep_store() -> list[str]:
    """Each night: remove the files no row has named for a day, and say which."""
    with unit_of_work():
        known = {
            key
            for column in named_in_store()
            for key in db.session.scalars(sa.select(column).where(column.is_not(None)))
        }
    store: Store = current_app.extensions["store"]
    swept = store.sweep(known, now=clock.now())
    if swept:
        logger.info("Removed %s files that nothing names.", len(swept))
    return swept


def count_tables() -> None:
    """Each night: let SQLite know how large its tables have grown."""
    sqlite.learn_sizes(db.engine)


REGULARLY: dict[str, tuple[Callable[[], object], Callable[..., bool]]] = {
    "sweep": (sweep, crontab(minute="*")),
    "digest": (write_digests, crontab(minute="*/15")),
    "tidy": (tidy_up, crontab(minute="5", hour="*")),
    "count": (count_tables, crontab(minute="35", hour="3")),
    "store": (sweep_store, crontab(minute="50", hour="3")),
}
"""What is done by the clock, and once at every start."""


def run(app: Flask) -> None:
    """Work until told to stop."""
    queue: Queue = app.extensions["jobs"]

    def within_app(job: Callable[..., object]) -> Callable[..., None]:
        def done_within(*given: object) -> None:
            with app.app_context():
                job(*given)

        return done_within

    queue.deliver = within_app(deliver)
    _ = queue.send
    for name, (job, when) in REGULARLY.items():
        queue.huey.periodic_task(when, name=name)(within_app(job))
        within_app(job)()
    with renderer():
        queue.huey.create_consumer(workers=1, worker_type="thread", periodic=True).run()
