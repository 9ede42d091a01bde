"""Put evidence before an assessor, take it back, and pass it on to another assessor."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from babel.support import LazyProxy

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.actions.standing import hold, restand, settle
from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.events import Submitted, TakenBack, TakenOver
from trainer.assessments.models import (
    DraftJudgement,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.queries.claims import OPEN, Offer, offers
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Event, Sealed, publish
from trainer.core.policy import no, require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.logs.actions import freeze
from trainer.logs.content import content_hash
from trainer.logs.kinds import KINDS, Hand
from trainer.logs.models import CriterionLink, EvidenceStatus, Item, Revision
from trainer.registrations.models import Registration, RegistrationStatus

DECLARATION = _l(
    "This is my own work. It happened as I describe it, and I have left out or covered whatever"
    " would tell who a customer is."
)
READ_AND_OWN = _l(
    "This tells of my own work. I have read it, and it happened as it is described here."
)


def declaration(item: Item) -> LazyProxy:
    """Return what its owner states on submitting: of what others wrote, that they have read it."""
    return DECLARATION if KINDS[item.kind].hand is Hand.LEARNER else READ_AND_OWN


def submit(
    item: Item, *, actor: User, registrations: Collection[int], own_work: bool
) -> list[Submission]:
    """Put the latest revision of an item before the assessor of each registration chosen.

    The revision is frozen: what is judged is what was sent.
    """
    require(policies.may_submit(actor, item))
    if not own_work:
        raise Unacceptable(
            _("Say that this is your own work, or leave it where it is for now."), "own_work"
        )
    revision = latest_of(item)
    chosen = _chosen(revision, registrations)
    if item.status is EvidenceStatus.DRAFT:
        freeze(item, actor=actor)
    fingerprint = content_hash(revision)
    return [_send(revision, offer, fingerprint, actor=actor) for offer in chosen]


def latest_of(item: Item) -> Revision:
    """Return the revision of an item that its owner last worked on."""
    return db.session.scalars(
        sa.select(Revision).where(Revision.item_id == item.id, Revision.number == item.latest)
    ).one()


def _chosen(revision: Revision, wanted: Collection[int]) -> list[Offer]:
    offered = [offer for offer in offers(revision) if not offer.taken]
    if not offered:
        raise Unacceptable(
            _(
                "Link at least one criterion of a qualification you are registered for,"
                " or keep this as a draft."
            )
        )
    chosen = [offer for offer in offered if offer.registration_id in wanted]
    if not chosen or set(wanted) - {offer.registration_id for offer in chosen}:
        raise Unacceptable(_("Choose where this is to be judged."), "registrations")
    for offer in chosen:
        if not offer.to_do:
            raise Unacceptable(
                _(
                    "Every criterion you linked in %(title)s is met already."
                    " Link one that is open.",
                    title=offer.title,
                ),
                "registrations",
            )
    if not revision.has_content:
        raise Unacceptable(_("Say what happened, add a file, or say where the evidence is kept."))
    return chosen


def _send(revision: Revision, offer: Offer, fingerprint: str, *, actor: User) -> Submission:
    registration = db.session.get_one(Registration, offer.registration_id)
    hold(registration)
    if registration.status is RegistrationStatus.REGISTERED:
        registration.move_to(RegistrationStatus.ACTIVE)
    submission = Submission(
        revision=revision,
        registration=registration,
        assessor_id=registration.assessor_id,
        declaration=str(declaration(revision.item)),
        content_hash=fingerprint,
        submitted_at=clock.now(),
    )
    db.session.add(submission)
    settle(registration, {claim.criterion_id for claim in offer.claims}, actor=actor)
    publish(
        Submitted(
            actor=actor,
            subject=submission,
            registration=registration,
            assessor=registration.assessor,
            revision_id=revision.id,
            content_hash=fingerprint,
            declaration=Sealed(submission.declaration),
        )
    )
    return submission


def take_back(event: Event) -> None:
    """Let nothing of an item its owner has withdrawn wait for an assessor any longer.

    What somebody has judged stays: then the item can't be withdrawn.
    """
    item: Item = event.subject
    sent = db.session.scalars(
        sa.select(Submission)
        .join(Revision, Revision.id == Submission.revision_id)
        .where(Revision.item_id == item.id)
        .order_by(Submission.id)
    ).all()
    if sent and _is_judged(sent):
        require(no(_("Somebody has judged this, so it stays on the record as it is.")))
    for submission in sent:
        if submission.is_open:
            _take_back(submission, actor=event.actor)


def _is_judged(submissions: Iterable[Submission]) -> bool:
    ids = {submission.id for submission in submissions}
    judged = sa.select(Judgement.id).where(Judgement.submission_id.in_(ids)).limit(1)
    return db.session.scalar(judged) is not None


def _take_back(submission: Submission, *, actor: User | None) -> None:
    hold(submission.registration)
    submission.move_to(SubmissionStatus.WITHDRAWN)
    submission.decided_at = clock.now()
    drop_drafts(submission)
    restand(submission.registration, criteria_of(submission))
    publish(TakenBack(actor=actor, subject=submission))


def criteria_of(submission: Submission) -> set[int]:
    """Name the criteria a submission's revision is linked to."""
    return set(
        db.session.scalars(
            sa.select(CriterionLink.criterion_id).where(
                CriterionLink.revision_id == submission.revision_id
            )
        )
    )


def drop_drafts(submission: Submission) -> None:
    """Throw away what an assessor was about to decide on a submission."""
    db.session.execute(
        sa.delete(DraftJudgement).where(DraftJudgement.submission_id == submission.id)
    )
    db.session.execute(
        sa.delete(EvidenceComment).where(
            EvidenceComment.submission_id == submission.id, EvidenceComment.published_at.is_(None)
        )
    )


def take_over(event: Event) -> None:
    """Hand what waits under a registration to the assessor it is allocated to now.

    What the one before was about to decide was theirs, so it goes.
    """
    registration: Registration = event.subject
    waiting = db.session.scalars(
        sa.select(Submission)
        .where(
            Submission.registration_id == registration.id,
            Submission.status.in_(OPEN),
            Submission.assessor_id != registration.assessor_id,
        )
        .order_by(Submission.id)
    ).all()
    for submission in waiting:
        submission.assessor_id = registration.assessor_id
        drop_drafts(submission)
    if waiting:
        publish(
            TakenOver(
                actor=event.actor,
                subject=registration,
                assessor=registration.assessor,
                submission_ids=[submission.id for submission in waiting],
            )
        )
