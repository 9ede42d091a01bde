"""An appeal against an outcome: made by the person, answered by somebody with no part in it so far."""

from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.promotions import policies
from trainer.promotions.actions.moving import go, hold, note, said, sign
from trainer.promotions.actions.offering import refuse_second_offer, take_up
from trainer.promotions.events import SeatFilled
from trainer.promotions.fitting import is_fit
from trainer.promotions.line import is_outside
from trainer.promotions.models import EntryKind, PromotionCase, PromotionSeat, SignedFor
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import PromotionStatus, after_appeal


def appeal(case: PromotionCase, *, actor: User, words: str) -> None:
    """Appeal against how a case ended, saying why."""
    hold(case)
    require(policies.may_appeal(actor, case))
    words = said(words, "words", _("Say what you think was not right."))
    case.ended_as = case.status
    note(case, EntryKind.APPEAL, actor=actor, words=words)
    go(case, PromotionStatus.APPEALED, actor=actor, words=words)


def choose_hearer(case: PromotionCase, *, actor: User, member: User) -> None:
    """Choose who answers: somebody with no part in the case so far."""
    hold(case)
    require(policies.may_choose_hearer(actor, case))
    if not (verdict := is_fit(member, case, Duty.HEARER)):
        raise Unacceptable(verdict.reason, "member")
    for one in case.seats_of(Duty.HEARER):
        one.gave_up_at = clock.now()
    case.seats.append(
        PromotionSeat(
            nominee_id=case.person_id,
            round=case.round,
            member=member,
            duty=Duty.HEARER,
            place=1,
            outside_line=is_outside(member, case.person),
            seated_by_id=actor.id,
        )
    )
    note(case, EntryKind.HEARER, actor=actor)
    publish(
        SeatFilled(actor=actor, subject=case, person=case.person, member=member, duty=Duty.HEARER)
    )


def answer_appeal(
    case: PromotionCase, *, actor: User, proof: Proof, seen: str, upheld: bool, words: str
) -> None:
    """Answer an appeal; one that is upheld is looked at anew by other people, from the start.

    A trial is not taken up again while the person has another offer: Unacceptable.
    """
    hold(case)
    require(policies.may_answer_appeal(actor, case))
    words = said(words, "words", _("Say what you found and why; the person reads this."))
    if case.ended_as is None:
        raise Conflict(_("Nobody has appealed."))
    after = after_appeal(case.ended_as, upheld=upheld)
    if after is PromotionStatus.ACCEPTED:
        refuse_second_offer(case)
    sign(
        case,
        SignedFor.APPEAL_ANSWER,
        actor=actor,
        proof=proof,
        seen=seen,
        content={"upheld": upheld, "words": words},
    )
    note(case, EntryKind.APPEAL_ANSWER, actor=actor, words=words)
    if after is PromotionStatus.OPENED:
        case.begin_round()
        case.anew = True
    if after is PromotionStatus.ACCEPTED:
        _begin_again(case)
    go(case, after, actor=actor, words=words)
    if after is PromotionStatus.ACCEPTED:
        take_up(case)


def _begin_again(case: PromotionCase) -> None:
    """Give a trial that should not have ended as many days as it had at first, from today."""
    made, today = case.offer, clock.today()
    if made is None:
        raise Conflict(_("There is no offer any more."))
    case.starts_on = today
    case.trial_until = today + (made.trial_until - made.starts_on)
