"""Dummy."""

from trainer.catalogue.importing import Known, Plan, CatalogueEntry


def read_spreadsheet(data: bytes, *, source: str, known: Known) -> Plan:
    raise NotImplementedError


def as_spreadsheet(entry: CatalogueEntry) -> bytes:
    raise NotImplementedError
