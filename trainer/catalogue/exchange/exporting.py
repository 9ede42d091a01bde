"""Writing one qualification as a file of any of the formats other programs take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.catalogue.exchange import case
from trainer.catalogue.exchange.collecting import collect, loaded
from trainer.catalogue.exchange.moodle import as_moodle
from trainer.catalogue.exchange.recognising import Format
from trainer.catalogue.exchange.spreadsheet import as_spreadsheet
from trainer.catalogue.exchange.unfolding import unfold
from trainer.catalogue.exchange.writing_yaml import as_yaml
from trainer.catalogue.importing import CatalogueEntry
from trainer.catalogue.models import QualificationVersion


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a format is written, and what a file of it is."""

    write: Callable[[CatalogueEntry], bytes]
    ending: str
    media_type: str


KINDS: Mapping[Format, FileKind] = {
    Format.YAML: FileKind(as_yaml, "yaml", "text/yaml; charset=utf-8"),
    Format.CASE: FileKind(lambda entry: case.as_file(unfold(entry)), "json", "application/json"),
    Format.MOODLE: FileKind(
        lambda entry: as_moodle(unfold(entry)), "csv", "text/csv; charset=utf-8"
    ),
    Format.XLSX: FileKind(
        as_spreadsheet,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def export(select: sa.Select[QualificationVersion], kind: Format) -> bytes | None:
    """Write the first of these versions as a file, always the same for the same content."""
    version = loaded(select)
    return None if version is None else KINDS[kind].write(collect(version))
