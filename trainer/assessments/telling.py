"""Whom assessment concerns: who has to act next, and whose work was decided."""

import sqlalchemy as sa

from trainer.assessments.countersigners import countersigners_of
from trainer.assessments.events import (
    CountersignatureRefused,
    FeedbackAnswered,
    ReturnedToLearner,
    Signed,
    SubmissionDecided,
    Submitted,
    TakenBack,
    UnitReady,
    UnitReopened,
)
from trainer.assessments.models import SignedAs, Submission, SubmissionStatus
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.registrations.models import UnitAssessment, UnitStatus


def tell_of_submission(event: Submitted) -> None:
    """Tell the assessor that something waits for them."""
    db.session.flush()  # The address names the submission by its id.
    learner = event.registration.learner
    words = _(
        "%(name)s sent you %(label)s to judge.", name=learner.name, label=_label(event.subject)
    )
    tell(event.assessor, words, f"/review/{event.subject.id}", actor=event.actor)


def tell_of_return(event: ReturnedToLearner) -> None:
    """Tell the learner what their assessor needs to know."""
    words = _(
        "%(name)s sent %(label)s back to you with a question.",
        name=event.subject.assessor.name,
        label=_label(event.subject),
    )
    _tell_learner(event.subject, words, event)


def tell_of_decision(event: SubmissionDecided) -> None:
    """Tell the learner how what they sent was judged."""
    label = _label(event.subject)
    said = {
        SubmissionStatus.ACCEPTED: _("%(label)s is accepted: every criterion is met.", label=label),
        SubmissionStatus.PART_ACCEPTED: _(
            "Part of %(label)s is accepted. Read what is still missing.", label=label
        ),
    }
    words = said.get(
        event.outcome,
        _("%(label)s was judged: not yet met. Read what is missing.", label=label),
    )
    _tell_learner(event.subject, words, event)


def tell_of_reply(event: FeedbackAnswered) -> None:
    """Tell the assessor that the learner wrote back on feedback, or the learner of the answer."""
    judgement = event.judgement
    registration = judgement.unit_assessment.registration
    learner, number = registration.learner, judgement.criterion.number
    path = f"/submissions/{judgement.submission_id}#conversation-{judgement.criterion_id}"
    if event.actor == learner:
        words = _("%(name)s wrote back on your feedback on %(n)s.", name=learner.name, n=number)
        tell(registration.assessor, words, path, actor=event.actor)
    else:
        words = _("%(name)s answered you on %(n)s.", name=registration.assessor.name, n=number)
        tell(learner, words, path, actor=event.actor)


def tell_of_taking_back(event: TakenBack) -> None:
    """Tell the assessor that something no longer waits for them."""
    submission = event.subject
    words = _(
        "%(name)s took %(label)s back, so it no longer waits for you.",
        name=submission.registration.learner.name,
        label=_label(submission),
    )
    tell(submission.assessor, words, "/queue", actor=event.actor)


def tell_of_reopening(event: UnitReopened) -> None:
    """Tell the learner that signatures fell because their assessor judged something anew.

    Where a quality assurer or countersigner asked for that, they hear of the asking.
    """
    unit, registration = event.subject, event.subject.registration
    if event.actor != registration.assessor:
        return
    words = _(
        "%(name)s changed a judgement on %(unit)s, so it has to be signed again.",
        name=registration.assessor.name,
        unit=unit.unit_version.title,
    )
    tell(registration.learner, words, f"/units/{unit.id}", actor=event.actor)


def tell_of_refused_countersignature(event: CountersignatureRefused) -> None:
    """Tell the assessor, and the learner, that criteria are to be judged again."""
    unit, registration = event.subject, event.subject.registration
    title = unit.unit_version.title
    words = _(
        "%(name)s did not countersign %(unit)s. Read why, and judge it again.",
        name=event.actor.name if event.actor else "",
        unit=title,
    )
    tell(registration.assessor, words, f"/units/{unit.id}", actor=event.actor)
    words = _("Your assessor looks at %(unit)s again before it can count.", unit=title)
    tell(registration.learner, words, f"/units/{unit.id}", actor=event.actor)


def tell_unit_is_ready(event: UnitReady) -> None:
    """Tell the learner that the unit waits for their name."""
    unit = event.subject
    words = _("Every criterion of %(unit)s is met. Sign it next.", unit=unit.unit_version.title)
    tell(unit.registration.learner, words, f"/units/{unit.id}/sign", actor=event.actor)


def tell_next_signer(event: Signed) -> None:
    """Tell whoever signs a unit next that it is their turn."""
    unit = event.unit_assessment
    title, learner = unit.unit_version.title, unit.registration.learner
    path = f"/units/{unit.id}/sign"
    if event.signed_as is SignedAs.LEARNER:
        words = _("%(name)s signed %(unit)s. It is your turn.", name=learner.name, unit=title)
        tell(unit.registration.assessor, words, path, actor=event.actor)
    elif unit.status is UnitStatus.ASSESSED_COMPETENT:
        words = _("%(unit)s of %(name)s needs a countersignature.", name=learner.name, unit=title)
        for person in db.session.scalars(countersigners_of(unit)):
            tell(person, words, path, actor=event.actor)


def tell_iqa_of_units(event: Signed) -> None:
    """Tell the quality assurer once a signed unit waits for them, with how many do."""
    unit = event.unit_assessment
    if event.signed_as is SignedAs.IQA or unit.status is not UnitStatus.AWAITING_IQA:
        return
    waiting = db.session.scalar(
        sa.select(sa.func.count(UnitAssessment.id)).where(
            UnitAssessment.registration_id == unit.registration_id,
            UnitAssessment.status == UnitStatus.AWAITING_IQA,
        )
    )
    words = ngettext(
        "%(num)d unit of %(name)s waits for release.",
        "%(num)d units of %(name)s wait for release.",
        waiting or 1,
        name=unit.registration.learner.name,
    )
    tell(unit.registration.iqa, words, "/quality/", actor=event.actor)


def _tell_learner(
    submission: Submission, words: str, event: ReturnedToLearner | SubmissionDecided
) -> None:
    learner = submission.registration.learner
    tell(learner, words, f"/submissions/{submission.id}", actor=event.actor)


def _label(submission: Submission) -> str:
    return f"{submission.revision.item.label}, {submission.revision.title}"
