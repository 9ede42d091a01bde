"""One-to-ones: planning them, their shared agenda, what came of them, and notes for oneself."""

import secrets
from typing import cast

import sqlalchemy as sa
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.core.policy import require
from trainer.extensions import db
from trainer.objectives import policies, queries
from trainer.objectives.actions import talking
from trainer.objectives.forms import (
    ActForm,
    AgendaForm,
    MoveForm,
    NoteForm,
    SummaryForm,
    TalkForm,
    TickForm,
)
from trainer.objectives.models import AgendaItem, OneToOne
from trainer.objectives.views.blueprint import talks_bp as bp
from trainer.web.access import actor
from trainer.web.responses import done, page

PAGE = 50


@bp.get("/")
def mine() -> ResponseReturnValue:
    """List the talks somebody is one of the two in."""
    found = db.paginate(
        queries.talks(policies.talks_visible_to(actor())),
        per_page=PAGE,
        max_per_page=PAGE,
        error_out=False,
    )
    return render_template("one_to_ones/mine.html", page=found, me=actor())


@bp.route("/new", methods=["GET", "POST"])
def plan() -> ResponseReturnValue:
    """Plan a talk with one's manager or with one of one's people."""
    form = TalkForm.for_request(planned_on=clock.today())
    people = db.session.scalars(policies.partners(actor())).all()
    form.offer(people)
    if form.submitted():
        with form.refusals():
            talk = talking.plan(actor=actor(), **form.data)
            name = talk.other(actor()).known_as
            return _back(_("Planned. %(name)s is told.", name=name), talk)
    return page("one_to_ones/plan.html", form, people=people)


@bp.get("/<int:one_to_one_id>")
def talk(one_to_one_id: int) -> ResponseReturnValue:
    """Show a talk to the two, each with their own notes."""
    found = _visible(one_to_one_id)
    return _shown(found, _summary(found))


@bp.route("/<int:one_to_one_id>/move", methods=["GET", "POST"])
def move(one_to_one_id: int) -> ResponseReturnValue:
    """Put a talk on another day."""
    found = _visible(one_to_one_id)
    require(policies.may_call_off(actor(), found))
    form = MoveForm.for_request(planned_on=found.planned_on, planned_at=found.planned_at)
    if form.submitted():
        with form.refusals():
            talking.move(found, actor=actor(), **form.data)
            name = found.other(actor()).known_as
            return _back(_("Moved. %(name)s is told.", name=name), found)
    return page("one_to_ones/move.html", form, talk=found)


@bp.post("/<int:one_to_one_id>/agenda")
def put_on_agenda(one_to_one_id: int) -> ResponseReturnValue:
    """Put something on the agenda of a talk."""
    found = _visible(one_to_one_id)
    form = AgendaForm.for_request()
    if form.submitted():
        with form.refusals():
            talking.put_on_agenda(found, actor=actor(), **form.data)
            return _back(_("It is on the agenda."), found)
    return _shown(found, _summary(found), agenda=form)


@bp.post("/<int:one_to_one_id>/agenda/<int:agenda_item_id>/tick")
def tick(one_to_one_id: int, agenda_item_id: int) -> ResponseReturnValue:
    """Tick off what was talked of, or take the tick away."""
    found = _visible(one_to_one_id)
    items = sa.select(AgendaItem).where(AgendaItem.one_to_one_id == found.id)
    item = db.one_or_404(items.where(AgendaItem.id == agenda_item_id))
    form = TickForm.for_request()
    if form.submitted():
        talking.tick(item, actor=actor(), talked_of=form.talked_of.data)
    return _back("", found)


@bp.post("/<int:one_to_one_id>/summary")
def write_down(one_to_one_id: int) -> ResponseReturnValue:
    """Write down what came of a talk; what the other wrote meanwhile stands beside one's words."""
    found = _visible(one_to_one_id)
    form = SummaryForm.for_request()
    if form.submitted():
        known = int(form.known.data) if (form.known.data or "").isdecimal() else 0
        with form.refusals():
            try:
                talking.write_down(
                    found,
                    actor=actor(),
                    known=known,
                    held_on=form.held_on.data,
                    summary=form.summary.data or "",
                )
            except Conflict as conflict:
                db.session.rollback()
                form.known.data = str(found.row_version)
                form.request_key.data = secrets.token_urlsafe(16)
                form.form_errors.append(conflict.sentence)
                return _shown(found, form, stale=True)
            return _back(_("Kept. Both of you read it."), found)
    return _shown(found, form)


@bp.post("/<int:one_to_one_id>/note")
def note_privately(one_to_one_id: int) -> ResponseReturnValue:
    """Keep a note that only oneself is shown."""
    found = _visible(one_to_one_id)
    form = NoteForm.for_request()
    if form.submitted():
        talking.note_privately(found, actor=actor(), words=form.note.data or "")
        return _back(_("Kept for you alone."), found)
    return _shown(found, _summary(found), note=form)


@bp.post("/<int:one_to_one_id>/call-off")
def call_off(one_to_one_id: int) -> ResponseReturnValue:
    """Let a talk not take place."""
    found = _visible(one_to_one_id)
    if ActForm.for_request().submitted():
        talking.call_off(found, actor=actor())
    name = found.other(actor()).known_as
    return done(_("Called off. %(name)s is told.", name=name), "one_to_ones.mine")


def _summary(found: OneToOne) -> SummaryForm:
    return SummaryForm(
        None,
        data={
            "known": str(found.row_version),
            "held_on": found.held_on or clock.today(),
            "summary": found.summary,
        },
    )


def _shown(
    found: OneToOne,
    summary: SummaryForm,
    *,
    agenda: AgendaForm | None = None,
    note: NoteForm | None = None,
    stale: bool = False,
) -> ResponseReturnValue:
    own = queries.own_note(found, actor())
    shown = render_template(
        "one_to_ones/talk.html",
        form=summary,
        agenda=agenda or AgendaForm(None),
        note=note or NoteForm(None, data={"note": own.words if own else ""}),
        talk=found,
        me=actor(),
        other=found.other(actor()),
        stale=stale,
        may_write=policies.may_write(actor(), found),
        may_call_off=policies.may_call_off(actor(), found),
    )
    if stale:
        return shown, 409
    wrong = any(one is not None and one.errors for one in (summary, agenda, note))
    return shown, 422 if wrong else 200


def _visible(one_to_one_id: int) -> OneToOne:
    found = queries.talks(policies.talks_visible_to(actor())).where(OneToOne.id == one_to_one_id)
    return cast("OneToOne", db.one_or_404(found))


def _back(message: str, found: OneToOne) -> ResponseReturnValue:
    return done(message, "one_to_ones.talk", one_to_one_id=found.id)
