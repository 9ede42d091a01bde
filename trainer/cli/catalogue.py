"""Commands about the catalogue: bringing in the built-in one and files of one's own, and out again."""

from collections.abc import Iterable
from pathlib import Path

import click
import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.bodies import actions as bodies
from trainer.catalogue.actions import import_catalogue, load_builtin
from trainer.catalogue.comparing import Comparison, compare, is_latest, known
from trainer.catalogue.exchange.exporting import KINDS, export
from trainer.catalogue.exchange.recognising import Format, read_file, refuse_if_too_large
from trainer.catalogue.importing import Plan
from trainer.catalogue.models import Qualification, QualificationVersion
from trainer.cli.context import application, as_json, fail, tell, tell_faults
from trainer.cli.people import ACTING, person_called
from trainer.web.transactions import unit_of_work


@click.group()
def catalogue() -> None:
    """Bring qualifications, awards and schemes in, and take them out."""


@catalogue.command("import")
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option("--builtin", is_flag=True, help="The catalogue Trainer comes with, instead of FILE.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([one.value for one in Format], case_sensitive=False),
    help="What FILE is, if it is not recognised by its content.",
)
@click.option("--override", default="", help="Why codes that look mistyped are right.")
@click.option("--dry-run", is_flag=True, help="Say what FILE would change, and change nothing.")
@ACTING
@as_json
def catalogue_import(
    file: Path | None,
    *,
    builtin: bool,
    format_: str | None,
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
            plan = _read(file, format_, in_json=in_json)
            comparisons = [_carry_out(plan, actor, override, dry_run=dry_run)]
        effects = _effects(comparisons)
    lines = [f"{code}: {effect}" for code, effect in effects.items()]
    tell({"faults": [], "effects": effects}, "\n".join(lines), in_json=in_json)


def _carry_out(plan: Plan, actor: User | None, override: str, *, dry_run: bool) -> Comparison:
    return compare(plan) if dry_run else import_catalogue(plan, actor=actor, override=override)


@catalogue.command("export")
@click.argument("code")
@click.option(
    "--format",
    "format_",
    type=click.Choice([one.value for one in KINDS], case_sensitive=False),
    default=Format.YAML.value,
    show_default=True,
    help="What to write.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="The file to write, instead of standard output.",
)
def catalogue_export(code: str, *, format_: str, output: Path | None) -> None:
    """Write the qualification CODE, as it was last published, to a file."""
    latest = (
        sa.select(QualificationVersion)
        .join(QualificationVersion.qualification)
        .where(Qualification.code == code, is_latest())
    )
    with application():
        written = export(latest, Format(format_))
    if written is None:
        fail(f"There is no qualification {code} in the catalogue.")
    if output is None:
        click.echo(written, nl=False)
    else:
        output.write_bytes(written)


def _read(file: Path, as_format: str | None, *, in_json: bool) -> Plan:
    refuse_if_too_large(file.stat().st_size)
    chosen = Format(as_format) if as_format else None
    plan = read_file(file.read_bytes(), source=file.name, known=known(), as_format=chosen)
    if plan.faults:
        faults = [str(fault) for fault in plan.faults]
        more = plan.fault_count - len(faults)
        said = [*faults, f"There are {more} more errors."] if more else faults
        facts = {"faults": faults, "fault_count": plan.fault_count, "effects": {}}
        tell_faults(facts, faults if in_json else said, in_json=in_json)
    for warning in plan.warnings:
        click.echo(f"{warning}", err=True)
    return plan


def _effects(comparisons: Iterable[Comparison]) -> dict[str, str]:
    effects: dict[str, str] = {}
    for comparison in comparisons:
        effects |= {one.entry.code: one.effect.value for one in comparison.units}
        effects |= {one.entry.code: one.effect.value for one in comparison.qualifications}
    return effects
