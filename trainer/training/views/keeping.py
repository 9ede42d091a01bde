"""The skills list, and one skill with who must hold it and how they stand."""

import sqlalchemy as sa
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue.models import Qualification, Unit
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.people.models import ONE_DAY
from trainer.registrations.policies import READERS, sites_of
from trainer.training import policies
from trainer.training.actions import keeping
from trainer.training.actions.keeping import Described
from trainer.training.forms import EndForm, SkillForm
from trainer.training.models import Skill
from trainer.training.queries import listing
from trainer.training.rules.standing import SkillState
from trainer.training.views.blueprint import bp, kept_skill
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/skills")
def skills() -> ResponseReturnValue:
    """List the organisation's skills, who must hold each, and how they stand."""
    hidden_unless(policies.may_read_list(actor()))
    seen = policies.those_seen(actor(), sites_of(actor(), READERS))
    return render_template(
        "training/skills.html",
        skills=listing.skills(),
        requirements=listing.requirements(),
        tallies=listing.tallies(seen, clock.today()),
        may_keep=policies.may_keep_list(actor()),
        today=clock.today(),
    )


@bp.get("/skills/<int:skill_id>")
def skill(skill_id: int) -> ResponseReturnValue:
    """Show a skill: what gives it, who must hold it and why, and how they stand."""
    found = kept_skill(skill_id)
    seen = policies.those_seen(actor(), sites_of(actor(), READERS))
    return render_template(
        "training/skill.html",
        skill=found,
        requirements=listing.requirements(skill_id),
        tally=listing.tallies(seen, clock.today()).get(skill_id, {}),
        may_keep=policies.may_keep_list(actor()),
        states=list(SkillState),
        key=EndForm.for_request().request_key.data,
        one_day=ONE_DAY,
        today=clock.today(),
    )


@bp.route("/skills/new", methods=["GET", "POST"])
def list_skill() -> ResponseReturnValue:
    """Put a skill on the list."""
    hidden_unless(policies.may_keep_list(actor()))
    form = SkillForm.for_request()
    form.offer(listing.skills())
    if form.submitted():
        with form.refusals():
            made = keeping.list_skill(
                actor=actor(), described=_described(form), equivalents=_equivalents(form)
            )
            db.session.flush()
            return done(
                _("It is on the list. Now say who must hold it."),
                "training.skill",
                skill_id=made.id,
            )
    return page("training/describe.html", form, skill=None)


@bp.route("/skills/<int:skill_id>/change", methods=["GET", "POST"])
def change_skill(skill_id: int) -> ResponseReturnValue:
    """Change what a skill is called, how long it holds, or what gives it."""
    found = kept_skill(skill_id)
    hidden_unless(policies.may_keep_list(actor()))
    form = SkillForm.of(found)
    form.offer([one for one in listing.skills() if one.id != skill_id])
    if form.submitted():
        with form.refusals():
            keeping.change_skill(
                found, actor=actor(), described=_described(form), equivalents=_equivalents(form)
            )
            return done(_("Changed."), "training.skill", skill_id=skill_id)
    return page("training/describe.html", form, skill=found)


def _described(form: SkillForm) -> Described:
    unit_id, qualification_id = _given_by(form.given_by.data or "")
    return Described(
        code=form.code.data or "",
        name=form.name.data or "",
        kind=form.kind.data,
        valid_months=form.valid_months.data,
        renewal_days=form.renewal_days.data or 0,
        grace_days=form.grace_days.data or 0,
        unit_id=unit_id,
        qualification_id=qualification_id,
    )


def _given_by(code: str) -> tuple[int | None, int | None]:
    if not code:
        return None, None
    unit_id = db.session.scalar(sa.select(Unit.id).where(Unit.code == code))
    if unit_id is not None:
        return unit_id, None
    qualification_id = db.session.scalar(
        sa.select(Qualification.id).where(Qualification.code == code)
    )
    if qualification_id is None:
        raise Unacceptable(_("No unit or qualification has this code."), "given_by")
    return None, qualification_id


def _equivalents(form: SkillForm) -> list[Skill]:
    chosen = sa.select(Skill).where(Skill.id.in_(form.equivalents.data or ()))
    return list(db.session.scalars(chosen))
