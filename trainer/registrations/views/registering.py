"""Registering a learner: whom and for what, then everything else on one page."""

from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.assessors.queries import candidates
from trainer.assessors.terms import Work
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.catalogue.policies import visible_to as catalogue
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Site
from trainer.people.queries import site_names
from trainer.registrations import actions, policies, queries
from trainer.registrations.forms import RegisterForm, chosen, only_looks
from trainer.registrations.models import Registration
from trainer.registrations.picker import pick
from trainer.registrations.remarks import remarks_on
from trainer.registrations.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/new")
def whom() -> ResponseReturnValue:
    """Ask who is to be registered, and on what."""
    hidden_unless(policies.may_administer(actor()))
    words = request.args.get("words", "").strip()
    version_id = request.args.get("version_id", type=int)
    return render_template(
        "registrations/whom.html",
        words=words,
        version_id=version_id,
        versions=queries.open_versions(),
        people=queries.learners_called(actor(), words) if words else [],
    )


@bp.route("/new/<int:version_id>/<int:learner_id>", methods=["GET", "POST"])
def register_learner(version_id: int, learner_id: int) -> ResponseReturnValue:
    """Register a learner: people, dates and units, checked while they are chosen."""
    hidden_unless(policies.may_administer(actor()))
    learner = db.one_or_404(queries.learner(actor(), learner_id))
    version = db.one_or_404(queries.open_version(version_id))
    site_id = queries.site_of(learner.id, clock.today())
    people = candidates(version, Work(version.qualification_id, learner.id, site_id), clock.now())
    form = RegisterForm.for_request(site=site_id or 0)
    form.units.data = chosen(form.units, request.form)
    picked = pick(version.id, form.units.data)
    open_numbers = [one for one in version.numbers if one.registers_on(clock.today())]
    form.offer(picked, open_numbers, site_names())
    form.offer_people(people)
    if not only_looks(request.form) and form.submitted():
        with form.refusals():
            made = _register(form.data, learner, version)
            db.session.flush()  # The next page's address holds the new registration's id.
            return done(
                _("Registered. %(name)s can start today.", name=learner.known_as),
                "registrations.registration",
                registration_id=made.id,
            )
    return page(
        "registrations/new.html",
        form,
        learner=learner,
        version=version,
        picked=picked,
        remarks=remarks_on(picked.offered, learner.id),
        people=people,
        closed_numbers=[one for one in version.numbers if one not in open_numbers],
        verdict=policies.may_register(actor(), learner, form.site.data or None),
    )


@bp.post("/units/<int:version_id>")
def check_units(version_id: int) -> ResponseReturnValue:
    """Answer what the rules say of the units ticked, as a piece of the page."""
    hidden_unless(policies.may_administer(actor()))
    version = db.one_or_404(catalogue(actor()).where(QualificationVersion.id == version_id))
    answer = make_response(
        render_template(
            "registrations/_rules.html", picked=pick(version.id, request.form.getlist("units"))
        )
    )
    answer.headers["X-Fragment"] = "rules"
    return answer


def _register(given: dict[str, Any], learner: User, version: QualificationVersion) -> Registration:
    """Turn what was chosen by id into the people and things themselves, and register."""
    named: dict[str, Any] = {
        "assessor": db.session.get_one(User, given.pop("assessor")),
        "iqa": db.session.get_one(User, given.pop("iqa")),
        "site": db.session.get(Site, given.pop("site")),
        "found": given.pop("found") or "",
    }
    if "awarding" in given:
        named["awarding"] = db.session.get(QualificationNumber, given.pop("awarding"))
    return actions.register_learner(
        learner=learner, version=version, actor=actor(), **named, **given
    )
