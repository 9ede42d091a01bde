"""The command that says who may be put on a site's rota for what."""

from dataclasses import asdict
from datetime import datetime

import click
import sqlalchemy as sa

from trainer.cli.context import application, as_json, fail, tell
from trainer.core import clock
from trainer.currency.queries.rota import rota as who_works
from trainer.currency.views.rota import heads, rows
from trainer.extensions import db
from trainer.people.models import Site
from trainer.web.csv import written
from trainer.web.transactions import unit_of_work


@click.command("rota")
@click.option("--site", "code", required=True, metavar="CODE", help="The site, by its code.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; else today.")
@click.option("--csv", "as_table", is_flag=True, help="A row for each person.")
@as_json
def rota(code: str, *, day: datetime | None, as_table: bool, in_json: bool) -> None:
    """Say who works at a site on a day, what they may be put to, and what stands against it."""
    with application(), unit_of_work():
        site = db.session.scalar(sa.select(Site).where(Site.code == code))
        if site is None:
            fail(f"There is no site with the code {code}.")
        on = day.date() if day else clock.today()
        found = who_works(site.id, on)
        if as_table:
            click.echo(written(heads(), rows(found)), nl=False)
            return
    lines = [
        f"{one.name} ({one.staff_number}): {', '.join(one.holds) or '–'}"
        + (f"; lacks {', '.join(one.lacks)}" if one.lacks else "")
        for one in found
    ]
    facts = {"site": code, "on": on.isoformat(), "people": [asdict(one) for one in found]}
    tell(facts, "\n".join(lines) or "Nobody works there that day.", in_json=in_json)
