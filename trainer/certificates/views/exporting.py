"""Taking the register of certificates away, as a CSV file or as a workbook."""

from collections.abc import Iterator

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from trainer.audit.record import record_apart
from trainer.certificates import policies, queries
from trainer.certificates.events import CertificatesExported
from trainer.certificates.models import standing_of
from trainer.certificates.queries import Search, Which
from trainer.certificates.views.blueprint import bp
from trainer.core import clock
from trainer.documents.workbook import Leaf, as_workbook
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file

LONGEST_SEARCH = 100
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "number": 16,
    "staff_number": 14,
    "learner": 28,
    "title": 44,
    "unit_of": 44,
    "issued_on": 12,
    "runs_out_on": 12,
    "state": 12,
    "since": 12,
    "reason": 44,
    "takes_the_place_of": 18,
    "because": 12,
}
"""What a file says of each certificate, and how wide a workbook shows it."""


def asked_for() -> Search:
    """Read from the address which certificates are looked for."""
    chosen = request.args.get("which", "")
    return Search(
        words=request.args.get("words", "").strip()[:LONGEST_SEARCH],
        which=Which(chosen) if chosen in set(Which) else Which.ALL,
        sort=request.args.get("sort", ""),
    )


@bp.get("/certificates/export.csv")
def export() -> Response:
    """Take the certificates listed away as a CSV file."""
    return table_file(f"certificates-{clock.today()}.csv", tuple(COLUMNS), _lines())


@bp.get("/certificates/export.xlsx")
def export_workbook() -> Response:
    """Take the certificates listed away as a workbook."""
    leaf = Leaf(_("Certificates"), tuple(COLUMNS), tuple(COLUMNS.values()), _lines())
    answer = Response(as_workbook([leaf]), content_type=WORKBOOK)
    name = f"certificates-{clock.today()}.xlsx"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _lines() -> Iterator[tuple[object, ...]]:
    """List what the register says; why a certificate ended is for training administrators."""
    hidden_unless(policies.may_look_through(actor()))
    told = ", ".join(f"{name}={value}" for name, value in request.args.items())
    record_apart(CertificatesExported(actor=actor(), subject=actor(), search=told[:200]))
    reads_reasons, today = policies.may_administer(actor()), clock.today()
    rows = db.session.execute(queries.exported(actor(), asked_for())).all()
    for *who, issued_at, expires_on, status, since, reason, before, purpose in rows:
        yield (
            *who,
            issued_at and to_user_timezone(issued_at).date(),
            expires_on,
            standing_of(status, expires_on, today).value,
            to_user_timezone(since).date(),
            reason if reads_reasons else "",
            before,
            purpose and purpose.value,
        )
