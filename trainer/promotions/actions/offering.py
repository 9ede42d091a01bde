"""The offer, the answer to it, and taking the job up when its day has come."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.actions.placing import Post, begin, latest, refuse_impossible
from trainer.people.actions.turns import take_turns
from trainer.people.models import Site, Team
from trainer.promotions import policies
from trainer.promotions.actions.moving import go, hold, note, said
from trainer.promotions.events import TakingUpFailed
from trainer.promotions.models import EntryKind, PromotionCase, PromotionOffer
from trainer.promotions.queries.listing import due_to_start, is_offered_elsewhere
from trainer.promotions.rules.stages import PromotionStatus


def refuse_second_offer(case: PromotionCase) -> None:
    """Raise Unacceptable while the person has another offer, or accepted one for a day to come."""
    if is_offered_elsewhere(case):
        raise Unacceptable(
            _("%(name)s has another offer. That one is answered first.", name=case.person.name)
        )


def offer(
    case: PromotionCase,
    *,
    actor: User,
    job_title: str,
    site: Site,
    team: Team | None,
    manager: User | None,
    starts_on: date,
    trial_until: date,
    terms: str,
) -> PromotionOffer:
    """Offer the job: what, where, under whom, from which day, on trial until when."""
    take_turns()
    hold(case)
    require(policies.may_offer(actor, case))
    refuse_second_offer(case)
    if starts_on < clock.today():
        raise Unacceptable(_("Choose today or a day to come."), "starts_on")
    if trial_until <= starts_on:
        raise Unacceptable(_("The trial ends after the job begins."), "trial_until")
    job_title = said(job_title, "job_title", _("Say what the job is called."))
    post = Post(site=site, job_title=job_title, starts_on=starts_on, team=team, manager=manager)
    refuse_impossible(case.person, post)
    made = PromotionOffer(
        job_title=job_title,
        site=site,
        team=team,
        manager=manager,
        starts_on=starts_on,
        trial_until=trial_until,
        terms=said(terms, "terms", _("Say what is offered: hours, pay, anything that changes.")),
        made_by=actor,
    )
    case.offers.append(made)
    note(case, EntryKind.OFFER, actor=actor, day=starts_on)
    go(case, PromotionStatus.OFFERED, actor=actor)
    return made


def accept(case: PromotionCase, *, actor: User) -> None:
    """Accept the offer; the job is taken up at once where its day has come."""
    take_turns()
    hold(case)
    require(policies.may_answer_offer(actor, case))
    made = case.offer
    if made is None:
        raise Conflict(_("There is no offer any more."))
    case.starts_on, case.trial_until = made.starts_on, made.trial_until
    note(case, EntryKind.ACCEPTED, actor=actor, day=made.starts_on)
    go(case, PromotionStatus.ACCEPTED, actor=actor)
    if made.starts_on <= clock.today():
        take_up(case)


def decline(case: PromotionCase, *, actor: User, words: str = "") -> None:
    """Decline the offer, saying why or not."""
    hold(case)
    require(policies.may_answer_offer(actor, case))
    note(case, EntryKind.DECLINED, actor=actor, words=words.strip())
    go(case, PromotionStatus.DECLINED, actor=actor, words=words.strip())


def take_up(case: PromotionCase) -> bool:
    """Give the person the job as it was offered; say whether that could be done.

    What their new job asks follows from their placement: line, required training, appraisal form.
    Where it can't be done, because the manager has left for instance, HR is told why, once for each cause.
    """
    made = case.offer
    if made is None or case.starts_on is None:
        return False
    former = latest(case.person)
    post = Post(
        site=made.site,
        job_title=made.job_title,
        starts_on=case.starts_on,
        team=made.team,
        manager=made.manager,
        hours=former.hours if former else None,
        contract=former.contract if former else None,
    )
    try:
        refuse_impossible(case.person, post)
    except Unacceptable as trouble:
        if trouble.sentence != _failed_because(case):
            publish(
                TakingUpFailed(actor=None, subject=case, person=case.person, why=trouble.sentence)
            )
        return False
    case.former_placement = former
    begin(case.person, post, actor=None)
    note(case, EntryKind.IN_POST, actor=None, day=case.trial_until)
    go(case, PromotionStatus.IN_POST, actor=None)
    return True


def _failed_because(case: PromotionCase) -> str:
    """Say why the job could not be taken up when that was told last."""
    told = (
        sa.select(TrailEntry.body)
        .where(TrailEntry.kind == TakingUpFailed.__name__, TrailEntry.subject_id == case.id)
        .order_by(TrailEntry.id.desc())
        .limit(1)
    )
    return str((db.session.scalar(told) or {}).get("why", ""))


def take_up_due() -> int:
    """Let everybody whose day has come take up the job they accepted; return how many did."""
    take_turns()
    due = db.session.scalars(due_to_start(clock.today())).all()
    return sum(take_up(case) for case in due)
