"""From the bytes of a file to text, with the line named where they are none."""

import codecs
import re

from trainer.catalogue.importing.settling import Unfit

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What a text may begin with to say how it is written; the longer marks come first."""

NO_TEXT = "This file is not a text. Send the catalogue file itself, saved in UTF-8."
UNMARKED = "This seems to be a text in UTF-16 that does not say so. Save it in UTF-8."
OLD_OFFICE = "This is an old spreadsheet, or one with a password. Save it as .xlsx, without one."

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF8_SIGN = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def decode(data: bytes) -> str:
    """Read UTF-8, or whatever the file says it is written in; raise `Unfit` for anything else."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unfit(OLD_OFFICE)
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unfit(data, error, encoding) from None
    if encoding == "utf-8" and data[:200].count(b"\0") > len(data[:200]) // 4:
        raise Unfit(UNMARKED)
    return _in_lines(text)


def in_windows_1252(data: bytes) -> str | None:
    """Read what an older spreadsheet program saved; nothing where UTF-8 stands in it as well."""
    if _BINARY.search(data) or _UTF8_SIGN.search(data):
        return None
    try:
        return _in_lines(data.decode("cp1252"))
    except UnicodeDecodeError:
        return None


def _in_lines(text: str) -> str:
    """End lines one way only: some programs still end them as the first Macs did."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unfit(data: bytes, error: UnicodeDecodeError, encoding: str) -> Unfit:
    if encoding != "utf-8" or _BINARY.search(data[:4000]):
        return Unfit(NO_TEXT)
    line = data.count(b"\n", 0, error.start) + 1
    mixed = " Other lines are in UTF-8." if _UTF8_SIGN.search(data) else ""
    says = (
        f"There is a sign here that is not written in UTF-8.{mixed} Save the whole file in UTF-8."
    )
    return Unfit(says, line)
