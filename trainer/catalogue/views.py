"""The pages of the catalogue: the list, one qualification, one unit, and bringing a file in."""

from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue import actions, codes, policies, queries, wording
from trainer.catalogue.comparing import Comparison, Effect, compare, known, slips
from trainer.catalogue.dates import correct_end_dates
from trainer.catalogue.exchange.carrying import pack, unpack
from trainer.catalogue.exchange.exporting import KINDS, export
from trainer.catalogue.exchange.recognising import NAMES, Format, read_file
from trainer.catalogue.exchange.spreadsheet import template
from trainer.catalogue.forms import ConfirmForm, EndDatesForm, FileForm
from trainer.catalogue.importing import Plan
from trainer.catalogue.models import (
    FrameworkKind,
    QualificationNumber,
    QualificationVersion,
    UnitVersion,
)
from trainer.catalogue.queries import Search
from trainer.catalogue.searching import EntryKind
from trainer.catalogue.structures import structure_of
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

SOON = timedelta(days=90)
"""An end within this time is pointed out."""

EXAMPLE = Path(__file__).parent / "example.yaml"

FORMATS = {
    Format.YAML: "YAML",
    Format.XLSX: "XLSX",
    Format.CASE: "CASE 1.1",
    Format.MOODLE: "Moodle CSV",
}
"""What the formats are called by those who use them; names are not translated."""

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")


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


@bp.route("/import", methods=["GET", "POST"])
def look_into_file() -> ResponseReturnValue:
    """Take a file and show what it would bring, or what is wrong with it."""
    hidden_unless(policies.may_import(actor()))
    form = FileForm.for_request()
    if not form.validate_on_submit():
        return page("catalogue/import.html", form)
    source = (form.file.data.filename or "")[:200]
    with form.refusals():
        return _shown(read_file(form.content, source=source, known=known()))
    return page("catalogue/import.html", form)


@bp.get("/import/example.yaml")
def example() -> Response:
    """Give away a small file that can be brought in, to be changed into one's own."""
    hidden_unless(policies.may_import(actor()))
    answer = Response(EXAMPLE.read_bytes(), content_type="text/yaml; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=EXAMPLE.name)
    return answer


@bp.get("/import/template.xlsx")
def spreadsheet_template() -> Response:
    """Give away a spreadsheet to fill in, with the example in it."""
    hidden_unless(policies.may_import(actor()))
    plan = read_file(EXAMPLE.read_bytes(), source=EXAMPLE.name)
    return _file(template(plan), "catalogue-template.xlsx", Format.XLSX)


@bp.get("/qualifications/<int:version_id>/export/<any(yaml, xlsx, case, moodle):kind>")
def export_qualification(version_id: int, kind: str) -> Response:
    """Give a qualification away as a file of one of the formats other programs take."""
    version = db.one_or_404(
        policies.visible_to(actor()).where(QualificationVersion.id == version_id)
    )
    written = export(
        policies.visible_to(actor()).where(QualificationVersion.id == version.id), Format(kind)
    )
    ending = KINDS[Format(kind)].ending
    return _file(written or b"", f"{version.qualification.code}.{ending}", Format(kind))


def _file(content: bytes, name: str, kind: Format) -> Response:
    answer = Response(content, content_type=KINDS[kind].media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.post("/import/confirm")
def import_file() -> ResponseReturnValue:
    """Publish the file that was looked into."""
    hidden_unless(policies.may_import(actor()))
    form = ConfirmForm.for_request()
    plan = unpack(form.text.data or "", source=form.source.data or "", known=known())
    if not plan.faults and form.submitted():
        with form.refusals():
            override = form.override.data or ""
            brought = actions.import_catalogue(plan, actor=actor(), override=override)
            return done(_brought(brought), "catalogue.overview")
    return _shown(plan, form)


def _shown(plan: Plan, confirm: ConfirmForm | None = None) -> ResponseReturnValue:
    """Show a plan beside the catalogue; with faults there is nothing to say yes to."""
    packed = "" if plan.faults else pack(plan)
    comparison = None if plan.faults else compare(plan)
    if confirm is None:
        confirm = ConfirmForm(formdata=None, data={"text": packed, "source": plan.source})
    return render_template(
        "catalogue/import.html",
        form=FileForm(formdata=None),
        confirm=confirm,
        packed=packed,
        plan=plan,
        named=NAMES[Format(plan.format)],
        comparison=comparison,
        slips=slips(comparison) if comparison else [],
    ), (422 if plan.faults or confirm.errors else 200)


def _brought(comparison: Comparison) -> str:
    effects = [one.effect for one in comparison.units]
    effects += [one.effect for one in comparison.qualifications]
    count = sum(effect is not Effect.SAME for effect in effects)
    told: str = _("Published. %(count)s units and qualifications are new or changed.", count=count)
    return told
