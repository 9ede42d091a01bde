"""What a slow look at files found in order, so that it looks again only at what has changed."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Remembered:
    """The files that one kind of look found in order, told apart by their bytes.

    `by` is what the look depends on besides the file: its version, its settings.
    """

    def __init__(self, name: str, by: Sequence[str]) -> None:
        self._file = ROOT / ".in_order" / name
        self._by = "\0".join(by).encode()
        self._before = set(self._file.read_text().split()) if self._file.is_file() else set[str]()
        self._now = set[str]()

    def has(self, name: str) -> bool:
        """Say whether this file was in order as it is now; then it is remembered further."""
        mark = self._mark(name)
        if found := mark in self._before:
            self._now.add(mark)
        return found

    def add(self, name: str) -> None:
        """Remember that this file is in order."""
        self._now.add(self._mark(name))

    def keep(self) -> None:
        """Write down what was in order this time."""
        self._file.parent.mkdir(exist_ok=True)
        self._file.write_text("\n".join(sorted(self._now)))

    def _mark(self, name: str) -> str:
        return hashlib.sha256(
            self._by + b"\0" + name.encode() + b"\0" + (ROOT / name).read_bytes()
        ).hexdigest()
