"""Appeals against appraisals: made, answered, taken to HR, taken back. Nothing signed is changed."""

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.appraisals import policies
from trainer.appraisals.actions.moving import hold
from trainer.appraisals.actions.signing import append
from trainer.appraisals.events import (
    AppraisalAppealAnswered,
    AppraisalAppealed,
    AppraisalAppealTakenFurther,
    AppraisalAppealWithdrawn,
    AppraisalHearerNamed,
)
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalAppealGrounds,
)
from trainer.appraisals.queries import appeals, calibration, forms
from trainer.appraisals.rules.appealing import (
    TO_ANSWER,
    TO_GO_FURTHER,
    AppealOutcome,
    AppraisalAppealStatus,
    Hearing,
    status_after,
)
from trainer.core import clock
from trainer.core.errors import Unacceptable, WrongState
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db

MEANING = _l(
    "I had no part in this appraisal, and I have looked at it and at the reasons for the appeal with"
    " an open mind."
)
"""The very words whoever answers signs; the answer keeps them as they were."""


def appeal(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Appeal, as the person, against an appraisal; the first up the line with no part in it answers."""
    hold(appraisal)
    found, steps = appeals.of_appraisal(appraisal), forms.steps_of(appraisal)
    require(policies.may_appeal(actor, appraisal, found, steps))
    words = _said(reason)
    hearer = appeals.first_hearer(appraisal)
    made = AppraisalAppeal(
        appraisal=appraisal,
        person=actor,
        hearer=hearer,
        hearing=Hearing.SECOND_LINE if hearer else Hearing.HR,
        due_on=clock.today() + TO_ANSWER,
    )
    made.grounds = [AppraisalAppealGrounds(hearing=made.hearing, words=words)]
    db.session.add(made)
    db.session.flush()
    publish(
        AppraisalAppealed(
            actor=actor,
            subject=made,
            appraisal=appraisal,
            person=actor,
            hearer=hearer,
            due_on=made.due_on,
            grounds=Sealed(words),
        )
    )


def answer(
    appraisal: Appraisal,
    *,
    actor: User,
    proof: Proof,
    outcome: AppealOutcome,
    words: str,
    put_right: str = "",
    after: int | None = None,
) -> AppraisalAppealAnswer:
    """Answer an appeal under one's name.

    What is put right stands as a dated note below the appraisal, and an overall rating that is put
    right counts from now on; what was signed stays as it was. Raises `Unacceptable` where words are
    missing, or a refusal puts something right.
    """
    hold(appraisal)
    found = appeals.of_appraisal(appraisal)
    require(policies.may_answer_appeal(actor, appraisal, found))
    require(is_proven(actor, proof))
    if found is None:
        raise WrongState(_("No appeal waits for an answer."))
    words = _said(words, "words")
    before = _before(appraisal, outcome, put_right, after)
    said = AppraisalAppealAnswer(
        appeal=found,
        person_id=found.person_id,
        hearing=policies.hearing_of(found, actor),
        by=actor,
        outcome=outcome,
        words=words,
        before=before,
        after=after,
        meaning=str(MEANING),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
    )
    db.session.add(said)
    found.move_to(status_after(said.hearing, outcome))
    if found.status is AppraisalAppealStatus.ANSWERED:
        found.due_on = clock.today() + TO_GO_FURTHER
    if put_right.strip():
        append(appraisal, actor=actor, words=put_right.strip())
    db.session.flush()
    publish(
        AppraisalAppealAnswered(
            actor=actor,
            subject=said,
            appraisal=appraisal,
            appeal=found,
            person=appraisal.person,
            outcome=outcome,
            before=before,
            after=after,
            words=Sealed(words),
            meaning=said.meaning,
            printed_name=Sealed(said.printed_name),
            reauthenticated_at=proof.at,
        )
    )
    return said


def take_further(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Take an answered appeal to HR, where somebody else answers for good."""
    hold(appraisal)
    found = appeals.of_appraisal(appraisal)
    require(policies.may_take_further(actor, appraisal, found))
    if found is None:
        raise WrongState(_("There is no answer to take further."))
    found.move_to(AppraisalAppealStatus.OPEN)
    found.hearing, found.hearer = Hearing.HR, None
    found.reminded_at = found.late_told_at = None
    found.due_on = clock.today() + TO_ANSWER
    words = _said(reason)
    found.grounds.append(AppraisalAppealGrounds(hearing=Hearing.HR, words=words))
    publish(
        AppraisalAppealTakenFurther(
            actor=actor,
            subject=found,
            appraisal=appraisal,
            person=actor,
            due_on=found.due_on,
            grounds=Sealed(words),
        )
    )


def withdraw(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Take an appeal back before it is answered; the appraisal stands."""
    hold(appraisal)
    found = appeals.of_appraisal(appraisal)
    require(policies.may_withdraw(actor, appraisal, found))
    if found is None:
        raise WrongState(_("No appeal waits for an answer."))
    found.move_to(AppraisalAppealStatus.WITHDRAWN)
    publish(
        AppraisalAppealWithdrawn(
            actor=actor,
            subject=found,
            appraisal=appraisal,
            person=actor,
            reason=Sealed(_said(reason)),
        )
    )


def name_hearer(appraisal: Appraisal, *, actor: User, hearer: User) -> None:
    """Say, as HR, who answers an appeal: somebody who had no part in the appraisal."""
    hold(appraisal)
    found = appeals.of_appraisal(appraisal)
    require(policies.may_name_hearer(actor, appraisal, found))
    if found is None:
        raise WrongState(_("No appeal waits for an answer."))
    if not (verdict := policies.is_fit(hearer, found)):
        raise Unacceptable(verdict.reason, "hearer")
    found.hearer = hearer
    found.reminded_at = None
    publish(
        AppraisalHearerNamed(
            actor=actor,
            subject=found,
            appraisal=appraisal,
            person=appraisal.person,
            hearer=hearer,
        )
    )


def _before(
    appraisal: Appraisal, outcome: AppealOutcome, put_right: str, after: int | None
) -> int | None:
    """Return the rating that is put right, if one is; check that the answer says what changes."""
    if outcome is AppealOutcome.REFUSED:
        if put_right.strip() or after is not None:
            raise Unacceptable(_("What is refused puts nothing right."), "outcome")
        return None
    if not put_right.strip():
        raise Unacceptable(
            _("Say what is put right. It is added below the appraisal."), "put_right"
        )
    if after is None:
        return None
    before = calibration.rating_of(appraisal)
    if before is None:
        raise Unacceptable(_("This appraisal has no overall rating to put right."), "after")
    if after == before:
        raise Unacceptable(_("That is the rating it has."), "after")
    return before


def _said(words: str, field: str = "reason") -> str:
    if not words.strip():
        raise Unacceptable(_("Say why."), field)
    return words.strip()
