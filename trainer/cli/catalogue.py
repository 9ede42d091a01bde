"""Commands about the catalogue: bringing in the built-in one, and files of one's own."""

from pathlib import Path

import click

from trainer.catalogue.actions import import_catalogue, load_builtin
from trainer.catalogue.comparing import known
from trainer.catalogue.importing import read
from trainer.cli.context import application, as_json, tell
from trainer.cli.people import ACTING, person_called
from trainer.web.transactions import unit_of_work


@click.group()
def catalogue() -> None:
    """Bring qualifications, awards and schemes in."""


@catalogue.command("import")
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option("--builtin", is_flag=True, help="The catalogue Trainer comes with, instead of FILE.")
@ACTING
@as_json
def catalogue_import(
    file: Path | None, *, builtin: bool, acting: str | None, in_json: bool
) -> None:
    """Publish what FILE brings, all of it or nothing."""
    if (file is None) is not builtin:
        raise click.UsageError("Give a file, or --builtin.")
    faults: list[str] = []
    effects: dict[str, str] = {}
    with application(), unit_of_work():
        actor = person_called(acting) if acting else None
        if file is None:
            comparisons = load_builtin(actor=actor)
        else:
            plan = read(file.read_text(encoding="utf-8"), source=file.name, known=known())
            faults = [str(fault) for fault in plan.faults]
            comparisons = [] if faults else [import_catalogue(plan, actor=actor)]
        for comparison in comparisons:
            effects |= {one.entry.code: one.effect.value for one in comparison.units}
            effects |= {one.entry.code: one.effect.value for one in comparison.qualifications}
    lines = [f"{code}: {effect}" for code, effect in effects.items()]
    tell({"faults": faults, "effects": effects}, "\n".join(faults or lines), in_json=in_json)
    if faults:
        raise SystemExit(1)
