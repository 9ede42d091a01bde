"""From the text of a file to a plan: YAML without its traps, then each field, then the whole."""

from collections.abc import Iterable, Sequence
from typing import Any

import yaml
from pydantic import ValidationError

from trainer.catalogue.importing import checking, saying
from trainer.catalogue.importing.entries import CatalogueEntry
from trainer.catalogue.importing.plan import Fault, Known, Plan
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _

MOST_CHARACTERS = 500_000
MOST_FAULTS = 100

Location = Sequence[int | str]


class _Unfit(Exception):
    """The file is no YAML of ours; the fault says why."""

    def __init__(self, says: str, line: int | None = None) -> None:
        super().__init__(says)
        self.fault = Fault(says, line)


class _Loader(yaml.SafeLoader):
    """YAML without aliases (a few lines of them can grow past any memory) or doubled keys."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise _Unfit("Write it out again: references with * are not taken here.", line)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if key.value in seen:
                says = f"“{key.value}” stands here twice. Keep one of the two."
                raise _Unfit(says, key.start_mark.line + 1)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            says = f"There is no such day as {node.value}."
            raise _Unfit(says, node.start_mark.line + 1) from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def decode(data: bytes) -> str:
    """Turn the bytes of a file into text; a catalogue file is written in UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unacceptable(
            _("This file is not a text. Send the catalogue file itself, saved in UTF-8."), "file"
        ) from None


def read(text: str, *, source: str, known: Known | None = None) -> Plan:
    """Read a catalogue file and check all of it; what it holds and its faults are in the plan.

    Codes it does not hold itself may be among those already `known`. Pure: it asks no database.
    """
    try:
        tree, data = _load(text)
    except _Unfit as unfit:
        return Plan(source, faults=(unfit.fault,))
    try:
        entry = CatalogueEntry.model_validate(data)
    except ValidationError as error:
        faults = _faults(error, tree, data)
        return Plan(source, faults=tuple(faults[:MOST_FAULTS]))
    findings = checking.check(entry, known or Known())
    placed = [_placed(finding, tree, data) for finding in findings.faults]
    return Plan(
        source=source,
        frameworks=tuple(entry.frameworks),
        units=tuple(entry.units),
        qualifications=tuple(entry.qualifications),
        faults=tuple(placed[:MOST_FAULTS]),
        warnings=tuple(_placed(finding, tree, data) for finding in findings.warnings),
    )


def _load(text: str) -> tuple[yaml.Node, object]:
    if len(text) > MOST_CHARACTERS:
        raise _Unfit("This file is longer than half a million characters. Split it in two.")
    try:
        loader = _Loader(text)
        tree = loader.get_single_node()
        if tree is None:
            raise _Unfit("This file is empty.")
        return tree, loader.construct_document(tree)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _Unfit(saying.not_yaml(error.problem or ""), line) from None
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise _Unfit("This is not a text in YAML. Save it as plain text in UTF-8.") from None


def _faults(error: ValidationError, tree: yaml.Node, data: object) -> list[Fault]:
    return [
        _placed(checking.Finding(one["loc"], saying.of(one)), tree, data)
        for one in error.errors(include_url=False)
    ]


def _placed(finding: checking.Finding, tree: yaml.Node, data: object) -> Fault:
    place, field = saying.place(finding.at, data)
    return Fault(finding.says, _line(tree, finding.at), place, field)


def _line(tree: yaml.Node, at: Location) -> int:
    """Find the line of a place in the file, or of the nearest thing around it that is there."""
    node = tree
    line = node.start_mark.line + 1
    for step in at:
        found = next(iter(_children(node, step)), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _children(node: yaml.Node, step: int | str) -> Iterable[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return ((key, value) for key, value in node.value if key.value == step)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return [(node.value[step], node.value[step])]
    return ()
