"""Reading the catalogue: the list, one qualification, one unit, and the last days of numbers."""

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue import codes, policies, queries, wording
from trainer.catalogue.dates import correct_end_dates
from trainer.catalogue.exchange.recognising import Format
from trainer.catalogue.forms import EndDatesForm
from trainer.catalogue.models import (
    FrameworkKind,
    QualificationNumber,
    QualificationVersion,
    UnitVersion,
)
from trainer.catalogue.queries import Search
from trainer.catalogue.searching import EntryKind
from trainer.catalogue.structures import structure_of
from trainer.catalogue.views.blueprint import bp
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

SOON = timedelta(days=90)
"""An end within this time is pointed out."""

FORMATS = {
    Format.YAML: "YAML",
    Format.XLSX: "XLSX",
    Format.CASE: "CASE 1.1",
    Format.MOODLE: "Moodle CSV",
}
"""What the formats are called by those who use them; names are not translated."""


@bp.get("")
def overview() -> ResponseReturnValue:
    """List the qualifications by framework, or whatever was looked for."""
    asked = Search(
        words=request.args.get("words", "").strip()[:200],
        what=request.args.get("what", type=EntryKind),
        kind=request.args.get("kind", type=FrameworkKind),
        level=request.args.get("level", type=int),
        body=request.args.get("body", "").strip()[:120],
    )
    select = queries.search(asked) if asked.is_asked else queries.listed(actor(), asked.kind)
    levels, bodies = queries.levels_and_bodies()
    return render_template(
        "catalogue/overview.html",
        page=db.paginate(select, per_page=50),
        asked=asked,
        kept={name: value for name, value in request.args.items() if value and name != "page"},
        kinds=queries.kinds_held(),
        levels=levels,
        bodies=bodies,
        may_import=policies.may_import(actor()),
    )


@bp.get("/qualifications/<int:version_id>")
def qualification(version_id: int) -> ResponseReturnValue:
    """Show a qualification: its groups and units, its rules in words, its numbers."""
    version = db.one_or_404(
        queries.with_everything(actor()).where(QualificationVersion.id == version_id)
    )
    structure = structure_of(version)
    return render_template(
        "catalogue/qualification.html",
        version=version,
        rules=[wording.in_words(rule, structure) for rule in structure.rules],
        mandatory=structure.mandatory(),
        soon=clock.today() + SOON,
        may_import=policies.may_import(actor()),
        findings={one.id: codes.check(one.number) for one in version.numbers},
        may_edit=policies.may_import(actor()),
        today=clock.today(),
        formats=FORMATS,
        may_open=policies.may_open(actor(), version),
        is_open=version.qualification.is_open and not policies.is_licensed(version),
    )


@bp.get("/units/<int:version_id>")
def unit(version_id: int) -> ResponseReturnValue:
    """Show a unit: its outcomes and criteria, whose wording they are, where it counts."""
    version = db.one_or_404(queries.with_criteria(actor()).where(UnitVersion.id == version_id))
    return render_template(
        "catalogue/unit.html",
        version=version,
        versions=queries.versions_of(actor(), version),
        qualifications=queries.listing(actor(), version),
        finding=codes.check(version.code),
        may_edit=policies.may_import(actor()),
    )


@bp.route("/numbers/<int:number_id>/dates", methods=["GET", "POST"])
def end_dates(number_id: int) -> ResponseReturnValue:
    """Put right until when an awarding organisation's number may be used."""
    hidden_unless(policies.may_import(actor()))
    number = db.get_or_404(QualificationNumber, number_id)
    form = EndDatesForm.for_request(
        registration_ends=number.registration_ends, certification_ends=number.certification_ends
    )
    if form.submitted():
        with form.refusals():
            correct_end_dates(number, actor=actor(), **form.data)
            return done(
                _("Kept, for every version."),
                "catalogue.qualification",
                version_id=number.version_id,
            )
    return page("catalogue/end_dates.html", form, number=number)
