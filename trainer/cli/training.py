"""Commands about skills: what somebody must hold, telling what ends, bringing past training in."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.cli.context import application, as_json, fail, tell, tell_faults
from trainer.cli.people import ACTING, person_called
from trainer.cli.rota import rota
from trainer.core import clock
from trainer.extensions import db
from trainer.past import actions as past
from trainer.past import policies, queries
from trainer.past.planning import plan
from trainer.past.reading import read
from trainer.people.models import Site
from trainer.skills.queries.matrix import matrix
from trainer.skills.queries.required import RequiredSkills
from trainer.skills.queries.wanted import Wanted
from trainer.skills.views.exporting import heads, rows
from trainer.training import tasks
from trainer.training.queries import facts as listed
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import Standing
from trainer.web.csv import written
from trainer.web.sheets import decode
from trainer.web.transactions import unit_of_work


@click.group()
def training() -> None:
    """See who must hold what, and tell people what ends."""


training.add_command(rota)


@training.command()
@click.argument("who", metavar="STAFF_NUMBER")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; else today.")
@as_json
def required(who: str, *, day: datetime | None, in_json: bool) -> None:
    """Say what somebody must hold on a day, and how they stand with it."""
    with application(), unit_of_work():
        on: date = day.date() if day else clock.today()
        person = person_called(who)
        terms = listed.terms()
        rows = [
            {
                "skill": terms[one.asked.skill_id].code,
                "name": terms[one.asked.skill_id].name,
                "state": one.standing.state.value,
                "deadline": one.standing.deadline and one.standing.deadline.isoformat(),
                "since": one.asked.since.isoformat(),
                "due_on": one.asked.due_on.isoformat(),
                "requirements": list(one.asked.rule_ids),
            }
            for one in standings([person.id], on, terms=terms)
        ]
    said = "\n".join(
        f"{row['name']}: {row['state']}, {row['deadline'] or 'for good'}" for row in rows
    )
    found = {"person": who, "on": on.isoformat(), "required": rows}
    tell(found, said or "Nothing is required.", in_json=in_json)


@training.command()
@as_json
def sweep(*, in_json: bool) -> None:
    """Tell people which required skills end or are overdue, each once, as the worker does at night."""
    with application():
        told = tasks.sweep()
    tell({"told": told}, f"{told} people told.", in_json=in_json)


@training.command("matrix")
@click.option("--site", "code", metavar="CODE", help="Only people at this site.")
@click.option(
    "--csv", "as_table", is_flag=True, help="A row for each person, a column for each skill."
)
@as_json
def skills_matrix(*, code: str | None, as_table: bool, in_json: bool) -> None:
    """Say how people stand with what is asked of them: of each skill how many hold it."""
    with application(), unit_of_work():
        today = clock.today()
        where = db.session.scalar(sa.select(Site.id).where(Site.code == code)) if code else None
        if code and where is None:
            fail(f"There is no site with the code {code}.")
        source = RequiredSkills(today)
        found = matrix(
            sa.select(User.id), Wanted(site=where), source, today, page=slice(None), whole=True
        )
        if as_table:
            click.echo(written(heads(found), rows(found)), nl=False)
            return
        codes = {key: one.code for key, one in source.terms.items()}
        facts: dict[str, Any] = {
            "site": code,
            "on": today.isoformat(),
            "skills": [
                {
                    "skill": codes[one.key],
                    "name": one.name,
                    "asked": found.tally.asked[one.key],
                    "held": found.tally.covered[one.key],
                }
                for one in found.columns
            ],
            "people": [
                {
                    "person": line.person.staff_number,
                    "gaps": line.totals.gaps,
                    "skills": {codes[key]: _standing(one) for key, one in line.marks.items()},
                }
                for line in found.lines
            ],
        }
    lines = [f"{one['name']}: {one['held']} of {one['asked']}" for one in facts["skills"]]
    tell(facts, "\n".join(lines) or "Nothing is asked of them.", in_json=in_json)


def _standing(standing: Standing) -> dict[str, str | None]:
    day = standing.deadline
    return {"state": standing.state.value, "deadline": day.isoformat() if day else None}


@training.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing.")
@ACTING
@as_json
def import_past(file: Path, *, dry_run: bool, acting: str | None, in_json: bool) -> None:
    """Record what people hold from a FILE of past training, CSV or Excel, all of it or nothing.

    Its first row names the columns: staff_number, skill and date, and perhaps valid_until and
    details.
    """
    with application(), unit_of_work():
        actor = person_called(acting)
        if not (verdict := policies.may_bring_in(actor)):
            fail(verdict.reason)
        sheet = read(decode(file.read_bytes()))
        planned = plan(sheet, queries.known_for(sheet, actor))
        problems = [str(problem) for problem in planned.problems]
        if not problems and not dry_run:
            past.bring_in(planned, actor=actor)
    facts = {
        "problems": problems,
        "new": len(planned.new),
        "already": planned.already,
        "people": planned.people,
        "by_skill": dict(planned.by_skill),
        "unread_columns": list(sheet.unread),
    }
    if sheet.unread and not in_json:
        click.echo(f"Columns that were not read: {', '.join(sheet.unread)}.", err=True)
    if problems:
        tell_faults(facts, problems, in_json=in_json)
    said = f"{facts['new']} new for {facts['people']} people, {planned.already} on record already."
    tell(facts, said, in_json=in_json)
