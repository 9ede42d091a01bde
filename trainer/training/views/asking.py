"""Saying who must hold a skill, having seen whom that affects, and letting it end."""

import sqlalchemy as sa
from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.accounts.queries import known_as
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.training import policies
from trainer.training.actions import keeping
from trainer.training.actions.keeping import Terms
from trainer.training.forms import EndForm, RequirementForm
from trainer.training.forms.asking import SOMEBODY
from trainer.training.models import Requirement, Skill
from trainer.training.queries import listing
from trainer.training.queries.facts import group_of
from trainer.training.queries.listing import Affected
from trainer.training.queries.record import whole_requirement
from trainer.training.rules.requiring import Rule
from trainer.training.rules.spans import Span
from trainer.training.views.blueprint import bp, kept_skill
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/skills/<int:skill_id>/require", methods=["GET", "POST"])
def require_skill(skill_id: int) -> ResponseReturnValue:
    """Ask for a skill: first show whom it affects, then take it."""
    return _ask(kept_skill(skill_id), None)


@bp.route("/requirements/<int:requirement_id>/change", methods=["GET", "POST"])
def change_requirement(requirement_id: int) -> ResponseReturnValue:
    """Change whom it is for, why, or from when to when: first show whom it affects."""
    requirement = _found(requirement_id)
    hidden_unless(policies.may_change(actor(), requirement))
    return _ask(kept_skill(requirement.skill_id), requirement)


@bp.post("/requirements/<int:requirement_id>/end")
def end_requirement(requirement_id: int) -> ResponseReturnValue:
    """Ask it of nobody any more."""
    requirement = _found(requirement_id)
    if EndForm.for_request().submitted():
        keeping.end_requirement(requirement, actor=actor())
    return done(
        _("It is asked of nobody from today."), "training.skill", skill_id=requirement.skill_id
    )


def _ask(skill: Skill, requirement: Requirement | None) -> ResponseReturnValue:
    hidden_unless(policies.may_keep_list(actor()))
    form = RequirementForm.of(requirement)
    form.offer(*listing.groups())
    affected = None
    if request.method == "POST" and form.validate():
        with form.refusals():
            terms = form.terms(_person_of(form))
            affected = _affected(skill, terms)
            if form.was_seen() and form.submitted():
                if requirement is None:
                    keeping.require_skill(skill, actor=actor(), terms=terms)
                else:
                    keeping.change_requirement(requirement, actor=actor(), terms=terms)
                return done(_("It is asked for."), "training.skill", skill_id=skill.id)
    return page(
        "training/require.html", form, skill=skill, requirement=requirement, affected=affected
    )


def _person_of(form: RequirementForm) -> int | None:
    if form.whom.data != SOMEBODY:
        return None
    person: User | None = db.session.scalar(known_as(form.staff_number.data or ""))
    if person is None:
        raise Unacceptable(_("Nobody has this staff number."), "staff_number")
    return person.id


def _affected(skill: Skill, terms: Terms) -> Affected:
    group = group_of(terms.role, terms.job_title, terms.site_id, terms.team_id, terms.person_id)
    span = Span(terms.starts_on, terms.ends_on)
    return listing.affected(Rule(0, skill.id, group, span, terms.days_to_get), clock.today())


def _found(requirement_id: int) -> Requirement:
    hidden_unless(policies.may_keep_list(actor()))
    found = whole_requirement(sa.select(Requirement)).where(Requirement.id == requirement_id)
    return db.one_or_404(found)
