"""What a file is, told from its content: its name says nothing that can be relied on."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from trainer.catalogue.exchange.case import looks_like_case, read_case
from trainer.catalogue.exchange.moodle import looks_like_moodle, read_moodle
from trainer.catalogue.exchange.progression import looks_like_progression, read_progression
from trainer.catalogue.exchange.spreadsheet import read_spreadsheet
from trainer.catalogue.importing import Fault, Known, Plan, decode, in_windows_1252, read
from trainer.catalogue.importing.settling import MOST_FAULTS, Unfit, faulty
from trainer.core.errors import Unacceptable
from trainer.core.text import lazy_gettext as _l

MOST_BYTES = 20_000_000
TOO_LARGE = _l("This file is larger than 20 MB, the limit. Split it.")


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

NO_SPREADSHEET = "This file is no spreadsheet. Save it as .xlsx."
OLD_TEXT = (
    "This text is not in UTF-8, so it was read as Windows-1252. See whether accents and dashes are"
    " right; if not, save the file in UTF-8."
)


def read_file(
    data: bytes, *, source: str, known: Known | None = None, as_format: Format | None = None
) -> Plan:
    """Read a file of any of the formats, and check all of it. Pure: it asks no database."""
    refuse_if_too_large(len(data))
    known = known or Known()
    is_packed = data[:4] == b"PK\x03\x04"
    if as_format is Format.XLSX and not is_packed:
        return faulty([Fault(NO_SPREADSHEET)], source, Format.XLSX)
    try:
        if is_packed:
            return read_spreadsheet(data, source=source, known=known)
        return _read_text(data, as_format, source, known)
    except Unfit as unfit:
        return faulty([unfit.fault], source, as_format or Format.YAML)


def _read_text(data: bytes, as_format: Format | None, source: str, known: Known) -> Plan:
    try:
        text, is_old = decode(data), False
    except Unfit:
        old = in_windows_1252(data)
        if old is None or not looks_like_moodle(old):
            raise
        text, is_old = old, True
    kind = as_format or recognise(text)
    try:
        plan = READERS[kind](text, source=source, known=known)
    except Unfit as unfit:
        return faulty([unfit.fault], source, kind)
    if not is_old:
        return plan
    warnings = (Fault(OLD_TEXT), *plan.warnings)[:MOST_FAULTS]
    return replace(plan, warnings=warnings, warning_count=plan.warning_count + 1)


def refuse_if_too_large(size: int) -> None:
    """Refuse a file that is larger than any catalogue, before it is read."""
    if size > MOST_BYTES:
        raise Unacceptable(str(TOO_LARGE), "file")


def recognise(text: str) -> Format:
    """Say what a text is; what looks like nothing else is taken for our own YAML."""
    if looks_like_case(text):
        return Format.CASE
    if looks_like_progression(text):
        return Format.PROGRESSION
    return Format.MOODLE if looks_like_moodle(text) else Format.YAML
