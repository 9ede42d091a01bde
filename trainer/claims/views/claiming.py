"""Claims: what is ready, making a batch, and what became of each."""

from itertools import groupby

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.assessors.queries import titles
from trainer.audit.record import record_apart
from trainer.claims import policies
from trainer.claims.actions import claiming as actions
from trainer.claims.events import ClaimsExported
from trainer.claims.forms import AnswerForm, ClaimForm
from trainer.claims.models import ClaimBatch, ClaimStatus
from trainer.claims.queries import claims
from trainer.claims.queries.claims import AGES, Search
from trainer.claims.queries.direct import is_direct
from trainer.claims.views.blueprint import bp, claim_for
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.forms import Form
from trainer.web.responses import done, page

PAGE = 50
COLUMNS = (
    "learner",
    "staff_number",
    "registration_number",
    "qualification",
    "qualification_number",
    "units",
)


@bp.get("")
def ready() -> ResponseReturnValue:
    """List what can be claimed now, by qualification and awarding organisation."""
    hidden_unless(policies.may_look_through(actor()))
    search = _search()
    found = db.paginate(claims.ready(actor(), search), per_page=PAGE, max_per_page=PAGE)
    groups = [
        (key, list(rows))
        for key, rows in groupby(found.items, lambda row: (row.qualification_id, row.organisation))
    ]
    return render_template(
        "claims/ready.html",
        page=found,
        groups=groups,
        direct=claims.direct_today([key for key, _rows in groups], clock.today()),
        today=clock.today(),
        **_around(search),
    )


@bp.get("/made")
def listed() -> ResponseReturnValue:
    """List claims with what became of them, narrowed by state and age."""
    hidden_unless(policies.may_look_through(actor()))
    search = _search()
    return render_template(
        "claims/listed.html",
        page=db.paginate(claims.listed(actor(), search), per_page=PAGE, max_per_page=PAGE),
        states=list(ClaimStatus),
        **_around(search),
    )


def _search() -> Search:
    days = request.args.get("days", 0, type=int)
    return Search(
        status=request.args.get("status", type=ClaimStatus),
        qualification_id=request.args.get("qualification_id", type=int),
        days=days if days in AGES else 0,
        sort=request.args.get("sort", ""),
    )


def _around(search: Search) -> dict[str, object]:
    return {
        "search": search,
        "kept": {name: value for name, value in request.args.items() if value and name != "page"},
        "ages": AGES,
        "qualifications": titles(),
        "administers": policies.may_administer(actor()),
    }


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Claim several awards of one qualification from one awarding organisation."""
    hidden_unless(policies.may_administer(actor()))
    wanted = set(request.values.getlist("registration", type=int))
    found = claims.to_claim(actor(), wanted)
    if not found or len({_kind(one) for one in found}) > 1:
        flash(_("Tick what you claim: one qualification, one awarding organisation."), "care")
        return done("", "claims.ready")
    form = ClaimForm.for_request(on=clock.today())
    if form.submitted():
        found = claims.to_claim(actor(), wanted)
        if len(found) != len(wanted):
            raise Conflict(_("One of these can’t be claimed by you any more. Open the list again."))
        with form.refusals():
            batch = actions.claim(found, actor=actor(), **form.data)
            db.session.flush()  # Its page is found by its id.
            said = ngettext(
                "%(num)d claim is recorded.", "%(num)d claims are recorded.", len(found)
            )
            return done(said, "claims.batch", batch_id=batch.id)
    verdicts = {one.id: policies.may_claim(actor(), one) for one in found}
    qualification_id, organisation = _kind(found[0])
    return page(
        "claims/new.html",
        form,
        registrations=[one for one in found if verdicts[one.id]],
        refused=[verdict.reason for verdict in verdicts.values() if not verdict],
        organisation=organisation,
        title=found[0].version.title,
        is_direct=is_direct(qualification_id, organisation, form.on.data or clock.today()),
    )


def _kind(registration: Registration) -> tuple[int, str]:
    awarding = registration.awarding
    return registration.version.qualification_id, awarding.organisation if awarding else ""


@bp.get("/batches/<int:batch_id>")
def batch(batch_id: int) -> ResponseReturnValue:
    """Show a batch: what was claimed when and by whom, and what became of each claim."""
    found = _batch(batch_id)
    return render_template(
        "claims/batch.html",
        batch=found,
        claims=[
            (one, policies.may_answer(actor(), one)) for one in claims.in_batch(actor(), batch_id)
        ],
    )


@bp.get("/batches/<int:batch_id>/export.csv")
def export(batch_id: int) -> Response:
    """Take a batch away as a file, as awarding organisations' pages ask for it."""
    found = _batch(batch_id)
    record_apart(ClaimsExported(actor=actor(), subject=found))
    made = claims.in_batch(actor(), batch_id)
    units = claims.units_of([one.registration_id for one in made])
    rows = (
        (
            one.registration.learner.name,
            one.registration.learner.staff_number,
            one.registration.awarding_reference,
            one.registration.version.title,
            one.awarding.number,
            "; ".join(f"{unit.code} {unit.title}" for unit in units.get(one.registration_id, [])),
        )
        for one in made
    )
    return table_file(f"claims-{batch_id}.csv", COLUMNS, rows)


def _batch(batch_id: int) -> ClaimBatch:
    hidden_unless(policies.may_look_through(actor()))
    found: ClaimBatch = db.one_or_404(claims.batch(actor(), batch_id))
    return found


@bp.route("/<int:claim_id>/take-back", methods=["GET", "POST"])
def take_back(claim_id: int) -> ResponseReturnValue:
    """Undo a claim that nobody has answered."""
    claim = claim_for(claim_id)
    form = AnswerForm.for_request()
    if form.submitted():
        actions.take_back(claim, actor=actor(), **form.data)
        return done(
            _("Taken back. It can be claimed again."), "claims.batch", batch_id=claim.batch_id
        )
    verdict = policies.may_answer(actor(), claim)
    return page("claims/take_back.html", form, claim=claim, verdict=verdict)


@bp.post("/registrations/<int:registration_id>/ready-again")
def make_ready_again(registration_id: int) -> ResponseReturnValue:
    """Record that what was wrong with a claim is put right."""
    hidden_unless(policies.may_administer(actor()))
    registration = db.one_or_404(
        policies.registrations_visible_to(actor()).where(Registration.id == registration_id)
    )
    if Form.for_request().submitted():
        actions.make_ready_again(registration, actor=actor())
    return done(
        _("It can be claimed again."),
        "registrations.registration",
        registration_id=registration_id,
    )
