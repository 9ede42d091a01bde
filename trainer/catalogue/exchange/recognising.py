"""What a file is, told from its content: its name says nothing that can be relied on."""

from collections.abc import Callable
from enum import StrEnum

from trainer.catalogue.exchange.case import read_case
from trainer.catalogue.exchange.moodle import looks_like_moodle, read_moodle
from trainer.catalogue.exchange.progression import looks_like_progression, read_progression
from trainer.catalogue.exchange.spreadsheet import read_spreadsheet
from trainer.catalogue.importing import Known, Plan, decode, read
from trainer.catalogue.importing.settling import Unfit, faulty
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l

MOST_BYTES = 20_000_000


class Format(StrEnum):
    """The kinds of file that can be read."""

    YAML = "yaml"
    CASE = "case"
    MOODLE = "moodle"
    XLSX = "xlsx"
    PROGRESSION = "progression"


NAMES = {
    Format.YAML: _l("our own YAML"),
    Format.CASE: _l("a CASE package"),
    Format.MOODLE: _l("a competency framework from Moodle"),
    Format.XLSX: _l("a spreadsheet"),
    Format.PROGRESSION: _l("a progression framework"),
}

Reader = Callable[..., Plan]

READERS: dict[Format, Reader] = {
    Format.YAML: read,
    Format.CASE: read_case,
    Format.MOODLE: read_moodle,
    Format.PROGRESSION: read_progression,
}


def read_file(
    data: bytes, *, source: str, known: Known | None = None, as_format: Format | None = None
) -> Plan:
    """Read a file of any of the formats, and check all of it. Pure: it asks no database."""
    known = known or Known()
    refuse_if_too_large(len(data))
    if data[:4] == b"PK\x03\x04":
        kind = Format.XLSX
    elif as_format is Format.XLSX:
        raise Unacceptable(_("This file is no spreadsheet. Save it as .xlsx."), "file")
    else:
        text = decode(data)
        kind = as_format or recognise(text)
    try:
        if kind is Format.XLSX:
            return read_spreadsheet(data, source=source, known=known)
        return READERS[kind](text, source=source, known=known)
    except Unfit as unfit:
        return faulty([unfit.fault], 1, source, kind)


def refuse_if_too_large(size: int) -> None:
    """Refuse a file that is larger than any catalogue, before it is read."""
    if size > MOST_BYTES:
        raise Unacceptable(_("This file is larger than 20 MB, the limit. Split it."), "file")


def recognise(text: str) -> Format:
    """Say what a text is; what looks like nothing else is taken for our own YAML."""
    begins = text.lstrip()[:1]
    if begins in {"{", "["} and "trainer_catalogue" not in text[:2000]:
        return Format.CASE
    if looks_like_progression(text):
        return Format.PROGRESSION
    return Format.MOODLE if looks_like_moodle(text) else Format.YAML
