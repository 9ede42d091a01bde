"""Who sees a promotion case, and who may do what in it: the nominee decides nothing, nobody twice."""

from datetime import date, timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.policies import people_seen
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import may_lead, serves_everywhere
from trainer.promotions.fitting import still_fit
from trainer.promotions.line import line_above
from trainer.promotions.models import (
    EntryKind,
    PromotionCase,
    PromotionEntry,
    PromotionSeat,
    SignedFor,
)
from trainer.promotions.rules.deciding import Member, has_scored, is_quorate, next_place
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.seeing import Part, reads_scores
from trainer.promotions.rules.stages import (
    AGAINST,
    BEFORE_OFFER,
    DECIDED,
    OPEN_TO_CLOSING,
    PromotionStatus,
)
from trainer.registrations.policies import sites_of
from trainer.vacancies.models import Vacancy
from trainer.vacancies.policies import has_answered, sees_to
from trainer.vacancies.queries.listing import answers

HR = frozenset({Role.HR})
_S = PromotionStatus

OF_DECIDING = frozenset({EntryKind.RECOMMENDATION, EntryKind.APPROVAL, EntryKind.REFUSAL})
APPEAL_WITHIN = timedelta(days=14)
"""Ten working days and the days between them."""


def visible_to(actor: User) -> sa.Select[PromotionCase]:
    """Select the cases somebody has a part in: their own, those they put forward or sit in, their line's.

    HR reads those for its sites, and those of people who work there. Whoever gave up their seat, for
    a tie perhaps, has no part in it any more.
    """
    seated = sa.select(PromotionSeat.case_id).where(
        PromotionSeat.member_id == actor.id, PromotionSeat.gave_up_at.is_(None)
    )
    seen = people_seen(actor).with_only_columns(User.id)
    sites = sites_of(actor, HR)
    if None in sites:
        return sa.select(PromotionCase)
    return sa.select(PromotionCase).where(
        sa.or_(
            PromotionCase.person_id.in_(seen),
            PromotionCase.opened_by_id == actor.id,
            PromotionCase.nominator_id == actor.id,
            PromotionCase.id.in_(seated),
            PromotionCase.site_id.in_(sites),
        )
    )


def serves(actor: User, case: PromotionCase) -> bool:
    """Say whether this person is HR for the case's site; never for their own case."""
    return actor.id != case.person_id and bool(sites_of(actor, HR) & {None, case.site_id})


def part_of(actor: User, case: PromotionCase) -> Part:
    """Say who this person is to a case that they see."""
    if actor.id == case.person_id:
        return Part.NOMINEE
    mine = [one for one in case.seats if one.member_id == actor.id and one.gave_up_at is None]
    duties = {one.duty for one in mine if one.round == case.round}
    for duty, part in (
        (Duty.PANEL, Part.PANEL),
        (Duty.APPROVER, Part.APPROVER),
        (Duty.HEARER, Part.HEARER),
    ):
        if duty in duties:
            return part
    if serves(actor, case):
        return Part.HR
    if actor.id in {case.opened_by_id, case.nominator_id}:
        return Part.NOMINATOR
    return Part.LINE


def members_of(case: PromotionCase) -> list[Member]:
    """Say how the panel of the round stands, those who gave up their seat with it."""
    signed = {one.signer_id for one in case.signed(SignedFor.SCORES)}
    return [
        Member(one.member_id, one.outside_line, one.gave_up_at is not None, one.member_id in signed)
        for one in case.seats
        if one.round == case.round and one.duty is Duty.PANEL
    ]


def may_read_scores(actor: User, case: PromotionCase) -> bool:
    """Say whether this person reads what the panel scored."""
    return reads_scores(
        part_of(actor, case),
        all_scored=has_scored(members_of(case)),
        decided=case.status in DECIDED,
    )


def entries_for(actor: User, case: PromotionCase) -> list[PromotionEntry]:
    """List what was written that this person reads: what panel and approvers say, as the scores are."""
    if may_read_scores(actor, case):
        return list(case.entries)
    return [one for one in case.entries if one.kind not in OF_DECIDING]


def may_open(actor: User, person: User) -> Verdict:
    """Say whether this person may put the other forward: themselves, their line, or HR."""
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if db.session.scalar(people_seen(actor).where(User.id == person.id)) is None:
        return no(_("%(name)s, their managers and HR open this.", name=person.name))
    return YES


def may_open_for(actor: User, person: User, vacancy: Vacancy) -> Verdict:
    """Say whether this person may open a case from an answer to a vacancy: whoever sees to it, or HR."""
    if actor == person:
        return no(_("Open a case for yourself under Promotions; others see to the vacancy."))
    if vacancy.is_over:
        return no(_("This vacancy is over."))
    if has_answered(actor, vacancy):
        return no(_("You answered this vacancy yourself, so others see to it."))
    answered = db.session.scalar(answers(vacancy).where(User.id == person.id))
    if answered is None or not sees_to(actor, vacancy):
        return no(_("Whoever opened the vacancy puts forward those who answered it."))
    return YES


def may_sponsor(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may stand behind a case that somebody opened for themselves."""
    if actor.id == case.person_id:
        return no(_("Somebody else stands behind your case: your manager, or HR."))
    if case.status is not _S.OPENED or case.nominator_id is not None:
        return no(_("Somebody stands behind this case already."))
    if serves(actor, case) or actor.id in line_above(case.person):
        return YES
    return no(_("A manager of %(name)s, or HR, stands behind it.", name=case.person.name))


def may_state(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may add a statement: the nominee, until the panel has scored."""
    if actor.id != case.person_id:
        return no(_("Only %(name)s adds a statement of their own.", name=case.person.name))
    if case.status in {_S.OPENED, _S.EVIDENCE_PACK, _S.READINESS_CHECKED, _S.PANEL}:
        return YES
    return no(_("The panel has had its say."))


def may_prepare(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person sees to the case: whoever stands behind it, or HR; never the nominee."""
    if actor.id == case.person_id:
        return no(_("Others see to this part of your case."))
    if actor.id == case.nominator_id or serves(actor, case):
        return YES
    return no(_("Whoever put %(name)s forward, or HR, does this.", name=case.person.name))


def may_freeze(actor: User, case: PromotionCase) -> Verdict:
    """Say whether the evidence pack may be frozen now."""
    if case.nominator_id is None:
        return no(_("First a manager or HR stands behind this case."))
    if case.status not in {_S.OPENED, _S.READINESS_CHECKED, _S.HELD}:
        return no(_("The pack is frozen."))
    return may_prepare(actor, case)


def may_check(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may let the pack go to a panel."""
    if case.status is not _S.EVIDENCE_PACK:
        return no(_("There is no pack that waits to be read."))
    return may_prepare(actor, case)


def may_seat(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may settle who scores and who approves."""
    if case.status is not _S.READINESS_CHECKED:
        return no(_("The pack is read first."))
    return may_prepare(actor, case)


def may_fill(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may ask somebody in the place of one who gave up their seat."""
    if not emptied(case):
        return no(_("Every seat is filled."))
    return may_prepare(actor, case)


def may_call(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may say when the panel meets: whoever sees to the case, while it scores."""
    if case.status is not _S.PANEL:
        return no(_("There is no panel to meet now."))
    return may_prepare(actor, case)


def emptied(case: PromotionCase) -> list[PromotionSeat]:
    """List the seats of the round that were given up and not filled again."""
    if case.status not in {_S.PANEL, _S.RECOMMENDED}:
        return []
    live = {
        (one.duty, one.place)
        for one in case.seats
        if one.round == case.round and not one.gave_up_at
    }
    return [
        one
        for one in case.seats
        if one.round == case.round and one.gave_up_at and (one.duty, one.place) not in live
    ]


def seat_of(actor: User, case: PromotionCase, duty: Duty) -> PromotionSeat | None:
    """Find the seat somebody still has in the round."""
    return next((one for one in case.seats_of(duty) if one.member_id == actor.id), None)


def may_give_up(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may declare a conflict and take no part: before they have signed."""
    seated = [one for duty in Duty if (one := seat_of(actor, case, duty))]
    if not seated:
        return no(_("You have no seat in this case."))
    if any(one.signer_id == actor.id for one in case.signed(*SignedFor)):
        return no(_("You have signed in this case already."))
    return YES


def may_score(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may score: on the panel, once, before seeing the others."""
    if case.status is not _S.PANEL:
        return no(_("The panel doesn’t score now."))
    if seat_of(actor, case, Duty.PANEL) is None:
        return no(_("Only the panel scores."))
    if any(one.signer_id == actor.id for one in case.signed(SignedFor.SCORES)):
        return no(_("You have scored already."))
    return still_fit(actor, case)


def may_recommend(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may write what the panel recommends: its chair, once all have scored."""
    if case.status is not _S.PANEL:
        return no(_("The panel doesn’t decide now."))
    panel = case.seats_of(Duty.PANEL)
    if not panel or panel[0].member_id != actor.id:
        return no(_("The chair writes what the panel recommends."))
    if not is_quorate(members_of(case)):
        return no(_("It takes two on the panel at least, one of them from outside the line."))
    if not has_scored(members_of(case)):
        return no(_("First everybody on the panel scores."))
    return still_fit(actor, case)


def may_approve(actor: User, case: PromotionCase) -> Verdict:
    """Say whether it is this person's turn to approve or refuse."""
    if case.status is not _S.RECOMMENDED:
        return no(_("Nothing waits to be approved."))
    mine = seat_of(actor, case, Duty.APPROVER)
    if mine is None:
        return no(_("Only those asked to approve do so."))
    turn = whose_turn(case)
    if turn is None or turn.member_id != actor.id:
        return no(_("%(name)s approves first.", name=turn.member.name if turn else _("Somebody")))
    return still_fit(actor, case)


def whose_turn(case: PromotionCase) -> PromotionSeat | None:
    """Find who approves next, in the order that was settled."""
    place = next_place(_places(case), [one.place for one in case.signed(SignedFor.APPROVAL)])
    return next((one for one in case.seats_of(Duty.APPROVER) if one.place == place), None)


def last_place(case: PromotionCase) -> int:
    """Say which place of the order is the last, whether or not somebody sits there now."""
    return max(_places(case), default=0)


def _places(case: PromotionCase) -> set[int]:
    return {
        one.place for one in case.seats if one.round == case.round and one.duty is Duty.APPROVER
    }


def may_offer(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may make the offer: HR for the site."""
    if case.status is not _S.APPROVED:
        return no(_("An offer follows the last approval."))
    if not serves(actor, case):
        return no(_("HR makes the offer."))
    return YES


def may_answer_offer(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may accept or decline: the nominee alone."""
    if case.status is not _S.OFFERED:
        return no(_("No offer waits for an answer."))
    if actor.id != case.person_id:
        return no(_("Only %(name)s answers the offer.", name=case.person.name))
    return YES


def may_review_trial(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person looks after the trial: the manager now, or HR; never the person."""
    if case.status is not _S.IN_POST:
        return no(_("There is no trial under way."))
    if actor.id == case.person_id:
        return no(_("Your manager or HR says how the trial went."))
    if serves(actor, case) or actor.id in line_above(case.person):
        return YES
    return no(_("The manager of %(name)s, or HR, does this.", name=case.person.name))


def may_appeal(actor: User, case: PromotionCase, on: date | None = None) -> Verdict:
    """Say whether this person may appeal: the nominee, in time, once in a round."""
    if actor.id != case.person_id:
        return no(_("Only %(name)s appeals.", name=case.person.name))
    if case.status not in AGAINST or case.decided_on is None:
        return no(_("There is nothing to appeal against."))
    if case.signed(SignedFor.APPEAL_ANSWER):
        return no(_("Your appeal was answered."))
    if (on or clock.today()) > case.decided_on + APPEAL_WITHIN:
        return no(_("The days in which to appeal are over."))
    return YES


def may_choose_hearer(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may choose who answers the appeal: HR for the site."""
    if case.status is not _S.APPEALED:
        return no(_("Nobody has appealed."))
    if not serves(actor, case):
        return no(_("HR chooses who answers."))
    return YES


def may_answer_appeal(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may answer the appeal."""
    if case.status is not _S.APPEALED:
        return no(_("Nobody has appealed."))
    if seat_of(actor, case, Duty.HEARER) is None:
        return no(_("Whoever HR chose answers the appeal."))
    return still_fit(actor, case)


def may_withdraw(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may end the case: the nominee until an offer, HR until the job begins."""
    if actor.id != case.person_id and not serves(actor, case):
        return no(_("%(name)s takes this back, or HR closes it.", name=case.person.name))
    if case.status not in (BEFORE_OFFER if actor.id == case.person_id else OPEN_TO_CLOSING):
        return no(_("There is nothing to take back any more."))
    return YES


def may_print_offer(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may have the letter of the offer: the nominee, and HR."""
    if not case.offers:
        return no(_("There is no offer yet."))
    if actor.id != case.person_id and not serves(actor, case):
        return no(_("%(name)s and HR have this letter.", name=case.person.name))
    return YES


def may_print_outcome(actor: User, case: PromotionCase) -> Verdict:
    """Say whether this person may have the letter about an outcome: the nominee, and HR."""
    if case.status not in AGAINST:
        return no(_("There is no outcome to write about."))
    if actor.id != case.person_id and not serves(actor, case):
        return no(_("%(name)s and HR have this letter.", name=case.person.name))
    return YES


def may_see_bench(actor: User) -> Verdict:
    """Say whether this person sees who could take on which role: HR, and whoever leads people."""
    if sites_of(actor, HR) or may_lead(actor):
        return YES
    return no(_("HR and managers see this."))


def may_review_fairness(actor: User) -> Verdict:
    """Say whether this person sees the rates of promotions and all reasons: HR for every site."""
    if serves_everywhere(actor, HR):
        return YES
    return no(_("HR for every site reviews this."))
