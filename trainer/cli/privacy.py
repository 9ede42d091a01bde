"""Commands about what is held about people: handing it out, erasing it, and who was erased."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import cast

import click

from trainer.audit.record import record
from trainer.cli.context import application, as_json, fail, tell
from trainer.cli.people import person_called
from trainer.config import Config
from trainer.core.policy import no
from trainer.extensions import db
from trainer.privacy.erasure import outside, policies
from trainer.privacy.erasure.queries import forecast
from trainer.privacy.events import ExportWritten
from trainer.privacy.writing.writer import Writer
from trainer.web.transactions import unit_of_work


@click.group()
def privacy() -> None:
    """Look after what is held about people."""


@privacy.command("erase")
@click.argument("who")
@click.option("--dry-run", is_flag=True, help="Only say what would go; nothing else is done here.")
@as_json
def privacy_erase(who: str, *, dry_run: bool, in_json: bool) -> None:
    """Say what would go if WHO were erased, and what stands against it.

    Erasing takes two people who each re-enter their password, so it is done on the page
    "Erasing people"; this only looks.
    """
    if not dry_run:
        fail("Erasing takes two people, on the page “Erasing people”. Add --dry-run to look first.")
    with application():
        person = person_called(who)
        verdict = (
            no("They work here. Only somebody who has left can be erased.")
            if person.active
            else policies.is_free(person)
        )
        found = forecast(person)
        db.session.rollback()
    facts = {
        "who": who,
        "dry_run": True,
        "possible": verdict.allowed,
        "why_not": verdict.reason,
        "texts": found.texts,
        **asdict(found),
    }
    lines = [f"{texts:7,}  {table}" for table, texts in sorted(found.by_table.items())]
    said = (
        f"{found.texts:,} texts, {found.files:,} files and {found.sealed:,} sealed words would go;"
        f" {found.decisions:,} decisions stay. {verdict.reason}".strip()
    )
    tell(facts, "\n".join([*lines, said]), in_json=in_json)


@privacy.command("erased")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@as_json
def privacy_erased(file: Path | None, *, in_json: bool) -> None:
    """List who was erased, by number and tombstone; add them to FILE, to be kept apart from backups."""
    with application():
        known = outside.on_record()
        db.session.rollback()
    if file is not None:
        before = {one.person_id for one in outside.kept(file)}
        outside.append(file, (one for one in known if one.person_id not in before))
    facts = {"erased": [vars(one) for one in known]}
    tell(facts, "\n".join(map(str, known)) or "Nobody was erased.", in_json=in_json)


@privacy.command("export")
@click.argument("who")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; it must not be there yet.",
)
@as_json
def privacy_export(who: str, out: Path, *, in_json: bool) -> None:
    """Write everything held about WHO into one ZIP file, for them alone."""
    with application() as app:
        config, store = cast("Config", app.extensions["trainer"]), app.extensions["store"]
        with unit_of_work():
            record(ExportWritten(actor=None, subject=person_called(who)))
        person = person_called(who)
        try:
            made = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            fail(f"{out} is there already. Name another file.")
        try:
            with os.fdopen(made, "wb") as file:
                for piece in Writer(config, store, _untold).write(person):
                    file.write(piece)
        except BaseException:
            out.unlink()
            raise
        size, name = out.stat().st_size, person.name
    facts = {"person": who, "file": str(out), "size": size}
    tell(facts, f"All that is held about {name} is in {out}: {size:,} bytes.", in_json=in_json)


def _untold(done: int, total: int) -> None:
    """Tell nobody how far it is: the command is done in a moment."""
