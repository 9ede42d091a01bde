"""The pages of the catalogue: the list, one qualification, one unit, and bringing a file in."""

from pathlib import Path

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue import actions, codes, policies, queries, wording
from trainer.catalogue.comparing import Comparison, Effect, compare, known
from trainer.catalogue.exchange.carrying import pack, unpack
from trainer.catalogue.exchange.exporting import KINDS, export
from trainer.catalogue.exchange.recognising import NAMES, Format, read_file
from trainer.catalogue.exchange.spreadsheet import template
from trainer.catalogue.forms import ConfirmForm, FileForm
from trainer.catalogue.importing import Plan
from trainer.catalogue.models import FrameworkKind, QualificationVersion, UnitVersion
from trainer.catalogue.structures import structure_of
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

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
    """List the qualifications, framework by framework."""
    kind = request.args.get("kind", type=FrameworkKind)
    return render_template(
        "catalogue/overview.html",
        page=db.paginate(queries.listed(actor(), kind), per_page=50),
        kind=kind,
        kinds=queries.kinds_held(),
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
    if plan.faults or not form.submitted():
        return _shown(plan)
    brought = actions.import_catalogue(plan, actor=actor())
    return done(_brought(brought), "catalogue.overview")


def _shown(plan: Plan) -> ResponseReturnValue:
    """Show a plan beside the catalogue; with faults there is nothing to say yes to."""
    packed = "" if plan.faults else pack(plan)
    return render_template(
        "catalogue/import.html",
        form=FileForm(formdata=None),
        confirm=ConfirmForm(formdata=None, data={"text": packed, "source": plan.source}),
        packed=packed,
        plan=plan,
        named=NAMES[Format(plan.format)],
        comparison=None if plan.faults else compare(plan),
    ), (422 if plan.faults else 200)


def _brought(comparison: Comparison) -> str:
    effects = [one.effect for one in comparison.units]
    effects += [one.effect for one in comparison.qualifications]
    count = sum(effect is not Effect.SAME for effect in effects)
    told: str = _("Published. %(count)s units and qualifications are new or changed.", count=count)
    return told
