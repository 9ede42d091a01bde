"""Commands about required skills: what somebody must hold on a day, and telling what ends."""

from datetime import date, datetime

import click

from trainer.cli.context import application, as_json, tell
from trainer.cli.people import person_called
from trainer.core import clock
from trainer.training import tasks
from trainer.training.queries import facts
from trainer.training.queries.standing import standings
from trainer.web.transactions import unit_of_work


@click.group()
def training() -> None:
    """See who must hold what, and tell people what ends."""


@training.command()
@click.argument("who", metavar="STAFF_NUMBER")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; else today.")
@as_json
def required(who: str, *, day: datetime | None, in_json: bool) -> None:
    """Say what somebody must hold on a day, and how they stand with it."""
    with application(), unit_of_work():
        on: date = day.date() if day else clock.today()
        person = person_called(who)
        terms = facts.terms()
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
