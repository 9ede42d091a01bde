"""What others get: files to take away, a spreadsheet to fill in, and what programs may read."""

from pathlib import Path
from typing import cast

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue import actions, policies, queries
from trainer.catalogue.exchange.exporting import KINDS, export
from trainer.catalogue.exchange.recognising import Format, read_file
from trainer.catalogue.exchange.spreadsheet import template
from trainer.catalogue.models import QualificationVersion
from trainer.catalogue.views.blueprint import bp
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done

EXAMPLE = Path(__file__).parents[1] / "example.yaml"


@bp.get("/import/example.yaml")
def example() -> Response:
    """Give away a small file that can be brought in, to be changed into one's own."""
    hidden_unless(policies.may_import(actor()))
    return _file(EXAMPLE.read_bytes(), EXAMPLE.name, Format.YAML)


@bp.get("/import/template.xlsx")
def spreadsheet_template() -> Response:
    """Give away a spreadsheet to fill in, with the example in it."""
    hidden_unless(policies.may_import(actor()))
    plan = read_file(EXAMPLE.read_bytes(), source=EXAMPLE.name)
    return _file(template(plan), "catalogue-template.xlsx", Format.XLSX)


@bp.get("/qualifications/<int:version_id>/export/<any(yaml, xlsx, case, moodle):kind>")
def export_qualification(version_id: int, kind: str) -> Response:
    """Give a qualification away as a file of one of the formats other programs take."""
    select = policies.visible_to(actor()).where(QualificationVersion.id == version_id)
    version = db.one_or_404(select)
    written = export(select, Format(kind)) or b""
    return _file(
        written, f"{version.qualification.code}.{KINDS[Format(kind)].ending}", Format(kind)
    )


@bp.post("/qualifications/<int:version_id>/open")
def open_to_everyone(version_id: int) -> ResponseReturnValue:
    """Let other programs read a qualification without signing in."""
    version = _of_an_administrator(version_id)
    if Form.for_request().submitted():
        actions.open_to_everyone(version, actor=actor())
    return done(_("Open to every program now."), "catalogue.qualification", version_id=version_id)


@bp.post("/qualifications/<int:version_id>/close")
def close_to_everyone(version_id: int) -> ResponseReturnValue:
    """Have other programs sign in to read a qualification."""
    version = _of_an_administrator(version_id)
    if Form.for_request().submitted():
        actions.close_to_everyone(version, actor=actor())
    return done(
        _("Only programs that sign in read it now."),
        "catalogue.qualification",
        version_id=version_id,
    )


def _of_an_administrator(version_id: int) -> QualificationVersion:
    hidden_unless(policies.may_import(actor()))
    select = queries.with_everything(actor()).where(QualificationVersion.id == version_id)
    return cast("QualificationVersion", db.one_or_404(select))


def _file(content: bytes, name: str, kind: Format) -> Response:
    answer = Response(content, content_type=KINDS[kind].media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
