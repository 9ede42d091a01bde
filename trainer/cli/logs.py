"""Commands about learning logs: which criteria somebody's words may show."""

from dataclasses import asdict
from pathlib import Path
from typing import cast

import click

from trainer.accounts.models import User
from trainer.cli.context import application, as_json, fail, tell
from trainer.cli.people import person_called
from trainer.config import Config
from trainer.documents.pool import Renderer
from trainer.extensions import db
from trainer.logs import queries
from trainer.logs.suggesting import TOP, suggest
from trainer.packs.actions import bring_in
from trainer.packs.actions.receiving import refuse_second
from trainer.packs.facts import coming
from trainer.packs.reading import read_pack
from trainer.packs.taking import take_files, trusted_keys
from trainer.packs.writing import Writer
from trainer.web.transactions import unit_of_work


@click.group()
def logs() -> None:
    """Look into learning logs, and take them away or bring them in as packs."""


@logs.command("suggest")
@click.option(
    "--learner", required=True, metavar="WHO", help="Their staff number or e-mail address."
)
@click.option("--top", type=click.IntRange(min=1), default=TOP, show_default=True)
@click.argument("text")
@as_json
def logs_suggest(learner: str, top: int, text: str, *, in_json: bool) -> None:
    """Rank the criteria that a learner works towards by how well TEXT fits them.

    Those that nothing has been sent for come first, as on the page where an entry is written.
    """
    with application():
        rows = db.session.execute(queries.candidates(person_called(learner))).all()
        known = [queries.as_candidate(row) for row in rows]
        sent = {row[0]: row[-1] for row in rows if row[-1] is not None}
        fitting = suggest([text], known, after=sent, top=top)
    found = [
        {
            "rank": rank,
            "criterion": f"{one.candidate.unit_code} {one.candidate.number}",
            "unit": one.candidate.unit,
            "text": one.candidate.text,
            "phrase": one.phrase,
            "score": round(one.score, 3),
            "sent_with": sent.get(one.candidate.id),
        }
        for rank, one in enumerate(fitting, 1)
    ]
    lines = [
        f"{one['score']:7.3f}  {one['criterion']:16}  {one['text']}  “{one['phrase']}”"
        for one in found
    ]
    facts = {"learner": learner, "worked_towards": len(rows), "suggestions": found}
    tell(facts, "\n".join(lines) or _nothing(len(rows)), in_json=in_json)


@logs.command("pack")
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
def logs_pack(who: str, out: Path, *, in_json: bool) -> None:
    """Write everything WHO sent, with what was decided on it, into one signed file."""
    with application() as app, Renderer() as renderer:
        config, store = cast("Config", app.extensions["trainer"]), app.extensions["store"]
        learner = person_called(who)
        try:
            with out.open("xb") as file:
                for piece in Writer(config, store, renderer, _untold).write(learner):
                    file.write(piece)
        except FileExistsError:
            fail(f"{out} is there already. Name another file.")
        size, name = out.stat().st_size, learner.name
    facts = {"learner": who, "file": str(out), "size": size}
    tell(facts, f"The portfolio of {name} is in {out}: {size:,} bytes.", in_json=in_json)


@logs.command("unpack")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would bring.")
@click.option("--for", "learner", metavar="WHO", help="Whose it is: their staff number.")
@click.option("--as", "acting", metavar="ADMIN", help="The training administrator who does it.")
@as_json
def logs_unpack(
    file: Path, learner: str | None, acting: str | None, *, dry_run: bool, in_json: bool
) -> None:
    """Check the pack in FILE to its last byte, and bring it in as prior learning."""
    with application() as app:
        config, store = cast("Config", app.extensions["trainer"]), app.extensions["store"]
        opened = read_pack(file, trusted_keys(config))
        owner = person_called(learner) if learner or not dry_run else None
        refuse_second(opened.document)
        items = [asdict(one) for one in coming(opened.document, owner)]
        if owner is not None and not dry_run:
            files, actor_id, owner_id = (
                take_files(opened, store, config),
                person_called(acting).id,
                owner.id,
            )
            with unit_of_work():
                bring_in(
                    opened,
                    actor=db.session.get_one(User, actor_id),
                    learner=db.session.get_one(User, owner_id),
                    files=files,
                )
    said = opened.document
    facts = {
        "organisation": said.installation.organisation,
        "fingerprint": opened.fingerprint,
        "learner": said.learner,
        "made_at": said.made_at,
        "brought_in": not dry_run,
        "items": items,
    }
    lines = [f"Portfolio of {said.learner}, made by {said.installation.organisation}."]
    lines += [f"{one['number']}  {one['kind']} ({one['files']} files)" for one in items]
    tell(facts, "\n".join(lines), in_json=in_json)


def _untold(_done: int, _all: int) -> None:
    """Say nothing of how far it is."""


def _nothing(worked_towards: int) -> str:
    if not worked_towards:
        return "This person works towards no unit yet, so there is nothing to suggest."
    return "No criterion this person works towards fits these words."
