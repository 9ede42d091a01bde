"""People join, move and are written down rightly: jobs from day to day, and one line upwards."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts import actions as accounts
from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people import policies, queries
from trainer.people.actions.turns import take_turns
from trainer.people.events import Corrected, Joined, Placed
from trainer.people.models import ContractKind, HoursPattern, Placement, Site, Team
from trainer.people.reporting import Line, makes_loop


@dataclass(frozen=True)
class Post:
    """The job somebody is to have: what, where, under whom, from which day."""

    site: Site
    job_title: str
    starts_on: date
    team: Team | None = None
    manager: User | None = None
    hours: HoursPattern | None = None
    contract: ContractKind | None = None


def join(
    *, actor: User, staff_number: str, name: str, known_as: str, email: str, post: Post
) -> User:
    """Put someone new on the books, with an account they can set a password for."""
    require(policies.may_keep_records(actor))
    person = accounts.make_account(
        staff_number=staff_number, name=name, known_as=known_as, email=email
    )
    publish(Joined(actor=actor, subject=person))
    refuse_impossible(person, post)
    begin(person, post, actor=actor)
    return person


def correct(person: User, *, actor: User, name: str, known_as: str, email: str) -> None:
    """Put someone's name or address right."""
    require(policies.may_change(actor, person))
    changed = accounts.correct(person, name=name, known_as=known_as, email=email)
    if changed:
        publish(Corrected(actor=actor, subject=person, fields=changed))


def place(person: User, *, actor: User, post: Post) -> Placement:
    """Give someone another job, site, team or manager: the old placement ends as this begins."""
    take_turns()
    require(policies.may_place(actor, person))
    last = latest(person)
    if last is not None and post == post_of(last, post.starts_on):
        raise Unacceptable(_("Nothing would change. Change something, or go back."))
    refuse_impossible(person, post)
    return begin(person, post, actor=actor)


def hand_over_code(person: User, *, actor: User) -> str:
    """Make a one-time code for someone who can't get in; return it to be told in person."""
    require(policies.may_hand_over_code(actor, person))
    return accounts.hand_over_code(person, actor=actor)


def latest(person: User) -> Placement | None:
    """Return the job someone has, had last, or is about to have."""
    in_order = sorted(person.placements, key=lambda one: one.starts_on)
    return in_order[-1] if in_order else None


def leaving_on(person: User) -> date | None:
    """Return the day from which someone still here will be gone, if that is known."""
    last = latest(person)
    return last.ends_on if person.active and last is not None else None


def begin(person: User, post: Post, *, actor: User | None) -> Placement:
    """Write the placement down and say so; whether it may be is decided above."""
    before = latest(person)
    placement = write_placement(person, post)
    announce(placement, before=before, actor=actor)
    return placement


def write_placement(person: User, post: Post) -> Placement:
    """Write the placement down, ending the one before; it is for the caller to announce it."""
    before, gone = latest(person), leaving_on(person)
    if before is not None and (before.ends_on is None or before.ends_on > post.starts_on):
        before.ends_on = post.starts_on
    placement = Placement(
        user=person,
        site=post.site,
        team=post.team,
        manager=post.manager,
        job_title=post.job_title,
        hours=post.hours,
        contract=post.contract,
        starts_on=post.starts_on,
        ends_on=gone,
    )
    db.session.add(placement)
    return placement


def reassign(
    placement: Placement, manager: User | None, *, on: date, actor: User | None
) -> Placement:
    """Let a placement go on under another manager from a day, until whenever it was to end."""
    person, starts_on = placement.user, max(on, placement.starts_on)
    if manager is not None:
        _refuse_manager(person, manager, starts_on, placement.ends_on)
    rest = Placement(
        user=person,
        site=placement.site,
        team=placement.team,
        manager=manager,
        job_title=placement.job_title,
        hours=placement.hours,
        contract=placement.contract,
        starts_on=starts_on,
        ends_on=placement.ends_on,
    )
    placement.ends_on = starts_on
    db.session.add(rest)
    announce(rest, before=placement, actor=actor)
    return rest


def announce(placement: Placement, *, before: Placement | None, actor: User | None) -> None:
    """Say that someone has a job from a day on, and which it follows."""
    publish(
        Placed(
            actor=actor,
            subject=placement,
            person=placement.user,
            before=before,
            starts_on=placement.starts_on,
        )
    )


def refuse_impossible(person: User, post: Post) -> None:
    """Stop where this person can't have this post: dates that clash, a manager who can't be."""
    last, gone = latest(person), leaving_on(person)
    if last is not None and post.starts_on < last.starts_on:
        raise Unacceptable(
            _("The job before began later than this. Choose a day on or after it."), "starts_on"
        )
    if gone is not None and post.starts_on >= gone:
        raise Unacceptable(_("They will have left by then."), "starts_on")
    if post.team is not None and post.team.site != post.site:
        raise Unacceptable(_("That team belongs to another site."), "place")
    if post.manager is not None:
        _refuse_manager(person, post.manager, post.starts_on)


def _refuse_manager(
    person: User, manager: User, starts_on: date, ends_on: date | None = None
) -> None:
    if manager == person:
        raise Unacceptable(_("Nobody reports to themselves."), "manager")
    if not manager.active or leaving_on(manager) is not None:
        raise Unacceptable(
            _("%(name)s is leaving or has left, so can't be a manager.", name=manager.name),
            "manager",
        )
    db.session.flush()  # The lines are read from the database, the new person's number with them.
    if makes_loop(Line(person.id, manager.id, starts_on, ends_on), queries.reports_along):
        raise Unacceptable(
            _(
                "%(manager)s reports to %(name)s, straight or through others. Change that first.",
                manager=manager.name,
                name=person.name,
            ),
            "manager",
        )


def post_of(placement: Placement, starts_on: date) -> Post:
    """Read a placement as the post it is, beginning on another day."""
    return Post(
        site=placement.site,
        team=placement.team,
        manager=placement.manager,
        job_title=placement.job_title,
        hours=placement.hours,
        contract=placement.contract,
        starts_on=starts_on,
    )
