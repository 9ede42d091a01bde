"""Reading what came of a round, as a page and as a table."""

from collections.abc import Iterator

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.audit.record import apart
from trainer.behaviours.models import LEVELS
from trainer.feedback import naming, policies
from trainer.feedback.actions import running
from trainer.feedback.models import FeedbackRound
from trainer.feedback.queries import results
from trainer.feedback.rules.release import Released
from trainer.feedback.views.blueprint import bp, found_round
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.forms import OnceForm


@bp.get("/feedback/<int:round_id>/result")
def result(round_id: int) -> ResponseReturnValue:
    """Show what was said, by group."""
    told, released = read_result(round_id)
    key = OnceForm.for_request().request_key.data
    return render_template("feedback/result.html", told=told, released=released, key=key)


@bp.get("/feedback/<int:round_id>/result.csv")
def export(round_id: int) -> ResponseReturnValue:
    """Give what was said as a table: the same as on the page, and no more."""
    told, released = read_result(round_id)
    heads = [
        *(_("Group"), _("Answers"), _("Question")),
        *(_("Level %(number)s", number=level) for level in LEVELS),
        *(_("Average"), _("Words"), _("Name")),
    ]
    return table_file(f"feedback-{told.id}.csv", heads, _rows(told, released))


def _rows(told: FeedbackRound, released: Released) -> Iterator[list[object]]:
    for part in released.parts:
        name = naming.group_name(part.sides)
        for question in told.questions:
            begins: list[object] = [name, part.people, question.name]
            if (spread := part.spreads.get(question.id)) is not None:
                yield [*begins, *spread.counts, round(spread.average, 1), "", _names(spread.names)]
            for said in part.words.get(question.id, ()):
                yield [*begins, *[""] * (len(LEVELS) + 1), said.words, said.by]


def _names(by_level: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(
        f"{level}: {', '.join(names)}" for level, names in enumerate(by_level, 1) if names
    )


def read_result(round_id: int) -> tuple[FeedbackRound, Released]:
    """Find what the reader may see of a round, and note first that they read it, if they are HR."""
    told = found_round(round_id)
    hidden_unless(policies.may_read(actor(), told))
    if policies.is_outside_the_pair(actor(), told):
        with apart():
            running.note_reading(told, actor=actor())
        told = found_round(round_id)
    released = results.results_of(told, actor())
    if released is None:
        abort(404)
    return told, released
