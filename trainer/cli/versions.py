"""Commands about versions: what a choice of units comes to, and two versions side by side."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from trainer.catalogue import rules
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import Criterion, QualificationVersion, UnitVersion
from trainer.catalogue.structures import structure_of
from trainer.cli.context import application, as_json, fail, tell
from trainer.extensions import db
from trainer.versions import queries
from trainer.versions.compared import Beside, QualificationsBeside, UnitBeside, beside, units_beside


@click.command("rules")
@click.argument("code")
@click.argument("units", nargs=-1)
@click.option("--version", "number", type=int, help="The latest, unless you name another.")
@as_json
def catalogue_rules(
    code: str, units: tuple[str, ...], number: int | None, *, in_json: bool
) -> None:
    """Say of every rule of qualification CODE whether UNITS meet it, and what would."""
    with application():
        version = _version(code, number)
        structure = structure_of(version)
        if strangers := sorted(set(units) - structure.units.keys()):
            fail(f"{', '.join(strangers)} is no unit of {code}, version {version.number}.")
        chosen = rules.with_mandatory(structure, units)
        outcome = rules.evaluate(structure, chosen)
        suggestions = rules.suggest(structure, chosen)
        ruled = [_ruled(finding, structure, chosen) for finding in outcome.findings]
    facts = {
        "qualification": code,
        "version": version.number,
        "units": list(chosen),
        "holds": outcome.holds,
        "credit": outcome.counted_credit,
        "rules": ruled,
        "suggestions": [asdict(one) for one in suggestions],
    }
    lines = [f"{'holds' if one.holds else 'LACKS'}  {one.says}" for one in outcome.findings]
    lines += [f"would do: {one.says}" for one in suggestions]
    tell(facts, "\n".join(lines), in_json=in_json)


@click.command("compare")
@click.argument("code")
@click.argument("one", type=int)
@click.argument("other", type=int)
@as_json
def catalogue_compare(code: str, one: int, other: int, *, in_json: bool) -> None:
    """Set versions ONE and OTHER of the qualification or unit CODE side by side."""
    former, later = sorted((one, other))
    with application():
        if db.session.scalar(queries.qualification_coded(code)) is not None:
            compared = beside(_version(code, former), _version(code, later))
            facts, lines = _qualification(compared)
        else:
            unit = units_beside(_unit(code, former), _unit(code, later))
            facts, lines = _unit_facts(unit), _unit_lines(unit)
    tell(
        {"code": code, "former": former, "later": later, **facts}, "\n".join(lines), in_json=in_json
    )


def _version(code: str, number: int | None) -> QualificationVersion:
    numbered = is_latest() if number is None else QualificationVersion.number == number
    found = db.session.scalars(queries.published(code).where(numbered)).one_or_none()
    if found is None:
        fail(f"There is no qualification {code}{f', version {number}' if number else ''}.")
    return found


def _unit(code: str, number: int) -> UnitVersion:
    found = db.session.scalars(queries.unit_numbered(code, number)).one_or_none()
    if found is None:
        fail(f"There is no qualification or unit {code}, version {number}.")
    return found


def _ruled(
    finding: rules.Finding, structure: rules.Structure, chosen: Sequence[str]
) -> dict[str, Any]:
    would_do = rules.suggest_for(structure, finding.rule, chosen)
    return {
        "rule": rules.to_data(finding.rule),
        "holds": finding.holds,
        "have": finding.have,
        "need": finding.need,
        "shortfall": finding.shortfall,
        "surplus": finding.surplus,
        "says": finding.says,
        "suggestion": asdict(would_do) if would_do else None,
    }


def _qualification(compared: QualificationsBeside) -> tuple[dict[str, Any], list[str]]:
    facts = {
        "facts": [asdict(one) for one in compared.facts],
        "rules": {"dropped": list(compared.rules_gone), "new": list(compared.rules_new)},
        "units": [_unit_facts(unit) for unit in compared.units],
    }
    lines = _changes(compared.facts)
    lines += [f"rule dropped: {one}" for one in compared.rules_gone]
    lines += [f"rule new: {one}" for one in compared.rules_new]
    return facts, lines + [line for unit in compared.units for line in _unit_lines(unit)]


def _unit_facts(unit: UnitBeside) -> dict[str, Any]:
    return {
        "code": unit.code,
        "title": unit.version.title,
        "fate": unit.fate.value,
        "groups": list(unit.groups),
        "facts": [asdict(one) for one in unit.facts],
        "criteria": [
            {"fate": one.fate.value, "former": _said(one.former), "later": _said(one.later)}
            for one in unit.criteria
        ],
    }


def _changes(facts: Sequence[Beside]) -> list[str]:
    return [f"{one.name}: {one.former} -> {one.later}" for one in facts]


def _said(criterion: Criterion | None) -> dict[str, str] | None:
    if criterion is None:
        return None
    return {
        "identifier": criterion.identifier,
        "number": criterion.number,
        "text": criterion.text,
    }


def _unit_lines(unit: UnitBeside) -> list[str]:
    lines = [f"{unit.code} {unit.version.title}: {unit.fate.value}"]
    lines += [f"  {change}" for change in _changes(unit.facts)]
    for one in unit.criteria:
        then = one.former.number if one.former else "-"
        now = one.later.number if one.later else "-"
        lines.append(f"  {one.fate.value:9} {then:>6} -> {now}")
    return lines
