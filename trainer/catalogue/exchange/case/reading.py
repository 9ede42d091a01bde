"""Reading a CASE package: JSON, each field, then the tree that the associations make."""

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from trainer.catalogue.exchange.case.leaving import left_out
from trainer.catalogue.exchange.case.models import Package
from trainer.catalogue.exchange.case.tree import Tangle, grow
from trainer.catalogue.exchange.finishing import finish
from trainer.catalogue.exchange.folding import is_ours
from trainer.catalogue.importing import Known, Plan
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import Unfit, faulty, ill
from trainer.catalogue.models import FrameworkKind

FIELDS = {
    "title": "fullStatement",
    "text": "fullStatement",
    "code": "humanCodingScheme",
    "number": "humanCodingScheme",
}
MOST_OBJECTS, MOST_NAMES = 500_000, 800_000
"""Twice what the largest package has; more would only fill the memory."""
OUR_OWN = re.compile(r'^\s*\{\s*trainer_catalogue\s*:|"trainer_catalogue"\s*:')
"""Our YAML in the shape of JSON; within a string of JSON its quotation marks would be escaped."""
WRAPPED = "CFPackage"
"""Some programs put the whole package under this name."""


def looks_like_case(text: str) -> bool:
    """Recognise the file as JSON, unless it says that it is of our own format."""
    return text.lstrip()[:1] in {"{", "["} and OUR_OWN.search(text[:2000]) is None


def read_case(text: str, *, source: str, known: Known) -> Plan:
    """Read a package and check all of it."""
    data, root = _unwrapped(_loaded(text))

    def place(finding: Finding) -> Fault:
        return Fault(finding.says, place=_path(root, finding.at))

    try:
        package = Package.model_validate(data)
    except ValidationError as error:
        return ill(error, place, source, "case")
    try:
        document, warnings = grow(package, root)
    except Tangle as tangle:
        return faulty(tangle.faults, source, "case")
    return finish(
        document,
        FrameworkKind.STANDARD,
        warnings,
        FIELDS,
        left_out=() if is_ours(document) else left_out(data),
        source=source,
        known=known,
        kind="case",
    )


def _loaded(text: str) -> Any:
    if text.count("{") > MOST_OBJECTS or text.count('":') > MOST_NAMES:
        raise Unfit("This file has more parts than any CASE package. Split it.")
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        says = f"From here on this is not JSON ({error.msg}). Look for a missing comma or quotation mark."
        raise Unfit(says, error.lineno) from None
    except RecursionError:
        raise Unfit("This JSON is nested too deep to be a CASE package.") from None
    except ValueError:
        raise Unfit("There is a number with thousands of digits in this file.") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _value in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise Unfit(f"“{doubled}” stands twice in one object. Keep one of the two.")
    return made


def _unwrapped(data: Any) -> tuple[Any, str]:
    if isinstance(data, dict) and isinstance(data.get(WRAPPED), dict) and "CFDocument" not in data:
        return data[WRAPPED], f"$.{WRAPPED}"
    return data, "$"


def _path(root: str, steps: Sequence[int | str]) -> str:
    return root + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in steps)
