"""The files Trainer comes with, read as the importer reads them, one building on another."""

from functools import cache
from importlib import resources

from trainer.catalogue.importing import Known, Plan, QualificationEntry, UnitEntry, read
from trainer.catalogue.importing.checking import as_structure, as_unit
from trainer.catalogue.rules import Structure


@cache
def plans() -> tuple[Plan, ...]:
    folder = resources.files("trainer.catalogue") / "builtin"
    found: list[Plan] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        known = Known(
            frameworks=frozenset(one.code for plan in found for one in plan.frameworks),
            units={unit.code: as_unit(unit) for plan in found for unit in plan.units},
        )
        found.append(read(file.read_text(encoding="utf-8"), source=file.name, known=known))
    return tuple(found)


@cache
def units() -> dict[str, UnitEntry]:
    return {unit.code: unit for plan in plans() for unit in plan.units}


@cache
def qualifications() -> dict[str, QualificationEntry]:
    return {one.code: one for plan in plans() for one in plan.qualifications}


@cache
def structure_of(code: str) -> Structure:
    return as_structure(
        qualifications()[code], {unit.code: as_unit(unit) for unit in units().values()}
    )
