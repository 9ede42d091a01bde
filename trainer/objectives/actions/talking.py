"""Planning talks of two, putting things on the agenda, writing down what came of them."""

from datetime import date, time

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.objectives import policies, queries
from trainer.objectives.events import OneToOneCalledOff, OneToOneHeld, OneToOnePlanned
from trainer.objectives.models import AgendaItem, OneToOne, PrivateNote
from trainer.people.policies import leads


def plan(
    *, actor: User, other: int, planned_on: date, planned_at: time | None, agenda: str = ""
) -> OneToOne:
    """Plan a talk with one's manager or with one of one's people.

    Each line of `agenda` becomes a thing to talk about.
    """
    found = db.session.scalar(policies.partners(actor).where(User.id == other))
    if found is None:
        raise Unacceptable(_("Choose your manager or somebody who reports to you."), "other")
    _check_day(planned_on)
    person, manager = (found, actor) if leads(actor, found) else (actor, found)
    talk = OneToOne(
        person=person,
        manager=manager,
        planned_on=planned_on,
        planned_at=planned_at,
        planned_by_id=actor.id,
    )
    db.session.add(talk)
    for line in agenda.splitlines():
        if line.strip():
            db.session.add(AgendaItem(one_to_one=talk, words=line.strip()[:300], by=actor))
    db.session.flush()  # The other is led to its page by its number.
    publish(OneToOnePlanned(actor=actor, subject=talk, planned_on=planned_on))
    return talk


def move(talk: OneToOne, *, actor: User, planned_on: date, planned_at: time | None) -> None:
    """Put a talk on another day."""
    require(policies.may_call_off(actor, talk))
    _check_day(planned_on)
    talk.planned_on, talk.planned_at = planned_on, planned_at
    publish(OneToOnePlanned(actor=actor, subject=talk, planned_on=planned_on))


def put_on_agenda(talk: OneToOne, *, actor: User, words: str) -> AgendaItem:
    """Put something on the agenda that both read."""
    require(policies.may_write(actor, talk))
    if not words.strip():
        raise Unacceptable(_("Say what you want to talk about."), "words")
    item = AgendaItem(one_to_one=talk, words=words.strip(), by=actor)
    db.session.add(item)
    return item


def tick(item: AgendaItem, *, actor: User, talked_of: bool) -> None:
    """Note that something was talked of, or that it was not after all."""
    require(policies.may_tick(actor, item))
    item.talked_of = talked_of


def write_down(talk: OneToOne, *, actor: User, known: int, held_on: date, summary: str) -> None:
    """Write down for both what came of a talk, over what was `known` of it.

    Raises `Conflict` if the other has written since, so that neither's words are lost.
    """
    require(policies.may_write(actor, talk))
    if talk.row_version != known:
        raise Conflict(
            _(
                "%(name)s wrote here since you opened it. Their words stand beside yours.",
                name=talk.other(actor).known_as,
            )
        )
    if held_on > clock.today():
        raise Unacceptable(
            _("That day is still to come. Write it down once you have met."), "held_on"
        )
    talk.held_on, talk.summary = held_on, summary
    publish(OneToOneHeld(actor=actor, subject=talk, held_on=held_on))


def note_privately(talk: OneToOne, *, actor: User, words: str) -> None:
    """Note something for oneself; nobody else is shown it, and no trail tells of it."""
    require(policies.may_write(actor, talk))
    note = queries.own_note(talk, actor)
    if note is None:
        note = PrivateNote(one_to_one_id=talk.id, writer_id=actor.id)
        db.session.add(note)
    note.words = words


def call_off(talk: OneToOne, *, actor: User) -> None:
    """Let a talk not take place."""
    require(policies.may_call_off(actor, talk))
    talk.called_off_at = clock.now()
    publish(OneToOneCalledOff(actor=actor, subject=talk))


def _check_day(planned_on: date) -> None:
    if planned_on < clock.today():
        raise Unacceptable(_("That day has passed. Choose today or later."), "planned_on")
