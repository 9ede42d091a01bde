"""Commands about careers: the map, how people stand with roles, and the way there."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import render_template

from trainer.accounts.models import User
from trainer.careers.actions.publishing import load_builtin as load
from trainer.careers.queries import charts
from trainer.careers.queries.standing import bench as stand
from trainer.careers.queries.standing import career, route_to
from trainer.careers.rules.asking import Fact, Key
from trainer.careers.rules.charting import CareerMap, CareerRole
from trainer.careers.rules.closing import closed_by
from trainer.careers.rules.drawing import draw
from trainer.careers.rules.readiness import Line, count
from trainer.cli.context import application, as_json, fail, tell
from trainer.cli.people import person_called
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement, Site
from trainer.web.transactions import unit_of_work


@click.group()
def careers() -> None:
    """See which roles there are, and how people stand with what each asks."""


@careers.command("load-builtin")
@as_json
def load_builtin(*, in_json: bool) -> None:
    """Publish the map that Trainer comes with, unless there is one."""
    with application(), unit_of_work():
        version = load()
    said = "Published." if version else "There is a map already."
    tell({"published": version is not None}, said, in_json=in_json)


@careers.command()
@click.argument("who", metavar="STAFF_NUMBER")
@click.argument("role_key", metavar="ROLE")
@as_json
def readiness(who: str, role_key: str, *, in_json: bool) -> None:
    """Say how somebody stands with each thing a role asks."""
    with application(), unit_of_work():
        now = career(person_called(who), charts.chart(), clock.today())
        lines = now.standing(_role(now.chart, role_key)).lines
        told = [_told(one, now.retired) for one in lines]
        facts = {"person": who, "role": role_key, "lines": told}
    said = "\n".join(f"{one.requirement.words}: {one.state}" for one in lines)
    tell(facts, said or "It asks for nothing.", in_json=in_json)


@careers.command()
@click.argument("who", metavar="STAFF_NUMBER")
@click.argument("role_key", metavar="ROLE")
@as_json
def route(who: str, role_key: str, *, in_json: bool) -> None:
    """Say the fewest things somebody can do to meet what a role asks."""
    with application(), unit_of_work():
        now = career(person_called(who), charts.chart(), clock.today())
        found = route_to(now, _role(now.chart, role_key))
    facts = {
        "person": who,
        "role": role_key,
        "actions": [one.name for one in found.actions],
        "waits": [one.words for one in found.waits],
        "out_of_reach": [one.words for one in found.out_of_reach],
    }
    tell(facts, "\n".join(facts["actions"]) or "There is nothing to do.", in_json=in_json)


@careers.command()
@click.option("--role", "keys", multiple=True, required=True, help="A role; may be given again.")
@click.option("--site", "code", metavar="CODE", help="Only people at this site.")
@as_json
def bench(keys: tuple[str, ...], *, code: str | None, in_json: bool) -> None:
    """Say for each role how many lines everybody meets, and who meets all."""
    with application(), unit_of_work():
        chart = charts.chart()
        roles = [_role(chart, key) for key in keys]
        among = sa.select(User.id).where(User.active, User.id.in_(_working(code)))
        found = stand(among, roles, chart, clock.today())
        numbers = dict(
            db.session.execute(sa.select(User.id, User.staff_number).where(User.id.in_(among)))
            .tuples()
            .all()
        )
    facts: dict[str, Any] = {
        role.key: {
            numbers[person_id]: {"met": count(lines[role.key]), "of": len(lines[role.key])}
            for person_id, lines in found.items()
        }
        for role in roles
    }
    ready = {
        key: [number for number, one in people.items() if one["met"] == one["of"]]
        for key, people in facts.items()
    }
    said = "\n".join(f"{key}: {', '.join(some) or 'nobody'}" for key, some in ready.items())
    tell({"roles": facts, "ready": ready}, said, in_json=in_json)


@careers.command("map")
@click.option("-o", "file", type=click.Path(path_type=Path, dir_okay=False), required=True)
def drawn(file: Path) -> None:
    """Write the map as a drawing to an SVG file."""
    with application() as app, unit_of_work(), app.test_request_context():
        chart = charts.chart()
        says = {
            one.key: f"£{one.salary_from:,} to £{one.salary_to:,}" if one.salary_from else ""
            for one in chart.roles
        }
        text = render_template("careers/file.svg", drawing=draw(chart), says=says)
    file.write_text(text, encoding="utf-8")
    click.echo(f"Written to {file}.")


def _working(code: str | None) -> sa.Select[int]:
    working = sa.select(Placement.user_id).where(Placement.holds_on(clock.today()))
    if code is None:
        return working
    where = db.session.scalar(sa.select(Site.id).where(Site.code == code))
    if where is None:
        fail(f"There is no site with the code {code}.")
    return working.where(Placement.site_id == where)


def _role(chart: CareerMap, key: str) -> CareerRole:
    return chart.role(key) or fail(f"There is no role “{key}” on the career map.")


def _told(line: Line, retired: Collection[Key]) -> dict[str, Any]:
    return {
        "asked": line.requirement.words,
        "state": line.state.value,
        "until": line.until and line.until.isoformat(),
        "evidence": [_fact(one) for one in line.evidence],
        "closed_by": closed_by(line, retired),
        "parts": [_told(part, retired) for part in line.parts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"says": fact.says, "by": fact.by, "since": fact.starts_on.isoformat()}
