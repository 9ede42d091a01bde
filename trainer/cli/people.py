"""Commands about people: adding them, and importing a file of them."""

from pathlib import Path

import click

from trainer.accounts import actions as accounts
from trainer.accounts import queries
from trainer.accounts.models import User
from trainer.cli.context import application, as_json, fail, tell, tell_faults
from trainer.core import clock
from trainer.core.database import grouped
from trainer.extensions import db
from trainer.people import importing
from trainer.people.actions import appointing
from trainer.people.actions import importing as taking_in
from trainer.people.actions.placing import Post, join
from trainer.people.models import Site
from trainer.people.queries import roster
from trainer.web.transactions import unit_of_work

ACTING = click.option(
    "--as", "acting", metavar="STAFF_NUMBER", help="The administrator on whose behalf this is done."
)


def person_called(staff_number: str | None) -> User:
    """Find the person a command acts for or speaks of, or end with a sentence."""
    if staff_number is None:
        fail("Say on whose behalf, with --as and an administrator's staff number.")
    person = db.session.scalar(queries.known_as(staff_number))
    if person is None:
        fail(f"Nobody has the staff number {staff_number}.")
    return person


@click.group()
def user() -> None:
    """Add people."""


@user.command("add")
@click.argument("people", nargs=-1, required=True, metavar="STAFF_NUMBER NAME …")
@click.option("--first-administrator", "first", is_flag=True, help="Add the first two, at once.")
@click.option("--site", metavar="CODE", help="Where the person works.")
@click.option("--job", metavar="TITLE", help="What their job is called.")
@click.option("--email", default="", help="Their e-mail address, where they have one.")
@ACTING
@as_json
def user_add(
    people: tuple[str, ...],
    *,
    first: bool,
    site: str | None,
    job: str | None,
    email: str,
    acting: str | None,
    in_json: bool,
) -> None:
    """Add a person, or with --first-administrator the two system administrators to begin with.

    Each can set a password with the one-time code printed.
    """
    with application(), unit_of_work():
        added = _first_two(people) if first else [_one(people, site, job, email, acting)]
        helper = added[-1] if first else person_called(acting)
        codes = {
            person.staff_number: grouped(accounts.hand_over_code(person, actor=helper))
            for person in added
        }
    sentence = "\n".join(f"{number}: one-time code {code}" for number, code in codes.items())
    tell({"codes": codes}, sentence, in_json=in_json)


def _first_two(people: tuple[str, ...]) -> list[User]:
    if len(people) != 4:  # noqa: PLR2004 - two numbers and two names
        fail("Name two people, each by staff number and name: each confirms the other's acts.")
    first = accounts.make_account(staff_number=people[0], name=people[1])
    second = accounts.make_account(staff_number=people[2], name=people[3])
    appointing.add_first_administrators(first, second)
    return [first, second]


def _one(
    people: tuple[str, ...], site: str | None, job: str | None, email: str, acting: str | None
) -> User:
    if len(people) != 2 or not site or not job:  # noqa: PLR2004 - a number and a name
        fail("Give a staff number, a name in quotes, --site and --job.")
    where = db.session.query(Site).filter_by(code=site).one_or_none()
    if where is None:
        fail(f"There is no site with the code {site}.")
    return join(
        actor=person_called(acting),
        staff_number=people[0],
        name=people[1],
        known_as="",
        email=email,
        post=Post(site=where, team=None, manager=None, job_title=job, starts_on=clock.today()),
    )


@click.group()
def people() -> None:
    """Import people."""


@people.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@ACTING
@as_json
def people_import(file: Path, *, dry_run: bool, acting: str | None, in_json: bool) -> None:
    """Take in a CSV FILE of people, all of it or nothing.

    Its first row names the columns: staff_number and whichever others there are to say.
    The page "Import a file of people" explains each, and gives an empty file to fill in.
    """
    with application(), unit_of_work():
        actor = person_called(acting)
        plan = importing.plan(importing.read(importing.decode(file.read_bytes())), roster(actor))
        problems = [str(problem) for problem in plan.problems]
        counts = {kind.value: len(plan.of_kind(kind)) for kind in importing.Kind}
        if not problems and not dry_run:
            taking_in.import_people(plan, actor=actor)
    facts = {
        "problems": problems,
        **counts,
        "unchanged": plan.unchanged,
        "unread_columns": plan.sheet.unread,
        "new_sites": [name for _code, name in plan.new_sites],
        "new_teams": [name for _code, name in plan.new_teams],
    }
    if plan.sheet.unread and not in_json:
        click.echo(f"Columns that were not read: {', '.join(plan.sheet.unread)}.", err=True)
    if problems:
        tell_faults(facts, problems, in_json=in_json)
    tell(facts, _told(plan), in_json=in_json)


def _told(plan: importing.Plan) -> str:
    counts = [f"{len(plan.of_kind(kind))} {kind.value}" for kind in importing.Kind]
    lines = [f"{', '.join(counts)}, {plan.unchanged} unchanged."]
    if plan.new_sites:
        lines.append(f"New sites: {', '.join(name for _code, name in plan.new_sites)}.")
    if plan.new_teams:
        lines.append(f"New teams: {', '.join(name for _code, name in plan.new_teams)}.")
    return "\n".join(lines)
