"""One's own log as a list: on pages, printed, and taken away as a file."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from trainer.core import clock
from trainer.extensions import db
from trainer.logs import listing
from trainer.logs.activities import ACTIVITIES
from trainer.logs.kinds import KINDS
from trainer.logs.list_forms import FilterForm
from trainer.logs.models import Revision
from trainer.logs.tagging import tags_of
from trainer.logs.views.blueprint import bp
from trainer.logs.wording import told
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.filters import month as month_of
from trainer.web.statuses import shown

PER_PAGE = 25


@bp.get("/log")
def mine() -> str:
    """List one's own entries."""
    me, form = actor(), _form()
    wanted = form.wanted
    found = db.paginate(listing.log_of(me, wanted), per_page=PER_PAGE)
    return render_template(
        "logs/mine.html",
        form=form,
        found=found,
        asked=form.asked,
        beside=listing.beside([one.id for one in found.items]),
        groups=_by_month(found.items) if wanted.order.is_by_day else [("", found.items)],
        minutes=db.session.scalar(listing.minutes_of(me, wanted)),
        is_empty=found.total == 0 and db.session.scalar(listing.is_anything_of(me)) is None,
    )


@bp.get("/log/print")
def printed() -> str:
    """Show all entries asked for with their words, to be printed."""
    me, form = actor(), _form()
    return render_template(
        "logs/print.html",
        asked=form.asked,
        entries=db.session.scalars(listing.whole_log_of(me, form.wanted)).all(),
        minutes=db.session.scalar(listing.minutes_of(me, form.wanted)),
        printed_on=clock.today(),
    )


@bp.get("/log/export.csv")
def export() -> Response:
    """Take the entries asked for away as a file, a row for each."""
    entries = db.session.scalars(listing.whole_log_of(actor(), _form().wanted))
    heads = [
        _("Number"), _("Day"), _("Name"), _("Kind of evidence"), _("Kind of moment"), _("Minutes"),
        _("Where"), _("State"), _("Criteria"), _("Files"), _("What was written"), _("Tags"),
    ]  # fmt: skip
    return table_file(f"log-{clock.today()}.csv", heads, _rows(entries))


def _form() -> FilterForm:
    units = db.session.execute(listing.units_in_log(actor())).all()
    return FilterForm.for_log(units, tags_of(actor()))


def _rows(entries: Iterable[Revision]) -> Iterator[list[object]]:
    for revision in entries:
        item, claimed = revision.item, [one.criterion for one in revision.links]
        yield [
            item.label,
            revision.happened_on.isoformat() if revision.happened_on else "",
            revision.title,
            str(KINDS[item.kind].name),
            str(ACTIVITIES[revision.activity].name) if revision.activity else "",
            revision.minutes,
            revision.place,
            str(shown(item.status).word),
            "; ".join(f"{one.unit_version.code} {one.number}" for one in claimed),
            "; ".join(attached.file.name for attached in revision.files),
            "\n\n".join(f"{heading}\n{words}" for heading, words in told(revision)),
            item.tags,
        ]


def _by_month(revisions: Iterable[Revision]) -> list[tuple[str, list[Revision]]]:
    def month(revision: Revision) -> date:
        happened = revision.happened_on or to_user_timezone(revision.item.created_at).date()
        return happened.replace(day=1)

    return [(month_of(first), list(entries)) for first, entries in groupby(revisions, key=month)]
