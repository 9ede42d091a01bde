"""The list of registrations for those who administer or read them, and the page of one."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_sqlalchemy.pagination import Pagination

from trainer.assessors.queries import titles
from trainer.audit.record import record_apart
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.people.queries import site_names
from trainer.registrations import policies, queries
from trainer.registrations.ending import Ending, endings, may_see_endings
from trainer.registrations.events import RegistrationsExported
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.registrations.queries import Progress, Search
from trainer.registrations.views.blueprint import bp, visible
from trainer.versions.queries import later_than
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file


class EndingPage(Pagination):
    """A page of endings, which are sorted in memory because they come from many tables."""

    def _query_items(self) -> list[Ending]:
        found: list[Ending] = self._query_args["found"]
        first = (self.page - 1) * self.per_page
        return found[first : first + self.per_page]

    def _query_count(self) -> int:
        return len(self._query_args["found"])


COLUMNS = (
    "staff_number",
    "learner",
    "qualification",
    "version",
    "state",
    "assessor",
    "iqa",
    "site",
    "target_on",
    "units",
    "units_achieved",
)


@bp.get("")
def overview() -> ResponseReturnValue:
    """List registrations for those who administer or look through them."""
    hidden_unless(policies.may_look_through(actor()))
    search = _search()
    page = db.paginate(queries.listed(actor(), search), per_page=50)
    return render_template(
        "registrations/overview.html",
        page=page,
        search=search,
        kept={name: value for name, value in request.args.items() if value and name != "page"},
        may_administer=policies.may_administer(actor()),
        progress=queries.progress_of([one.id for one in page.items]),
        nothing=Progress(),
        statuses=list(RegistrationStatus),
        qualifications=titles(),
        sites=site_names(),
        assessors=queries.assessors_allocated(),
    )


def _search() -> Search:
    return Search(
        status=request.args.get("status", type=RegistrationStatus),
        qualification_id=request.args.get("qualification_id", type=int),
        site_id=request.args.get("site_id", type=int),
        assessor_id=request.args.get("assessor_id", type=int),
        words=request.args.get("words", "").strip(),
        sort=request.args.get("sort", ""),
        stranded="stranded" in request.args,
    )


@bp.get("/export.csv")
def export() -> Response:
    """Take the registrations listed away as a file."""
    hidden_unless(policies.may_look_through(actor()))
    told = ", ".join(f"{name}={value}" for name, value in request.args.items())
    record_apart(RegistrationsExported(actor=actor(), subject=actor(), search=told[:200]))
    rows = db.session.execute(queries.exported(actor(), _search())).all()
    return table_file(f"registrations-{clock.today()}.csv", COLUMNS, rows)


@bp.get("/<int:registration_id>")
def registration(registration_id: int) -> ResponseReturnValue:
    """Show who, for what, with whom, and how far; with what may be changed."""
    found = visible(registration_id)
    may_administer = policies.may_change(actor(), found)
    return render_template(
        "registrations/registration.html",
        registration=found,
        may_administer=may_administer,
        may_look_through=policies.may_look_through(actor()),
        may_see_progress=queries.has_progress_for(actor(), found),
        troubles=queries.troubles_of(found) if may_administer else [],
        may_move=_later(found) if may_administer else None,
        handed_over=[
            one for one in reversed(found.hand_overs) if may_administer and one.written_at
        ],
        may_read_initial_assessment=policies.may_read_initial_assessment(actor(), found),
        may_assess_first=policies.may_assess_first(actor(), found),
        may_confirm=policies.may_confirm(actor(), found),
        may_start=policies.may_start(actor(), found),
        may_choose_units=policies.may_choose_units(actor(), found),
        may_reassign=policies.may_reassign(actor(), found),
        may_take_break=policies.may_take_break(actor(), found),
        may_resume=policies.may_resume(actor(), found),
        may_withdraw=policies.may_withdraw(actor(), found),
        may_transfer=policies.may_transfer(actor(), found),
    )


def _later(registration: Registration) -> QualificationVersion | None:
    """Find the version a registration under way could move to."""
    if registration.status not in policies.ASSESSED:
        return None
    return later_than(registration.version)


@bp.get("/running-out")
def running_out() -> ResponseReturnValue:
    """List what runs out within 90 days, soonest first."""
    hidden_unless(may_see_endings(actor()))
    found = endings(clock.today())
    return render_template(
        "registrations/running_out.html", page=EndingPage(found=found, per_page=50)
    )
