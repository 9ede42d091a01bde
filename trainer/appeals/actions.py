"""Everything that happens to an appeal: made, answered, taken further, taken back."""

from collections.abc import Collection

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.appeals import policies, queries
from trainer.appeals.events import (
    AppealAnswered,
    Appealed,
    AppealWithdrawn,
    HearerChosen,
    TakenFurther,
)
from trainer.appeals.models import (
    Appeal,
    AppealedJudgement,
    AppealGrounds,
    AppealOutcome,
    AppealStatus,
    Stage,
)
from trainer.appeals.rules import Deadlines, stage_after, status_after
from trainer.assessments.actions.overturning import overturn
from trainer.assessments.actions.standing import hold
from trainer.assessments.policies import DECIDING
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment
from trainer.sampling.actions.looking import note_appeal

MEANING = _l(
    "I have looked at the judgements, the evidence and the learner’s grounds with an open mind, and"
    " I had no part in an earlier answer to this appeal."
)


def appeal(
    unit: UnitAssessment,
    *,
    actor: User,
    judgements: Collection[int],
    grounds: str,
    deadlines: Deadlines,
) -> Appeal:
    """Ask, as the learner, for judgements on a unit to be looked at again; the assessor is first."""
    hold(unit.registration)
    require(policies.may_appeal(actor, unit))
    today = clock.today()
    open_to_it = {one.id for one in queries.appealable(unit, deadlines, today)}
    if not judgements or set(judgements) - open_to_it:
        raise Unacceptable(_("Tick the judgements you appeal against."), "judgements")
    _say_why(grounds)
    made = Appeal(
        unit_assessment=unit,
        learner=actor,
        due_on=deadlines.answer_by(today),
        stage_since=clock.now(),
        lodged_at=clock.now(),
        against=[AppealedJudgement(judgement_id=one) for one in sorted(judgements)],
        grounds=[AppealGrounds(stage=Stage.ASSESSOR, words=grounds, stated_at=clock.now())],
    )
    db.session.add(made)
    note_appeal(unit)
    publish(
        Appealed(
            actor=actor,
            subject=made,
            unit_assessment=unit,
            judgement_ids=sorted(judgements),
            due_on=made.due_on,
            grounds=Sealed(grounds),
        )
    )
    return made


def choose_hearer(appeal: Appeal, *, actor: User, hearer: User) -> None:
    """Choose who answers an appeal at its stage: somebody with no part in what went before."""
    hold(appeal.unit_assessment.registration)
    if not (verdict := policies.is_fit(hearer, appeal)):
        require(policies.may_choose_hearer(actor, appeal))
        raise Unacceptable(verdict.reason, "hearer")
    require(policies.may_choose(actor, appeal, hearer))
    appeal.hearer = hearer
    publish(
        HearerChosen(
            actor=actor,
            subject=appeal,
            unit_assessment=appeal.unit_assessment,
            stage=appeal.stage,
            hearer=hearer,
        )
    )


def answer(
    appeal: Appeal,
    *,
    actor: User,
    proof: Proof,
    upheld: bool,
    words: str,
    reference: str = "",
    deadlines: Deadlines,
) -> AppealOutcome:
    """Answer an appeal in writing; if it is upheld, what it is against is judged again."""
    hold(appeal.unit_assessment.registration)
    require(policies.may_answer(actor, appeal))
    require(is_proven(actor, proof))
    if not words.strip():
        raise Unacceptable(_("Say what you found and why; the learner reads this."), "words")
    outcome = AppealOutcome(
        appeal=appeal,
        stage=appeal.stage,
        decider=actor,
        learner_id=appeal.learner_id,
        upheld=upheld,
        words=words,
        reference=reference,
        meaning=str(MEANING),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
        decided_at=clock.now(),
    )
    db.session.add(outcome)
    external = _is_external(appeal)
    appeal.move_to(status_after(appeal.stage, upheld=upheld, external=external))
    if appeal.status is AppealStatus.ANSWERED:
        appeal.due_on = deadlines.further_until(clock.today())
    publish(
        AppealAnswered(
            actor=actor,
            subject=outcome,
            appeal=appeal,
            unit_assessment=appeal.unit_assessment,
            stage=outcome.stage,
            upheld=upheld,
            meaning=outcome.meaning,
            reference=Sealed(reference),
            words=Sealed(words),
            printed_name=Sealed(outcome.printed_name),
            reauthenticated_at=proof.at,
        )
    )
    if upheld and appeal.unit_assessment.registration.status in DECIDING:
        overturn(queries.overturned_by(appeal), actor=actor, reason=words)
    return outcome


def take_further(appeal: Appeal, *, actor: User, grounds: str, deadlines: Deadlines) -> None:
    """Take an answered appeal to its next stage, where somebody else answers."""
    hold(appeal.unit_assessment.registration)
    today = clock.today()
    require(policies.may_take_further(actor, appeal, today))
    _say_why(grounds)
    following = stage_after(appeal.stage, external=_is_external(appeal))
    if following is None:
        raise Unacceptable(_("There is no further stage."))
    appeal.move_to(AppealStatus.OPEN)
    appeal.stage, appeal.hearer = following, None
    appeal.stage_since, appeal.due_on = clock.now(), deadlines.answer_by(today)
    appeal.grounds.append(AppealGrounds(stage=following, words=grounds, stated_at=clock.now()))
    publish(
        TakenFurther(
            actor=actor,
            subject=appeal,
            unit_assessment=appeal.unit_assessment,
            stage=following,
            due_on=appeal.due_on,
            grounds=Sealed(grounds),
        )
    )


def withdraw(appeal: Appeal, *, actor: User) -> None:
    """Take an appeal back; what was judged stands."""
    hold(appeal.unit_assessment.registration)
    require(policies.may_withdraw(actor, appeal))
    appeal.move_to(AppealStatus.WITHDRAWN)
    publish(AppealWithdrawn(actor=actor, subject=appeal, unit_assessment=appeal.unit_assessment))


def _say_why(grounds: str) -> None:
    if not grounds.strip():
        raise Unacceptable(_("Say why you think the judgement is not right."), "grounds")


def _is_external(appeal: Appeal) -> bool:
    return appeal.unit_assessment.registration.awarding_id is not None
