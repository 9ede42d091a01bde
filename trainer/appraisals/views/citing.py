"""Choosing what an answer rests on, among what the writer may see of the person."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.appraisals.actions import answering
from trainer.appraisals.forms import CiteForm
from trainer.appraisals.queries import citing, forms
from trainer.appraisals.views.blueprint import bp, found
from trainer.core.text import written
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/<int:appraisal_id>/rests/<string:section>/<string:item>", methods=["GET", "POST"])
def cite(appraisal_id: int, section: str, item: str) -> ResponseReturnValue:
    """Say what an answer rests on."""
    one, party = found(appraisal_id)
    told = forms.form_of(one)
    shown = next((part for part in told.for_viewer(party) if part.section.key == section), None)
    asked = next((row for row in shown.items if row.item.key == item), None) if shown else None
    if shown is None or asked is None or not (shown.sight.answers and shown.section.cites):
        abort(404)
    own = next((told for told in asked.told if told.writer_id == actor().id), None)
    offered = citing.citable(one.person, actor())
    form = CiteForm.for_request(
        chosen=[f"{kind}:{number}" for kind, number in own.cites] if own else []
    )
    every = {row.value: row for _source, rows in offered for row in rows}
    form.chosen.choices = [SelectChoice(value, row.title) for value, row in every.items()]
    if form.submitted():
        chosen = [(every[value].kind, every[value].number) for value in form.chosen.data or ()]
        answering.cite(one, (section, item), actor=actor(), chosen=chosen)
        return done(
            _("Kept."), "appraisals.appraisal", appraisal_id=one.id, anchor=f"{section}-{item}"
        )
    return page(
        "appraisals/cite.html",
        form,
        appraisal=one,
        section=shown.section,
        item=asked.item,
        offered=offered,
        written=written,
    )
