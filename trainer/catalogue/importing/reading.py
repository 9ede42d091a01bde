"""From the text of a YAML file to a plan: YAML without its traps, then each field, then the whole.

The parser written in C is used where there is one: it is ten times as fast.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from trainer.catalogue.importing import saying
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault, Known, Plan
from trainer.catalogue.importing.settling import Unfit, faulty, settle

MOST_CHARACTERS = 5_000_000
MOST_PARTS = 500_000
DEEPEST = 30

Location = Sequence[int | str]

_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):
    """YAML without doubled keys; what stands in the wrong shape is named with its line."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            name = str(key.value)
            if name in seen:
                says = f"“{name}” stands here twice. Keep one of the two."
                raise Unfit(says, key.start_mark.line + 1)
            seen.add(name)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            says = f"There is no such day as {node.value}."
            raise Unfit(says, node.start_mark.line + 1) from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def read(text: str, *, source: str, known: Known | None = None) -> Plan:
    """Read a catalogue file and check all of it; what it holds and its faults are in the plan.

    Codes it does not hold itself may be among those already `known`. Pure: it asks no database.
    """
    try:
        tree, data = load(text)
    except Unfit as unfit:
        return faulty([unfit.fault], source, "yaml")

    def place(finding: Finding) -> Fault:
        return placed(finding, tree, data)

    return settle(data, place, source=source, known=known or Known(), kind="yaml")


def load(text: str) -> tuple[yaml.Node, object]:
    """Read a YAML document, with the tree that knows its lines."""
    if len(text) > MOST_CHARACTERS:
        raise Unfit("This file is longer than five million characters. Split it in two.")
    try:
        _look_for_traps(text)
        loader = _Loader(text)
        tree = loader.get_single_node()
        if tree is None:
            raise Unfit("This file is empty.")
        return tree, loader.construct_document(tree)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise Unfit(saying.not_yaml(error.problem or ""), line) from None
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise Unfit("This is not a text in YAML. Save it as plain text in UTF-8.") from None


def _look_for_traps(text: str) -> None:
    """Refuse aliases (a few lines of them can grow past any memory), nesting and crumbs."""
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_Safe)
    for count, event in enumerate(events):
        if count > MOST_PARTS:
            raise Unfit("This file has more than half a million parts. Split it in two.")
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            says = "Write it out again: references with * are not taken here."
            raise Unfit(says, line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            says = "This is not a text in YAML that can be taken: it is nested too deep."
            raise Unfit(says, line)


def placed(finding: Finding, tree: yaml.Node, data: object) -> Fault:
    """Say where in a YAML file something is, by its line and by its name."""
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
