"""What waits for an assessor, and how their learners are getting on."""

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from trainer.assessments.queries import progress, waiting
from trainer.assessments.views.blueprint import bp, target_days
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.awaiting import awaiting_name_of
from trainer.web.access import actor

QUEUE_PAGE = 50
LEARNERS_PAGE = 100


@bp.get("/queue")
def queue() -> ResponseReturnValue:
    """List what waits for the person signed in, oldest first; nothing is left out."""
    me = actor()
    found = db.paginate(
        waiting.evidence_for(me), per_page=QUEUE_PAGE, max_per_page=QUEUE_PAGE, error_out=False
    )
    return render_template(
        "assessments/queue.html",
        page=found,
        units=waiting.units_claimed([row.id for row in found.items]),
        files=waiting.kinds_attached([row.revision_id for row in found.items]),
        to_do=waiting.units_for(me),
        names=awaiting_name_of(me),
        target=target_days(),
        late_before=clock.now() - timedelta(days=target_days()),
    )


@bp.get("/learners")
def learners() -> ResponseReturnValue:
    """List the learners allocated to the person signed in, with how far each has got."""
    found = db.paginate(
        progress.learners_of(actor()),
        per_page=LEARNERS_PAGE,
        max_per_page=LEARNERS_PAGE,
        error_out=False,
    )
    return render_template(
        "assessments/learners.html",
        page=found,
        counts=progress.counts_of([row.id for row in found.items]),
    )
