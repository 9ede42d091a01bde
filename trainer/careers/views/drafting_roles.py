"""Roles of the draft and what each asks, changed one at a time."""

from http import HTTPStatus

import sqlalchemy as sa
from flask import abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.careers.actions import drafting
from trainer.careers.forms import DraftForm, KnowingForm, RequirementForm, RoleForm
from trainer.careers.models import CareerMapDraft
from trainer.careers.queries import charts
from trainer.careers.rules import editing
from trainer.careers.rules.asking import Requirement, Some
from trainer.careers.rules.charting import CareerMap, CareerRole
from trainer.careers.views.blueprint import bp
from trainer.careers.views.drafting import shown, the_draft
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.people.models import Site
from trainer.web.access import actor
from trainer.web.responses import done, page

MOST_DIGITS = 3


def _role(chart: CareerMap, key: str) -> CareerRole:
    return chart.role(key) or abort(404)


@bp.route("/map/draft/roles/new", methods=["GET", "POST"])
def add_role() -> ResponseReturnValue:
    """Put a role on the draft."""
    return _write_role(None)


@bp.route("/map/draft/roles/<string:role_key>", methods=["GET", "POST"])
def change_role(role_key: str) -> ResponseReturnValue:
    """Change a role of the draft: its names, what it is for, pay, hours, sites."""
    return _write_role(role_key)


def _write_role(role_key: str | None) -> ResponseReturnValue:
    draft, chart = the_draft()
    before = _role(chart, role_key) if role_key is not None else None
    form = RoleForm.of(before, draft.row_version)
    form.offer(db.session.scalars(sa.select(Site).order_by(Site.name)))
    if form.submitted():
        with form.refusals():
            key = role_key or editing.key_for(form.title.data, chart)
            role = form.role(key, before)
            drafting.keep(
                draft,
                editing.with_role(chart, role),
                actor=actor(),
                known=form.state,
                what=role.title,
            )
            return done(_("Kept in the draft."), "careers.change_role", role_key=key)
    return page("careers/role.html", form, role=before)


@bp.post("/map/draft/roles/<string:role_key>/remove")
def remove_role(role_key: str) -> ResponseReturnValue:
    """Take a role out of the draft, with its moves."""
    draft, chart = the_draft()
    role = _role(chart, role_key)
    form = KnowingForm.for_request()
    if form.submitted():
        without = editing.without_role(chart, role_key)
        try:
            drafting.keep(draft, without, actor=actor(), known=form.state, what=role.title)
        except Unacceptable as stays:
            whole = DraftForm.for_request(known=str(draft.row_version))
            answer = make_response(shown(draft, chart, whole, stays.sentence))
            answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            return answer
    return done(_("Taken out of the draft."), "careers.draft")


@bp.route("/map/draft/roles/<string:role_key>/asks/new", methods=["GET", "POST"])
def add_requirement(role_key: str) -> ResponseReturnValue:
    """Let a role of the draft ask for one thing more, or one of its groups (`?within=`) name one more."""
    draft, chart = the_draft()
    role = _role(chart, role_key)
    within = _path(request.args["within"]) if request.args.get("within") else ()
    if within and not isinstance(editing.requirement_at(role, within), Some):
        abort(404)
    form = RequirementForm.of(None, draft.row_version)
    if form.submitted():
        with form.refusals():
            changed = editing.with_requirement_more(role, within, form.asked)
            return _kept(draft, chart, changed, form, within)
    return _asked(form, chart, role, within, None)


@bp.route("/map/draft/roles/<string:role_key>/asks/<string:place>", methods=["GET", "POST"])
def change_requirement(role_key: str, place: str) -> ResponseReturnValue:
    """Change one thing that a role of the draft asks for, or a group inside it: its places, as in 2-0."""
    draft, chart = the_draft()
    role = _role(chart, role_key)
    path = _path(place)
    asked = editing.requirement_at(role, path) or abort(404)
    form = RequirementForm.of(asked, draft.row_version)
    if form.submitted():
        with form.refusals():
            changed = editing.with_requirement(role, path, form.asked)
            return _kept(draft, chart, changed, form, path[:-1])
    return _asked(form, chart, role, path, asked)


@bp.post("/map/draft/roles/<string:role_key>/asks/<string:place>/remove")
def remove_requirement(role_key: str, place: str) -> ResponseReturnValue:
    """Let a role of the draft, or a group of what it asks, name one thing less."""
    draft, chart = the_draft()
    role = _role(chart, role_key)
    path = _path(place)
    asked = editing.requirement_at(role, path) or abort(404)
    form = KnowingForm.for_request()
    if form.submitted():
        changed = editing.with_role(chart, editing.without_requirement(role, path))
        what = f"{role.title}: {asked.words}"
        drafting.keep(draft, changed, actor=actor(), known=form.state, what=what)
    return _back(role_key, path[:-1])


def _path(place: str) -> editing.Path:
    """Read the places of a thing asked for, such as 2-0: the first of the group that stands third."""
    steps = place.split("-")
    if not all(one.isdecimal() and len(one) <= MOST_DIGITS for one in steps):
        abort(404)
    return tuple(int(one) for one in steps)


def _kept(
    draft: CareerMapDraft,
    chart: CareerMap,
    role: CareerRole,
    form: RequirementForm,
    within: editing.Path,
) -> ResponseReturnValue:
    drafting.keep(
        draft,
        editing.with_role(chart, role),
        actor=actor(),
        known=form.state,
        what=f"{role.title}: {form.asked.words}",
    )
    return _back(role.key, within)


def _back(role_key: str, within: editing.Path) -> ResponseReturnValue:
    """Lead back to the group that was changed, or to the role."""
    if within:
        place = "-".join(str(one) for one in within)
        return done(
            _("Kept in the draft."), "careers.change_requirement", role_key=role_key, place=place
        )
    return done(_("Kept in the draft."), "careers.change_role", role_key=role_key)


def _asked(
    form: RequirementForm,
    chart: CareerMap,
    role: CareerRole,
    path: editing.Path,
    asked: Requirement | None,
) -> ResponseReturnValue:
    """Show one thing asked for: the group at `path`, or with nothing asked one more within it."""
    return page(
        "careers/requirement.html",
        form,
        role=role,
        asked=asked,
        place="-".join(str(one) for one in path),
        groups=_groups_in(asked),
        offers=charts.offers(chart),
    )


def _groups_in(asked: Requirement | None) -> list[tuple[int, Some]]:
    """List the groups inside what is asked for, each with its place."""
    parts = asked.parts if isinstance(asked, Some) else ()
    return [(place, one) for place, one in enumerate(parts) if isinstance(one, Some)]
