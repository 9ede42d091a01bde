"""Commands about files of evidence: what is due to be removed, and what holds it."""

from datetime import datetime

import click

from trainer.cli.context import application, as_json, tell
from trainer.cli.people import person_called
from trainer.extensions import db
from trainer.files import actions
from trainer.files.models import usual_review
from trainer.files.retention import due_dates
from trainer.files.tasks import is_over, remove_due
from trainer.logs.tasks import prepare_earlier
from trainer.web.transactions import unit_of_work


@click.group()
def files() -> None:
    """Look after files of evidence."""


@files.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed now.")
@as_json
def files_retention(*, dry_run: bool, in_json: bool) -> None:
    """Remove the bytes of files whose time is over, as the worker does each night."""
    with application() as app:
        config = app.extensions["trainer"]
        found = [
            {
                "file": due.file.code,
                "name": due.file.name,
                "part": due.part.value,
                "rule": due.rule.value,
                "due_on": due.on.isoformat(),
                "held": due.is_held,
                "over": is_over(due),
            }
            for due in due_dates(config)
        ]
        db.session.rollback()
        removed = 0 if dry_run else remove_due(app.extensions["store"], config)
    lines = [
        f"{one['due_on']}  {one['part']:8}  {one['rule']:8}  {'held' if one['held'] else '':4}"
        f"  {one['file']}  {one['name']}"
        for one in found
    ]
    over = sum(bool(one["over"]) for one in found)
    said = f"{over} would be removed." if dry_run else f"Removed of {removed} files."
    facts = {"dry_run": dry_run, "removed": removed, "files": found}
    tell(facts, "\n".join([*lines, said]), in_json=in_json)


@files.command("prepare")
@as_json
def files_prepare(*, in_json: bool) -> None:
    """Have a copy without notes made of recordings that were kept before such copies were."""
    with application(), unit_of_work():
        asked = prepare_earlier()
    tell({"asked": asked}, f"The worker makes copies of {asked} recordings.", in_json=in_json)


@files.command("hold")
@click.argument("who")
@click.option("--as", "actor", metavar="WHO", help="The administrator who asks for it.")
@click.option("--reason", required=True, help="Why nothing may be removed.")
@click.option(
    "--review-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day by which somebody looks whether it is still needed; half a year from now if left out.",
)
@as_json
def files_hold(
    who: str, actor: str | None, reason: str, review_on: datetime | None, *, in_json: bool
) -> None:
    """Let nothing of WHO's files be removed until the hold is lifted."""
    with application(), unit_of_work():
        day = review_on.date() if review_on else usual_review()
        by = person_called(actor)
        actions.place_hold(person_called(who), actor=by, reason=reason, review_on=day)
    facts = {"learner": who, "held": True, "review_on": day.isoformat()}
    tell(facts, f"Nothing of {who} is removed now.", in_json=in_json)


@files.command("lift")
@click.argument("who")
@click.option("--as", "actor", metavar="WHO", help="The administrator who asks for it.")
@as_json
def files_lift(who: str, actor: str | None, *, in_json: bool) -> None:
    """Let what is due of WHO's files be removed again."""
    with application(), unit_of_work():
        ended = actions.lift_holds(person_called(who), actor=person_called(actor))
    tell({"learner": who, "lifted": ended}, f"{ended} holds ended.", in_json=in_json)
