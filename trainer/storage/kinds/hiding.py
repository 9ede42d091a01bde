"""Come here for what may hide in a file that is otherwise what it says it is."""

import re

from trainer.storage.content import Content
from trainer.storage.kinds.table import Kind, NotAccepted

VIRUS_TEST = "This file is marked as a virus test, so it was not kept. Send another file."
WEB_CODE = (
    "This file has web page code hidden in it. "
    "Open it on your own device, save it again and send the new copy."
)
SECOND_FILE = (
    "This is two files in one: another is hidden in it. "
    "Open it on your own device, save it again and send the new copy."
)

_VIRUS_TEST_MARK = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
# Long enough that the bytes of a photo never form one of these by chance.
_WEB_CODE = re.compile(
    rb"(?i)<(?:script|iframe|html|body|object|embed)[\s>/][\s!-~]|<!doctype\s+html"
    rb"|<svg\s[^<>]{0,200}="
)
_PDF_HEAD = 1024
_ZIP_TAIL = 65_535 + 22


def refuse_hidden(content: Content, kind: Kind) -> None:
    """Refuse a file that is marked as a virus, or is something else as well."""
    if content.data.find(_VIRUS_TEST_MARK) >= 0:
        raise NotAccepted(VIRUS_TEST)
    # A PDF's own words may be about web pages; office files are looked into part by part.
    if kind not in {Kind.PDF, Kind.OFFICE} and _WEB_CODE.search(content.data):
        raise NotAccepted(WEB_CODE)
    if kind is not Kind.PDF and b"%PDF-" in content.data[:_PDF_HEAD]:
        raise NotAccepted(SECOND_FILE)
    if kind is not Kind.OFFICE and _ends_as_zip(content):
        raise NotAccepted(SECOND_FILE)


def _ends_as_zip(content: Content) -> bool:
    at = content.data.rfind(b"PK\x05\x06", max(0, content.size - _ZIP_TAIL))
    # Four bytes may come about by chance; a list of parts where they point may not.
    return at >= 0 and content.data.find(b"PK\x01\x02") >= 0
