"""Letting an action become a thing of its own, which it follows from then on; or doing it by hand."""

import uuid
from datetime import date

from trainer.accounts.models import User
from trainer.catalogue.models import UnitVersion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.courses.actions import booking as courses
from trainer.courses.models import CourseSession
from trainer.development import policies
from trainer.development.events import ActionBecame, ActionDone, ActionSetFree
from trainer.development.models import LINKS, DevelopmentAction, DevelopmentSource
from trainer.development.queries.choices import under_way
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import Item
from trainer.needs.actions import note
from trainer.needs.models import NeedSource
from trainer.pairs import actions as pairs
from trainer.pairs.models import CoachingPair
from trainer.training.models import Skill

_KEYS = uuid.UUID("4d1f2c57-9a44-4c1c-8a55-6c7c3f0f9d31")

_NEED_SOURCES = {
    DevelopmentSource.APPRAISAL: NeedSource.APPRAISAL,
    DevelopmentSource.GAP: NeedSource.MANAGER,
    DevelopmentSource.ASPIRATION: NeedSource.CAREER,
}


def book(action: DevelopmentAction, *, actor: User, session: CourseSession) -> None:
    """Ask for a place in a session of a course; the action follows the booking."""
    require(policies.may_do(actor, action))
    made = courses.book(session, actor=actor, person=action.person)
    _follow(action, actor, "booking_id", made.id)


def ask_for_training(
    action: DevelopmentAction, *, actor: User, skill: Skill | None, unit: UnitVersion | None
) -> None:
    """Put a skill or a unit among the training needs; the action is done once it is held.

    Raises `Unacceptable` unless it is exactly one of the two.
    """
    require(policies.may_do(actor, action))
    if skill is not None and unit is None:
        label, key = skill.name, f"skill-{skill.id}"
    elif unit is not None and skill is None:
        label, key = unit.title, f"unit-{unit.unit_id}"
    else:
        raise Unacceptable(_("Choose a skill, or enter the code of a unit."), "unit")
    made = note(
        action.person,
        actor=actor,
        source=_NEED_SOURCES[action.source],
        label=label[:200],
        skill=skill,
        unit=unit.unit if unit else None,
        wanted_by=action.due_on,
        key=f"development:{action.id}:{key}",
    )
    db.session.flush()  # The need is named by its number.
    _follow(action, actor, "need_id", made.id)


def follow(action: DevelopmentAction, *, actor: User, link: str, thing_id: int) -> None:
    """Let an action follow something its person has under way already."""
    require(policies.may_do(actor, action))
    choices = under_way(action.person)
    if (link, thing_id) not in {(one.link, one.id) for one in choices}:
        raise Unacceptable(_("Choose one of those that are under way."), "thing")
    _follow(action, actor, link, thing_id)


def write_about(action: DevelopmentAction, *, actor: User) -> Item:
    """Begin an entry of one's log with what is to be written about; done once it is submitted."""
    require(policies.may_do(actor, action))
    if actor != action.person:
        raise Unacceptable(_("Only %(name)s writes in their log.", name=action.person.name))
    key = str(uuid.uuid5(_KEYS, f"{action.id}:{action.row_version}"))
    revision = logs.start(actor=actor, client_key=key)
    logs.write(
        revision,
        actor=actor,
        version=None,
        title=action.action[:200],
        activity=None,
        happened_on=None,
        minutes=None,
        place="",
        what="",
        so_what="",
        now_what=action.measure,
        kept_at="",
    )
    _follow(action, actor, "item_id", revision.item.id)
    return revision.item


def ask_coach(action: DevelopmentAction, *, actor: User, coach: User) -> CoachingPair:
    """Ask a colleague to coach the person in it; done once the two have brought it to its end."""
    require(policies.may_do(actor, action))
    pair = pairs.ask(
        action.person, actor=actor, coach=coach, aim=action.need, until=_not_past(action.due_on)
    )
    _follow(action, actor, "pair_id", pair.id)
    return pair


def set_free(action: DevelopmentAction, *, actor: User) -> None:
    """Follow the thing no more, so that another way can be chosen; the thing itself stays."""
    require(policies.may_do(actor, action))
    _clear(action)
    publish(ActionSetFree(actor=actor, subject=action))


def finish(action: DevelopmentAction, *, actor: User) -> None:
    """Say that it is done, where no other record shows it."""
    require(policies.may_do(actor, action))
    if action.link is not None:
        raise Unacceptable(_("This follows a record of its own, which says when it is done."))
    action.done_on = clock.today()
    publish(ActionDone(actor=actor, subject=action))


def _follow(action: DevelopmentAction, actor: User, link: str, thing_id: int) -> None:
    _clear(action)
    setattr(action, link, thing_id)
    publish(
        ActionBecame(actor=actor, subject=action, kind=link.removesuffix("_id"), thing_id=thing_id)
    )


def _clear(action: DevelopmentAction) -> None:
    for name in (*LINKS, "done_on"):
        setattr(action, name, None)


def _not_past(day: date) -> date | None:
    return day if day >= clock.today() else None
