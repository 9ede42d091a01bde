"""Commands about front-line feeds: bringing work products in from a file."""

from pathlib import Path

import click

from trainer.cli.context import application, as_json, fail, tell, tell_faults
from trainer.cli.people import ACTING, person_called
from trainer.feeds import actions, policies, queries
from trainer.feeds.reading import read
from trainer.web.sheets import decode
from trainer.web.transactions import unit_of_work


@click.group()
def feeds() -> None:
    """Offer work products of other systems to people as evidence."""


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be offered, and offer nothing.")
@ACTING
@as_json
def feeds_import(file: Path, *, dry_run: bool, acting: str | None, in_json: bool) -> None:
    """Take in a CSV FILE of work products, all of it or nothing."""
    with application(), unit_of_work():
        actor = person_called(acting)
        if not (verdict := policies.may_bring_in(actor)):
            fail(verdict.reason)
        plan = queries.look_ahead(actor, read(decode(file.read_bytes())))
        problems = [str(problem) for problem in plan.problems]
        if not problems and not dry_run:
            actions.take_in(plan, actor=actor, source=file.name)
    facts = {
        "problems": problems,
        "new": len(plan.new),
        "known": plan.known,
        "people": len({person.id for _row, person in plan.new}),
        "unread_columns": plan.sheet.unread,
    }
    if plan.sheet.unread and not in_json:
        click.echo(f"Columns that were not read: {', '.join(plan.sheet.unread)}.", err=True)
    if problems:
        tell_faults(facts, problems, in_json=in_json)
    said = f"{facts['new']} new for {facts['people']} people, {plan.known} here already."
    tell(facts, said, in_json=in_json)
