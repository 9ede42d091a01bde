"""Commands about the catalogue: bringing in the built-in one and files of one's own, and out again."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.behaviours import actions as behaviours
from trainer.bodies import actions as bodies
from trainer.catalogue.actions import import_catalogue, load_builtin
from trainer.catalogue.comparing import Comparison, compare, is_latest, known
from trainer.catalogue.exchange.exporting import KINDS, export
from trainer.catalogue.exchange.recognising import (
    MOST_BYTES,
    Format,
    read_file,
    refuse_if_too_large,
)
from trainer.catalogue.importing import Plan
from trainer.catalogue.incoming.report import report_on
from trainer.catalogue.models import Qualification, QualificationVersion
from trainer.cli.commands import Commands
from trainer.cli.context import application, as_json, fail, tell, tell_faults
from trainer.cli.people import ACTING, person_called
from trainer.extensions import db
from trainer.web.transactions import unit_of_work


@click.group(
    cls=Commands,
    places={"rules": "versions:catalogue_rules", "compare": "versions:catalogue_compare"},
)
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
    with application():
        actor = person_called(acting) if acting else None
        if file is None:
            effects = _load_builtin(actor)
            lines = [f"{code}: {effect}" for code, effect in effects.items()]
            tell({"faults": [], "effects": effects}, "\n".join(lines), in_json=in_json)
        else:
            _bring_in(file, format_, override, actor, dry_run=dry_run, in_json=in_json)


def _load_builtin(actor: User | None) -> dict[str, str]:
    with unit_of_work():
        effects = _effects(load_builtin(actor=actor))
        bodies.load_builtin(actor=actor)
        behaviours.load_builtin(actor=actor)
        return effects


def _bring_in(
    file: Path,
    format_: str | None,
    override: str,
    actor: User | None,
    *,
    dry_run: bool,
    in_json: bool,
) -> None:
    told = _Progress()
    told.say("Reading…")
    plan = _read(file, format_)
    told.say("Comparing…")
    if plan.faults:
        told.end()
        _tell_of_faults(plan, in_json=in_json)
    comparison = _carry_out(plan, override, actor, told, dry_run=dry_run)
    told.end()
    if not in_json:
        click.echo("".join(f"{line}\n" for line in _asides(plan)), nl=False, err=True)
    facts = {**_facts(plan, comparison), "effects": _effects([comparison])}
    lines = map(_line, [*facts["frameworks"], *facts["units"], *facts["qualifications"]])
    tell(facts, "\n".join(lines), in_json=in_json)


def _read(file: Path, format_: str | None) -> Plan:
    """Read a file, and no more of it than a catalogue may have, before anything is locked."""
    refuse_if_too_large(file.stat().st_size)
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    as_format = Format(format_) if format_ else None
    plan = read_file(data, source=file.name, known=known(), as_format=as_format)
    db.session.rollback()
    return plan


def _carry_out(
    plan: Plan, override: str, actor: User | None, told: "_Progress", *, dry_run: bool
) -> Comparison:
    if dry_run:
        return compare(plan)
    with unit_of_work():
        return import_catalogue(plan, actor=actor, override=override, progress=told.count)


class _Progress:
    """Says on a terminal how far it is, in one line that is written over; elsewhere nothing."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr.isatty()

    def say(self, words: str) -> None:
        """Write over what was said before."""
        if self.is_shown:
            click.echo(f"\r\x1b[K{words}", nl=False, err=True)

    def count(self, done: int, total: int) -> None:
        """Say how many units and qualifications are written."""
        self.say(f"Publishing {done} of {total}…")

    def end(self) -> None:
        """Leave the line empty for what follows."""
        self.say("")


def _tell_of_faults(plan: Plan, *, in_json: bool) -> None:
    faults = [str(fault) for fault in plan.faults]
    more = plan.fault_count - len(faults)
    facts = {**_facts(plan, None), "effects": {}}
    said = [*faults, f"There are {more} more errors."] if more else faults
    tell_faults(facts, said, in_json=in_json)


def _facts(plan: Plan, comparison: Comparison | None) -> dict[str, Any]:
    report = report_on(plan, comparison, rows=None, lines=None)
    faults, warnings = [str(one) for one in plan.faults], [str(one) for one in plan.warnings]
    return {**report, "faults": faults, "warnings": warnings}


def _asides(plan: Plan) -> Iterable[str]:
    """Say what deserves a look, and what has no place with us."""
    yield from (str(one) for one in plan.warnings)
    if more := plan.warning_count - len(plan.warnings):
        yield f"There are {more} more like these."
    yield from (f"Left out: {one}" for one in plan.left_out)


def _effects(comparisons: Iterable[Comparison]) -> dict[str, str]:
    effects: dict[str, str] = {}
    for comparison in comparisons:
        effects |= {one.entry.code: one.effect.value for one in comparison.units}
        effects |= {one.entry.code: one.effect.value for one in comparison.qualifications}
    return effects


def _line(change: dict[str, Any]) -> str:
    """Say what happens to one code, and what seems to become of the criteria of a unit."""
    fates = ", ".join(f"{count} {fate}" for fate, count in change.get("fates", {}).items())
    return f"{change['code']}: {change['effect']}" + (f" ({fates})" if fates else "")


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
    kind = Format(format_)
    if kind is Format.XLSX and output is None and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet can't be shown here. Name a file with --output.")
    latest = (
        sa.select(QualificationVersion)
        .join(QualificationVersion.qualification)
        .where(Qualification.code == code, is_latest())
    )
    with application():
        written = export(latest, kind)
    if written is None:
        fail(f"There is no qualification {code} in the catalogue.")
    if output is None:
        click.echo(written, nl=False)
    else:
        output.write_bytes(written)
