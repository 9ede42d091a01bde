"""Choosing how an action is done: a course, training, a unit, an entry, a coach, or by hand."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.policy import require
from trainer.courses.models import CourseSession
from trainer.courses.queries import unit_called
from trainer.development import policies
from trainer.development.actions import doing
from trainer.development.forms import (
    ActForm,
    BookForm,
    CoachForm,
    FollowForm,
    TrainingForm,
)
from trainer.development.models import DevelopmentAction
from trainer.development.queries.choices import sessions_for, under_way
from trainer.development.queries.listing import lines
from trainer.development.views.blueprint import back, bp, seen_action
from trainer.extensions import db
from trainer.training.models import Skill
from trainer.training.queries.listing import skills
from trainer.web.access import actor
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page


@bp.get("/<int:development_action_id>/how")
def how(development_action_id: int) -> ResponseReturnValue:
    """Show the ways in which an action can be done."""
    found = seen_action(development_action_id)
    require(policies.may_do(actor(), found))
    return _ways(found)


@bp.post("/<int:development_action_id>/book")
def book(development_action_id: int) -> ResponseReturnValue:
    """Book a session of a course for it."""

    def act(found: DevelopmentAction, form: BookForm) -> str:
        doing.book(
            found, actor=actor(), session=db.session.get_one(CourseSession, form.session.data)
        )
        return _("Asked for. This follows the booking from now on.")

    return _chosen(development_action_id, "book", act)


@bp.post("/<int:development_action_id>/training")
def ask_for_training(development_action_id: int) -> ResponseReturnValue:
    """Put a skill or a unit among the training needs for it."""

    def act(found: DevelopmentAction, form: TrainingForm) -> str:
        code = (form.unit.data or "").strip()
        unit = unit_called(code) if code else None
        if code and unit is None:
            raise Unacceptable(_("No published unit has this code."), "unit")
        skill = db.session.get(Skill, form.skill.data) if form.skill.data else None
        doing.ask_for_training(found, actor=actor(), skill=skill, unit=unit)
        return _("Noted among the training needs. This is done once it is held.")

    return _chosen(development_action_id, "training", act)


@bp.post("/<int:development_action_id>/follow")
def follow(development_action_id: int) -> ResponseReturnValue:
    """Follow something that is under way already."""

    def act(found: DevelopmentAction, form: FollowForm) -> str:
        link, thing_id = form.chosen
        doing.follow(found, actor=actor(), link=link, thing_id=thing_id)
        return _("This follows it from now on.")

    return _chosen(development_action_id, "follow", act)


@bp.post("/<int:development_action_id>/coach")
def ask_coach(development_action_id: int) -> ResponseReturnValue:
    """Ask a colleague to coach its person."""

    def act(found: DevelopmentAction, form: CoachForm) -> str:
        pair = doing.ask_coach(found, actor=actor(), coach=cast("User", form.coach.data))
        return _("Asked. %(name)s is told.", name=pair.coach.known_as)

    return _chosen(development_action_id, "coach", act)


@bp.post("/<int:development_action_id>/write")
def write_about(development_action_id: int) -> ResponseReturnValue:
    """Begin an entry of one's log about it."""
    found = seen_action(development_action_id)
    if not ActForm.for_request().submitted():
        return back("", found)
    item = doing.write_about(found, actor=actor())
    words = _("It is a draft in your log. This is done once you submit it.")
    return done(words, "logs.edit", item_id=item.id)


@bp.post("/<int:development_action_id>/free")
def set_free(development_action_id: int) -> ResponseReturnValue:
    """Follow the thing no more."""
    found = seen_action(development_action_id)
    if ActForm.for_request().submitted():
        doing.set_free(found, actor=actor())
    return done(
        _("It follows nothing now. Choose another way."),
        "development.how",
        development_action_id=found.id,
    )


@bp.post("/<int:development_action_id>/done")
def finish(development_action_id: int) -> ResponseReturnValue:
    """Say that it is done, where no other record shows it."""
    found = seen_action(development_action_id)
    if ActForm.for_request().submitted():
        doing.finish(found, actor=actor())
    return back(_("Done. Talk about whether it helped."), found)


def _chosen(
    development_action_id: int, way: str, act: Callable[[DevelopmentAction, Any], str]
) -> ResponseReturnValue:
    """Take one way if its form is right; else show all of them again with what was typed."""
    found = seen_action(development_action_id)
    require(policies.may_do(actor(), found))
    forms = _forms(found)
    form = forms[way]
    if form.submitted():
        with form.refusals():
            return back(act(found, form), found)
    return _ways(found, forms, form)


def _forms(found: DevelopmentAction) -> dict[str, OnceForm]:
    """Make the form of each way; their fields are named apart, as they stand on one page."""
    booking, training = BookForm(prefix="book-"), TrainingForm(prefix="training-")
    following, coaching = FollowForm(prefix="follow-"), CoachForm(prefix="coach-")
    booking.offer(sessions_for(found.person))
    training.offer(skills())
    following.offer(under_way(found.person))
    return {"book": booking, "training": training, "follow": following, "coach": coaching}


def _ways(
    found: DevelopmentAction,
    forms: Mapping[str, OnceForm] | None = None,
    tried: OnceForm | None = None,
) -> ResponseReturnValue:
    shown = forms or _forms(found)
    return page(
        "development/how.html",
        tried or ActForm.for_request(),
        line=lines([found])[0],
        own=found.person == actor(),
        forms=shown,
    )
