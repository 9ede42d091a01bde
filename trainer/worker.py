"""The job process: it does what is written down, and what the clock asks for; nothing else renders."""

import logging
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from socket import gaierror

import sqlalchemy as sa
from flask import Flask, current_app
from huey import crontab

from trainer.anchoring import sending
from trainer.appraisals import tasks as appraisals
from trainer.appraisals.actions import printing as printing_appraisals
from trainer.audit import anchors
from trainer.batches import tasks as batches
from trainer.careers import tasks as careers
from trainer.catalogue.incoming import tasks as incoming
from trainer.certificates.actions import warn_of_expiry
from trainer.claims.actions.warning import warn_of_reviews
from trainer.config import Config
from trainer.core import clock, sqlite
from trainer.core.database import named_in_store
from trainer.cover import actions as cover
from trainer.currency import tasks as currency
from trainer.documents.request import RenderFailed
from trainer.equality import actions as equality
from trainer.extensions import db
from trainer.feedback.actions import printing as printing_feedback
from trainer.feedback.actions import running as rounds
from trainer.feeds import actions as feeds
from trainer.figures import actions as figures
from trainer.files import tasks as files
from trainer.files.reminding import remind_of_holds
from trainer.letterhead import tasks as letterhead
from trainer.logs.earlier import actions as earlier
from trainer.logs.tasks import prepare_earlier
from trainer.notifications import outbox, presence
from trainer.notifications.models import OutboxItem, Task
from trainer.notifications.outbox import Claimed
from trainer.notifications.queue import Queue
from trainer.notifications.telling import ask_for_digests
from trainer.packs import tasks as packs
from trainer.past import actions as past
from trainer.people import actions as people
from trainer.points import actions as points
from trainer.portfolios import tasks as portfolios
from trainer.privacy import tasks as privacy
from trainer.privacy.retention import tasks as retention
from trainer.privacy.retention.schedule import RUNS_AT
from trainer.promotions import tasks as promotions
from trainer.promotions.actions import printing as printing_promotions
from trainer.registrations import actions as registrations
from trainer.reviews.queries import registrations_under_review
from trainer.reviews.reminding import remind_of_overdue
from trainer.signing.revocations import renew_lists
from trainer.standardisation.actions import judging as standardisation
from trainer.standardisation.actions import recording
from trainer.storage.store import Store
from trainer.training import tasks as training
from trainer.transcripts import tasks as transcripts
from trainer.updates.actions import remind as remind_of_updates
from trainer.vacancies.actions import close_what_is_over as close_vacancies
from trainer.visits import tasks as visits
from trainer.web import once, throttle
from trainer.web.transactions import unit_of_work
from trainer.work import AT_ONCE, GIVEN_UP, LETTERS, WORK, renderer

logger = logging.getLogger(__name__)

REFUSED_FOR_GOOD = 500
DOCUMENT_ATTEMPTS = 3
"""A document that runs on or takes too much memory would do the same each time, so not often."""


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
            is_last = outbox.mark_failed(item_id, said, most=_attempts_for(work.task, trouble))
            if is_last and work.task in GIVEN_UP:
                GIVEN_UP[work.task](work)
            if work.task in LETTERS and _is_out_of_reach(trouble):
                outbox.postpone(LETTERS)  # Else each would wait for the mail server in turn.


def _attempts_for(task: Task, trouble: Exception) -> int:
    """Say how often work is tried that ends like this: what can't be set in type, three times.

    A mail server that is down says nothing about the letter, so that waits for about a day.
    """
    if isinstance(trouble, RenderFailed):
        return DOCUMENT_ATTEMPTS
    waits = task in LETTERS and _is_out_of_reach(trouble)
    return outbox.WHILE_OUT_OF_REACH if waits else outbox.MOST_ATTEMPTS


def _is_out_of_reach(trouble: Exception) -> bool:
    """Say whether a mail server did not answer, or asked to come again later (4yz)."""
    match trouble:
        case SMTPResponseException():
            return trouble.smtp_code < REFUSED_FOR_GOOD
        case SMTPRecipientsRefused():
            return all(code < REFUSED_FOR_GOOD for code, _words in trouble.recipients.values())
        case _:
            return isinstance(
                trouble, (ConnectionError, TimeoutError, gaierror, SMTPServerDisconnected)
            )


def _do(work: Claimed, config: Config) -> None:
    most = outbox.WHILE_OUT_OF_REACH if work.task in LETTERS else outbox.MOST_ATTEMPTS
    if work.attempts > most:
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
        remind_of_holds()
        registrations.warn_of_lapses()
        cover.end_what_is_over()
        close_vacancies()
        points.tell_of_overdue()
        rounds.close_due()
        rounds.remind_raters()
        remind_of_updates()
        standardisation.remind()
        standardisation.open_what_is_over()
        once.forget_old_sendings()
        people.purge_files()
        earlier.let_go()
        feeds.purge_files()
        past.purge_files()
        figures.purge_files()
        letterhead.drop_old_drafts()
        transcripts.drop_old_transcripts()
        portfolios.drop_old_papers()
        recording.drop_old_records()
        printing_appraisals.drop_old_papers()
        printing_promotions.drop_old_letters()
        printing_feedback.drop_old_papers()
        prepare_earlier()
        packs.drop_old_packs()
        batches.drop_old_files()
        packs.drop_old_arrivals()
        visits.drop_old_packs()
        privacy.let_go()
        equality.let_go()
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


def remove_records() -> int:
    """Each night: remove the records whose time is over, by the rules that were confirmed."""
    return retention.sweep()


def remind_of_training() -> int:
    """Each night: tell people which required skills end or are overdue; return how many were told."""
    return training.sweep()


def remind_of_currency() -> int:
    """Each night: tell people which of their units they are to show anew; return of how many."""
    return currency.sweep()


def take_up_jobs() -> int:
    """Each night: let people take up the jobs they accepted, once the day has come."""
    return promotions.sweep()


def notice_candidates() -> int:
    """Each night: note who is ready for the assessor register; return how many were not before."""
    return careers.sweep()


def open_appraisals() -> int:
    """Each hour: begin the self-assessments that are due, and remind of what is overdue."""
    return appraisals.sweep()


def anchor_ledger() -> None:
    """Every few minutes: write the ledger's last link down outside the database."""
    anchors.write_down(current_app.extensions["trainer"].data_dir)


def send_links_out() -> None:
    """Once a day: send the ledger's last link to where whoever holds the database doesn't reach."""
    sending.send_out(current_app.extensions["trainer"])


def count_tables() -> None:
    """Each night: let SQLite know how large its tables have grown."""
    sqlite.learn_sizes(db.engine)


REGULARLY: dict[str, tuple[Callable[[], object], Callable[..., bool]]] = {
    "back": (take_back, crontab(minute="*")),
    "sweep": (sweep, crontab(minute="*")),
    "digest": (write_digests, crontab(minute="*/15")),
    "anchor": (anchor_ledger, crontab(minute="*/5")),
    "outside": (send_links_out, crontab(minute="*/15")),
    "tidy": (tidy_up, crontab(minute="5", hour="*")),
    "count": (count_tables, crontab(minute="35", hour="3")),
    "files": (remove_files, crontab(minute="20", hour="3")),
    "retention": (remove_records, crontab(minute=str(RUNS_AT.minute), hour=str(RUNS_AT.hour))),
    "training": (remind_of_training, crontab(minute="10", hour="4")),
    "currency": (remind_of_currency, crontab(minute="25", hour="4")),
    "appraisals": (open_appraisals, crontab(minute="15", hour="*")),
    "promotions": (take_up_jobs, crontab(minute="15", hour="0")),
    "careers": (notice_candidates, crontab(minute="40", hour="4")),
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
