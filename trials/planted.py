"""Plant faults in a copy of the code, one at a time, and see that the tests catch every one.

A test that stays green with its rule broken protects nobody. First the tests named by the faults are
run on the copy as it is and have to pass; then each fault is planted, its tests have to fail, and it is
taken out again. Ends with 0 if every fault was caught.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
FAULTS = Path(__file__).with_name("faults.yaml")
LONGEST = 600
"""Seconds after which the tests of one fault are given up; a fault that hangs them is caught as well."""
TESTS_FAILED = 1
"""What pytest ends with where tests ran and some failed; all else means that they never ran."""


@dataclass(frozen=True)
class Fault:
    """Something that could go wrong for people, how it is planted, and which tests have to see it."""

    fault: str
    file: str
    is_now: str
    becomes: str
    tests: tuple[str, ...]

    def plant(self, copy: Path) -> None:
        """Put the fault in. Raises `ValueError` unless what it replaces stands there exactly once."""
        file = copy / self.file
        text = file.read_text(encoding="utf-8")
        if text.count(self.is_now) != 1:
            raise ValueError(f"“{self.fault}” finds its place {text.count(self.is_now)} times.")
        file.write_text(text.replace(self.is_now, self.becomes), encoding="utf-8")

    def take_out(self, copy: Path) -> None:
        """Put the file back as it was."""
        shutil.copyfile(ROOT / self.file, copy / self.file)


def faults() -> list[Fault]:
    """List the faults that are planted."""
    return [
        Fault(one["fault"], one["file"], one["is"], one["becomes"], tuple(one["tests"].split()))
        for one in yaml.safe_load(FAULTS.read_text(encoding="utf-8"))
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant all faults, or those whose name has the words given; say what became of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="faults whose name has these words")
    wanted = [one for one in faults() if parser.parse_args(arguments).only in one.fault]
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy = Path(folder)
        _copy_code(copy)
        for tests in sorted({one.tests for one in wanted}):
            if _run(copy, tests) != 0:
                print(f"{' '.join(tests)} fails as the code is; nothing was planted.")
                return 1
        missed = [one for one in wanted if not _is_caught(one, copy)]
    print(f"{len(wanted) - len(missed)} of {len(wanted)} faults were caught.")
    return 1 if missed else 0


def _is_caught(one: Fault, copy: Path) -> bool:
    began = time.monotonic()
    one.plant(copy)
    try:
        ended = _run(copy, one.tests)
    finally:
        one.take_out(copy)
    caught = ended == TESTS_FAILED
    word = "caught" if caught else f"MISSED (ended with {ended})"
    print(f"{word} in {time.monotonic() - began:.0f} s: {one.fault}", flush=True)
    return caught


def _run(copy: Path, tests: Sequence[str]) -> int:
    """Run tests on the copy, which Python finds before the code it was copied from."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        run = subprocess.run(command, cwd=copy, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return TESTS_FAILED
    if run.returncode not in {0, TESTS_FAILED}:
        print(run.stdout.decode(errors="replace")[-2_000:])
    return run.returncode


def _copy_code(copy: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)


if __name__ == "__main__":
    raise SystemExit(main())
