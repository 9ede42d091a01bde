"""One's own appraisals, and those of one's people."""

from flask import render_template
from flask.typing import ResponseReturnValue

from trainer.appraisals.queries import appeals, board, calibration
from trainer.appraisals.views.blueprint import bp
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor


@bp.get("/")
def mine() -> ResponseReturnValue:
    """Show somebody their appraisals, with what they are to do next."""
    me = actor()
    return render_template(
        "appraisals/mine.html",
        appraisals=board.of_person(me),
        waiting=[told for told in board.waiting_for(me) if told[0].person_id == me.id],
    )


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager the round: what waits for them, and how far everybody is."""
    me, today = actor(), clock.today()
    rows = board.of_manager(me)
    return render_template(
        "appraisals/team.html",
        appraisals=rows,
        waiting=[told for told in board.waiting_for(me) if told[0].person_id != me.id],
        appeals=appeals.waiting_for(me),
        sessions=db.session.scalars(calibration.visible_to(me, leads=False)).all(),
        managers=board.managers_now([one.person_id for one in rows], today),
        me=me.id,
        today=today,
    )
