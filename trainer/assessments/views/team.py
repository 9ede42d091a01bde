"""A manager's people with what each works towards, as a file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from flask import Response

from trainer.accounts.models import User
from trainer.assessments.views.blueprint import bp, learning_of
from trainer.audit.record import record_apart
from trainer.core import clock
from trainer.extensions import db
from trainer.people import policies
from trainer.people.events import PeopleExported
from trainer.people.queries import team_of
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file

COLUMNS = (
    "staff_number",
    "name",
    "job_title",
    "site",
    "team",
    "working_towards",
    "units_achieved",
    "units",
    "target",
)


@bp.get("/team/export.csv")
def export_team() -> Response:
    """Take one's team away as a file: a row for whatever each of them works towards."""
    hidden_unless(policies.may_lead(actor()))
    rows = list(_rows(db.session.scalars(team_of(actor())).all()))
    record_apart(PeopleExported(actor=actor(), subject=actor(), search="team"))
    return table_file(f"team-{clock.today()}.csv", COLUMNS, rows)


def _rows(people: Sequence[User]) -> Iterator[list[object]]:
    towards: defaultdict[int, list[list[object]]] = defaultdict(list)
    for row, count in learning_of(people):
        towards[row.learner_id].append([row.title, count.achieved, count.units, row.target_on])
    for one in people:
        job = one.placement()
        place = (
            [job.job_title, job.site.name, job.team.name if job.team else ""] if job else [""] * 3
        )
        for learning in towards[one.id] or [[""] * 4]:
            yield [one.staff_number, one.name, *place, *learning]
