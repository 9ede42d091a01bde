"""Commands about figures: bringing them in from a file."""

from pathlib import Path

import click

from trainer.cli.context import application, as_json, fail, tell, tell_faults
from trainer.cli.people import ACTING, person_called
from trainer.figures import actions, policies, queries
from trainer.figures.planning import plan
from trainer.figures.reading import read
from trainer.web.sheets import decode
from trainer.web.transactions import unit_of_work


@click.group()
def figures() -> None:
    """Bring in what people’s work came to by month."""


@figures.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@ACTING
@as_json
def figures_import(file: Path, *, dry_run: bool, acting: str | None, in_json: bool) -> None:
    """Take in a CSV FILE or workbook of figures, all of it or nothing."""
    with application(), unit_of_work():
        actor = person_called(acting)
        if not (verdict := policies.may_bring_in(actor)):
            fail(verdict.reason)
        sheet = read(decode(file.read_bytes()))
        planned = plan(sheet, queries.known_for(sheet, actor))
        problems = [str(problem) for problem in planned.problems]
        if not problems and not dry_run:
            actions.bring_in(planned, actor=actor)
    facts = {
        "problems": problems,
        "new": planned.added,
        "replaced": planned.replaced,
        "already": 0 if problems else planned.already,
        "people": planned.people,
        "months": [f"{month:%Y-%m}" for month in planned.months],
        "unread_columns": sheet.unread,
    }
    if sheet.unread and not in_json:
        click.echo(f"Columns that were not read: {', '.join(sheet.unread)}.", err=True)
    if problems:
        tell_faults(facts, problems, in_json=in_json)
    said = (
        f"{planned.added} new and {planned.replaced} replaced for {planned.people} people,"
        f" {planned.already} on record already."
    )
    tell(facts, said, in_json=in_json)
