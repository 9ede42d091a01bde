"""What a reader makes of a file: the shape of format 1, and where in the file each part stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.catalogue.importing import saying
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault

Path = tuple[int | str, ...]


@dataclass(slots=True)
class Shaped:
    """Data in the shape of format 1 with the places it came from."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)
    unsaid: int = 0
    """How many descriptions there was no place for."""

    def put(self, path: Path, at: str) -> None:
        """Remember where in the file a part of the data stood."""
        if at:
            self.places[path] = at

    def warn(self, at: str, says: str) -> None:
        """Point at something that is taken, but not as it stands."""
        self.warnings.append(Fault(says, place=at))

    def place(self, finding: Finding, fields: Mapping[str, str]) -> Fault:
        """Say where in the file something is, by the file's own names for fields."""
        path = tuple(finding.at)
        named, field_ = saying.place(path, self.data)
        for length in range(len(path), 0, -1):
            if at := self.places.get(path[:length]):
                return Fault(finding.says, place=at, field=fields.get(field_, field_))
        return Fault(finding.says, place=named, field=fields.get(field_, field_))
