"""Commands that copy all records while people work, and bring them back elsewhere."""

from pathlib import Path

import click
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from trainer.backups.erasing import erase_again
from trainer.backups.making import back_up
from trainer.backups.moments import Folder, about
from trainer.backups.restoring import faults, restore
from trainer.cli.context import MIGRATIONS, application, as_json, fail, tell, tell_faults
from trainer.cli.migrating import bring_up_to_date

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("backup")
@click.argument("folder", type=FOLDER)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="Let go of all but so many backups in this folder. All stay if not given.",
)
@as_json
def backup(folder: Path, keep: int | None, *, in_json: bool) -> None:
    """Copy everything into FOLDER, while people work; files it has already are not copied again.

    The secret key (TRAINER_SECRET_KEY) is not in it: keep it in another place, for nothing that is
    encrypted can be read without it. The folder holds personal data: keep it as you keep the records.
    """
    with application() as app:
        data_dir, store = app.extensions["trainer"].data_dir, app.extensions["store"]
        made = back_up(Folder(folder), data_dir, store, tell=_tell_progress, keep=keep)
    said = about(made)
    facts = vars(said) | {"moment": made.name, "folder": str(folder)}
    sentence = (
        f"{made.name}: {sum(said.rows.values()):,} rows and {said.files:,} files"
        f" ({said.bytes / 1e6:,.1f} MB)."
    )
    tell(facts, sentence, in_json=in_json)


@click.command("restore")
@click.argument("folder", type=FOLDER)
@click.option("--moment", default="", help="Which of the backups. The last, if not given.")
@click.option(
    "--erased",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of who was erased, as `trainer privacy erased` writes it, kept apart from backups.",
)
@as_json
def restore_(folder: Path, moment: str, erased: Path | None, *, in_json: bool) -> None:
    """Bring a backup back from FOLDER to where the settings say, if no records are there yet.

    Every file is held against its fingerprint, every table against its count, and the ledger against
    the links written down outside it. Whoever any backup in FOLDER or the list says was erased since
    is erased again; then everything is checked as by `trainer check`.
    """
    with application(migrated=False) as app:
        kept = Folder(folder)
        _require_known(about(kept.moment(moment)).migration)
        done = restore(kept, moment, app.extensions["trainer"].data_dir, app.extensions["store"])
    bring_up_to_date(app)
    with app.app_context():
        again = erase_again(kept, erased, app.extensions["store"], app.extensions["trainer"])
        found = done.differences + faults()
    facts = vars(done.said) | {"moment": done.moment, "erased": again, "differences": found}
    if found:
        tell_faults(facts, found, in_json=in_json)
    sentence = (
        f"{done.moment} is back: {sum(done.said.rows.values()):,} rows and {done.said.files:,}"
        " files, all as they were. Every invariant holds."
        + (f" Erased again: {again}." if again else "")
    )
    tell(facts, sentence, in_json=in_json)


def _tell_progress(number: int) -> None:
    click.echo(f"{number:,} files copied", err=True)


def _require_known(migration: str) -> None:
    """End with a sentence where the backup is of a Trainer later than this one."""
    try:
        ScriptDirectory(str(MIGRATIONS)).get_revision(migration)
    except CommandError:
        fail("This backup was made by a later Trainer. Bring it back with that one, or a newer.")
