"""One's own log: every entry, newest first, month by month."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from flask import render_template
from flask_babel import format_date, to_user_timezone

from trainer.extensions import db
from trainer.logs import queries
from trainer.logs.forms import FilterForm
from trainer.logs.models import Activity, EvidenceStatus, Revision
from trainer.logs.queries import Wanted
from trainer.logs.views.blueprint import bp
from trainer.web.access import actor

PER_PAGE = 25


@bp.get("/log")
def mine() -> str:
    """List one's own entries."""
    me = actor()
    form = FilterForm.for_units(db.session.execute(queries.units_in_log(me)).all())
    wanted = _wanted(form)
    found = db.paginate(queries.log_of(me, wanted), per_page=PER_PAGE)
    return render_template(
        "logs/mine.html",
        form=form,
        found=found,
        asked={name: value for name, value in form.data.items() if value},
        months=_by_month(found.items),
        minutes=db.session.scalar(queries.minutes_of(me, wanted)),
        is_empty=found.total == 0 and db.session.scalar(queries.is_anything_of(me)) is None,
    )


def _wanted(form: FilterForm) -> Wanted:
    state, kind, unit = form.asked("state"), form.asked("kind"), form.asked("unit")
    return Wanted(
        state=EvidenceStatus(state) if state else None,
        activity=Activity(kind) if kind else None,
        unit_id=int(unit) if unit else None,
        words=form.q.data or "",
    )


def _by_month(revisions: Iterable[Revision]) -> list[tuple[str, list[Revision]]]:
    def month(revision: Revision) -> date:
        happened = revision.happened_on or to_user_timezone(revision.item.created_at).date()
        return happened.replace(day=1)

    return [
        (format_date(first, "LLLL y"), list(entries))
        for first, entries in groupby(revisions, key=month)
    ]
