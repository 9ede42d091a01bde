"""Putting a cohort together: naming it, adding people, saying how they are to be registered."""

from collections.abc import Sequence
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.assessors.queries import Candidate, candidates
from trainer.assessors.terms import ANYWHERE, Work
from trainer.catalogue.models import QualificationNumber
from trainer.cohorts import policies, queries
from trainer.cohorts.actions import preparing
from trainer.cohorts.forms import ArrangeForm, AssignForm, BeginForm, PeopleForm
from trainer.cohorts.models import Cohort, CohortMember
from trainer.cohorts.views.blueprint import back, bp, prepared
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.caseloads import caseloads, rooms
from trainer.registrations.forms import chosen, only_looks
from trainer.registrations.picker import pick
from trainer.registrations.queries import open_version, open_versions
from trainer.registrations.remarks import remarks_on
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page

EVERYBODY = 0
"""Stands for no learner in particular, where the register alone is asked."""


@bp.route("/new", methods=["GET", "POST"])
def begin() -> ResponseReturnValue:
    """Begin a cohort."""
    hidden_unless(policies.may_prepare(actor()))
    form = BeginForm.for_request(version=request.args.get("version_id", type=int))
    form.version.choices = [SelectChoice(*one) for one in open_versions()]
    if form.submitted():
        with form.refusals():
            version = db.one_or_404(open_version(form.version.data))
            cohort = preparing.begin(actor=actor(), name=form.name.data or "", version=version)
            return done("", "cohorts.add", cohort_id=cohort.id)
    return page("cohorts/begin.html", form)


@bp.route("/<int:cohort_id>/people", methods=["GET", "POST"])
def add(cohort_id: int) -> ResponseReturnValue:
    """Put people in."""
    cohort = prepared(cohort_id)
    form = PeopleForm.for_request()
    form.offer(queries.teams())
    if form.submitted():
        with form.refusals():
            team = queries.at_work_in(actor(), form.team.data) if form.team.data else ()
            number = preparing.add(cohort, actor=actor(), lines=form.names, team=team)
            said = ngettext("%(num)d person added.", "%(num)d people added.", number)
            if cohort.iqa_id is None:
                return done(said, "cohorts.arrange", cohort_id=cohort.id)
            return back(said, cohort)
    return page(
        "cohorts/people.html", form, cohort=cohort, verdict=policies.may_change(actor(), cohort)
    )


@bp.route("/<int:cohort_id>/arrangement", methods=["GET", "POST"])
def arrange(cohort_id: int) -> ResponseReturnValue:
    """Say how all of them are to be registered."""
    cohort = prepared(cohort_id)
    version = queries.version_for(cohort)
    people = candidates(version, Work(version.qualification_id, EVERYBODY, ANYWHERE), clock.now())
    form = ArrangeForm.for_request(**_present(cohort))
    form.units.data = chosen(form.units, request.form)
    picked = pick(version.id, form.units.data)
    numbers = [one for one in version.numbers if one.registers_on(clock.today())]
    form.offer(
        picked, numbers, _with_loads(people), [one.person for one in people if one.may_verify]
    )
    if not only_looks(request.form) and form.submitted():
        with form.refusals():
            preparing.arrange(cohort, actor=actor(), **_named(form.data))
            return back(_("Kept. Look through who would be registered how."), cohort)
    return page(
        "cohorts/arrangement.html",
        form,
        cohort=cohort,
        version=version,
        picked=picked,
        remarks=remarks_on(picked.offered, None),
        people=people,
        verdict=policies.may_change(actor(), cohort),
    )


@bp.route("/<int:cohort_id>/people/<int:member_id>", methods=["GET", "POST"])
def assign(cohort_id: int, member_id: int) -> ResponseReturnValue:
    """Give one of them another assessor."""
    cohort = prepared(cohort_id)
    member = _member(cohort, member_id)
    site = queries.sites_of([member.learner_id]).get(member.learner_id)
    work = Work(cohort.version.qualification_id, member.learner_id, site.id if site else None)
    people = candidates(cohort.version, work, clock.now())
    form = AssignForm.for_request(assessor=member.assessor_id)
    form.offer(_with_loads(people))
    if form.submitted():
        with form.refusals():
            preparing.assign(
                member, actor=actor(), assessor=db.session.get_one(User, form.assessor.data)
            )
            return back(_("Changed."), cohort)
    return page(
        "cohorts/assign.html",
        form,
        cohort=cohort,
        member=member,
        people=people,
        verdict=policies.may_change(actor(), cohort),
    )


@bp.post("/<int:cohort_id>/people/<int:member_id>/remove")
def remove(cohort_id: int, member_id: int) -> ResponseReturnValue:
    """Take one of them out again."""
    cohort = prepared(cohort_id)
    member = _member(cohort, member_id)
    name = member.learner.name
    if OnceForm.for_request().submitted():
        preparing.remove(member, actor=actor())
    return back(_("%(name)s is not in it any more.", name=name), cohort)


@bp.post("/<int:cohort_id>/discard")
def discard(cohort_id: int) -> ResponseReturnValue:
    """Give the cohort up."""
    cohort = prepared(cohort_id)
    if OnceForm.for_request().submitted():
        preparing.discard(cohort, actor=actor())
    return done(_("Given up. Nobody was registered."), "cohorts.listed")


def _member(cohort: Cohort, member_id: int) -> CohortMember:
    found = next((one for one in cohort.members if one.id == member_id), None)
    return found or abort(404)


def _present(cohort: Cohort) -> dict[str, Any]:
    return {
        "awarding": cohort.awarding_id,
        "assessors": list({one.assessor_id for one in cohort.members if one.assessor_id}),
        "iqa": cohort.iqa_id or 0,
        "target_on": cohort.target_on,
        "found": cohort.found,
        "units": cohort.units,
    }


def _with_loads(people: Sequence[Candidate]) -> list[tuple[User, str]]:
    """Name those who may assess, each with how many learners they have, and who takes no more."""
    free = [one.person for one in people if one.may_assess]
    ids = [one.id for one in free]
    loads, room = caseloads(ids), rooms(ids)
    said = {one: ngettext("%(num)d learner", "%(num)d learners", loads.get(one, 0)) for one in ids}
    return [
        (one, _("%(load)s, takes nobody more", load=said[one.id]))
        if room.get(one.id, 1) < 1
        else (one, said[one.id])
        for one in free
    ]


def _named(given: dict[str, Any]) -> dict[str, Any]:
    """Turn what was chosen by id into the people and things themselves."""
    given["assessors"] = [db.session.get_one(User, one) for one in given["assessors"]]
    given["iqa"] = db.session.get_one(User, given["iqa"])
    given["found"] = given["found"] or ""
    if "awarding" in given:
        given["awarding"] = db.session.get(QualificationNumber, given["awarding"])
    return given
