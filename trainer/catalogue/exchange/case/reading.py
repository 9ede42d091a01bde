"""Reading a CASE package: JSON, each field, then the tree that the associations make."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from trainer.catalogue.exchange.case.models import Package
from trainer.catalogue.exchange.case.tree import Tangle, grow
from trainer.catalogue.exchange.finishing import finish
from trainer.catalogue.importing import Known, Plan, saying
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import MOST_FAULTS, Unfit, faulty
from trainer.catalogue.models import FrameworkKind

FIELDS = {
    "title": "fullStatement",
    "text": "fullStatement",
    "code": "humanCodingScheme",
    "number": "humanCodingScheme",
}


def read_case(text: str, *, source: str, known: Known) -> Plan:
    """Read a package and check all of it."""
    try:
        package = Package.model_validate(_loaded(text))
    except ValidationError as error:
        return _ill(error, source)
    try:
        document, warnings = grow(package)
    except Tangle as tangle:
        return faulty(tangle.faults[:MOST_FAULTS], len(tangle.faults), source, "case")
    return finish(
        document,
        FrameworkKind.STANDARD,
        warnings,
        FIELDS,
        source=source,
        known=known,
        kind="case",
    )


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        says = f"From here on this is not JSON ({error.msg}). Look for a missing comma or quotation mark."
        raise Unfit(says, error.lineno) from None
    except RecursionError:
        raise Unfit("This JSON is nested too deep to be a CASE package.") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _value in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise Unfit(f"“{doubled}” stands twice in one object. Keep one of the two.")
    return made


def _ill(error: ValidationError, source: str) -> Plan:
    found = error.errors(include_url=False)
    faults = [Fault(saying.of(one), place=_path(one["loc"])) for one in found[:MOST_FAULTS]]
    return faulty(faults, len(found), source, "case")


def _path(steps: Sequence[int | str]) -> str:
    return "$" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in steps)
