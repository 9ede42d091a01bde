"""What seems to become of the criteria of each unit that gets its next version from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer.catalogue.comparing.changes import Effect, UnitChange
from trainer.catalogue.importing import UnitEntry
from trainer.catalogue.lineage import Line, Said, propose
from trainer.catalogue.lineage.reading import said_in, successors


def with_lineage(changes: Sequence[UnitChange]) -> tuple[UnitChange, ...]:
    """Add to each change of a unit what seems to become of its criteria. Two statements at most."""
    formers = [one.former for one in changes if one.effect is Effect.CHANGED and one.former]
    if not formers:
        return tuple(changes)
    said = said_in({one.id for one in formers})
    later = successors({one.unit_id for one in formers if one.number > 1})
    return tuple(
        _with_lines(one, said.get(one.former.id, []), later)
        if one.effect is Effect.CHANGED and one.former
        else one
        for one in changes
    )


def _with_lines(
    change: UnitChange, former: Sequence[Said], successors: Mapping[str, str]
) -> UnitChange:
    return replace(change, lines=_proposed(change.entry, former, successors), earlier=tuple(former))


def _proposed(
    entry: UnitEntry, former: Sequence[Said], successors: Mapping[str, str]
) -> tuple[Line, ...]:
    """Propose the lines; a criterion that comes with an identifier we know is known again by it."""
    held = {one.key for one in former}
    criteria = [one for outcome in entry.outcomes for one in outcome.criteria]
    numbers: dict[str, str] = {}
    later = []
    for one in criteria:
        known = successors.get(one.identifier or "", one.identifier or "")
        key = known if known in held and known not in numbers else one.number
        numbers[key] = one.number
        later.append(Said(key, one.number, one.text))
    return tuple(
        Line(line.fate, line.former, numbers[line.later] if line.later else None)
        for line in propose(former, later)
    )
