"""Which function does each kind of work, and what is noted when it is given up."""

import os
from collections.abc import Callable
from functools import cache, partial

from flask import current_app

from trainer.accounts.tasks import send_reset_link
from trainer.appraisals import tasks as appraisals
from trainer.appraisals.actions import printing as printing_appraisals
from trainer.appraisals.actions.scheduling import finish as finish_scheduling
from trainer.batches import tasks as batches
from trainer.catalogue.incoming import tasks as incoming
from trainer.catalogue.incoming.actions import give_up as give_up_on_file
from trainer.certificates.mailing import mail_certificate
from trainer.certificates.tasks import give_up_on_certificate, render_certificate
from trainer.cohorts import tasks as cohorts
from trainer.cohorts.actions.registering import finish as finish_cohort
from trainer.config import Config
from trainer.documents.pool import Renderers
from trainer.feedback import tasks as feedback
from trainer.feedback.actions import printing as printing_feedback
from trainer.files import tasks as files
from trainer.letterhead import tasks as letterhead
from trainer.logs.tasks import prepare_file
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.notifications.outbox import Claimed
from trainer.notifications.tasks import deliver_digest, deliver_invitation, deliver_letter
from trainer.packs import tasks as packs
from trainer.portfolios import tasks as portfolios
from trainer.privacy import tasks as privacy
from trainer.privacy.erasure.tasks import clear_away
from trainer.promotions import tasks as promotions
from trainer.promotions.actions import printing as printing_promotions
from trainer.signing.signer import Signer
from trainer.standardisation import tasks as standardising
from trainer.transcripts import tasks as transcripts
from trainer.updates import tasks as updates
from trainer.viewing.tasks import prepare_pages
from trainer.visits import tasks as visits
from trainer.witnesses.tasks import send_link

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


def _appraisal(work: Claimed, config: Config) -> None:
    appraisals.print_paper(work.payload["paper_id"], config, renderer())


def _promotion(work: Claimed, config: Config) -> None:
    promotions.print_letter(work.payload["letter_id"], config, renderer())


def _feedback(work: Claimed, config: Config) -> None:
    feedback.print_paper(work.payload["paper_id"], config, renderer())


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


def _data_export(work: Claimed, config: Config) -> None:
    export_id, queue = work.payload["export_id"], current_app.extensions["jobs"]
    name = privacy.progress_name(export_id)
    privacy.make_export(export_id, config, partial(queue.tell_progress, name))
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


def _schedule_appraisals(work: Claimed, config: Config) -> None:
    cycle_id, queue = work.payload["cycle_id"], current_app.extensions["jobs"]
    name = appraisals.progress_name(cycle_id)
    appraisals.schedule_cycle(cycle_id, config, partial(queue.tell_progress, name))
    queue.forget_progress(name)


def _tell_of_update(work: Claimed, _config: Config) -> None:
    updates.tell_readers(work.payload["version_id"])


def _clear_erased(work: Claimed, config: Config) -> None:
    clear_away(work.payload["keys"], current_app.extensions["store"], config)


WORK: dict[Task, Work] = {
    Task.MAIL: deliver_letter,
    Task.DIGEST: deliver_digest,
    Task.MAIL_RESET_LINK: send_reset_link,
    Task.ASK_WITNESS: send_link,
    Task.ASK_RATER: feedback.send_link,
    Task.INVITE_EQA: visits.send_link,
    Task.RENDER_CERTIFICATE: _certificate,
    Task.PREVIEW_LETTERHEAD: _letterhead,
    Task.MAIL_CERTIFICATE: mail_certificate,
    Task.PRINT_TRANSCRIPT: _transcript,
    Task.ISSUE_BATCH: _issue_batch,
    Task.MAKE_BATCH_FILE: _batch_file,
    Task.PRINT_PAPER: _paper,
    Task.PRINT_EXERCISE: _exercise,
    Task.PRINT_APPRAISAL: _appraisal,
    Task.PRINT_PROMOTION: _promotion,
    Task.PRINT_FEEDBACK: _feedback,
    Task.MAKE_PACK: _pack,
    Task.MAKE_VISIT_PACK: _visit_pack,
    Task.MAKE_DATA_EXPORT: _data_export,
    Task.PREPARE_PAGES: _pages,
    Task.PREPARE_FILE: _prepare_file,
    Task.READ_CATALOGUE_FILE: _read_catalogue_file,
    Task.PUBLISH_CATALOGUE_FILE: _publish_catalogue_file,
    Task.REGISTER_COHORT: _register_cohort,
    Task.TELL_OF_UPDATE: _tell_of_update,
    Task.INVITE: deliver_invitation,
    Task.SCHEDULE_APPRAISALS: _schedule_appraisals,
    Task.CLEAR_ERASED: _clear_erased,
}
"""Done outside any transaction, because it may take long; what it writes, it writes in one of its
own. It may be done twice, should the worker end before the work is marked as done."""

LETTERS = frozenset(
    {
        Task.MAIL,
        Task.DIGEST,
        Task.MAIL_RESET_LINK,
        Task.ASK_WITNESS,
        Task.ASK_RATER,
        Task.INVITE_EQA,
        Task.MAIL_CERTIFICATE,
        Task.INVITE,
    }
)
"""Work that a mail server has to take, which may be down for hours."""

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
    Task.PRINT_APPRAISAL: lambda work: printing_appraisals.give_up(work.payload["paper_id"]),
    Task.PRINT_PROMOTION: lambda work: printing_promotions.give_up_on_letter(
        work.payload["letter_id"]
    ),
    Task.PRINT_FEEDBACK: lambda work: printing_feedback.give_up(work.payload["paper_id"]),
    Task.PRINT_EXERCISE: lambda work: standardising.give_up_on_record(work.payload["record_id"]),
    Task.MAKE_PACK: lambda work: packs.give_up_on_pack(work.payload["pack_id"]),
    Task.MAKE_VISIT_PACK: lambda work: visits.give_up_on_pack(work.payload["pack_id"]),
    Task.MAKE_DATA_EXPORT: lambda work: privacy.give_up_on_export(work.payload["export_id"]),
    Task.READ_CATALOGUE_FILE: lambda work: give_up_on_file(work.payload["file_id"]),
    Task.PUBLISH_CATALOGUE_FILE: lambda work: give_up_on_file(work.payload["file_id"]),
    Task.REGISTER_COHORT: lambda work: finish_cohort(work.payload["cohort_id"]),
    Task.SCHEDULE_APPRAISALS: lambda work: finish_scheduling(work.payload["cycle_id"], 0, 0),
}
"""What is noted, in the transaction that notes the last failure."""
