"""What a process asked of the disk and answered to people, call by call, as strace noted it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,sendto"
OPTIONS = ("-y", "-xx", "-s", "70000", f"--trace={CALLS}")
"""Each call with the path of its file and every byte, in hexadecimal."""
_LINE = re.compile(
    r"(?P<pid>\d+)\s+(?P<call>\w+)\(\d+<(?P<path>[^>]*)>(?P<rest>.*?)"
    r"(?:\)\s+=\s+(?P<result>-?\d+).*|(?P<unfinished>\s*<unfinished \.\.\.>))"
)
_RESUMED = re.compile(r"(?P<pid>\d+)\s+<\.\.\. \w+ resumed>.*\)\s+=\s+(?P<result>-?\d+)")
_ANSWER = re.compile(rb"HTTP/1\.[01] (\d{3})")


class Kind(Enum):
    """What kind of call it was."""

    WRITE = auto()
    TRUNCATE = auto()
    SYNC = auto()
    ACKNOWLEDGE = auto()


@dataclass(frozen=True)
class Call:
    """One call: which file, where in it, and the bytes; or that a request was acknowledged."""

    kind: Kind
    path: Path
    at: int = 0
    content: bytes = b""


def calls(note: Path, *, acknowledged: int) -> Iterator[Call]:
    """Read what strace noted, in order; an answer of the status given is an acknowledgement.

    A call counts from the moment it has returned; one that failed is left out.
    """
    begun: dict[str, re.Match[str]] = {}
    with note.open() as lines:
        for line in lines:
            if found := _LINE.match(line):
                if found["unfinished"]:
                    begun[found["pid"]] = found
                    continue
                result = int(found["result"])
            elif resumed := _RESUMED.match(line):
                if (earlier := begun.pop(resumed["pid"], None)) is None:
                    continue
                found, result = earlier, int(resumed["result"])
            else:
                continue
            if result >= 0:
                yield from _read(found, result, acknowledged)


def _read(found: re.Match[str], result: int, acknowledged: int) -> Iterator[Call]:
    path, rest = Path(_bytes(found["path"]).decode(errors="replace")), found["rest"]
    match found["call"]:
        case "pwrite64":
            content, _length, at = rest.removeprefix(", ").rsplit(", ", 2)
            yield Call(Kind.WRITE, path, int(at), _bytes(content)[:result])
        case "ftruncate":
            yield Call(Kind.TRUNCATE, path, int(rest.removeprefix(", ")))
        case "fsync" | "fdatasync":
            yield Call(Kind.SYNC, path)
        case "sendto":
            answer = _ANSWER.match(_bytes(rest.split('"')[1]))
            if answer and int(answer[1]) == acknowledged:
                yield Call(Kind.ACKNOWLEDGE, path)


def _bytes(written: str) -> bytes:
    return bytes.fromhex(written.strip('"').replace("\\x", ""))
