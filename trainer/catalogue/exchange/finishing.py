"""The last step of every reader of outlines: into the shape of format 1, and on to a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer.catalogue.exchange.folding import fold, is_ours
from trainer.catalogue.exchange.outline import Item
from trainer.catalogue.exchange.shaping import shape
from trainer.catalogue.importing import Known, LeftOut, Plan
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import MOST_FAULTS, Unfit, settle
from trainer.catalogue.models import FrameworkKind

UNSAID = "descriptions of what holds others"


def finish(
    document: Item,
    kind_of_framework: FrameworkKind,
    warnings: Sequence[Fault],
    fields: Mapping[str, str],
    *,
    left_out: Sequence[LeftOut] = (),
    source: str,
    known: Known,
    kind: str,
) -> Plan:
    """Make a plan of an outline: one of ours comes back whole, another's is given a shape."""
    ours = is_ours(document)
    if not document.children and not ours:
        raise Unfit("There is no item in this file.")
    shaped = fold(document) if ours else shape(document, kind_of_framework, known)

    def place(finding: Finding) -> Fault:
        return shaped.place(finding, fields)

    plan = settle(shaped.data, place, source=source, known=known, kind=kind)
    told = [*warnings, *shaped.warnings, *(plan.warnings if ours else ())]
    return replace(
        plan,
        warnings=tuple(told[:MOST_FAULTS]),
        warning_count=len(warnings) + len(shaped.warnings) + (plan.warning_count if ours else 0),
        left_out=(*([LeftOut(UNSAID, shaped.unsaid)] if shaped.unsaid else []), *left_out),
    )
