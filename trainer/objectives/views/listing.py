"""Somebody's objectives of a year, and agreeing to them."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.objectives import policies, queries
from trainer.objectives.actions import proposing
from trainer.objectives.forms import AgreeForm
from trainer.objectives.models import OPEN, ObjectiveStatus
from trainer.objectives.queries import Line
from trainer.objectives.rules.weighing import may_be_agreed, weighed
from trainer.objectives.views.blueprint import bp, seen_person, year_asked
from trainer.web.access import actor
from trainer.web.responses import done


@bp.get("/")
def mine() -> ResponseReturnValue:
    """Show somebody their own objectives of a year."""
    return _shown(actor(), AgreeForm.for_request())


@bp.get("/of/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """Show the objectives of somebody to those who may see them."""
    return _shown(seen_person(person_id), AgreeForm.for_request())


@bp.post("/of/<int:person_id>/agree")
def agree(person_id: int) -> ResponseReturnValue:
    """Agree to somebody's objectives of a year as they were read."""
    of, year = seen_person(person_id), year_asked()
    form = AgreeForm.for_request()
    if form.submitted():
        with form.refusals():
            all_agreed = proposing.agree(of, actor=actor(), year=year, seen=form.pairs)
            words = (
                _("Agreed by you both.") if all_agreed else _("You agree. The other is asked to.")
            )
            if of == actor():
                return done(words, "objectives.mine", year=year)
            return done(words, "objectives.person", person_id=of.id, year=year)
    return _shown(of, form)


def _shown(of: User, form: AgreeForm) -> ResponseReturnValue:
    year = year_asked()
    lines = queries.of_person(of, year)
    these = weighed([one.objective.weight for one in lines if _counts(one)])
    form.seen.data = " ".join(
        f"{one.objective.id}:{one.objective.number}"
        for one in lines
        if one.objective.status in OPEN
    )
    shown = render_template(
        "objectives/listed.html",
        form=form,
        person=of,
        own=of == actor(),
        year=year,
        years=queries.years_of(of),
        lines=lines,
        weighed=these,
        waits=_waits_for(of, lines),
        may_agree=may_be_agreed(these),
        may_propose=policies.may_propose(actor(), of),
    )
    return shown, 422 if form.errors else 200


def _counts(line: Line) -> bool:
    return line.objective.status is not ObjectiveStatus.DROPPED


def _waits_for(of: User, lines: list[Line]) -> list[Line]:
    """List what waits for a yes of the person signed in."""
    if not policies.may_agree(actor(), of):
        return []
    proposed = [one for one in lines if one.objective.status is ObjectiveStatus.PROPOSED]
    if of == actor():
        return [one for one in proposed if one.objective.person_agreed_at is None]
    return [one for one in proposed if one.objective.manager_agreed_at is None]
