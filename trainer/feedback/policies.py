"""Who arranges feedback, who is asked, who runs a round, and who reads what came of it."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.feedback.models import (
    FeedbackRater,
    FeedbackRound,
    RaterStatus,
    RoundKind,
    RoundStatus,
)
from trainer.feedback.rules.release import Side
from trainer.feedback.rules.repeating import Earlier, first_day
from trainer.people.models import Placement, Role
from trainer.people.policies import leads, reports_to, sites_served

_R, _P = RoundStatus, RaterStatus
BEFORE_APPROVAL = frozenset({_R.DRAFTED, _R.NOMINATED})
OVER = frozenset({_R.CLOSED, _R.RELEASED, _R.CANCELLED})


def visible_to(actor: User) -> sa.Select[FeedbackRound]:
    """Select the rounds this person has to do with: about them, about their reports, or as HR.

    Whoever is only asked sees the questions and not the round; nobody else sees that it is there.
    """
    return sa.select(FeedbackRound).where(
        sa.or_(FeedbackRound.subject_id == actor.id, _overseen(actor))
    )


def overseen_by(actor: User) -> sa.Select[FeedbackRound]:
    """Select the rounds about others that this person looks after: as their manager, or as HR."""
    return sa.select(FeedbackRound).where(_overseen(actor))


def _overseen(actor: User) -> sa.ColumnElement[bool]:
    mine: list[sa.ColumnElement[bool]] = [FeedbackRound.subject_id.in_(reports_to(actor))]
    sites = sites_served(actor, {Role.HR})
    if None in sites:
        mine.append(sa.true())
    elif sites:
        there = sa.select(Placement.user_id).where(
            Placement.site_id.in_(sites), Placement.holds_on(clock.today())
        )
        mine.append(FeedbackRound.subject_id.in_(there))
    return sa.and_(FeedbackRound.subject_id != actor.id, sa.or_(*mine))


def asked_of(actor: User) -> sa.Select[FeedbackRater]:
    """Select where this person is on the list of a round that was opened."""
    return (
        sa.select(FeedbackRater)
        .join(FeedbackRater.round)
        .where(
            FeedbackRater.person_id == actor.id,
            FeedbackRater.status.in_([_P.ASKED, _P.ANSWERED, _P.DECLINED]),
        )
    )


def is_hr_for(actor: User, person: User) -> bool:
    """Say whether this person looks after the other for HR; nobody does so for themselves."""
    if actor.id == person.id:
        return False
    sites = sites_served(actor, {Role.HR})
    job = person.placement()
    return None in sites or (job is not None and job.site_id in sites)


def runs(actor: User, person: User) -> bool:
    """Say whether this person decides about feedback on the other: as their manager, or as HR."""
    return leads(actor, person) or is_hr_for(actor, person)


def may_arrange(actor: User, person: User) -> Verdict:
    """Say whether this person may arrange feedback about the other, or about themselves."""
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if actor.id == person.id or runs(actor, person):
        return YES
    return no(_("Only %(name)s, their manager and HR arrange this.", name=person.name))


def may_name(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may put somebody on the list."""
    if told.status not in BEFORE_APPROVAL:
        return no(_("The list is agreed, and stays as it is."))
    if told.kind is RoundKind.UPWARD:
        return no(_("Everybody who reports to %(name)s is asked.", name=told.subject.name))
    if told.status is _R.DRAFTED:
        return may_arrange(actor, told.subject)
    return _decides(actor, told)


def may_strike(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may take somebody off the list."""
    if told.status not in BEFORE_APPROVAL:
        return no(_("The list is agreed, and stays as it is."))
    if told.status is _R.DRAFTED and told.kind is not RoundKind.UPWARD:
        return may_arrange(actor, told.subject)
    return _decides(actor, told)


def may_nominate(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may hand the list on for approval."""
    if told.status is not _R.DRAFTED:
        return no(_("The list was handed on already."))
    if not told.to_be_asked:
        return no(_("Name somebody first."))
    return may_arrange(actor, told.subject)


def may_approve(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may agree to the list: enough people to hide among, if it is secret."""
    if told.status is not _R.NOMINATED:
        return no(_("There is no list to agree to now."))
    return first_refusal(_decides(actor, told), _enough(told))


def may_open(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may have those on the list asked now."""
    if told.status is not _R.APPROVED:
        return no(_("First the list has to be agreed."))
    if not told.subject.active:
        return no(_("%(name)s has left. Call the round off.", name=told.subject.name))
    if told.closes_on < clock.today():
        return no(_("Its last day has passed. Call it off, and arrange another."))
    return first_refusal(_decides(actor, told), _enough(told), _far_enough_apart(told))


def may_cancel(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may call the round off."""
    if told.status in OVER:
        return no(_("This round is over."))
    if actor.id == told.subject_id and told.status in BEFORE_APPROVAL:
        return YES if told.arranged_by_id == actor.id else _decides(actor, told)
    return _decides(actor, told)


def may_release(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may let the person it is about read what was said."""
    if told.status is not _R.CLOSED:
        return no(_("It can be passed on once its last day is over."))
    return _decides(actor, told)


def may_change_link(actor: User, rater: FeedbackRater) -> Verdict:
    """Say whether this person may send somebody from outside another link, or take it back."""
    if rater.person_id is not None or rater.round.status is not _R.OPEN:
        return no(_("There is no link to change."))
    return _decides(actor, rater.round)


def may_answer(rater: FeedbackRater, actor: User | None) -> Verdict:
    """Say whether this rater may answer now; `actor` is whoever is signed in, if anybody is."""
    if actor is not None and actor.id == rater.round.subject_id:
        return no(_("This is about you, so somebody else has to write it."))
    if actor is not None and rater.person_id is not None and rater.person_id != actor.id:
        return no(_("Somebody else is asked."))
    if rater.status is _P.ANSWERED:
        return no(_("Thank you. Your answers are kept, and can’t be changed any more."))
    if rater.status is _P.DECLINED:
        return no(
            _("Thank you for saying that you would rather not. Nothing more is asked of you.")
        )
    if rater.round.status is not _R.OPEN or rater.round.closes_on < clock.today():
        return no(_("The time for this has passed. Thank you all the same."))
    return YES


def may_read(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may read what was said.

    The person it is about, and HR, once it is passed on; their manager once it is closed; nobody
    sees anything of it while people still answer.
    """
    if told.status is _R.RELEASED and actor.id == told.subject_id:
        return YES
    if told.status in {_R.CLOSED, _R.RELEASED} and leads(actor, told.subject):
        return YES
    if told.status is _R.RELEASED and is_hr_for(actor, told.subject):
        return YES
    return no(_("There is nothing to read yet."))


def is_outside_the_pair(actor: User, told: FeedbackRound) -> bool:
    """Say whether the person is told when this one reads the result."""
    return actor.id != told.subject_id and not leads(actor, told.subject)


def may_see_progress(actor: User, told: FeedbackRound) -> Verdict:
    """Say whether this person may see who has answered: only where everybody answers by name."""
    if told.anonymous:
        return no(_("Who has answered is seen by nobody."))
    return _decides(actor, told)


def _decides(actor: User, told: FeedbackRound) -> Verdict:
    if actor.id != told.subject_id and runs(actor, told.subject):
        return YES
    return no(_("%(name)s’s manager or HR decides this.", name=told.subject.name))


def _enough(told: FeedbackRound) -> Verdict:
    here = [one for one in told.to_be_asked if one.person is None or one.person.active]
    secret = [one for one in here if one.side is not Side.MANAGER]
    if not told.to_be_asked:
        return no(_("Nobody is on the list."))
    if told.anonymous and len(secret) < told.minimum:
        return no(
            _(
                "At least %(number)s people have to be asked besides the manager. With fewer,"
                " nothing could be shown without giving away who said it.",
                number=told.minimum,
            )
        )
    return YES


def _far_enough_apart(told: FeedbackRound) -> Verdict:
    others = db.session.scalars(
        sa.select(FeedbackRound)
        .where(
            FeedbackRound.subject_id == told.subject_id,
            FeedbackRound.id != told.id,
            FeedbackRound.status.in_([_R.OPEN, _R.CLOSED, _R.RELEASED]),
        )
        .options(selectinload(FeedbackRound.raters))
    )
    earlier = [Earlier(one.closes_on, one.anonymous, _known(one)) for one in others]
    day = first_day(earlier, _known(told), anonymous=told.anonymous)
    if day is None or day <= clock.today():
        return YES
    return no(
        _(
            "Some of these people were asked about %(name)s not long ago. Who compares the two"
            " rounds could tell who said what, so this one can be opened from %(day)s on.",
            name=told.subject.name,
            day=written(day),
        )
    )


def _known(told: FeedbackRound) -> frozenset[str]:
    return frozenset(one.known_by for one in told.to_be_asked if one.side is not Side.MANAGER)
