"""Two versions of a qualification or a unit, side by side."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from trainer.catalogue.lineage import Fate
from trainer.versions import queries
from trainer.versions.compared import beside, units_beside
from trainer.versions.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.statuses import shown


@bp.get("/qualifications/<int:version_id>/beside/<int:other_id>")
def compare(version_id: int, other_id: int) -> ResponseReturnValue:
    """Set two versions of a qualification side by side, the earlier first."""
    found = queries.pair(actor(), version_id, other_id)
    if found is None:
        abort(404)
    return render_template(
        "versions/compare.html",
        compared=beside(*found),
        gone=shown(Fate.DROPPED),
        came=shown(Fate.NEW),
    )


@bp.get("/units/<int:version_id>/beside/<int:other_id>")
def compare_units(version_id: int, other_id: int) -> ResponseReturnValue:
    """Set two versions of a unit side by side, the earlier first."""
    found = queries.pair_of_units(actor(), version_id, other_id)
    if found is None:
        abort(404)
    return render_template("versions/compare_units.html", unit=units_beside(*found))
