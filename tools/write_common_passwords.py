"""Write `trainer/accounts/common_passwords.bin` anew from lists of passwords that got about.

    .venv/bin/python -m tools.write_common_passwords FREQUENT.txt [MORE.txt …]

Each list has one password a line, the most frequent first. Kept are the first 10,000 of the first list and
every one of any that is long enough to be chosen here. Only the first five bytes of each one's SHA-256 are
kept, so that nobody's password, name or swearing stands in the code.
"""

import sys
from pathlib import Path

from trainer.accounts.passwords import COMMON_FILE, SHORTEST, fingerprint

MOST = 10_000
SHORTEST_CORE = 4


def main(lists: list[str]) -> None:
    """Read the lists and write the file."""
    read = [Path(name).read_text(encoding="utf-8").split("\n") for name in lists]
    kept = [word for word in read[0][:MOST] if len(word) >= SHORTEST_CORE]
    kept += [word for words in read for word in words if len(word) >= SHORTEST]
    prints = sorted({fingerprint(word) for word in kept})
    COMMON_FILE.write_bytes(b"".join(prints))
    sys.stdout.write(f"{len(prints)} passwords, {COMMON_FILE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
