"""Commands about the catalogue: bringing in the built-in one, and files of one's own."""

from collections.abc import Iterable
from pathlib import Path

import click

from trainer.accounts.models import User
from trainer.bodies import actions as bodies
from trainer.catalogue.actions import import_catalogue, load_builtin
from trainer.catalogue.comparing import Comparison, compare, known
from trainer.catalogue.importing import Plan, decode, read
from trainer.cli.context import application, as_json, tell, tell_faults
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
@click.option("--override", default="", help="Why codes that look mistyped are right.")
@click.option("--dry-run", is_flag=True, help="Say what FILE would change, and change nothing.")
@ACTING
@as_json
def catalogue_import(
    file: Path | None,
    *,
    builtin: bool,
    override: str,
    dry_run: bool,
    acting: str | None,
    in_json: bool,
) -> None:
    """Publish what FILE brings, all of it or nothing."""
    if (file is None) is not builtin:
        raise click.UsageError("Give a file, or --builtin.")
    if builtin and dry_run:
        raise click.UsageError("--dry-run is for a file of your own.")
    with application(), unit_of_work():
        actor = person_called(acting) if acting else None
        if file is None:
            comparisons = load_builtin(actor=actor)
            bodies.load_builtin(actor=actor)
        else:
            plan = _read(file, in_json=in_json)
            comparisons = [_carry_out(plan, actor, override, dry_run=dry_run)]
        effects = _effects(comparisons)
    lines = [f"{code}: {effect}" for code, effect in effects.items()]
    tell({"faults": [], "effects": effects}, "\n".join(lines), in_json=in_json)


def _carry_out(plan: Plan, actor: User | None, override: str, *, dry_run: bool) -> Comparison:
    return compare(plan) if dry_run else import_catalogue(plan, actor=actor, override=override)


def _read(file: Path, *, in_json: bool) -> Plan:
    plan = read(decode(file.read_bytes()), source=file.name, known=known())
    if plan.faults:
        faults = [str(fault) for fault in plan.faults]
        tell_faults({"faults": faults, "effects": {}}, faults, in_json=in_json)
    for warning in plan.warnings:
        click.echo(f"{warning}", err=True)
    return plan


def _effects(comparisons: Iterable[Comparison]) -> dict[str, str]:
    effects: dict[str, str] = {}
    for comparison in comparisons:
        effects |= {one.entry.code: one.effect.value for one in comparison.units}
        effects |= {one.entry.code: one.effect.value for one in comparison.qualifications}
    return effects
