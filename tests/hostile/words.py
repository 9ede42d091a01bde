"""What hostile, careless and broken clients send: our own collection, and the naughty strings."""

import json
from pathlib import Path

NAUGHTY = Path(__file__).parents[1] / "data" / "hostile" / "naughty-strings.json"

OWN = (
    "<script>document.title='ran'</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "{{ 7 * 7 }}<b>{% raw %}",
    "${7*7}<%= 7*7 %>",
    "javascript:alert(1)",
    "' OR '1'='1",
    "'; DROP TABLE users; --",
    "=HYPERLINK(\"http://127.0.0.1\")",
    "\x00",
    "before\x00after",
    "\ufffe\uffff",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202eturned",
    "\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "%00%0d%0a",
    "-1",
    "0",
    "1e309",
    "NaN",
    "٣",
    "9" * 30,
    "-" + "9" * 400,
    "9223372036854775808",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "25:61",
    "True",
    "null",
    "[]",
    "a" * 5_000,
    "ß" * 300,
    "   ",
    "\t\n",
)  # fmt: skip
"""Short enough to be tried everywhere; what is a megabyte long has a test of its own."""


def naughty() -> tuple[str, ...]:
    """Read the Big List of Naughty Strings, by Max Woolf and others; its licence lies beside it."""
    return tuple(json.loads(NAUGHTY.read_text("utf-8")))
