"""Come here to have a file looked through for viruses by ClamAV's daemon, over its own protocol."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

PATIENCE = 60.0
_ASK = b"zINSTREAM\0"
_LONGEST_ANSWER = 4096
_CLEAN, _FOUND = "stream: OK", " FOUND"


class NotScanned(Exception):
    """The scanner can't be reached or would not say; trying again later may help."""


def virus_in(chunks: Iterable[bytes], address: str) -> str | None:
    """Name the virus that the scanner finds in these bytes, or nothing where it finds none.

    The scanner's address is `tcp://host:port` or `unix:///path/to/socket`.
    """
    try:
        with _connected(address) as scanner:
            scanner.sendall(_ASK)
            for chunk in chunks:
                scanner.sendall(len(chunk).to_bytes(4) + chunk)
            scanner.sendall(bytes(4))
            answer = _answer(scanner)
    except OSError as trouble:
        raise NotScanned(str(trouble)) from trouble
    if answer == _CLEAN:
        return None
    if answer.endswith(_FOUND):
        return answer.removesuffix(_FOUND).removeprefix("stream: ")
    raise NotScanned(answer or "The scanner said nothing.")


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        with socket.socket(socket.AF_UNIX) as scanner:
            scanner.settimeout(PATIENCE)
            scanner.connect(parts.path)
            yield scanner
    else:
        there = (parts.hostname or "localhost", parts.port or 0)
        with socket.create_connection(there, timeout=PATIENCE) as scanner:
            yield scanner


def _answer(scanner: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        if not (more := scanner.recv(_LONGEST_ANSWER)):
            break
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()
