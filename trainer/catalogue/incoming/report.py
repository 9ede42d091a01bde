"""What a file would do, as a page shows it and `trainer catalogue import --json` prints it. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from trainer.catalogue.comparing import Comparison, Effect, QualificationChange, UnitChange, slips
from trainer.catalogue.importing import Fault, Plan
from trainer.catalogue.lineage import Fate

MOST_ROWS, MOST_LINES = 200, 500
"""So many are listed in a report that is kept; all are counted."""

Report = dict[str, Any]


def report_on(
    plan: Plan,
    comparison: Comparison | None,
    *,
    rows: int | None = MOST_ROWS,
    lines: int | None = MOST_LINES,
) -> Report:
    """Tell everything about a file; without a comparison, what keeps it from having one."""
    report: Report = {
        "format": plan.format,
        "faults": [_fault(one) for one in plan.faults],
        "fault_count": plan.fault_count,
        "warnings": [_fault(one) for one in plan.warnings],
        "warning_count": plan.warning_count,
        "left_out": [{"what": showable(one.what), "count": one.count} for one in plan.left_out],
    }
    if comparison is None:
        return report
    listed = [one for one in comparison.units if one.lines][:lines]
    return report | {
        "changes_nothing": comparison.changes_nothing,
        "counts": _counts(plan, comparison),
        "slips": [{"code": one.code, "says": one.says} for one in slips(comparison)],
        "frameworks": [
            {"code": one.entry.code, "title": one.entry.title, "effect": one.effect.value}
            for one in comparison.frameworks
        ],
        "qualifications": [_qualification(one) for one in _first(comparison.qualifications, rows)],
        "units": [_unit(one) for one in _first(comparison.units, rows)],
        "lineage": list(_lineage(listed, lines)),
    }


def showable(text: str) -> str:
    """Replace what is no character, which neither a page nor a database could hold."""
    return text.encode(errors="replace").decode()


def _fault(fault: Fault) -> dict[str, str]:
    return {"where": showable(fault.where), "says": showable(fault.says)}


def _counts(plan: Plan, comparison: Comparison) -> dict[str, Any]:
    units, qualifications = comparison.units, comparison.qualifications
    return {
        "qualifications": Counter(one.effect.value for one in qualifications),
        "units": Counter(one.effect.value for one in units),
        "criteria": sum(len(one.criteria) for unit in plan.units for one in unit.outcomes),
        "fates": _fates(units),
    }


def _fates(units: Iterable[UnitChange]) -> dict[str, int]:
    """Count what becomes of criteria: of the later ones, and of those that are dropped."""
    found: Counter[str] = Counter()
    for unit in units:
        ends = {(one.fate, one.later or one.former) for one in unit.lines}
        found.update(fate.value for fate, _end in ends)
    return {fate.value: found[fate.value] for fate in Fate if found[fate.value]}


def _first(
    changes: Sequence[UnitChange] | Sequence[QualificationChange], most: int | None
) -> Sequence[Any]:
    """List first what is new or changes, as far as there is room."""
    return sorted(changes, key=lambda one: one.effect is Effect.SAME)[:most]


def _qualification(change: QualificationChange) -> dict[str, Any]:
    return {
        "code": change.entry.code,
        "title": change.entry.title,
        "effect": change.effect.value,
        "follows": change.follows,
        "number": _number(change),
    }


def _unit(change: UnitChange) -> dict[str, Any]:
    return {
        "code": change.entry.code,
        "title": change.entry.title,
        "effect": change.effect.value,
        "number": _number(change),
        "fates": _fates([change]),
    }


def _number(change: UnitChange | QualificationChange) -> int:
    """Say which version there will be."""
    before = change.former.number if change.former else 0
    return before + (change.effect in {Effect.NEW, Effect.CHANGED})


def _lineage(units: Sequence[UnitChange], most: int | None) -> Iterable[dict[str, Any]]:
    """Tell what becomes of each criterion but those that stay the same, unit by unit."""
    left = most
    for unit in units:
        earlier = {one.key: {"number": one.number, "text": one.text} for one in unit.earlier}
        later = {
            one.number: {"number": one.number, "text": one.text}
            for outcome in unit.entry.outcomes
            for one in outcome.criteria
        }
        told = [
            {
                "fate": line.fate.value,
                "former": earlier.get(line.former or ""),
                "later": later.get(line.later or ""),
            }
            for line in unit.lines
            if line.fate is not Fate.SAME
        ]
        shown = told[:left]
        if shown:
            yield {
                "code": unit.entry.code,
                "title": unit.entry.title,
                "fates": _fates([unit]),
                "lines": shown,
                "line_count": len(told),
            }
        if left is not None:
            left -= len(shown)
