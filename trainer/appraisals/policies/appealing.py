"""Who may appeal against an appraisal, and who may answer: nobody who had a part in it."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalPart,
    AppraisalRecord,
    AppraisalSignature,
    AppraisalStep,
    CalibrationChange,
    CalibrationLine,
)
from trainer.appraisals.policies.appraising import party_of
from trainer.appraisals.rules.appealing import (
    AppraisalAppealStatus,
    Hearer,
    Hearing,
    Unfit,
    appeal_until,
    unfit,
)
from trainer.appraisals.rules.stages import LOCKED, Party
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db


def may_appeal(
    actor: User,
    appraisal: Appraisal,
    appeal: AppraisalAppeal | None,
    steps: Iterable[AppraisalStep],
) -> Verdict:
    """Say whether this person may appeal against the appraisal about them, once, while there is time."""
    if actor.id != appraisal.person_id:
        return no(_("Only %(name)s appeals against it.", name=appraisal.person.name))
    if appeal is not None:
        return no(_("There was an appeal against it."))
    until = appeal_until((one.stage, clock.day_of(one.at)) for one in steps)
    if appraisal.status not in LOCKED or until is None:
        return no(_("You can appeal once it is signed, or you have declined to sign."))
    if clock.today() > until:
        return no(_("The time to appeal ended on %(day)s.", day=written(until)))
    return YES


def is_fit(person: User, appeal: AppraisalAppeal) -> Verdict:
    """Say whether this person had no part in the appraisal, and may answer an appeal against it."""
    why = unfit(known_of(person, appeal.appraisal))
    if why is None:
        return YES
    return no(
        {
            Unfit.PERSON: _("Nobody answers their own appeal."),
            Unfit.LEFT: _("%(name)s has left.", name=person.name),
            Unfit.ANSWERED_BEFORE: _(
                "%(name)s answered it before, so somebody else has to now.", name=person.name
            ),
            Unfit.TOOK_PART: _(
                "%(name)s had a part in this appraisal, so somebody else has to answer.",
                name=person.name,
            ),
        }[why]
    )


def known_of(person: User, appraisal: Appraisal) -> Hearer:
    """Gather what bears on whether somebody may answer an appeal against an appraisal."""
    answered = sa.exists().where(
        AppraisalAppealAnswer.appeal_id == AppraisalAppeal.id,
        AppraisalAppeal.appraisal_id == appraisal.id,
        AppraisalAppealAnswer.by_id == person.id,
    )
    took_part, answered_before = db.session.execute(
        sa.select(sa.or_(*_parts_in(person, appraisal)), answered)
    ).one()
    return Hearer(
        is_person=person.id == appraisal.person_id,
        has_left=not person.active,
        answered_before=answered_before,
        took_part=took_part or person.id == appraisal.manager_id,
    )


def may_answer_appeal(actor: User, appraisal: Appraisal, appeal: AppraisalAppeal | None) -> Verdict:
    """Say whether it is this person's turn to answer: the hearer, or HR where there is none.

    HR stands in for a hearer who has left or is late, so that no appeal waits for ever.
    """
    if appeal is None or not appeal.is_open:
        return no(_("No appeal waits for an answer."))
    hearer = appeal.hearer
    if hearer is not None and hearer.id != actor.id:
        vacant = not hearer.active or clock.today() > appeal.due_on
        if party_of(actor, appraisal) is not Party.HR or not vacant:
            return no(_("Only %(name)s can answer this now.", name=hearer.name))
    elif hearer is None and party_of(actor, appraisal) is not Party.HR:
        return no(_("HR answers this."))
    return is_fit(actor, appeal)


def may_take_further(actor: User, appraisal: Appraisal, appeal: AppraisalAppeal | None) -> Verdict:
    """Say whether this person may take the answer to HR, while there is time."""
    if actor.id != appraisal.person_id:
        return no(_("Only %(name)s does this.", name=appraisal.person.name))
    if appeal is None or appeal.status is not AppraisalAppealStatus.ANSWERED:
        return no(_("There is no answer to take further."))
    if clock.today() > appeal.due_on:
        return no(_("The time to take it further ended on %(day)s.", day=written(appeal.due_on)))
    return YES


def may_withdraw(actor: User, appraisal: Appraisal, appeal: AppraisalAppeal | None) -> Verdict:
    """Say whether this person may take their appeal back, while nobody has answered it."""
    if actor.id != appraisal.person_id:
        return no(_("Only %(name)s does this.", name=appraisal.person.name))
    if appeal is None or not appeal.is_open:
        return no(_("No appeal waits for an answer."))
    return YES


def may_name_hearer(actor: User, appraisal: Appraisal, appeal: AppraisalAppeal | None) -> Verdict:
    """Say whether this person may say who answers an appeal: HR, of somebody with no part in it."""
    if party_of(actor, appraisal) is not Party.HR:
        return no(_("HR does this."))
    if appeal is None or not appeal.is_open:
        return no(_("No appeal waits for an answer."))
    return YES


def may_name(
    actor: User, appraisal: Appraisal, appeal: AppraisalAppeal | None, hearer: User
) -> Verdict:
    """Say whether HR may name this very person."""
    refusal = may_name_hearer(actor, appraisal, appeal)
    return first_refusal(refusal, is_fit(hearer, appeal)) if appeal is not None else refusal


def hearing_of(appeal: AppraisalAppeal, actor: User) -> Hearing:
    """Say at which stage an answer of this person counts: HR’s stands for the last, always."""
    if appeal.hearing is Hearing.SECOND_LINE and appeal.hearer_id == actor.id:
        return Hearing.SECOND_LINE
    return Hearing.HR


def _parts_in(person: User, appraisal: Appraisal) -> Collection[sa.ColumnElement[bool]]:
    return (
        sa.exists().where(
            AppraisalPart.appraisal_id == appraisal.id, AppraisalPart.writer_id == person.id
        ),
        sa.exists().where(
            AppraisalSignature.record_id == AppraisalRecord.id,
            AppraisalRecord.appraisal_id == appraisal.id,
            AppraisalSignature.signer_id == person.id,
        ),
        sa.exists().where(
            CalibrationChange.line_id == CalibrationLine.id,
            CalibrationLine.appraisal_id == appraisal.id,
            CalibrationChange.by_id == person.id,
        ),
        sa.exists().where(
            AppraisalStep.appraisal_id == appraisal.id,
            AppraisalStep.by_id == person.id,
            AppraisalStep.reason != "",
        ),
    )
