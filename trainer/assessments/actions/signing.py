"""Sign a unit off: the learner, the assessor, and where one is due a countersigner."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from babel.support import LazyProxy
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.assessments import policies
from trainer.assessments.actions.correcting import reopen
from trainer.assessments.actions.standing import hold, void
from trainer.assessments.countersigners import countersigners_ever, countersigners_of
from trainer.assessments.events import CountersignatureRefused, Signed
from trainer.assessments.models import CriterionState, Judgement, Signature, SignedAs
from trainer.assessments.queries.content import hash_of_content, signed_content
from trainer.assessors.policies import needs_countersignature
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.logs.sharing import end_reading, grant_reading
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.registrations.work import work_on

_U = UnitStatus
COUNTERSIGNING = "countersigning"

MEANINGS: dict[SignedAs, LazyProxy] = {
    SignedAs.LEARNER: _l(
        "All the evidence for this unit is my own work and shows what I can do. I have read the"
        " judgements and the feedback on it."
    ),
    SignedAs.ASSESSOR: _l(
        "I have judged every criterion of this unit on evidence that is valid, authentic, current,"
        " sufficient and reliable. The learner is competent in it."
    ),
    SignedAs.COUNTERSIGNER: _l(
        "I have looked at the evidence and the judgements of an assessor in training, and I agree"
        " that the learner is competent in this unit."
    ),
}
"""The very words each signs; a signature keeps them as they were."""


def sign_as_learner(unit: UnitAssessment, *, actor: User, proof: Proof, seen: str) -> Signature:
    """Declare, as the learner, that the evidence for the unit is one's own."""
    hold(unit.registration)
    require(policies.may_sign_as_learner(actor, unit))
    covered = _as_seen(unit, seen)
    signature = put_name(unit, SignedAs.LEARNER, actor=actor, proof=proof, covered=covered)
    unit.move_to(_U.LEARNER_SIGNED)
    announce(signature)
    return signature


def sign_as_assessor(unit: UnitAssessment, *, actor: User, proof: Proof, seen: str) -> Signature:
    """Declare the learner competent; the unit goes on to be countersigned or quality assured."""
    hold(unit.registration)
    require(policies.may_sign_as_assessor(actor, unit))
    covered = _as_seen(unit, seen)
    signature = put_name(unit, SignedAs.ASSESSOR, actor=actor, proof=proof, covered=covered)
    unit.move_to(_U.ASSESSED_COMPETENT)
    if countersignature_due(unit, actor, clock.now()):
        _let_countersigners_read(unit, actor=actor)
    else:
        unit.move_to(_U.AWAITING_IQA)
    announce(signature)
    return signature


def _let_countersigners_read(unit: UnitAssessment, *, actor: User) -> None:
    registration = unit.registration
    for person in db.session.scalars(countersigners_of(unit)).all():
        grant_reading(
            actor=actor,
            reader=person,
            learner=registration.learner,
            reason=COUNTERSIGNING,
            starts_on=clock.today(),
            sees_others=True,
            unit=unit.unit_version,
        )


def end_countersigners_reading(unit: UnitAssessment, *, actor: User) -> None:
    """End the leave of those who might have countersigned a unit that no longer waits for it."""
    registration = unit.registration
    for person in db.session.scalars(countersigners_ever(unit)).all():
        end_reading(
            actor=actor,
            reader=person,
            learner=registration.learner,
            reason=COUNTERSIGNING,
            unit=unit.unit_version,
        )


def countersign(unit: UnitAssessment, *, actor: User, proof: Proof, seen: str) -> Signature:
    """Put a qualified assessor's name under the decision of one in training."""
    hold(unit.registration)
    require(policies.may_countersign_unit(actor, unit))
    covered = _as_seen(unit, seen)
    signature = put_name(unit, SignedAs.COUNTERSIGNER, actor=actor, proof=proof, covered=covered)
    unit.move_to(_U.COUNTERSIGNED)
    end_countersigners_reading(unit, actor=actor)
    unit.move_to(_U.AWAITING_IQA)
    announce(signature)
    return signature


def refuse_to_countersign(
    unit: UnitAssessment, *, actor: User, criteria: Collection[int], reason: str
) -> None:
    """Send a unit back to its assessor with the criteria to be judged again, and why."""
    hold(unit.registration)
    require(policies.may_countersign_unit(actor, unit))
    reopen(unit, criteria, actor=actor, reason=reason)
    publish(
        CountersignatureRefused(
            actor=actor, subject=unit, criterion_ids=sorted(criteria), reason=Sealed(reason)
        )
    )
    end_countersigners_reading(unit, actor=actor)
    unit.move_to(_U.IN_PROGRESS)
    void(unit, actor=actor)


def _as_seen(unit: UnitAssessment, seen: str) -> str:
    """Hash what is to be signed, refusing if it is not what the signer had before them."""
    covered = hash_of_content(signed_content(unit))
    if covered != seen:
        raise Conflict(
            _("A judgement has changed since this page was drawn. Read it again, then sign.")
        )
    return covered


def put_name(
    unit: UnitAssessment,
    signed_as: SignedAs,
    *,
    actor: User,
    proof: Proof,
    covered: str,
    meaning: str = "",
) -> Signature:
    """Write a signature over the content of this hash, by someone who has just proved who they are.

    Whether they may sign at all is for the caller to have asked, and to `announce` it afterwards.
    """
    require(is_proven(actor, proof))
    signature = Signature(
        unit_assessment=unit,
        cycle=unit.cycle,
        signer=actor,
        learner_id=unit.registration.learner_id,
        signed_as=signed_as,
        meaning=meaning or str(MEANINGS[signed_as]),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
        signed_at=clock.now(),
        content_hash=covered,
    )
    db.session.add(signature)
    return signature


def announce(signature: Signature) -> None:
    """Say that somebody signed, once the unit has moved to where that takes it."""
    publish(
        Signed(
            actor=signature.signer,
            subject=signature,
            unit_assessment=signature.unit_assessment,
            cycle=signature.cycle,
            signed_as=signature.signed_as,
            meaning=signature.meaning,
            printed_name=Sealed(signature.printed_name),
            content_hash=signature.content_hash,
            reauthenticated_at=signature.reauthenticated_at,
        )
    )


def countersignature_due(unit: UnitAssessment, signer: User, at: datetime) -> bool:
    """Say whether the unit needs a second name: its signer, or a judge, was in training then."""
    work = work_on(unit)
    if needs_countersignature(signer, work, at):
        return True
    return any(
        needs_countersignature(judge, work, decided_at) for judge, decided_at in _decisions(unit)
    )


def _decisions(unit: UnitAssessment) -> set[tuple[User, datetime]]:
    later = aliased(Judgement)
    rows = db.session.execute(
        sa.select(User, Judgement.decided_at)
        .join(Judgement, Judgement.judge_id == User.id)
        .where(
            Judgement.unit_assessment_id == unit.id,
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(later.supersedes_id == Judgement.id),
        )
    )
    return {(judge, decided_at) for judge, decided_at in rows}
