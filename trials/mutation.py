"""Make small wrong changes to the rules, one at a time, and count those that no test notices.

mutmut makes them in a copy of what is committed; for each, the tests that pass through the changed
function are run. What only says something (`_("…")`) is left alone. Ends with 0 if in each part at
least nine of ten were noticed.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
TARGETS = Path(__file__).with_name("mutation.yaml")
MUTMUT = ROOT / ".venv-mutation" / "bin" / "mutmut"
ENOUGH = 0.9
"""The share of mutants that has to be noticed."""
SURVIVED, UNTESTED = 0, 33
"""What mutmut writes down for a mutant no test noticed, and for one no test passes through."""
SENTENCES = (r"\b_\(", r"^\s+\"[^\"]* [^\"]*\",?$", r"\bngettext\(")
"""Lines that hold words for people, which mutmut would change as well."""
COPIED = ("bench", "deploy", "docs", "migrations", "tools", "trials", "run")
"""What tests read beside the code and themselves."""
NO_BROWSER = ("-m", "not browser")
CALM = """from hypothesis import HealthCheck, settings

settings.register_profile("mutants", deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("mutants")
"""
"""A plugin for the tests of the copy: mutmut runs one test several times, which Hypothesis dislikes."""
PURE = frozenset({"moves", "readiness", "rules"})
"""Parts whose tests need neither application nor database, and are run without making them."""


@dataclass(frozen=True)
class Target:
    """Code that is changed, as one of a part of the rules, and the tests that should notice."""

    part: str
    code: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many mutants of a file there are, how many were tried, and which were not noticed."""

    file: str
    there: int
    tried: int
    unnoticed: tuple[str, ...]


def targets() -> list[Target]:
    """List what is changed, part by part."""
    return [
        Target(part, tuple(one["code"].split()), tuple(one["tests"].split()))
        for part, those in yaml.safe_load(TARGETS.read_text(encoding="utf-8")).items()
        for one in those
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every part, or one, or code whose path has some words; print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="parts, or words of paths; else all")
    parser.add_argument("--sample", type=int, default=0, help="try so many of each file; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="which ones a sample has")
    parser.add_argument("--survivors", type=Path, help="a file for what nobody noticed")
    asked = parser.parse_args(arguments)
    wanted = [one for one in targets() if not asked.only or _is_asked(one, asked.only)]
    fell_short = not wanted
    for part, those in groupby(wanted, key=lambda one: one.part):
        with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
            copy = Path(folder) / "copy"
            counts = _try(list(those), copy, asked.sample, asked.seed)
            if asked.survivors:
                with asked.survivors.open("a", encoding="utf-8") as file:
                    file.writelines(f"{_mutmut(copy, 'show', one)}\n" for one in _missed(counts))
        for count in counts:
            print(_line(count.file, [count]))
        print(_line(f"Part {part}", counts), flush=True)
        fell_short |= _share(counts) < ENOUGH
    return 1 if fell_short else 0


def _is_asked(target: Target, words: Sequence[str]) -> bool:
    return any(one == target.part or one in " ".join(target.code) for one in words)


def _missed(counts: Sequence[Count]) -> list[str]:
    return [one for count in counts for one in count.unnoticed]


def _share(counts: Sequence[Count]) -> float:
    tried = sum(one.tried for one in counts)
    return 1 - len(_missed(counts)) / tried if tried else 1.0


def _line(name: str, counts: Sequence[Count]) -> str:
    there, tried = sum(one.there for one in counts), sum(one.tried for one in counts)
    survived = len(_missed(counts))
    of = f"{there} mutants" if there == tried else f"{tried} of {there} mutants tried"
    return f"{name}: {of}, {tried - survived} killed, {survived} survived, {_share(counts):.1%}"


def _try(those: Sequence[Target], copy: Path, sample: int, seed: int) -> list[Count]:
    subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True)  # noqa: S607
    (copy / "setup.cfg").write_text(_settings(those), encoding="utf-8")
    (copy / "calm.py").write_text(CALM, encoding="utf-8")
    chosen: list[str] = []
    if sample:
        _mutmut(copy, "run", "--max-children", "1", "none-yet")  # Names them and times the tests.
        draw = random.Random(seed)  # noqa: S311 - which to try, not secrets
        for codes in _results(copy).values():
            chosen += draw.sample(sorted(codes), min(sample, len(codes)))
    said = _mutmut(copy, "run", "--max-children", "1", *chosen)
    counts = [_count(file, codes) for file, codes in _results(copy).items()]
    if not any(one.tried for one in counts):
        raise SystemExit(f"The tests fail as the code is, or there is no code.\n{said[-2_000:]}")
    return counts


def _count(file: str, codes: Mapping[str, int | None]) -> Count:
    tried = {name: code for name, code in codes.items() if code is not None}
    unnoticed = sorted(name for name, code in tried.items() if code in {SURVIVED, UNTESTED})
    return Count(file, len(codes), len(tried), tuple(unnoticed))


def _settings(those: Sequence[Target]) -> str:
    alone = ["--noconftest"] if all(one.part in PURE for one in those) else []
    lists = {
        "source_paths": ["trainer"],
        "only_mutate": [one for target in those for one in target.code],
        "do_not_mutate_patterns": SENTENCES,
        "also_copy": [*COPIED, "calm.py"],
        "pytest_add_cli_args_test_selection": sorted(
            {one for target in those for one in target.tests}
        ),
        "pytest_add_cli_args": ["-n0", *alone, "-p", "no:cacheprovider", "-p", "calm", *NO_BROWSER],
    }
    return "[mutmut]\n" + "".join(
        f"{name}=\n" + "".join(f"    {one}\n" for one in those) for name, those in lists.items()
    )


def _mutmut(copy: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["nice", str(MUTMUT), *arguments],  # noqa: S607
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _results(copy: Path) -> dict[str, dict[str, int | None]]:
    """Read what mutmut wrote down of each file that has mutants: how the tests of each ended."""
    mutants = copy / "mutants"
    written = {
        str(path.relative_to(mutants).with_suffix("")): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(mutants.rglob("*.meta"))
    }
    return {
        file: one["exit_code_by_key"] for file, one in written.items() if one["exit_code_by_key"]
    }


if __name__ == "__main__":
    sys.exit(main())
