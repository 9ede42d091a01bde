"""The job process: it maps each kind of work to its function, and is the only one that renders."""

import logging
import os
from collections.abc import Callable
from functools import cache, partial

import sqlalchemy as sa
from flask import Flask, current_app
from huey import crontab

from trainer.audit import anchors
from trainer.batches import tasks as batches
from trainer.catalogue.incoming import tasks as incoming
from trainer.catalogue.incoming.actions import give_up as give_up_on_file
from trainer.certificates.actions import warn_of_expiry
from trainer.certificates.mailing import mail_certificate
from trainer.certificates.tasks import give_up_on_certificate, render_certificate
from trainer.claims.actions.warning import warn_of_reviews
from trainer.cohorts import tasks as cohorts
from trainer.cohorts.actions.registering import finish as finish_cohort
from trainer.config import Config
from trainer.core import clock, sqlite
from trainer.core.database import named_in_store
from trainer.courses.tasks import deliver_invitation
from trainer.cover import actions as cover
from trainer.documents.pool import Renderers
from trainer.documents.request import RenderFailed
from trainer.extensions import db
from trainer.feeds import actions as feeds
from trainer.files import tasks as files
from trainer.letterhead import tasks as letterhead
from trainer.logs.earlier import actions as earlier
from trainer.logs.tasks import prepare_file
from trainer.notifications import outbox, presence
from trainer.notifications.models import OutboxItem, Task
from trainer.notifications.outbox import Claimed
from trainer.notifications.queue import Queue
from trainer.notifications.tasks import deliver_digest, deliver_letter
from trainer.notifications.telling import ask_for_digests
from trainer.packs import tasks as packs
from trainer.past import actions as past
from trainer.people import actions as people
from trainer.points import actions as points
from trainer.portfolios import tasks as portfolios
from trainer.registrations import actions as registrations
from trainer.reviews.queries import registrations_under_review
from trainer.reviews.reminding import remind_of_overdue
from trainer.signing.revocations import renew_lists
from trainer.signing.signer import Signer
from trainer.standardisation import tasks as standardising
from trainer.standardisation.actions import judging as standardisation
from trainer.standardisation.actions import recording
from trainer.storage.store import Store
from trainer.training import tasks as training
from trainer.transcripts import tasks as transcripts
from trainer.updates import tasks as updates
from trainer.updates.actions import remind as remind_of_updates
from trainer.viewing.tasks import prepare_pages
from trainer.visits import tasks as visits
from trainer.web import throttle
from trainer.web.transactions import unit_of_work
from trainer.witnesses.tasks import send_link

logger = logging.getLogger(__name__)

DOCUMENT_ATTEMPTS = 3
"""A document that runs on or takes too much memory would do the same each time, so not often."""

AT_ONCE = min(2, len(os.sched_getaffinity(0)))
"""So many pieces of work are done at a time, and so many documents: no more than there are cores."""

Work = Callable[[Claimed, Config], None]


@cache
def renderer() -> Renderers:
    """Return what renders for this process; each child starts when it is first needed."""
    return Renderers(AT_ONCE)


@cache
def signer(config: Config) -> Signer:
    """Return the one signer of this process."""
    return Signer(config)


def _certificate(work: Claimed, config: Config) -> None:
    render_certificate(work.payload["certificate_id"], config, renderer(), signer(config))


def _letterhead(work: Claimed, config: Config) -> None:
    letterhead.make_preview(work.payload["letterhead_id"], config, renderer())


def _transcript(work: Claimed, config: Config) -> None:
    transcripts.print_transcript(work.payload["transcript_id"], config, renderer())


def _paper(work: Claimed, config: Config) -> None:
    portfolios.print_paper(work.payload["paper_id"], config, renderer())


def _exercise(work: Claimed, config: Config) -> None:
    standardising.print_record(work.payload["record_id"], config, renderer())


def _issue_batch(work: Claimed, config: Config) -> None:
    batches.issue_batch(work.payload["batch_id"], config, partial(outbox.go_on, work.id))


def _batch_file(work: Claimed, _config: Config) -> None:
    batches.make_file(work.payload["file_id"])


def _pack(work: Claimed, config: Config) -> None:
    pack_id, queue = work.payload["pack_id"], current_app.extensions["jobs"]
    name = packs.progress_name(pack_id)
    packs.make_pack(pack_id, config, renderer(), partial(queue.tell_progress, name))
    queue.forget_progress(name)


def _visit_pack(work: Claimed, config: Config) -> None:
    pack_id, queue = work.payload["pack_id"], current_app.extensions["jobs"]
    name = visits.progress_name(pack_id)
    visits.make_pack(pack_id, config, renderer(), partial(queue.tell_progress, name))
    queue.forget_progress(name)


def _prepare_file(work: Claimed, config: Config) -> None:
    file_id, store = work.payload["file_id"], current_app.extensions["store"]
    files.scan(file_id, store, config)
    prepare_file(file_id, store)


def _pages(work: Claimed, _config: Config) -> None:
    prepare_pages(work.payload["file_id"], current_app.extensions["store"])


def _read_catalogue_file(work: Claimed, _config: Config) -> None:
    incoming.look_into(work.payload["file_id"], current_app.extensions["store"])


def _publish_catalogue_file(work: Claimed, _config: Config) -> None:
    file_id, queue = work.payload["file_id"], current_app.extensions["jobs"]
    name = incoming.progress_name(file_id)
    incoming.publish(file_id, current_app.extensions["store"], partial(queue.tell_progress, name))
    queue.forget_progress(name)


def _register_cohort(work: Claimed, _config: Config) -> None:
    cohorts.register_cohort(work.payload["cohort_id"])


def _tell_of_update(work: Claimed, _config: Config) -> None:
    updates.tell_readers(work.payload["version_id"])


WORK: dict[Task, Work] = {
    Task.MAIL: deliver_letter,
    Task.DIGEST: deliver_digest,
    Task.ASK_WITNESS: send_link,
    Task.INVITE_EQA: visits.send_link,
    Task.RENDER_CERTIFICATE: _certificate,
    Task.PREVIEW_LETTERHEAD: _letterhead,
    Task.MAIL_CERTIFICATE: mail_certificate,
    Task.PRINT_TRANSCRIPT: _transcript,
    Task.ISSUE_BATCH: _issue_batch,
    Task.MAKE_BATCH_FILE: _batch_file,
    Task.PRINT_PAPER: _paper,
    Task.PRINT_EXERCISE: _exercise,
    Task.MAKE_PACK: _pack,
    Task.MAKE_VISIT_PACK: _visit_pack,
    Task.PREPARE_PAGES: _pages,
    Task.PREPARE_FILE: _prepare_file,
    Task.READ_CATALOGUE_FILE: _read_catalogue_file,
    Task.PUBLISH_CATALOGUE_FILE: _publish_catalogue_file,
    Task.REGISTER_COHORT: _register_cohort,
    Task.TELL_OF_UPDATE: _tell_of_update,
    Task.INVITE_TO_COURSE: deliver_invitation,
}
"""Done outside any transaction, because it may take long; what it writes, it writes in one of its
own. It may be done twice, should the worker end before the work is marked as done."""

GIVEN_UP: dict[Task, Callable[[Claimed], None]] = {
    Task.RENDER_CERTIFICATE: lambda work: give_up_on_certificate(work.payload["certificate_id"]),
    Task.PREVIEW_LETTERHEAD: lambda work: letterhead.give_up_on_preview(
        work.payload["letterhead_id"]
    ),
    Task.PRINT_TRANSCRIPT: lambda work: transcripts.give_up_on_transcript(
        work.payload["transcript_id"]
    ),
    Task.ISSUE_BATCH: lambda work: batches.give_up_on_batch(work.payload["batch_id"]),
    Task.MAKE_BATCH_FILE: lambda work: batches.give_up_on_file(work.payload["file_id"]),
    Task.PRINT_PAPER: lambda work: portfolios.give_up_on_paper(work.payload["paper_id"]),
    Task.PRINT_EXERCISE: lambda work: standardising.give_up_on_record(work.payload["record_id"]),
    Task.MAKE_PACK: lambda work: packs.give_up_on_pack(work.payload["pack_id"]),
    Task.MAKE_VISIT_PACK: lambda work: visits.give_up_on_pack(work.payload["pack_id"]),
    Task.READ_CATALOGUE_FILE: lambda work: give_up_on_file(work.payload["file_id"]),
    Task.PUBLISH_CATALOGUE_FILE: lambda work: give_up_on_file(work.payload["file_id"]),
    Task.REGISTER_COHORT: lambda work: finish_cohort(work.payload["cohort_id"]),
}
"""What is noted, in the transaction that notes the last failure."""


class WorkerEnded(Exception):
    """The worker that had taken this up ended, so often that it is not taken up again."""


def deliver(item_id: int) -> None:
    """Do one piece of work from the outbox, or note what stood in its way and when to try again."""
    config: Config = current_app.extensions["trainer"]
    with unit_of_work():
        work = outbox.claim(item_id, worker=current_app.extensions.get("worker"))
    if work is None:
        return
    try:
        _do(work, config)
        with unit_of_work():
            outbox.mark_done(item_id)
    except Exception as trouble:
        logger.exception("Outbox item %s failed", item_id)
        with unit_of_work():
            said = f"{type(trouble).__name__}: {trouble}"
            is_last = outbox.mark_failed(item_id, said, most=_attempts_for(trouble))
            if is_last and work.task in GIVEN_UP:
                GIVEN_UP[work.task](work)


def _attempts_for(trouble: Exception) -> int:
    """Say how often work is tried that ends like this: what can't be set in type, three times."""
    return DOCUMENT_ATTEMPTS if isinstance(trouble, RenderFailed) else outbox.MOST_ATTEMPTS


def _do(work: Claimed, config: Config) -> None:
    if work.attempts > outbox.MOST_ATTEMPTS:
        raise WorkerEnded("The job worker ended each time it tried this.")
    WORK[work.task](work, config)


def take_back() -> None:
    """Let go what workers had taken up that have ended, by whatever end."""
    for name in presence.gone(current_app.extensions["trainer"].data_dir):
        with unit_of_work():
            outbox.let_go(name)


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
        registrations.lapse_overdue(registrations_under_review())
        registrations.warn_of_ends()
        warn_of_reviews()
        warn_of_expiry()
        remind_of_overdue()
        registrations.warn_of_lapses()
        cover.end_what_is_over()
        points.tell_of_overdue()
        remind_of_updates()
        standardisation.remind()
        standardisation.open_what_is_over()
        people.purge_files()
        earlier.let_go()
        feeds.purge_files()
        past.purge_files()
        letterhead.drop_old_drafts()
        transcripts.drop_old_transcripts()
        portfolios.drop_old_papers()
        recording.drop_old_records()
        packs.drop_old_packs()
        batches.drop_old_files()
        packs.drop_old_arrivals()
        visits.drop_old_packs()
        throttle.forget_what_is_over()
    incoming.tidy(current_app.extensions["store"])
    renew_lists(current_app.extensions["trainer"])


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


def remove_files() -> int:
    """Each night: remove the bytes of evidence whose time is over; return of how many files."""
    return files.remove_due(current_app.extensions["store"], current_app.extensions["trainer"])


def remind_of_training() -> int:
    """Each night: tell people which required skills end or are overdue; return how many were told."""
    return training.sweep()


def anchor_ledger() -> None:
    """Every few minutes: write the ledger's last link down outside the database."""
    anchors.write_down(current_app.extensions["trainer"].data_dir)


def count_tables() -> None:
    """Each night: let SQLite know how large its tables have grown."""
    sqlite.learn_sizes(db.engine)


REGULARLY: dict[str, tuple[Callable[[], object], Callable[..., bool]]] = {
    "back": (take_back, crontab(minute="*")),
    "sweep": (sweep, crontab(minute="*")),
    "digest": (write_digests, crontab(minute="*/15")),
    "anchor": (anchor_ledger, crontab(minute="*/5")),
    "tidy": (tidy_up, crontab(minute="5", hour="*")),
    "count": (count_tables, crontab(minute="35", hour="3")),
    "files": (remove_files, crontab(minute="20", hour="3")),
    "training": (remind_of_training, crontab(minute="10", hour="4")),
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
    with presence.at_work(app.extensions["trainer"].data_dir) as itself:
        app.extensions["worker"] = itself
        for name, (job, when) in REGULARLY.items():
            queue.huey.periodic_task(when, name=name)(within_app(job))
            within_app(job)()
        with renderer():
            consumer = queue.huey.create_consumer(
                workers=AT_ONCE, worker_type="thread", periodic=True
            )
            consumer.run()
